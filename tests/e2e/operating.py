"""What an operator does: doctor, backup and the restore drill, letters held and sent by order, test mails, log level."""
import os
import shutil
import signal
import sqlite3
import subprocess
import time

import story
from watching import Watched


class Doctor(story.Story):
    def lines(self, done):
        """{name: (grade, sentence)}"""
        found = {}
        for line in done.stdout.splitlines():
            if line[:8].strip() in ("ok", "warning", "problem"):
                found[line[9:31].strip()] = (line[:8].strip(), line[32:])
        return found

    def test_a_sound_installation_has_no_problem(self):
        here = self.install(imap_options={"certificate_days": 2})
        here.first_run()
        done = here.command("doctor")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        lines = self.lines(done)
        self.assertEqual({n for n, (grade, _) in lines.items() if grade == "problem"}, set(), done.stdout)
        for name in ("mailbox", "delivery", "mailbox offers", "disk", "permissions", "keys", "records key", "rules"):
            self.assertEqual(lines[name][0], "ok", done.stdout)
        self.assertEqual(lines["mailbox certificate"][0], "warning", done.stdout)
        self.assertRegex(lines["mailbox certificate"][1], r"is valid until 2\d{3}-\d\d-\d\d, [12] days more")
        self.assertEqual(lines["delivery certificate"][0], "ok", done.stdout)
        self.assertEqual(lines["readable copies"][0], "warning")
        self.assertIn("expunge_done_after: 72h", lines["readable copies"][1])
        self.assertEqual(lines["alarm channels"][0], "warning")
        self.assertEqual(lines["canary"][0], "warning")
        self.assertEqual(lines["mailbox quota"][0], "warning")

    def test_each_thing_that_is_wrong_is_named_with_what_to_do(self):
        here = self.install(imap_options={"capability": "IMAP4rev1 LITERAL+", "quota_kb": None})
        here.first_run()
        (here.home / "state" / "keys").chmod(0o750)
        secret = here.folder / "records-office" / "records-office.key"
        shutil.copy(secret, here.home / "forgotten.key")
        rules = here.home / "routing_rules" / "kerala" / "tvc.yaml"
        rules.write_text(rules.read_text() + "\nbroken: [\n")
        here.smtp.stop()
        done = here.command("doctor")
        lines = self.lines(done)
        self.assertEqual(done.returncode, 69, done.stdout)
        for name, words in {"delivery": "refuses connections", "permissions": "chmod go= ", "rules": "aparajita check",
                            "records key": "move it off this machine"}.items():
            self.assertEqual(lines[name][0], "problem", done.stdout)
            self.assertIn(words, lines[name][1])
        self.assertEqual(lines["mailbox offers"][0], "warning")
        self.assertIn("IDLE: new mail is found at the poll time only", lines["mailbox offers"][1])
        self.assertIn("UIDPLUS", lines["mailbox offers"][1])

    def test_before_the_first_run_it_says_what_is_not_there(self):
        here = self.install()
        done = here.command("doctor")
        lines = self.lines(done)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(lines["database"][0], "problem", done.stdout)
        self.assertEqual(lines["keys"][0], "problem", done.stdout)


