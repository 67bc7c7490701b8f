"""The commands as a person types them. usage: commands_test.py BINARY SOURCE_DIR"""
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import unittest

BINARY = str(pathlib.Path(sys.argv[1]).resolve())
SOURCE = pathlib.Path(sys.argv[2])
SAMPLES = SOURCE / "tests" / "e2e" / "samples"
COMMANDS = ["run", "check", "parse", "explain", "cases", "queue", "queue list", "audit", "audit list", "audit show",
            "audit verify", "init", "keygen", "open", "quarantine", "quarantine list", "quarantine retry",
            "gazetteer", "gazetteer import", "gazetteer export", "gazetteer check", "replay", "doctor", "backup", "queue retry",
            "queue hold", "login", "report", "purge", "shred", "legal-hold", "route"]


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=60, input=stdin)


class Commands(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_every_command_has_help_and_the_readme_names_it(self):
        readme = (SOURCE / "README.md").read_text()
        for command in COMMANDS:
            done = run(*command.split(), "--help")
            self.assertEqual(done.returncode, 0, command)
            self.assertIn("--help", done.stdout)
            self.assertIn("aparajita " + command.split()[0], readme)

    def test_wrong_use_is_64_and_says_so(self):
        for arguments in ([], ["fly"], ["parse"], ["check", "--nonsense"], ["keygen"]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 64, arguments)
            self.assertTrue(done.stderr + done.stdout)

    def test_version_is_one_line(self):
        self.assertRegex(run("--version").stdout, r"^aparajita \d+\.\d+\.\d+\n$")

    def test_init_writes_an_installation_that_checks_and_never_overwrites(self):
        home = self.folder / "home"
        self.assertEqual(run("init", str(home)).returncode, 0)
        run("keygen", "--out", str(self.folder / "records-office"))
        (home / "records-office.pub").write_bytes((self.folder / "records-office.pub").read_bytes())
        done = run("--config", str(home / "aparajita.yaml"), "check")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("538 stations", done.stdout)
        again = run("init", str(home))
        self.assertEqual(again.returncode, 64)
        self.assertIn("aparajita.yaml is there already", again.stderr)

    def test_init_writes_beside_credentials_and_names_the_state_folder_asked_for(self):
        home = self.folder / "home"
        (home / "credentials").mkdir(parents=True)
        state = self.folder / "state-elsewhere"
        self.assertEqual(run("init", str(home), "--state", str(state)).returncode, 0)
        settings = (home / "aparajita.yaml").read_text(encoding="utf-8")
        self.assertRegex(settings, rf"(?m)^state: {state}\s")
        self.assertIn(f"keys: {{folder: {state}/keys}}", settings)
        self.assertTrue((home / "credentials").is_dir())

    def test_keygen_keeps_the_secret_to_its_owner_and_never_overwrites(self):
        prefix = self.folder / "office"
        self.assertEqual(run("keygen", "--out", str(prefix)).returncode, 0)
        self.assertEqual((self.folder / "office.key").stat().st_mode & 0o777, 0o600)
        self.assertEqual((self.folder / "office.pub").stat().st_mode & 0o777, 0o644, "the daemon must read it")
        before = (self.folder / "office.key").read_bytes()
        self.assertNotEqual(run("keygen", "--out", str(prefix)).returncode, 0)
        self.assertEqual((self.folder / "office.key").read_bytes(), before)

    def test_check_shows_every_problem_at_once_with_its_place(self):
        home = self.folder / "home"
        run("init", str(home))
        rules = home / "routing_rules" / "kerala"
        for unit in ("tvc", "klc"):
            path = rules / f"{unit}.yaml"
            path.write_text(path.read_text() + "\nnonsense: 1\n")
        run("keygen", "--out", str(self.folder / "records-office"))
        (home / "records-office.pub").write_bytes((self.folder / "records-office.pub").read_bytes())
        done = run("--config", str(home / "aparajita.yaml"), "check")
        self.assertEqual(done.returncode, 65)
        for unit in ("tvc", "klc"):
            self.assertRegex(done.stderr, rf"kerala/{unit}\.yaml:\d+:1: error: ")
        self.assertIn("^", done.stderr)

    def test_the_gazetteer_comes_in_unconfirmed_and_goes_out_as_it_came(self):
        run("init", str(self.folder / "home"))
        rules = self.folder / "home" / "routing_rules"
        table = self.folder / "places.csv"
        head = "kind,name,name_ml,district,station,pin,confirmed\n"
        text = (head + "pin,,,Kollam,klr.anchal,691306,\nvillage,Zaza,,Kollam,klr.anchal,691306,"
                "women cell head 2026-11-22\n")
        table.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
        done = run("gazetteer", "import", str(table), "--rules", str(rules))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "", "no progress bar in a pipe")
        self.assertIn("read 2 places: 2 new, 0 changed\n", done.stdout)
        written = {p.name for p in (rules / "gazetteer").iterdir()}
        self.assertEqual(written, {"kollam.yaml"})
        self.assertEqual(run("gazetteer", "export", "--rules", str(rules)).stdout, text)
        done = run("gazetteer", "check", "--rules", str(rules))
        self.assertEqual(done.stdout, "fine: 2 places, 1 confirmed, 1 unconfirmed hints\n", done.stderr)
        run("keygen", "--out", str(self.folder / "records-office"))
        (self.folder / "home" / "records-office.pub").write_bytes((self.folder / "records-office.pub").read_bytes())
        done = run("--config", str(self.folder / "home" / "aparajita.yaml"), "check")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_table_with_mistakes_writes_nothing_and_names_each(self):
        run("init", str(self.folder / "home"))
        rules = self.folder / "home" / "routing_rules"
        good, bad = self.folder / "good.csv", self.folder / "bad.csv"
        good.write_text("kind,name,district\nvillage,Zaza,Kollam\n")
        bad.write_text("kind,name,district,pin\nvillage,Zuzu,Kolam,032024\nvillage,Zozo\n")
        done = run("gazetteer", "import", str(good), str(bad), "--rules", str(rules))
        self.assertEqual(done.returncode, 65, done.stdout)
        self.assertRegex(done.stderr, r"bad\.csv:3:1: error: this row has 2 cells, the header has 4")
        self.assertTrue(done.stderr.endswith("nothing was written\n"))
        self.assertIn("did you mean 'Kollam'?", done.stderr)
        self.assertIn("'032024' is no PIN code", done.stderr)
        self.assertFalse((rules / "gazetteer").exists())
        (rules / "gazetteer").mkdir()
        (rules / "gazetteer" / "mine.yaml").write_text("district: Kollam\nrows:\n  - {kind: vilage, name: Zaza}\n")
        done = run("gazetteer", "check", "--rules", str(rules))
        self.assertEqual(done.returncode, 65)
        self.assertEqual(done.stderr, "gazetteer/mine.yaml:3:12: error: there is no kind 'vilage'\n"
                         "  3 |   - {kind: vilage, name: Zaza}\n    |            ^^^^^^\n"
                         "hint: did you mean 'village'?\n")

    def test_a_missing_settings_file_is_78(self):
        for command in (["check"], ["cases"], ["run", "--once"]):
            done = run("--config", str(self.folder / "none.yaml"), *command)
            self.assertEqual(done.returncode, 78, command)
            self.assertIn("none.yaml", done.stderr)

    def test_parse_prints_one_object_a_file_with_exactly_the_agreed_keys(self):
        files = sorted(str(p) for p in SAMPLES.glob("*.eml"))
        done = run("parse", "--json", *files)
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([line["file"] for line in lines], files)
        for line in lines:
            self.assertEqual(set(line), {"file", "subject", "from", "message_id", "in_reply_to", "references", "date",
                                         "parts", "text", "html"})
            self.assertTrue(line["parts"])
        self.assertEqual(lines[0]["subject"], "ഇൻസ്റ്റഗ്രാമിൽ ഭീഷണി")

    def test_explain_without_an_installation_uses_the_shipped_rules_and_says_so(self):
        done = run("--config", str(self.folder / "none.yaml"), "explain", "--json", str(SAMPLES / "01-malayalam.eml"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("shipped rules", done.stderr)
        self.check_explain(json.loads(done.stdout))

    def check_explain(self, line):
        self.assertEqual(line["kind"], "complaint")
        self.assertEqual(line["language"], "ml")
        self.assertEqual(line["decision"]["action"], "forward")
        self.assertEqual(line["decision"]["station"], "tvc.kazhakuttam")
        for key in ("urgent", "child", "written_by", "offender_in_police", "account_may_be_his", "mail_unsafe",
                    "category", "facts", "redaction", "letters", "oddities"):
            self.assertIn(key, line)
        text = (SAMPLES / "01-malayalam.eml").read_bytes().decode().split("\n\n", 1)[1]
        phones = {}
        for span in line["redaction"]["spans"]:
            if span["type"] == "PHONE":
                written = text[span["start"]:span["end"]]
                phones["".join(c for c in written if c.isdigit())] = span
        self.assertEqual(phones["6830067890"]["action"], "mask")
        self.assertEqual(phones["6830012345"]["action"], "keep")
        for span in phones.values():
            self.assertTrue(span["cues"], "every decision says why")
        self.assertRegex(phones["6830067890"]["token"], r"^\[PHONE-[A-Z0-9]{4}\]$")
        self.assertNotIn("067 890", line["redaction"]["text"])

    def test_a_proposal_loads_where_it_is_pasted_and_names_nobody(self):
        home = self.folder / "home"
        run("init", str(home))
        run("keygen", "--out", str(self.folder / "records-office"))
        (home / "records-office.pub").write_bytes((self.folder / "records-office.pub").read_bytes())
        mail = self.folder / "mail.eml"
        mail.write_text("From: Zebulonia <zebulonia@example.org>\nSubject: help\n\nMy name is Zebulonia Quist. I live at "
                        "Kazhakuttam, Trivandrum. Ravindran Pillai sends me obscene pictures. My phone is 6830067890.\n")
        config = ["--config", str(home / "aparajita.yaml")]
        done = run(*config, "explain", "--propose", "--station", "tvc.museum", str(mail))
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in ("Zebulonia", "Quist", "Ravindran", "Pillai", "6830"):
            self.assertNotIn(name, done.stdout)
        self.assertIn("Kazhakuttam", done.stdout)
        self.assertIn("expect: tvc.museum", done.stdout)
        rules = home / "routing_rules" / "rules.yaml"
        rules.write_text(rules.read_text() + "\n" + done.stdout)
        checked = run(*config, "check")
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn('"decision"', run(*config, "explain", "--json", str(mail)).stdout)
        self.assertIn('tvc.museum', run(*config, "explain", str(mail)).stdout)
        self.assertEqual(run(*config, "explain", "--propose", "--station", "no.where", str(mail)).returncode, 64)
        mail.write_text("From: anju@example.org\nSubject: help\n\nI live at Attingal. A man who lives in Kazhakuttam calls me.\n")
        elsewhere = json.loads(run(*config, "explain", "--json", str(mail)).stdout)["decision"]
        self.assertEqual((elsewhere["station"], elsewhere["reason"]), ("tvr.attingal", "residence"))

    def test_explain_for_people_has_no_colour_in_a_pipe(self):
        done = run("--config", str(self.folder / "none.yaml"), "explain", str(SAMPLES / "03-english-attachment.eml"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("tvc.museum", done.stdout)
        self.assertNotIn("\x1b[", done.stdout)

    def test_explain_says_what_was_found_what_it_weighed_who_lost_and_which_rules_did_not_fit(self):
        rules = ("  rule 'test-mail' does not fit: the mail does not satisfy its 'words'\n"
                 "  rule 'press-and-information' does not fit: the mail does not satisfy its 'words'\n")
        self.assertEqual(self.decision_on("I live at Attingal. A man who lives in Kazhakuttam followed me at Varkala beach.\n"
                                          "My sister said \"he was seen in Kumily\"."), (
            "Decision: to tvr.attingal: she lives there (residence)\n"
            "  candidate tvr.attingal                 60 points\n"
            "  candidate tvr.varkala                  35 points\n"
            "  found \"Attingal\" in line 1: \"I live at Attingal. A man who lives in Kazhakuttam followed me at...\"\n"
            "    she lives there; 60 points for tvr.attingal; by \"live\" [place.residence]\n"
            "  found \"Varkala\" in line 1: \"...A man who lives in Kazhakuttam followed me at Varkala beach.\"\n"
            "    where it happened, or a place that nothing describes; 35 points for tvr.varkala; by \"followed\" [place.incident]\n"
            "  found \"Kazhakuttam\" in line 1: \"I live at Attingal. A man who lives in Kazhakuttam followed me at Varkala beach.\"\n"
            "    his place; counts for no station; by \"man\" [who.he]\n"
            "  found \"Kumily\" in line 2: \"My sister said \"he was seen in Kumily\".\"\n"
            "    in words that are not hers; counts for no station; by \"said\" [place.said]\n" + rules +
            "  Attingal (tvr.attingal) is best with 60 points, 25 more than the next; 30 points and a lead of 12 are needed\n"
            "  Varkala (tvr.varkala) loses with 35 points; the best it has: where it happened, or a place that nothing describes\n"
            "  so it goes to Attingal (tvr.attingal): she lives there\n"))
        self.assertEqual(self.decision_on("He calls me every night and abuses me. I do not say where I live."), (
            "Decision: to the desk: no place is named that a station answers for (none)\n" + rules +
            "  no place is named that a station answers for\n"))
        self.assertEqual(self.decision_on("On Monday a man followed me in Kalamassery, on Thursday the same man followed me in "
                                          "Angamaly. My aunt lives in Punalur."), (
            "Decision: to the desk: two stations are too close (tie)\n"
            "  candidate ekc.kalamassery              35 points\n"
            "  candidate ekr.angamaly                 35 points\n"
            "  candidate klr.punalur                  20 points\n"
            "  found \"Kalamassery\" in line 1: \"On Monday a man followed me in Kalamassery, on Thursday the same man followed me in...\"\n"
            "    where it happened, or a place that nothing describes; 35 points for ekc.kalamassery; by \"followed\" [place.incident]\n"
            "  found \"Angamaly\" in line 1: \"...on Thursday the same man followed me in Angamaly. My aunt lives in Punalur.\"\n"
            "    where it happened, or a place that nothing describes; 35 points for ekr.angamaly; by \"followed\" [place.incident]\n"
            "  found \"Punalur\" in line 1: \"...man followed me in Angamaly. My aunt lives in Punalur.\"\n"
            "    named in passing, or near it; 20 points for klr.punalur; somebody else is spoken of\n" + rules +
            "  Kalamassery (ekc.kalamassery) is best with 35 points, 0 more than the next; 30 points and a lead of 12 are needed\n"
            "  Angamaly (ekr.angamaly) loses with 35 points; the best it has: where it happened, or a place that nothing describes\n"
            "  Punalur (klr.punalur) loses with 20 points; the best it has: named in passing, or near it\n"
            "  the next station is too close\n"))

    def decision_on(self, body):
        mail = self.folder / "asked.eml"
        mail.write_text(f"From: anju@example.org\nSubject: help\n\n{body}\n")
        shown = run("--config", str(self.folder / "none.yaml"), "explain", str(mail)).stdout
        return shown[shown.index("Decision:"):shown.index("What the station reads:")]

    def explained_in_terminal(self, mail, **environment):
        return self.in_terminal("stdout", "--config", str(self.folder / "none.yaml"), "explain", str(mail), **environment)

    def in_terminal(self, stream, *arguments, **environment):
        """What a person sees on that stream; the other goes nowhere."""
        parent, child = pty.openpty()
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: child}
        done = subprocess.Popen([BINARY, *arguments], **streams, env={**os.environ, **environment})
        os.close(child)
        octets = b""
        while True:
            try:
                more = os.read(parent, 65536)
            except OSError:  # Linux: EIO once the other side is closed
                more = b""
            if not more:
                break
            octets += more
        os.close(parent)
        self.assertEqual(done.wait(60), 0)
        return octets.decode().replace("\r\n", "\n")

    def test_explain_colours_in_a_terminal_what_was_covered_and_what_stays_and_says_why(self):
        mail = self.folder / "mail.eml"
        mail.write_text("From: Anitha Thomas <anitha.t@example.org>\nSubject: help\nContent-Type: text/plain; charset=utf-8\n\n"
                        "My number is 6830012345. He calls from 6831012345.\n\x1b[2JI am 16 years old. \u202eabc\n")
        shown = self.explained_in_terminal(mail, NO_COLOR="")
        self.assertRegex(shown, "  \\| My number is \x1b\\[32m\\[PHONE-[A-Z0-9]{4}\\]\x1b\\[0m\\. He calls from \x1b\\[33m6831012345"
                                "\x1b\\[0m\\.\n")
        self.assertIn("  | <U+001B>[2JI am \x1b[36m[AGE minor]\x1b[0m years old. <U+202E>abc", shown)
        self.assertRegex(shown, "\x1b\\[32mmask  PHONE +of complainant *\x1b\\[0m \\[PHONE-[A-Z0-9]{4}\\] text:13-23  .*possessive:My")
        self.assertRegex(shown, "\x1b\\[33mkeep  PHONE +of offender *\x1b\\[0m  text:39-49  .*third person:He")
        self.assertNotIn("\x1b[2J", shown)
        plain = self.explained_in_terminal(mail, NO_COLOR="1")
        self.assertNotIn("\x1b", plain)
        self.assertEqual(re.sub("\x1b\\[[0-9;]*m", "", shown), plain)
        piped = run("--config", str(self.folder / "none.yaml"), "explain", str(mail))
        self.assertEqual(piped.stdout, plain)

    def test_a_long_step_shows_a_bar_in_a_terminal_and_takes_it_away(self):
        run("init", str(self.folder / "home"))
        table = self.folder / "places.csv"
        table.write_text("kind,name,district,station,pin\nvillage,Zaza,Kollam,klr.anchal,691306\n")
        shown = self.in_terminal("stderr", "gazetteer", "import", str(table), "--rules",
                                 str(self.folder / "home" / "routing_rules"))
        erase = "\x1b[2K\r"
        self.assertEqual(shown, f"{erase}[{'#' * 30}] 1 of 1 tables{erase}")

    def test_a_mail_on_standard_input_is_read(self):
        done = run("parse", "--json", "-", stdin="Subject: hi\n\ntext\n")
        self.assertEqual(json.loads(done.stdout)["subject"], "hi")


if __name__ == "__main__":
    result = unittest.main(argv=sys.argv[:1], exit=False, verbosity=2).result
    sys.exit(0 if result.wasSuccessful() and result.testsRun >= 10 else 1)
