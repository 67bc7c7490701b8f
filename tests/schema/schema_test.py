#!/usr/bin/env python3
"""The shipped schemas say what the loader says.

usage: schema_test.py SOURCE_DIR WRITE_SCHEMAS ACCEPTED_MUTANTS
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema
import yaml

SOURCE, WRITE_SCHEMAS, ACCEPTED_MUTANTS = (pathlib.Path(arg) for arg in sys.argv[1:4])
RULES = SOURCE / "routing_rules"
DIAGNOSTICS = SOURCE / "tests" / "diagnostics"
ROUNDS = 4000
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
# What a schema can see of a file by itself, in the loader's words.
SHAPE = re.compile(r"error: (unknown key|.* must be|.* has no '\w+'$|there is no (writing|station type|kind|category|rank)|"
                   r"'\w+' cannot be|.* is no (reason here|desk id|treatment)|.* is above its ceiling)")


class Yaml12(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, no yes and no, no octal, no base 60."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
        ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
        ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
        ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""])):
    Yaml12.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), list(first))


def plain_int(loader, node):
    return int(loader.construct_scalar(node), 10)


def plain_float(loader, node):
    return float(loader.construct_scalar(node))


Yaml12.add_constructor("tag:yaml.org,2002:int", plain_int)
Yaml12.add_constructor("tag:yaml.org,2002:float", plain_float)


def with_text_keys(tree):
    if isinstance(tree, dict):
        return {str(key): with_text_keys(value) for key, value in tree.items()}
    return [with_text_keys(item) for item in tree] if isinstance(tree, list) else tree


def read_yaml(text):
    return with_text_keys(yaml.load(text, Loader=Yaml12)) or {}


def kind_of(name):
    if "/" in name:
        folder = name.split("/")[0]
        return folder if folder in ("words", "gazetteer", "officers") else "stations"
    return name.removesuffix(".yaml")


SCHEMAS = {path.stem: json.loads(path.read_text()) for path in sorted((RULES / "schema").glob("*.json"))}


def complaints(kind, text):
    return [error.message for error in jsonschema.Draft7Validator(SCHEMAS[kind]).iter_errors(read_yaml(text))]


class Schemas(unittest.TestCase):
    def test_the_shipped_schemas_are_those_of_the_loaders_tables(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([WRITE_SCHEMAS, folder], check=True)
            made = {path.name: path.read_text() for path in pathlib.Path(folder).iterdir()}
        shipped = {path.name: path.read_text() for path in (RULES / "schema").iterdir()}
        self.assertGreaterEqual(len(made), 10)
        self.assertEqual(shipped, made, "run write_schemas routing_rules/schema")

    def test_each_is_a_schema_and_describes_every_key(self):
        for name, schema in SCHEMAS.items():
            jsonschema.Draft7Validator.check_schema(schema)
            self.assertEqual([], [key for key, value in schema["properties"].items() if not value.get("description")],
                             name)

    def test_every_shipped_file_fits_the_schema_that_its_first_line_names(self):
        files = sorted(RULES.rglob("*.yaml"))
        self.assertGreaterEqual(len(files), 30)
        for path in files:
            text = path.read_text()
            name = str(path.relative_to(RULES))
            modeline = MODELINE.match(text)
            self.assertIsNotNone(modeline, f"{name} does not begin with its schema")
            self.assertEqual(RULES / "schema" / (kind_of(name) + ".json"),
                             pathlib.Path(str((path.parent / modeline.group(1)).resolve())), name)
            self.assertEqual([], complaints(kind_of(name), text), name)

    def test_a_fixture_that_is_wrong_by_itself_breaks_the_schema_too(self):
        seen, missed = 0, []
        for expected in sorted(DIAGNOSTICS.glob("*/expected.txt")):
            folder = expected.parent
            files = {str(path.relative_to(folder / "rules")): path for path in (folder / "rules").rglob("*.yaml")}
            for policy in ("redaction.yaml", "clocks.yaml"):
                if (folder / policy).exists():
                    files[policy] = folder / policy
            for name, path in sorted(files.items()):
                if kind_of(name) not in SCHEMAS:
                    continue
                errors = [line for line in expected.read_text().splitlines()
                          if line.startswith(name + ":") and " error: " in line]
                if not errors:
                    self.assertEqual([], complaints(kind_of(name), path.read_text()), str(path))
                elif any(SHAPE.search(line) for line in errors):
                    seen += 1
                    if not complaints(kind_of(name), path.read_text()):
                        missed.append((folder.name, errors))
        self.assertEqual([], missed)
        self.assertGreaterEqual(seen, 12)

    def test_what_the_loader_takes_of_broken_files_the_schema_takes_too(self):
        out = subprocess.run([ACCEPTED_MUTANTS, str(ROUNDS), RULES], check=True,
                             capture_output=True, text=True).stdout
        seen, unread = {}, 0
        for line in out.split("\n")[:-1]:
            mutant = json.loads(line)
            seen[mutant["kind"]] = seen.get(mutant["kind"], 0) + 1
            try:
                wrong = complaints(mutant["kind"], mutant["text"])
            except yaml.YAMLError:  # PyYAML knows neither tabs between words nor ':x' in braces; YAML 1.2 does
                unread += 1
                continue
            self.assertEqual([], wrong, mutant["text"])
        self.assertEqual(set(SCHEMAS), set(seen))
        self.assertLess(unread * 20, sum(seen.values()))
        self.assertGreater(sum(seen.values()), ROUNDS // 20)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
