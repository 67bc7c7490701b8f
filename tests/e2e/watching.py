"""The daemon watches itself and its lines: operators hear of a trouble once, figures are there, nothing is overlooked."""
import os
import pathlib
import re
import sqlite3
import subprocess
import time

import story

SCALE = "20"  # waits divided: 5 min calm is 15 s, 5 min between logins 15 s
OPS = "ops@cell.invalid"


def with_alarms(text, more=""):
    return text + f"alarms: {{mail: [{OPS}], command: COMMAND}}\nmetrics: {{textfile: METRICS}}\n{more}"


class Watched(story.Story):
    def watched(self, more="", edit=lambda text: text, **options):
        """An installation whose alarm command writes down what it hears."""
        for name in ("APARAJITA_TIME_SCALE", "APARAJITA_RETRY_SCALE"):
            os.environ[name] = SCALE
            self.addCleanup(os.environ.pop, name, None)
        here = self.install(changes=lambda text: edit(with_alarms(text, more)), poll=1, **options)
        here.heard_path = here.folder / "heard"
        script = here.folder / "tell"
        script.write_text(f'#!/bin/sh\necho "$1 $2" >> {here.heard_path}\ncat >> {here.heard_path}.text\n')
        script.chmod(0o700)
        here.metrics_path = here.folder / "metrics.prom"
        here.config.write_text(here.config.read_text().replace("COMMAND", str(script))
                               .replace("METRICS", str(here.metrics_path)))
        return here

    def heard(self, here):
        return here.heard_path.read_text().splitlines() if here.heard_path.exists() else []

    def alarm_mails(self, here):
        """Each once: after a kill one may have come twice, under the same id."""
        mails = {letter["message"]["Message-ID"]: letter["subject"] for letter in here.letters() if letter["to"] == OPS}
        return list(mails.values())

    def metrics(self, here):
        """The file, read strictly: each sample belongs to a family declared before it. None of it before it is written."""
        if not here.metrics_path.exists():
            return {}
        text = here.metrics_path.read_text()
        lines = text.splitlines()
        self.assertEqual(lines[-1], "# EOF")
        families, figures = {}, {}
        for line in lines[:-1]:
            words = line.split(" ")
            if line.startswith("# TYPE "):
                self.assertNotIn(words[2], families)
                families[words[2]] = words[3]
            elif line.startswith("# HELP "):
                self.assertIn(words[2], families)
            else:
                name = words[0].partition("{")[0]
                family = name[:-6] if name.endswith("_total") else name
                self.assertEqual(families[family], "counter" if name.endswith("_total") else "gauge", line)
                figures[words[0]] = int(words[1])
        return figures


