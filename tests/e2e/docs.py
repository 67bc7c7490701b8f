"""Every command that a README shows is run by a test, as it stands there.

`aparajita ...` is run here, in an installation that has a case, a mail that could not be read, and a letter that waits;
what stands in capitals is replaced by what a reader would put there. The operator's other commands are run by
tests/clean_root, in a Debian of its own: a command that its story does not hold fails here. A new command in a README
fails until a stand-in or a place is given for it.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import story

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
DOCS = ["README.md", "systemd/README.md", "routing_rules/README.md", "routing_rules/reference.md", "daemon/README.md"]
STARTS = ("aparajita ", "tests/", "cmake ", "ninja ", "systemctl ", "systemd-", "journalctl ", "apt-get ")
# Run elsewhere: by which file, which must hold these words.
ELSEWHERE = {
    "tests/demo": ("tests/e2e/demonstration.py", "DEMO, story.BINARY]"),
    "tests/demo --keep": ("tests/e2e/demonstration.py", "--keep"),
    "tests/run": (".ci/run", "tests/run"),
    "tests/run --quick": ("tests/run", "--quick"),
    "tests/run --full": ("tests/run", "--full"),
    "tests/clean_root/run": ("tests/run", "tests/clean_root/run"),
    "cmake --workflow --preset deb": ("tests/clean_root/run", "cmake --workflow --preset deb"),
    "cmake --preset dev": ("tests/run", "build dev"),
    "cmake --preset sanitize": ("tests/run", "cmake --preset sanitize"),
    "ninja -C build test_letter": ("tests/run", "build dev"),
    "aparajita purge": ("tests/e2e/forgetting.py", '"purge")'),
    "aparajita run": ("tests/support/installation.py", '"run"]'),
    "aparajita login mailbox": ("tests/e2e/sign_in.py", '"login", "mailbox"'),
    "aparajita explain --propose CASE": ("tests/e2e/corrections.py", '"explain", "--propose", story.case_no(1)'),
    "aparajita login": ("tests/e2e/sign_in.py", '"login"'),
    "aparajita check --sign sp.key": ("tests/faults/rules.py", '"check", "--sign"'),
    "aparajita check --sign your.key": ("tests/faults/rules.py", '"check", "--sign"'),
    "aparajita keygen --out PREFIX --signer NAME": ("tests/faults/rules.py", '"keygen", "--signer"'),
}


def commands_of(text):
    """What stands in fences and in `code`, one command each."""
    found = set()
    for fence in re.findall(r"(?ms)^ *```(?:sh)?\n(.*?)^ *```", text):
        for line in fence.splitlines():
            for part in re.split(r"\s(?:&&|\|)\s", re.sub(r"\s#.*", "", line)):
                found.add(" ".join(part.split()))
    for span in re.findall(r"`([^`]+)`", re.sub(r"(?ms)^ *```.*?^ *```", "", text)):
        found.add(" ".join(span.split()))
    return {command for each in found if each.startswith(STARTS) for command in expand(each)}


def expand(shown):
    """`audit list / verify` is two commands, and so is `check [--connect]`."""
    words = shown.split()
    if "/" in words:
        group, *others = shown.split(" / ")
        prefix = " ".join(words[:2])
        return [command for each in (group, *(f"{prefix} {other}" for other in others)) for command in expand(each)]
    optional = re.search(r" \[([^\]]+)\]", shown)
    if optional is None:
        return [shown]
    without = shown.replace(optional.group(0), "")
    return expand(without) + expand(shown.replace(optional.group(0), " " + optional.group(1)))


class Docs(story.Story):
    def test_every_command_that_a_readme_shows_is_run(self):
        shown = {command: doc for doc in DOCS for command in commands_of((SOURCE / doc).read_text(encoding="utf-8"))}
        self.assertGreater(len(shown), 40)
        # The story of the first day runs every fence of the operator's page, and what it holds itself.
        operator = (SOURCE / "systemd/README.md").read_text(encoding="utf-8")
        first_day = "\n".join([(SOURCE / "tests/clean_root/first_day.py").read_text(encoding="utf-8"),
                               *re.findall(r"(?ms)^ *```sh\n(.*?)^ *```", operator)])
        ours = {command for command in shown
                if command.startswith("aparajita ") and command not in ELSEWHERE and command not in first_day}
        for command in sorted(set(shown) - ours):
            if command in ELSEWHERE:
                file, words = ELSEWHERE[command]
                self.assertIn(words, (SOURCE / file).read_text(encoding="utf-8"), f"{shown[command]}: {command}")
            elif not (SOURCE / command).exists():  # a file's name is no command
                self.assertIn(command, first_day, f"{shown[command]} shows it, no test runs it")
        self.run_them(sorted(ours))

    def run_them(self, commands):
        here = self.install()
        here.first_run()
        self.prepare(here)
        names = self.stand_ins(here)
        programs = here.folder / "bin"
        programs.mkdir()
        wrapper = programs / "aparajita"
        wrapper.write_text(f'#!/bin/sh\nexec {here.binary} --config {here.config} "$@"\n')
        wrapper.chmod(0o755)
        for command in commands:
            line = self.replaced(command, names)
            done = subprocess.run(["bash", "-euc", line], capture_output=True, text=True, timeout=120, cwd=here.folder,
                                  env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"})
            with self.subTest(command):
                self.assertEqual(done.returncode, 0, f"{line}\n{done.stderr}")

    def prepare(self, here):
        """A case at its station, a mail that nobody could read, and a letter that waits."""
        here.imap.deliver(story.sample("01"))
        self.assertEqual(here.once(), 0)
        self.assertEqual(here.command("backup", str(here.folder / "kept")).returncode, 0)
        shutil.copy(here.folder / "kept" / "case_shares.sealed", here.folder)  # the commands run in this folder
        here.imap.deliver(story.sample("10"))
        here.smtp.fault(stage="mail", reply="451 4.3.0 later")
        here.imap.deliver(story.sample("03"))
        here.once()

    def stand_ins(self, here):
        case = here.state_rows("SELECT case_no FROM v1_case ORDER BY case_no")[0][0]
        unread = here.state_rows("SELECT case_no FROM v1_case WHERE state = 'quarantined'")[0][0]
        letter = re.search(r"(?m)^\s*(\d+)", here.command("queue", "list").stdout).group(1)
        table = here.folder / "table.csv"
        table.write_text("kind,name,district,station,pin\nvillage,Zaza,Kollam,klr.anchal,691306\n")
        mail = here.folder / "some-mail.eml"
        mail.write_bytes(story.sample("03"))
        office = here.folder / "records-office" / "records-office.key"
        return {"CASE": case, "quarantine retry CASE": unread, "MAIL...": mail, "MAIL": mail, "CSV...": table, "places.csv": table,
                "NO": "GD-77/2026", "KEY": office, "PREFIX": here.folder / "pair", "init DIR": here.folder / "new",
                "--html FILE": here.folder / "page.html",
                "replay --rules DIR": here.home / "routing_rules", "--station ID": "tvc.museum", "ID": letter,
                "--to STATION": "tvc.kovalam", "TEXT": "'the place lies there'",
                "--export FILE": here.folder / "sealed", "open FILE": here.folder / "sealed"}

    def replaced(self, command, names):
        line = command
        for name, value in sorted(names.items(), key=lambda pair: -len(pair[0])):
            kept = name.rpartition(" ")[0]
            line = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w.])", f"{kept} {value}".strip(), line)
        return line


if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    story.main()