class Backup(story.Story):
    def test_the_restore_drill(self):
        here = self.install(poll=1)
        here.first_run()
        here.start()
        here.imap.deliver(story.sample("03"))
        here.wait_until_filed()
        kept = here.folder / "backup"
        done = here.command("backup", str(kept))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(p.name for p in kept.iterdir()), ["aparajita.db", "case_shares.sealed", "vault.db"])
        self.assertEqual(kept.stat().st_mode & 0o777, 0o700)
        for path in kept.iterdir():
            self.assertEqual(path.stat().st_mode & 0o077, 0, path)
        self.assertEqual(here.command("backup", str(kept)).returncode, 64, "never over another one")
        # Life goes on, then the disk dies and the backup comes back.
        time.sleep(1.1)
        here.imap.deliver(story.sample("04"))
        here.wait_until_filed()
        self.assertEqual(here.stop(), 0)
        before = {l["message"]["Message-ID"] for l in here.letters() if l["to"].endswith(".invalid")}
        acknowledged = [l["to"] for l in here.letters() if not l["to"].endswith(".invalid")]
        for name in ("aparajita.db", "vault.db"):
            for path in (here.home / "state").glob(name + "*"):
                path.unlink()
            shutil.copy(kept / name, here.home / "state" / name)
            (here.home / "state" / name).chmod(0o600)
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        after = {l["message"]["Message-ID"] for l in here.letters() if l["to"].endswith(".invalid")
                 and "ALARM" not in l["subject"]}
        self.assertEqual(after, before, "the same letters bear the same ids")
        self.assertEqual(len(self.events(here, "recovered")), 1)
        self.assertEqual([l["to"] for l in here.letters() if not l["to"].endswith(".invalid")], acknowledged,
                         "nobody is thanked twice")
        self.assertEqual(here.state_rows("SELECT count(*) FROM trouble WHERE kind = 'database_restored'"), [(1,)])
        self.assert_fine(here)

    def test_the_records_office_brings_a_lost_disk_back_but_nothing_that_was_destroyed(self):
        here = self.install()
        here.first_run()
        state, keys = here.home / "state", here.home / "state" / "keys"
        offline = {path.name: path.read_bytes() for path in keys.iterdir() if path.name != "case_shares"}
        for name in ("03", "04"):
            here.imap.deliver(story.sample(name))
            self.assertEqual(here.once(), 0)
        gone, kept = [row[0] for row in here.state_rows("SELECT case_no FROM v1_case ORDER BY case_no")]
        first, second = here.folder / "first", here.folder / "second"
        self.assertEqual(here.command("backup", str(first)).returncode, 0)
        with sqlite3.connect(state / "aparajita.db") as database:  # its time has come, oversight heard of it
            database.execute("UPDATE case_file SET state = 'closed', outcome = 'spam', received_at = 1, closed_at = 1, "
                             "closed_day = '2026-01-01', purge_announced_at = 1 WHERE case_no = ?", (gone,))
        here.start()
        self.assertEqual(here.command("purge").returncode, 0)
        self.assertEqual(here.stop(), 0)
        said = here.command("backup", str(second))
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assertIn("case_shares.sealed: what opens the cases, for the records office. Keep only the newest", said.stdout)

        def office(folder):
            """What the records office sends back, on its own order."""
            key = here.folder / "records-office" / "records-reserve.key"
            return subprocess.run([story.BINARY, "open", str(folder / "case_shares.sealed"), "--key", str(key),
                                   "--order", "R-1"], capture_output=True, check=True).stdout

        def restore(databases, shares):
            for path in list(state.rglob("*")):
                if path.is_file() and path.name != "lock":
                    path.unlink()
            for name in ("aparajita.db", "vault.db"):
                shutil.copy(databases / name, state / name)
            for name, octets in (offline | ({"case_shares": shares} if shares is not None else {})).items():
                (keys / name).touch(mode=0o600)
                (keys / name).write_bytes(octets)

        def opens(case, shares_of, databases):
            restore(databases, None if shares_of is None else office(shares_of))
            file = here.folder / "sealed"
            file.unlink(missing_ok=True)
            done = here.command("open", case, "--order", "9", "--export", str(file))
            self.assertIn(done.returncode, (0, 65), done.stderr)
            return done.returncode == 0

        for databases in (first, second):
            self.assertFalse(opens(kept, None, databases), "the server's keys alone open nothing of a backup")
            self.assertTrue(opens(kept, second, databases))
            self.assertFalse(opens(gone, second, databases), "destroyed before: not from any backup")
        # What DECISIONS says an old file can still do, and why only the newest is kept.
        self.assertTrue(opens(gone, first, first))

    def test_a_copy_that_cannot_be_opened_is_no_backup(self):
        here = self.install()
        here.first_run()
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 0)
        with sqlite3.connect(here.home / "state" / "vault.db") as vault:
            vault.execute("UPDATE case_key SET wrapped = zeroblob(72)")
        done = here.command("backup", str(here.folder / "bad"))
        self.assertEqual(done.returncode, 74)
        self.assertIn("1 cases cannot be opened, the first is APJ-", done.stderr)
        self.assertFalse((here.folder / "bad" / "aparajita.db").exists())