class Alarms(Watched):
    def set_password(self, here, password):
        path = here.imap.top / "users"
        path.write_text("".join(f"{u}:{{PLAIN}}{password}\n" for u in here.imap.users))

    def logins(self, here):
        """Each that Dovecot heard of: when, and whether it was refused."""
        found = re.findall(r"(?m)^\w+ \d+ (\d+):(\d+):(\d+) imap-login: .*?(auth failed|Login: )", here.imap.log())
        return [(3600 * int(h) + 60 * int(m) + int(s), how == "auth failed") for h, m, s, how in found]

    def test_a_changed_password_is_told_once_and_does_not_lock_the_account(self):
        here = self.watched()
        here.first_run()
        here.start()
        right = here.imap.password
        self.set_password(here, "another")
        time.sleep(2)  # Dovecot looks at its file by the second
        here.imap.cut()
        here.wait_until(lambda: "began mailbox_login" in self.heard(here), 30, "the alarm command")
        here.wait_until(lambda: "ALARM mailbox_login" in self.alarm_mails(here), 30, "the alarm mail")
        # Killed and started again: neither a new alarm nor a new login before its time.
        here.daemon.kill()
        here.daemon.wait()
        with open(here.log_path, "ab") as log:
            here.daemon = subprocess.Popen([here.binary, "--config", str(here.config), "run"], stderr=log, stdout=log)
        time.sleep(4)
        self.set_password(here, right)
        here.wait_until(lambda: "ended mailbox_login" in self.heard(here), 90, "the news that it is over")
        here.wait_until(lambda: "over: mailbox_login" in self.alarm_mails(here), 30, "the mail that it is over")
        self.assertEqual(here.stop(), 0)
        self.assertEqual([line for line in self.heard(here) if "mailbox_login" in line],
                         ["began mailbox_login", "ended mailbox_login"])
        self.assertEqual([s for s in self.alarm_mails(here) if "mailbox_login" in s],
                         ["ALARM mailbox_login", "over: mailbox_login"])
        self.assertEqual([row[0] for row in self.events(here, "alarm_raised")].count('{"kind":"mailbox_login"}'), 1)
        logins = self.logins(here)
        self.assertTrue(any(refused for _, refused in logins))
        for (at, refused), (then, _) in zip(logins, logins[1:]):
            if refused:  # 15 s; the log has whole seconds
                self.assertGreaterEqual((then - at) % 86400, 14, "a restart tried the password again at once")
        self.assert_fine(here)

    def test_when_the_relay_is_down_the_command_still_tells(self):
        here = self.watched()
        here.first_run()
        here.smtp.fault(stage="auth", reply="535 5.7.8 Wrong")
        here.start()
        here.imap.deliver(story.sample("03"))
        here.wait_until(lambda: "began relay_login" in self.heard(here), 30, "the alarm command")
        sessions = here.smtp.sessions
        time.sleep(3)
        self.assertLessEqual(here.smtp.sessions - sessions, 1, "a refused login is tried again and again")
        self.assertEqual(here.imap.count("INBOX"), 1)
        here.wait_until(lambda: self.metrics(here).get('aparajita_alarm{kind="relay_login"}') == 1, 30, "the figure")
        here.smtp.clear_faults()
        here.wait_until(lambda: here.imap.count("INBOX") == 0, 60, "the letter to leave")
        here.wait_until(lambda: "ALARM relay_login" in self.alarm_mails(here), 30, "the mail, late")
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)

    def test_a_server_that_takes_letters_and_says_nothing_is_told_the_second_time(self):
        here = self.watched()
        here.first_run()
        here.smtp.fault(stage="dot", cut="after", recipient="sho.museum", times=2)
        here.imap.deliver(story.sample("03"))
        here.start()
        here.wait_until(lambda: here.state_rows("SELECT uncertain FROM v1_letter WHERE kind = 'station' AND uncertain = 1"),
                        20, "the first lost answer")
        self.assertNotIn("began twin_possible", self.heard(here))
        letter = here.state_rows("SELECT letter FROM v1_letter WHERE kind = 'station'")[0][0]
        self.assertEqual(here.command("queue", "retry", str(letter)).returncode, 0)
        here.wait_until(lambda: "began twin_possible" in self.heard(here), 20, "the alarm")
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)

    def test_nothing_of_a_case_stands_in_an_alarm_or_a_figure(self):
        here = self.watched()
        here.first_run()
        here.smtp.fault(stage="rcpt", reply="550 5.1.1 vellukkuruvi unknown", recipient="sho.museum")
        here.start()
        here.imap.deliver(story.plain_mail("ponnambili@example.org", "karikkatta",
                                           "Museum police station. thumbapoo harasses me.\n"))
        here.wait_until(lambda: "began letter_refused" in self.heard(here), 30, "the alarm")
        here.wait_until(lambda: "ALARM letter_refused" in self.alarm_mails(here), 30, "the alarm mail")
        self.assertEqual(here.stop(), 0)
        told = "".join(l["octets"].decode() for l in here.letters() if l["to"] == OPS)
        told += pathlib.Path(f"{here.heard_path}.text").read_text() + here.metrics_path.read_text()
        for word in ("ponnambili", "karikkatta", "thumbapoo", "vellukkuruvi", "museum", "APJ-"):
            self.assertNotIn(word, told)


