"""A mail that kills its reader, or the daemon: one more try, then a person, and never a loop. Needs a test build.

usage: reader_deaths.py BINARY OPEN_ORIGINALS
"""
import hashlib
import os
import signal
import subprocess
import sys
import unittest.mock

OPEN_ORIGINALS = sys.argv.pop(2)

import story  # noqa: E402

KILLS = "X-Failpoint: reader\n"  # with APARAJITA_READER_DIES=N: the first N children given this mail crash on it
BEFORE_READING = "counted_before_reading"  # the daemon's failpoint behind T1b


def environment(**more):
    return unittest.mock.patch.dict(os.environ, more)


def mail(n, headers=""):
    return story.plain_mail(f"w{n}@example.org", "help",
                            f"He threatens me every day. I live near Museum, Museum police station. token{n}x\n", headers)


class Deaths(story.Story):
    def station_letters(self, here, n):
        return [l for l in here.letters() if l["to"] == "sho.museum@tvc.ps.invalid" and f"token{n}x" in l["text"]]

    def attempts(self, here):
        return [row[0] for row in here.state_rows("SELECT attempts FROM mail ORDER BY uid")]

    def assert_with_a_person(self, here, octets, reason, attempts):
        """In quarantine with its reason, in the attention folder, sealed as it came, and the desk was told once."""
        self.assertEqual(self.events(here, "quarantined"), [(f'{{"attempts":{attempts},"reason":"{reason}"}}',)])
        listed = here.command("quarantine", "list").stdout
        self.assertRegex(listed, rf"^APJ-\d{{4}}-\d{{6}} .* {reason} ")
        self.assertEqual(len(listed.splitlines()), 1)
        self.assertEqual(len(here.imap.list("Aparajita/Attention")), 1)
        self.assertEqual(here.imap.list("INBOX"), [])
        told = [l for l in here.letters() if "could not be read" in l["subject"]]
        self.assertEqual([l["to"] for l in told], ["triage@cell.invalid"])
        self.assertNotIn("token", told[0]["text"])
        key = here.folder / "records-office" / "records-office.key"
        done = subprocess.run([OPEN_ORIGINALS, str(here.home / "state"), str(key)], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        served = octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        self.assertIn(hashlib.sha256(served).hexdigest(), {line.split()[1] for line in done.stdout.splitlines()})
        return listed.split()[0]

    def test_a_mail_whose_reader_dies_once_is_read_by_a_fresh_child_and_goes_its_way(self):
        here = self.install()
        here.first_run()
        for n, headers in enumerate(("", KILLS, "")):
            here.imap.deliver(mail(n, headers))
        with environment(APARAJITA_READER_DIES="1"):
            self.assertEqual(here.once(), 0, here.log()[-2000:])
        for n in range(3):
            self.assertEqual(len(self.station_letters(here, n)), 1, f"mail {n}")
        self.assertEqual(self.events(here, "reader_died"), [('{"attempt":1,"reason":"killed"}',)])
        self.assertEqual(self.events(here, "quarantined"), [])
        self.assertEqual(self.attempts(here), [1, 2, 1])
        self.assertEqual(here.state_rows("SELECT DISTINCT state FROM v1_intake"), [("filed",)])
        self.assert_fine(here)

    def test_a_mail_that_kills_two_children_goes_to_a_person_and_the_next_goes_its_way(self):
        here = self.install()
        here.first_run()
        poison = mail(1, KILLS)
        for octets in (mail(0), poison, mail(2)):
            here.imap.deliver(octets)
        with environment(APARAJITA_READER_DIES="99"):
            self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.assertEqual([len(self.station_letters(here, n)) for n in range(3)], [1, 0, 1])
        self.assertEqual(self.attempts(here), [1, 2, 1])
        case = self.assert_with_a_person(here, poison, "killed", attempts=2)
        # The reader was mended: a person orders another try.
        self.assertEqual(here.command("quarantine", "retry", case).returncode, 0)
        self.assertEqual(here.once(), 0)
        self.assertEqual(len(self.station_letters(here, 1)), 1)
        self.assertEqual(here.command("quarantine", "list").stdout, "nothing is in quarantine\n")
        self.assert_fine(here)

    def test_a_mail_that_kills_the_daemon_twice_is_not_read_a_third_time(self):
        here = self.install()
        here.first_run()
        poison = mail(1)
        here.imap.deliver(poison)
        with environment(APARAJITA_FAILPOINT=BEFORE_READING):
            self.assertEqual(here.once(), -signal.SIGKILL)
            self.assertEqual(self.attempts(here), [1])
            self.assertEqual(here.once(), -signal.SIGKILL)
            self.assertEqual(self.attempts(here), [2])
            self.assertEqual(here.once(), 0, "the third time it goes to the desk, unread: no loop")
        self.assertEqual(self.station_letters(here, 1), [])
        self.assert_with_a_person(here, poison, "attempts", attempts=3)
        sent = len(here.smtp.mails())
        here.imap.deliver(mail(2))
        self.assertEqual(here.once(), 0)
        self.assertEqual(len(self.station_letters(here, 2)), 1)
        self.assertEqual(len([l for l in here.letters()[sent:] if "could not be read" in l["subject"]]), 0)
        self.assert_fine(here)

    def test_a_mail_that_kills_the_daemon_takes_no_other_mail_with_it(self):
        here = self.install()
        here.first_run()
        for n in range(8):
            here.imap.deliver(mail(n))
        with environment(APARAJITA_FAILPOINT=BEFORE_READING + ":7"):
            self.assertEqual(here.once(), -signal.SIGKILL, "eight mails are on their way")
        interrupted = self.attempts(here).count(1) - len(here.state_rows("SELECT 1 FROM mail WHERE state = 'decided'"))
        self.assertGreater(interrupted, 1)
        with environment(APARAJITA_FAILPOINT=BEFORE_READING + ":1"):
            self.assertEqual(here.once(), -signal.SIGKILL, "the second of those that were on their way")
        self.assertEqual(self.attempts(here).count(2), 2)
        # A letter that was on its way at a death waits ten minutes for its second try.
        self.assertIn(here.once(), (0, 75))
        aside = here.state_rows("SELECT count(*) FROM v1_intake WHERE state = 'quarantined'")
        self.assertEqual(aside, [(1,)], "only the one that was being read at both deaths")
        forwarded = here.state_rows("SELECT count(DISTINCT case_no) FROM v1_letter WHERE recipient = 'tvc.museum'")
        self.assertEqual(forwarded, [(7,)])
        self.assert_fine(here)


if __name__ == "__main__":
    story.main()
