"""The auditors' side of the trail: what they are mailed, what they can check, ask and prove, and that they are told of
every read before it happens."""
import base64
import hashlib
import json
import pathlib
import sqlite3
import subprocess
import sys

import story

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "verifier"))
import verify_trail  # noqa: E402

MAIL = story.plain_mail("Anitha Thomas <anitha.t@example.org>", "help",
                        "He calls from 6831012345. Museum police station please.\n")
AUDITORS = ["one@cell.invalid", "two@cell.invalid"]


class Auditors(story.Story):
    def audited(self):
        here = self.install(changes=lambda text: text.replace("auditors: []", f"auditors: [{', '.join(AUDITORS)}]"))
        here.first_run()
        here.imap.deliver(MAIL)
        here.start()
        here.wait_until(lambda: here.state_rows("SELECT * FROM v1_intake WHERE state = 'filed'"), 30, "the mail filed")
        self.case = here.state_rows("SELECT case_no FROM v1_case")[0][0]
        return here

    def checkpoint_mails(self, here, auditor):
        return [letter for letter in here.letters() if letter["to"] == auditor]

    def kept_by(self, here, auditor):
        """What this auditor saved: the attached files, in a folder."""
        folder = here.folder / auditor
        folder.mkdir(exist_ok=True)
        for letter in self.checkpoint_mails(here, auditor):
            (file,) = letter["message"].iter_attachments()
            (folder / file.get_filename()).write_text(file.get_content())
        return folder

    def another_checkpoint(self, here):
        done = here.command("audit", "checkpoint")
        self.assertEqual(done.returncode, 0, done.stderr)
        here.wait_until(lambda: all(any(file.read_text().endswith(done.stdout) for file in self.kept_by(here, who).iterdir())
                                    for who in AUDITORS), 30, "the mail")
        return done.stdout

    def test_two_auditors_are_mailed_each_checkpoint_with_its_proof(self):
        here = self.audited()
        note = self.another_checkpoint(here)
        here.wait_until(lambda: here.state_rows("SELECT sent_to FROM v1_checkpoint ORDER BY size DESC LIMIT 1") ==
                        [("auditor.1,auditor.2",)], 30, "both servers to have taken it")
        for auditor in AUDITORS:
            first, *_, last = self.checkpoint_mails(here, auditor)
            self.assertNotIn(self.case.encode(), last["octets"])
            kept = self.kept_by(here, auditor)
            files = sorted(kept.iterdir(), key=lambda file: int(file.stem.split("-")[1]))
            self.assertGreaterEqual(len(files), 2)
            self.assertTrue(files[0].read_text().startswith("old 0\n\nexample.org/aparajita\n"), files[0].read_text())
            before = verify_trail.read_kept(files[-2])[0][1].size
            self.assertTrue(files[-1].read_text().startswith(f"old {before}\n"), files[-1].read_text())
            self.assertTrue(files[-1].read_text().endswith(note))
            self.assertIn(f"continues the one of size {before}", last["text"].replace("\n", " "))
            done = here.command("audit", "verify", "--against", str(kept))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn(f"compared with {len(files)} of the auditors' copies\n", done.stdout)
            self.assertEqual(done.stderr, "", "no bar in a pipe")
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)
        # An orderly stop signed the rest of the trail.
        size, = here.state_rows("SELECT max(size) FROM audit_checkpoint")[0]
        self.assertEqual(here.state_rows("SELECT max(seq) FROM audit_event"), [(size,)])

    def test_when_an_auditor_gets_none_for_three_days_the_operators_hear(self):
        here = self.audited()
        here.wait_until(lambda: all(self.checkpoint_mails(here, who) for who in AUDITORS), 30, "the first checkpoint")
        here.smtp.fault(stage="rcpt", reply="451 4.3.0 later", recipient=AUDITORS[1])
        self.assertEqual(here.command("audit", "checkpoint").returncode, 0)
        waits = "SELECT letter FROM v1_letter WHERE recipient = 'auditor.2' AND state = 'deferred'"
        here.wait_until(lambda: here.state_rows(waits), 30, "a letter that waits")
        self.assertEqual(here.stop(), 0)
        for days, told in ((2, 0), (2, 1)):
            with sqlite3.connect(here.home / "state" / "aparajita.db") as database:
                database.execute("UPDATE letter SET queued_at = queued_at - ? WHERE recipient = 'auditor.2' "
                                 "AND accepted_at IS NULL", (days * 86400,))
            database.close()
            here.start()
            alarm = lambda: sum("checkpoint_unseen" in attrs for (attrs,) in self.events(here, "alarm_raised"))
            if told:
                here.wait_until(alarm, 30, "the alarm")
            else:
                self.assertEqual(here.command("audit", "checkpoint").returncode, 0)
            self.assertEqual(here.stop(), 0)
            self.assertEqual(alarm(), told)

    def test_an_exported_trail_verifies_by_itself_and_by_the_second_checker(self):
        here = self.audited()
        self.another_checkpoint(here)
        notes = self.kept_by(here, AUDITORS[1])
        file = here.folder / "trail.db"
        done = here.command("audit", "export", str(file))
        self.assertEqual(done.returncode, 0, done.stderr)
        for arguments in ([], ["--against", str(notes)]):
            alone = subprocess.run([story.BINARY, "audit", "verify", str(file), *arguments], capture_output=True,
                                   text=True, timeout=60)
            self.assertEqual(alone.returncode, 0, alone.stdout + alone.stderr)
        database = sqlite3.connect(file)
        findings, _ = verify_trail.verify(database, verify_trail.read_kept(notes))
        self.assertEqual(findings, [])
        self.assertEqual([row[0] for row in database.execute("SELECT case_no FROM v1_case")], [self.case])
        for secret in (b"6831012345", b"Anitha", b"anitha.t", b"museum@"):
            self.assertNotIn(secret, file.read_bytes())
        asked = subprocess.run([story.BINARY, "audit", "ask", "daily_balance", "--json", "--file", str(file)],
                               capture_output=True, text=True, timeout=60)
        self.assertEqual(json.loads(asked.stdout)["difference"], 0, asked.stderr)
        self.assertEqual(len(self.events(here, "exported")), 1)

    def test_a_case_is_proved_without_the_log(self):
        here = self.audited()
        self.another_checkpoint(here)
        kept = max(verify_trail.read_kept(self.kept_by(here, AUDITORS[0])), key=lambda one: one[1].size)[1]
        done = here.command("audit", "proof", self.case)
        self.assertEqual(done.returncode, 0, done.stderr)
        proofs = done.stdout.split("c2sp.org/tlog-proof@v1\n")[1:]
        self.assertGreater(len(proofs), 5)
        for proof in proofs:
            head, _, note = proof.partition("\n\n")
            extra, index, *path = head.split("\n")
            note = verify_trail.Note(note.rstrip("\n") + "\n")
            self.assertEqual(note.root, kept.root)
            at, last = int(index.removeprefix("index ")), note.size - 1
            hash_ = verify_trail.sha256(b"\x00" + base64.b64decode(extra.removeprefix("extra ")))
            for beside in map(base64.b64decode, path):  # RFC 9162 2.1.3.2
                if at & 1 or at == last:
                    hash_ = verify_trail.node_of(beside, hash_)
                    while at and not at & 1:
                        at, last = at >> 1, last >> 1
                else:
                    hash_ = verify_trail.node_of(hash_, beside)
                at, last = at >> 1, last >> 1
            self.assertEqual((last, hash_), (0, note.root))
        verdict = here.command("audit", "verify", "--proofs", self.case, "--json")
        self.assertEqual(json.loads(verdict.stdout)["proven"], len(proofs))

    def test_a_trail_made_shorter_is_found_by_the_auditor_only(self):
        here = self.audited()
        self.another_checkpoint(here)
        notes = self.kept_by(here, AUDITORS[0])
        self.assertEqual(here.stop(), 0)
        with sqlite3.connect(here.home / "state" / "aparajita.db") as database:
            for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                database.execute(f"DROP TRIGGER {name}")
            database.execute("DELETE FROM audit_event WHERE seq > 3")
            database.execute("DELETE FROM audit_node WHERE (idx + 1) << level > 3")
            database.execute("DELETE FROM audit_checkpoint WHERE size > 3")
        self.assertEqual(here.command("audit", "verify").returncode, 0)
        done = here.command("audit", "verify", "--against", str(notes))
        self.assertEqual(done.returncode, 65)
        self.assertRegex(done.stdout, r"BROKEN: checkpoint-\d+.txt covers \d+ events, the trail has only 3: its end is gone")

    def test_a_certificate_has_the_hashes_that_the_records_office_computes_anew(self):
        here = self.audited()
        octets = MAIL.replace(b"\n", b"\r\n")
        done = here.command("certificate", self.case)
        self.assertEqual(done.returncode, 0, done.stderr)
        mail, part = hashlib.sha256(octets).hexdigest(), hashlib.sha256(octets.partition(b"\r\n\r\n")[2]).hexdigest()
        section = done.stdout[done.stdout.index("1. THE"):done.stdout.index("\n2. WHEN")]
        size = len(octets.partition(b"\r\n\r\n")[2])
        self.assertEqual(section, "1. THE ELECTRONIC RECORD: a mail\n   SHA-256 of the whole mail, as the mailbox gave it\n"
                         f"      {mail}\n   Part 1: text/plain, {size} octets when decoded, SHA-256\n      {part}\n")
        for words in ("section 63(4)", "folder INBOX, UIDVALIDITY ", "received ", "filed ", "[x] SHA-256", "PART A", "PART B"):
            self.assertIn(words, done.stdout)
        for secret in ("6831012345", "Anitha", "anitha.t@"):
            self.assertNotIn(secret, done.stdout)
        for file in here.files_of_state():
            self.assertNotIn(mail.encode(), file.read_bytes(), "only under the case key")
        sealed = here.folder / "sealed"
        here.command("open", self.case, "--order", "7", "--export", str(sealed))
        key = here.folder / "records-office" / "records-reserve.key"
        anew = subprocess.run([story.BINARY, "certificate", str(sealed), "--key", str(key), "--order", "7"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(anew.stdout, section, anew.stderr)
        self.assertIn("order:7 ", pathlib.Path(f"{key}.openings").read_text())

    def test_reads_are_in_the_trail_and_what_cannot_be_written_there_is_not_shown(self):
        here = self.audited()
        reads = [("audit", "show", self.case), ("audit", "proof", self.case),
                 ("audit", "ask", "life_of_case", self.case), ("certificate", self.case)]
        self.another_checkpoint(here)
        for command in reads:
            done = here.command(*command)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([json.loads(attrs)["how"] for (attrs,) in self.events(here, "read_case")],
                         ["audit_show", "audit_proof", "audit_ask", "certificate"])
        self.assertEqual(here.stop(), 0)
        with sqlite3.connect(here.home / "state" / "aparajita.db") as database:
            database.execute("CREATE TRIGGER full BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'no'); END")
        sealed = here.folder / "sealed"
        exported = here.folder / "trail.db"
        for command in [*reads, ("open", self.case, "--order", "7", "--export", str(sealed)),
                        ("audit", "export", str(exported)), ("audit", "checkpoint")]:
            done = here.command(*command)
            self.assertNotEqual(done.returncode, 0, command)
            self.assertEqual(done.stdout, "", command)
        self.assertFalse(sealed.exists())
        self.assertFalse(exported.exists())

    def test_no_audit_no_action(self):
        """A trail that takes no event stops the daemon's steps: the mail stays where it is, no letter goes."""
        here = self.install()
        here.first_run()
        with sqlite3.connect(here.home / "state" / "aparajita.db") as database:
            database.execute("CREATE TRIGGER full BEFORE INSERT ON audit_event WHEN NEW.kind <> 'started' "
                             "BEGIN SELECT RAISE(ABORT, 'no'); END")
        here.imap.deliver(MAIL)
        self.assertNotEqual(here.once(), 0)
        self.assertEqual(here.letters(), [])
        self.assertEqual(here.state_rows("SELECT count(*) FROM case_file"), [(0,)])
        self.assertEqual(here.state_rows("SELECT count(*) FROM mail"), [(0,)])
        with sqlite3.connect(here.home / "state" / "aparajita.db") as database:
            database.execute("DROP TRIGGER full")
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.assertEqual(len([letter for letter in here.letters() if letter["to"].endswith("ps.invalid")]), 1)
        self.assert_fine(here)


if __name__ == "__main__":
    story.main()