class Queue(story.Story):
    def test_a_letter_is_held_and_sent_by_order(self):
        here = self.install(poll=1)
        here.first_run()
        here.smtp.fault(stage="rcpt", reply="451 4.3.0 Later", recipient="sho.museum", times=1)
        here.start()
        here.imap.deliver(story.sample("03"))
        here.wait_until(lambda: here.state_rows("SELECT 1 FROM v1_letter WHERE kind = 'station' AND state = 'deferred'"),
                        20, "a deferred letter")
        letter = str(here.state_rows("SELECT letter FROM v1_letter WHERE kind = 'station'")[0][0])
        self.assertEqual(here.command("queue", "hold", letter).returncode, 0)
        self.assertIn('"state":"held"', here.command("queue", "list", "--json").stdout)
        again = here.command("queue", "hold", letter)
        self.assertEqual(again.returncode, 64)
        self.assertIn(f"letter {letter} is held and cannot be held", again.stderr)
        self.assertEqual(here.command("queue", "retry", letter).returncode, 0)
        here.wait_until_filed(20)
        self.assertEqual(here.command("queue", "retry", letter).returncode, 64, "what was sent stays sent")
        self.assertEqual(here.command("queue", "retry", "4711").returncode, 64)
        self.assertEqual(here.stop(), 0)
        actors = here.state_rows("SELECT actor FROM audit_event WHERE kind IN ('letter_held', 'requeued') ORDER BY seq")
        self.assertEqual(actors, [(f"admin:{os.getuid()}",)] * 2)
        self.assert_fine(here)

    def test_what_she_gets_is_never_sent_again_by_order(self):
        here = self.install(poll=1)
        here.first_run()
        time.sleep(1.1)
        here.smtp.fault(stage="rcpt", reply="550 5.1.1 No", recipient="asha")
        here.smtp.fault(stage="rcpt", reply="550 5.1.1 No", recipient="example.com")
        here.start()
        here.imap.deliver(story.plain_mail("asha@example.com", "help", "Please send this to Museum police station.\n"))
        here.wait_until(lambda: here.state_rows("SELECT 1 FROM v1_letter WHERE kind = 'acknowledgement' AND state = 'refused'"),
                        20, "a refused acknowledgement")
        letter = str(here.state_rows("SELECT letter FROM v1_letter WHERE kind = 'acknowledgement'")[0][0])
        done = here.command("queue", "retry", letter)
        self.assertEqual(done.returncode, 64)
        self.assertIn("never sent a second time", done.stderr)
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)


class Canary(Watched):
    """One test mail each three minutes is one each nine seconds here. Our own server puts it into the mailbox."""

    def installed(self):
        here = self.watched(more="canary: {every_minutes: 3, station: tvc.museum}\n")
        here.first_run()
        return here

    def pass_on(self, here, seen):
        """The provider: what goes to the complaint address arrives in the mailbox."""
        mails = here.smtp.mails()
        for mail in mails[seen:]:
            if mail["rcpt_to"] == ["complaints@example.org"]:
                here.imap.deliver(mail["octets"])
        return len(mails)

    def test_the_test_mail_walks_the_whole_line_and_is_no_complaint(self):
        here = self.installed()
        here.start()
        seen, end = 0, time.monotonic() + 240
        while time.monotonic() < end:
            seen = self.pass_on(here, seen)
            came = [m for m in here.smtp.mails() if m["rcpt_to"] == ["sho.museum@tvc.ps.invalid"]]
            if len(came) >= 2:
                break
            time.sleep(0.1)
        self.assertGreaterEqual(len(came), 2, here.log()[-3000:])
        here.wait_until(lambda: self.metrics(here).get("aparajita_canary_timestamp_seconds", 0) > 0, 20, "the figure")
        self.assertEqual(self.metrics(here)["aparajita_mails_received_total"], 0)
        kinds = {row[0] for row in here.state_rows("SELECT kind FROM v1_case WHERE kind IS NOT NULL")}
        self.assertEqual(kinds, {"canary"})
        self.assertGreaterEqual(len(self.events(here, "canary")), 2)
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_letter WHERE kind IN ('station', 'desk', 'acknowledgement')"),
                         [(0,)])
        self.assertNotIn("began canary_missing", self.heard(here))
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)

    def test_a_test_mail_that_never_arrives_is_told(self):
        here = self.installed()
        here.start()
        here.wait_until(lambda: "began canary_missing" in self.heard(here), 40, "the alarm")
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)

    def test_a_copied_mark_makes_no_complaint_disappear(self):
        here = self.installed()
        here.imap.deliver(story.plain_mail("w@example.org", "test mail", "Museum police station. He threatens me.\n",
                                           headers="Message-ID: <canary@example.org>\nX-Canary: yes\n"))
        self.assertEqual(here.once(), 0)
        self.assertEqual(here.state_rows("SELECT kind FROM v1_case"), [("complaint",)])
        self.assert_fine(here)


class LogLevel(story.Story):
    def test_a_signal_makes_the_log_say_more_and_another_less(self):
        here = self.install(poll=1)
        here.first_run()
        here.start()
        self.assertNotIn("folder_listed", here.log())
        here.signal(signal.SIGUSR1)
        here.wait_for_log("folder_listed", timeout=20)
        here.signal(signal.SIGUSR2)
        here.wait_for_log("log_level level=info")
        time.sleep(1.5)
        before = here.log().count("folder_listed")
        time.sleep(2.5)
        self.assertEqual(here.log().count("folder_listed"), before)
        self.assertEqual(here.stop(), 0)


if __name__ == "__main__":
    story.main()
