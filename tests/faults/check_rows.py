#!/usr/bin/env python3
"""Every row of the fault catalogue has a test that exists and is run, or says why not.

usage: check_rows.py BUILD_DIR            (exit 1 with one line per breach)
       check_rows.py --self-test BUILD_DIR

rows.txt has one line for each row of the catalogue:
    A05  faults/intake.py::test_A05_cut_at_each_kind_of_octet; mailbox: octets cut anywhere are never a mail
    B01  elsewhere: reading and redaction
    A20  open: why there is none
What stands before "::" is a program under tests/ that ctest runs, behind it one of its methods; everything else is the
name of a test as ctest lists it. "elsewhere" is for rows that another part of the project answers for, "open" for a row
without a test; the number of those is stated here, so that none is added in silence.
"""
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROWS = {"A": 27, "B": 15, "C": 9, "D": 26, "E": 24, "F": 18}
ELSEWHERE = {"reading and redaction": "B"}
OPEN = 0


def without_blank(name):
    """ctest drops the blank behind a prefix where CMake's Catch2 module registers the test."""
    return re.sub(r"^(\w+): ", r"\1:", name)


def known_tests(build):
    listed = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], capture_output=True, text=True, check=True)
    tests = json.loads(listed.stdout)["tests"]
    disabled = {test["name"] for test in tests for each in test.get("properties", [])
                if each["name"] == "DISABLED" and each["value"]}
    names = {without_blank(test["name"]) for test in tests if test["name"] not in disabled}
    programs = {pathlib.Path(word).resolve() for test in tests if test["name"] not in disabled
                for word in test.get("command", []) if word.endswith(".py")}
    return names, programs


def check_test(name, names, programs):
    if "::" not in name:
        return None if without_blank(name) in names else f"there is no test '{name}'"
    program, method = name.split("::")
    path = (HERE.parent / program).resolve()
    if path not in programs:
        return f"ctest does not run tests/{program}"
    if not re.search(rf"^    def {method}\(self\):", path.read_text(), re.M):
        return f"tests/{program} has no {method}"
    return None


def check(text, names, programs, open_rows):
    breaches, seen, left_open = [], [], 0
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        row, _, rest = line.partition(" ")
        rest = rest.strip()
        seen.append(row)
        if rest.startswith("elsewhere:"):
            if ELSEWHERE.get(rest.removeprefix("elsewhere:").strip()) != row[0]:
                breaches.append(f"{row}: belongs here")
        elif rest.startswith("open:"):
            left_open += 1
            if len(rest) < 20:
                breaches.append(f"{row}: open without a reason")
        elif not rest:
            breaches.append(f"{row}: no test")
        else:
            for name in rest.split("; "):
                breach = check_test(name.strip(), names, programs)
                if breach:
                    breaches.append(f"{row}: {breach}")
    wanted = [f"{letter}{number:02d}" for letter, count in ROWS.items() for number in range(1, count + 1)]
    breaches += [f"{row}: not in the list" for row in wanted if row not in seen]
    breaches += [f"{row}: not in the catalogue, or twice" for row in seen if row not in wanted or seen.count(row) > 1]
    if left_open != open_rows:
        breaches.append(f"{left_open} rows are open, {open_rows} are admitted")
    return breaches


def self_test(text, names, programs):
    """Each way in which the list can be wrong is told."""
    def breaks(before, after, told):
        assert before in text, before
        found = check(text.replace(before, after, 1), names, programs, OPEN)
        assert any(told in breach for breach in found), (told, found)
    lines = [line for line in text.splitlines() if line.startswith("A05")]
    breaks(lines[0], "", "A05: not in the list")
    breaks(lines[0], "A05 ", "A05: no test")
    breaks(lines[0], "A05 elsewhere: reading and redaction", "A05: belongs here")
    breaks(lines[0], "A05 open: nobody has written one yet", "rows are open")
    breaks("test_A05_", "test_A05x_", "has no test_A05x_")
    breaks("faults/intake.py::test_A05", "faults/outtake.py::test_A05", "ctest does not run")
    breaks("D26 ", "D27 ", "D27: not in the catalogue")
    breaks(lines[0], "A05 mailbox: no such test", "there is no test")


def main():
    *options, build = sys.argv[1:]
    names, programs = known_tests(build)
    if len(names) < 400:
        sys.exit(f"only {len(names)} tests are known to ctest in {build}")
    text = (HERE / "rows.txt").read_text()
    if options == ["--self-test"]:
        self_test(text, names, programs)
        return 0
    breaches = check(text, names, programs, OPEN)
    for line in text.splitlines():
        if " open:" in line:
            print(line)
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