class Comparing(Watched):
    def test_mail_deleted_before_we_saw_it_is_a_gap(self):
        here = self.watched()
        here.first_run()
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 0)
        self.assertEqual(self.events(here, "gap"), [])
        # While nobody looks one comes and a person deletes it; then another comes.
        here.imap.deliver(story.sample("04"))
        self.touch(here)
        here.imap.clear("INBOX")
        here.imap.deliver(story.sample("05"))
        self.assertEqual(here.once(), 0)
        gaps = [row[0] for row in self.events(here, "gap")]
        self.assertEqual(len(gaps), 1, gaps)
        self.assertIn('"from":2,"to":2', gaps[0])
        self.assertIn("began mail_missing", self.heard(here))
        self.assertEqual(here.once(), 0)
        self.assertEqual(len(self.events(here, "gap")), 1, "told once")
        self.assert_fine(here)

    def touch(self, here):
        """Another client lists the mailbox, so that the mail gets its number."""
        import imaplib
        import ssl
        context = ssl.create_default_context(cafile=str(here.imap.ca_file))
        with imaplib.IMAP4_SSL("localhost", here.imap.port, ssl_context=context) as client:
            client.login(here.imap.user, here.imap.password)
            client.select("INBOX", readonly=True)

    def test_mail_older_than_since_is_listed_to_the_desk_and_left(self):
        here = self.watched(edit=lambda text: text.replace("  poll_seconds: 1\n", "  poll_seconds: 1\n  since: 2026-11-01\n"))
        for day in range(3):
            here.imap.deliver(story.plain_mail(f"old{day}@example.org", "velluvili", "Museum police station\n"),
                              at=1700000000 + day * 86400)
        here.first_run()
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 0)
        lists = [l for l in here.letters() if "older" in l["subject"]]
        self.assertEqual([(l["to"], l["subject"]) for l in lists], [("triage@cell.invalid", "3 older mails in the mailbox")])
        self.assertEqual(lists[0]["text"].count("INBOX (number"), 3)
        for word in ("velluvili", "old0", "example.org"):
            self.assertNotIn(word, lists[0]["text"])
        self.assertEqual(here.imap.count("INBOX"), 3, "they lie where they lay")
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_case"), [(1,)])
        self.assertEqual(here.once(), 0)
        self.assertEqual(len([l for l in here.letters() if "older" in l["subject"]]), 1)
        self.assert_fine(here)

    def test_a_mail_in_done_without_a_row_is_forwarded_and_never_acknowledged(self):
        here = self.watched()
        here.first_run()
        time.sleep(1.1)
        here.imap.deliver(story.sample("03"), "Aparajita/Done")
        self.assertEqual(here.once(), 0)
        self.assertEqual(len(self.events(here, "recovered")), 1)
        to = [l["to"] for l in here.letters()]
        self.assertIn("sho.museum@tvc.ps.invalid", to)
        self.assertNotIn("asha.2026@example.com", to)
        self.assertFalse([t for t in to if not t.endswith(".invalid")], to)
        self.assertEqual(here.imap.count("Aparajita/Done"), 1)
        self.assert_fine(here)

    def test_a_damaged_copy_is_found_at_night(self):
        here = self.watched()
        here.first_run()
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 0)
        with sqlite3.connect(here.home / "state" / "vault.db") as vault:
            vault.execute("UPDATE piece SET sha256 = zeroblob(32) WHERE kind = 'original'")
        with sqlite3.connect(here.home / "state" / "aparajita.db") as state:
            state.execute("DELETE FROM meta WHERE key = 'nightly_check_at'")
        here.start()
        here.wait_for_log("reconciled")
        here.wait_until(lambda: "began copy_damaged" in self.heard(here), 30, "the alarm")
        # Neither figure is there before it is known.
        here.wait_until(lambda: self.metrics(here).get("aparajita_audit_verified") == 1 and
                        self.metrics(here).get("aparajita_mailbox_up") == 1, 30, "the verdict and the line")
        self.assertEqual(self.metrics(here)["aparajita_mails_received_total"], 1)
        self.assertEqual(here.stop(), 0)

    def test_a_log_that_grows_behind_a_long_reader_is_told(self):
        here = self.watched()
        here.first_run()
        here.start()
        reader = sqlite3.connect(here.home / "state" / "vault.db", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM piece").fetchall()
        for number in range(3):  # 16 MB each, twice in the vault
            here.imap.deliver(story.plain_mail(f"w{number}@example.org", "x", "word " * 3_300_000))
        here.wait_until(lambda: "began log_grows" in self.heard(here), 90, "the alarm")
        octets = (here.home / "state" / "vault.db-wal").stat().st_size
        self.assertGreater(octets, 64 * 1024 * 1024)
        here.wait_until(lambda: self.metrics(here)["aparajita_write_ahead_log_octets"] > 64 * 1024 * 1024, 30, "the figure")
        reader.execute("ROLLBACK")
        reader.close()
        here.imap.deliver(story.sample("03"))
        here.wait_until(lambda: "ended log_grows" in self.heard(here), 90, "the news that it is over")
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)

    def test_a_mailbox_that_is_nearly_full_is_told(self):
        here = self.watched(imap_options={"quota_kb": 100})
        here.first_run()
        here.imap.deliver(story.plain_mail("w@example.org", "x", "Museum police station\n" + "word " * 17000))
        here.start()
        here.wait_until(lambda: "began mailbox_nearly_full" in self.heard(here), 60, "the alarm")
        self.assertEqual(here.stop(), 0)

    def test_in_a_full_mailbox_what_is_done_with_goes_at_once(self):
        """Where copies are expunged at all, after 72 hours as a rule."""
        here = self.watched(imap_options={"quota_kb": 100},
                            edit=lambda text: text.replace("  poll_seconds: 1\n", "  poll_seconds: 1\n  expunge_done_after: 72h\n"))
        here.first_run()
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 0)
        self.assertEqual(here.once(), 0)
        with sqlite3.connect(here.home / "state" / "aparajita.db") as state:
            state.execute("UPDATE case_file SET state = 'confirmed', confirmed_at = received_at")
        state.close()
        self.assertEqual(here.once(), 0)
        self.assertEqual(here.imap.count("Aparajita/Done"), 1, "room enough: it waits for its day")
        here.imap.deliver(story.plain_mail("w@example.org", "x", "Museum police station\n" + "word " * 17000))
        # Dovecot counts anew: of what was put into its folders by hand it does not know.
        (here.imap.top / "mail" / here.imap.user / "Maildir" / "maildirsize").unlink(missing_ok=True)
        here.start()
        here.wait_until(lambda: here.imap.count("Aparajita/Done") == 1 and self.events(here, "purged"), 60, "the old one to go")
        here.wait_until(lambda: "began mailbox_nearly_full" in self.heard(here), 30, "the alarm")
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)


if __name__ == "__main__":
    story.main()
