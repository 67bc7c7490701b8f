"""Rows A of the fault catalogue: what a mailbox and the way to it can do to a complaint."""
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time

import fault_story
import certificate
import far_link
import story


class Connections(fault_story.FaultStory):
    def test_A01_the_link_is_dead_and_nobody_says_so(self):
        """In IDLE neither octet nor FIN comes through any more: the socket itself notices within a minute, long before the
        150 seconds in which a server may be silent, and once there is a way again the mail is found. In full length."""
        here = self.install_faulty(poll=600)
        here.first_run()
        try:
            link = far_link.start(here.imap.port, here.smtp.port)
        except PermissionError:
            self.skipTest("no network namespace may be made here")
        self.addCleanup(link.stop)
        here.inside = link.inside
        here.more_environment = {"APARAJITA_TIME_SCALE": "1"}
        here.start()
        here.imap.deliver(self.complaint(1))
        self.wait_until_filed(here)
        link.pull()
        began = time.monotonic()
        here.imap.deliver(self.complaint(2))
        here.wait_for_log("mailbox_lost", timeout=60)
        took = time.monotonic() - began
        self.assertLess(took, 60)
        self.assertGreater(took, 10, "by what the kernel asked, since nothing was said")
        self.assertEqual(self.station_letters(here, 2), [])
        link.plug()
        self.wait_for_letter(here, 2, 60)
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 2)
        self.assert_fine(here)

    def test_A02_swallowed_on_the_way(self):
        """The way carries nothing any more, and something on it says that it does (TCP lives): the mail is found."""
        here = self.install_faulty(through_proxy=True, poll=5)
        here.first_run()
        here.start()
        here.proxy.freeze()
        here.imap.deliver(self.complaint(1))
        self.wait_for_letter(here, 1, 60)
        self.assertGreaterEqual(here.proxy.connections, 3, "a new connection was made")
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 1)
        self.assert_fine(here)

    def test_A02_server_silent_while_tcp_lives(self):
        here = self.install_faulty(poll=5)
        here.first_run()
        here.start()
        self.assertGreater(here.imap.freeze(), 0)
        here.imap.deliver(self.complaint(1))
        self.wait_for_letter(here, 1, 60)
        self.assertIn("mailbox_lost", here.log())
        here.imap.thaw()
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 1)

    def test_A04_idle_not_offered(self):
        here = self.install_faulty(poll=5, imap={"capability": "IMAP4rev1 LITERAL+ UIDPLUS MOVE NAMESPACE"})
        here.first_run()
        here.start()
        self.assertRegex(here.log(), r"mailbox_connected.*idle=0|idle\W+0")
        here.imap.deliver(self.complaint(1))
        self.wait_for_letter(here, 1)  # the poll finds it
        self.assertEqual(here.stop(), 0)
        self.assertEqual(self.alarms(here), ["mailbox_without_idle"])

    def test_A04_idle_refused(self):
        """Offered, and refused when it is asked for: told once, and the poll finds the mail."""
        here = self.install_faulty(through_proxy=True, poll=3)
        here.first_run()
        here.proxy.rewrite_sent(rb" IDLE\r\n", b" IDLY\r\n")
        here.start()
        here.wait_until(lambda: self.alarms(here), 20, "the alarm")
        here.imap.deliver(self.complaint(1))
        self.wait_for_letter(here, 1)
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        self.assertEqual(self.alarms(here), ["mailbox_without_idle"])
        self.one_station_letter(here, 1)
        self.assert_fine(here)

    def test_A05_cut_at_each_kind_of_octet(self):
        """In greeting, login, list, sizes, literal, behind it: the same mail comes again, once."""
        here = self.install_faulty(through_proxy=True, poll=5)
        here.first_run()
        here.imap.deliver(self.complaint(1, "x" * 3000))
        for octets in (10, 400, 1300, 1900, 2600, 3700):
            here.proxy.cut_after(octets, how="reset" if octets % 200 else "close")
        connections = here.proxy.connections
        here.start_without_waiting()
        self.wait_for_letter(here, 1, 60)
        self.wait_until_filed(here)
        self.assertGreaterEqual(here.proxy.connections - connections, 7)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 1)
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_case"), [(1,)])
        self.assert_fine(here)

    def test_A19_login_refused_and_sending_goes_on(self):
        here = self.install_faulty(poll=5)
        here.first_run()
        here.smtp.fault(stage="mail", reply="451 4.3.0 later", times=4)
        here.imap.deliver(self.complaint(1))
        here.start()
        here.wait_for_log("letter_try_later")
        users = here.imap.top / "users"
        users.write_text(users.read_text().replace(here.imap.password, "another-password-now"))
        time.sleep(2)  # Dovecot looks at its file by the second
        here.imap.cut()
        here.wait_for_log("mailbox_lost")
        self.wait_for_letter(here, 1)
        self.assertLessEqual(here.log().count("mailbox_lost"), 12, "no loop of logins")
        here.wait_until(lambda: self.alarms(here) == ["mailbox_login"], 20, "the alarm")
        self.assertNotIn(here.imap.password, here.log())
        users.write_text(users.read_text().replace("another-password-now", here.imap.password))
        self.wait_until_filed(here, 60)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 1)
        self.assert_fine(here)


    def test_A22_a_certificate_that_is_not_right(self):
        """Expired, of another name, of an unknown issuer: no login, no other way, an alarm, and the mail waits."""
        stranger = tempfile.mkdtemp(prefix="stranger-")
        self.addCleanup(shutil.rmtree, stranger, True)
        unknown = certificate.make(stranger).ca_file
        defects = ({"imap": {"certificate_days": -1}}, {"imap": {"certificate_names": ("DNS:other.example",)}},
                   {"changes": lambda text: re.sub(r"ca_file: \S+(?=\n  folders)", "ca_file: " + unknown, text)})
        for defect in defects:
            with self.subTest(**{name: str(value) for name, value in defect.items()}):
                here = self.install_faulty(**defect)
                here.imap.deliver(self.complaint(1))
                self.assertEqual(here.once(), 69)
                self.assertEqual(here.imap.count("INBOX"), 1)
                self.assertEqual(self.alarms(here), ["mailbox_certificate"])
                self.assertNotIn("Login:", here.imap.log())
                self.assertNotIn("auth failed", here.imap.log())
                self.assertEqual(here.letters(), [])


class Mails(fault_story.FaultStory):
    def announced_as(self, octets):
        """A complaint whose announced length is another one at each reading: nothing half is forwarded. What the desk hears."""
        here = self.install_faulty(through_proxy=True)
        here.first_run()
        here.proxy.rewrite(rb"RFC822\.SIZE \d+", b"RFC822.SIZE %d" % octets)
        here.imap.deliver(self.complaint(1))
        here.once()
        self.assertEqual(self.states(here), ["quarantined"])
        (desk,) = here.letters()
        self.assertEqual(desk["to"], "triage@cell.invalid")
        self.assertEqual(len(here.imap.list("Aparajita/Attention")), 1, "the mail itself is whole, and kept")
        self.assert_fine(here)
        return here, desk["text"].replace("\n", " ")

    def test_A06_size_differs(self):
        _, told = self.announced_as(77)
        self.assertIn("size", told.lower())

    def test_A07_expunged_between_list_and_fetch(self):
        here = self.install_faulty(through_proxy=True)
        here.first_run()
        here.proxy.before(rb"UID FETCH", lambda: here.imap.clear("INBOX"))
        here.imap.deliver(self.complaint(1))
        here.once()
        self.assertEqual(self.states(here), ["vanished"])
        self.assertEqual(here.letters(), [], "never an empty complaint")
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_case"), [(0,)])
        self.assertEqual(len(self.events(here, "vanished")), 1)
        self.assertEqual(self.alarms(here), ["mail_vanished"])
        self.assert_fine(here)

    def test_A09_moved_by_a_person_before_the_fetch(self):
        """From INBOX to Junk, which is watched: vanished there, found here, forwarded once."""
        here = self.install_faulty(through_proxy=True)
        here.first_run()
        mail = self.complaint(1)

        def move():
            here.imap.clear("INBOX")
            here.imap.deliver(mail, "Junk")
        here.proxy.before(rb"UID FETCH", move)
        here.imap.deliver(mail)
        here.once()
        here.once()
        self.one_station_letter(here, 1)
        self.assertEqual(self.alarms(here), ["mail_vanished"])
        self.assertEqual(self.states(here), ["filed", "vanished"])
        self.assert_fine(here)

    def test_A10_uidvalidity_changes(self):
        """In custody, letter not yet accepted: known again by its octets under the new numbers, sent once."""
        here = self.install_faulty()
        here.first_run()
        here.smtp.fault(stage="mail", reply="451 4.3.0 later")
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 75)
        here.imap.change_uidvalidity("INBOX")
        here.smtp.clear_faults()
        self.settle(here)
        self.one_station_letter(here, 1)
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_case"), [(1,)])
        self.assertEqual(len(self.events(here, "alias")), 1)
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assert_fine(here)

    def test_A11_uidvalidity_changes_and_the_octets_too(self):
        """Another boundary, no sender: forwarded once more, and the letter names the case it repeats."""
        here = self.install_faulty()
        here.first_run()
        here.smtp.fault(stage="mail", reply="451 4.3.0 later")

        def mail(boundary, words="please send to Museum police station, tokenbx"):
            return (f"Message-ID: <one@example.org>\nDate: Sun, 22 Nov 2026 10:30:00 +0530\nSubject: help\n"
                    f"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary={boundary}\n\n--{boundary}\n"
                    f"Content-Type: text/plain\n\n{words}\n--{boundary}--\n").encode()

        here.imap.deliver(mail("first"))
        self.assertEqual(here.once(), 75)
        here.imap.clear("INBOX")
        here.imap.change_uidvalidity("INBOX")
        here.imap.deliver(mail("second"))
        here.imap.deliver(mail("third", "please send to Museum police station, tokencx"))
        here.smtp.clear_faults()
        self.settle(here)
        cases = [number for (number,) in here.state_rows("SELECT case_no FROM v1_case ORDER BY received_at, case_no")]
        self.assertEqual(len(cases), 3)
        letters = self.station_letters(here, 1)
        self.assertEqual(len(letters), 2)
        marks = sorted(cases[0] in letter["text"] and cases[0] not in letter["subject"] for letter in letters)
        self.assertEqual(marks, [False, True], "the second says that it is a repeat, the first does not")
        other = self.station_letters(here, 2)
        self.assertEqual(len(other), 1)
        self.assertNotIn(cases[0], other[0]["text"], "the same Message-ID with other words is no repeat")
        self.assert_fine(here)

    def test_A13_uids_appear_out_of_order(self):
        """The server shows UID 2 first and UID 1 later: both are found."""
        here = self.install_faulty(through_proxy=True)
        here.first_run()
        here.proxy.rewrite(rb"\* SEARCH 1 2\r\n", rb"* SEARCH 2\r\n", times=1)
        here.imap.deliver(self.complaint(1))
        here.imap.deliver(self.complaint(2))
        here.once()
        here.once()
        self.one_station_letter(here, 1)
        self.one_station_letter(here, 2)
        self.assertEqual(self.states(here), ["filed", "filed"])
        self.assert_fine(here)

    def test_A14_complaint_in_junk(self):
        here = self.install_faulty()
        here.first_run()
        here.imap.deliver(self.complaint(1), "Junk")
        self.assertEqual(here.once(), 0)
        self.one_station_letter(here, 1)
        self.assertEqual(here.state_rows("SELECT mailbox, state FROM v1_intake"), [("Junk", "filed")])
        self.assertIn('"folder":"Junk"', self.events(here, "received")[0][0])
        self.assertEqual(here.imap.list("Junk"), [])
        self.assert_fine(here)

    def test_A15_seen_by_a_person(self):
        here = self.install_faulty()
        here.first_run()
        here.imap.deliver(self.complaint(1))
        maildir = here.imap.top / "mail" / here.imap.user / "Maildir"
        for path in list((maildir / "new").iterdir()):
            path.rename(maildir / "cur" / (path.name + ":2,S"))
        self.assertEqual(here.imap.flags("INBOX"), ["S"])
        self.assertEqual(here.once(), 0)
        self.one_station_letter(here, 1)
        self.assert_fine(here)

    def test_A16_new_mail_is_served_between_old(self):
        """Thousands wait. What comes now is in custody with the next hundreds of them, and its letter goes out.
        WAITING=100000 in the environment is the long form; the figures are printed."""
        waiting = int(os.environ.get("WAITING", "3000"))
        here = self.install_faulty(poll=5)
        here.first_run()
        for number in range(waiting):
            here.imap.deliver(story.plain_mail(f"w{number}@example.org", "help", f"Museum police station, number {number}\n"))
        here.start()
        pathlib.Path(f"/proc/{here.daemon.pid}/clear_refs").write_text("5")  # proc(5): the peak of now on
        taken = "SELECT count(*) FROM v1_case"
        here.wait_until(lambda: here.state_rows(taken)[0][0] >= 200, 300, "the first two hundred in custody", every=0.2)
        before = here.state_rows(taken)[0][0]
        began = time.monotonic()
        here.imap.deliver(self.complaint(1))
        self.wait_for_letter(here, 1, 300)
        took = time.monotonic() - began
        place = int(re.search(r"\[APJ-\d+-(\d+)\]", self.station_letters(here, 1)[0]["subject"])[1])
        left = waiting + 1 - here.state_rows(taken)[0][0]
        memory = self.peak_mb(here)
        print(f"\n{waiting} mails waiting: the new one's letter after {took:.1f} s, {left} still to be taken; {memory} MB")
        self.assertLess(place - before, 1000, "it waited for others")  # in turn it would be the last of them
        self.assertLess(memory, 256)
        self.assertEqual(here.stop(60), 0)
        self.one_station_letter(here, 1)
        self.assert_fine(here)

    @staticmethod
    def peak_mb(here):
        status = pathlib.Path(f"/proc/{here.daemon.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024

    def test_A17_too_large_to_read(self):
        """20 MB are read by parts and forwarded. What is larger than the reader takes is sealed as it comes, part by part,
        and nobody reads it: in custody, set aside, the desk told, and the records office can open it. Memory does not
        grow with it. LARGEST_MB=500 in the environment is the long form."""
        here = self.install_faulty(poll=5)
        here.first_run()
        line = b"SGVsbG8gd29ybGQgSGVsbG8gd29ybGQgSGVsbG8gd29ybGQgSGVsbG8gd29ybGQgSGVsbG8g\n"
        head = (b"From: w1@example.org\nTo: complaints@example.org\nSubject: help\nMIME-Version: 1.0\n"
                b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
                b"please send to Museum police station, tokenbx\n--b\n"
                b"Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n")
        largest = int(os.environ.get("LARGEST_MB", "150"))

        def deliver(megabytes, token):
            mail = head.replace(b"tokenbx", token) + line * (megabytes * 1024 * 1024 // len(line)) + b"--b--\n"
            here.imap.deliver(mail)
            return mail

        here.start()
        pathlib.Path(f"/proc/{here.daemon.pid}/clear_refs").write_text("5")
        fifty = deliver(50, b"tokencx")
        deliver(largest, b"tokendx")
        here.wait_until(lambda: len(self.too_large_notices(here)) == 2, 200, "the desk's notices")
        print(f"{largest} MB: {self.peak_mb(here)} MB of memory at most")
        self.assertLess(self.peak_mb(here), 128, "megabytes at most, whatever comes")
        deliver(20, b"tokenbx")
        self.wait_for_letter(here, 1, 120)
        self.wait_until_filed(here, 60)
        self.assertEqual(here.stop(), 0)
        self.assertEqual(self.states(here), ["filed", "quarantined", "quarantined"])
        self.assertEqual(len(self.events(here, "received")), 3, "all three are in custody")
        self.assertEqual([attrs for (attrs,) in self.events(here, "quarantined")], ['{"attempts":0,"reason":"too_large"}'] * 2)
        self.assertEqual(self.alarms(here), [])
        self.assertEqual(self.station_letters(here, 2) + self.station_letters(here, 3), [])
        self.assertEqual((here.imap.count("Aparajita/Done"), here.imap.count("Aparajita/Attention")), (1, 2))
        case = here.state_rows("SELECT case_no FROM v1_intake ORDER BY uid")[0][0]
        self.assertIn(case, self.too_large_notices(here)[0]["subject"])
        sealed = here.folder / "sealed"
        done = here.command("open", case, "--order", "12/2026", "--export", str(sealed))
        self.assertEqual(done.returncode, 0, done.stderr)
        key = here.folder / "records-office" / "records-office.key"
        opened = subprocess.run([here.binary, "open", str(sealed), "--key", str(key), "--order", "12/2026"],
                                capture_output=True, timeout=120)
        self.assertEqual((opened.returncode, opened.stdout == fifty.replace(b"\n", b"\r\n")), (0, True), opened.stderr)
        self.assert_fine(here)

    def too_large_notices(self, here):
        return sorted((letter for letter in here.letters() if letter["to"] == "triage@cell.invalid"
                       and "A mail is too large to read" in letter["text"]), key=lambda letter: letter["subject"])

    def test_A17_a_large_mail_that_comes_in_another_size(self):
        """Nothing half of it stays, and the desk hears of a mail that has no copy."""
        here, told = self.announced_as(60_000_000)
        self.assertEqual([attrs for (attrs,) in self.events(here, "quarantined")], ['{"attempts":0,"reason":"not_given"}'])
        self.assertEqual(self.events(here, "received"), [])
        self.assertIn("there is no sealed copy", told)
        with sqlite3.connect(here.home / "state" / "vault.db") as vault:
            self.assertEqual(vault.execute("SELECT count(*) FROM piece WHERE kind <> 'letter'").fetchall(), [(0,)])

    def test_A18_empty_mail_headers_only_no_blank_line(self):
        here = self.install_faulty()
        here.first_run()
        mails = [b"\n", b"From: w1@example.org\nSubject: headers only\n\n",
                 b"From: w2@example.org\nSubject: no blank line\n", b"no header, no blank line"]
        for mail in mails:
            here.imap.deliver(mail)
        here.once()
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_case"), [(len(mails),)])
        desk = [l for l in here.letters() if l["to"] == "triage@cell.invalid"]
        self.assertEqual(len(desk), len(mails), "each goes to a person")
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assert_fine(here)

    def test_E15_dates_of_1970_2038_and_2100(self):
        """The Date of a mail decides nothing, whatever it says."""
        here = self.install_faulty()
        here.first_run()
        dates = ("Thu, 1 Jan 1970 00:00:00 +0000", "Tue, 19 Jan 2038 03:14:08 +0000", "Fri, 1 Jan 2100 00:00:00 +0530",
                 "Mon, 99 Foo 99999 99:99:99 +9999")
        for number, date in enumerate(dates, 1):
            here.imap.deliver(self.complaint(number).replace(b"Sun, 22 Nov 2026 10:30:00 +0530", date.encode()))
        self.assertEqual(here.once(), 0)
        for number in range(1, len(dates) + 1):
            self.one_station_letter(here, number)
        days = here.state_rows("SELECT day, received FROM v1_balance")
        self.assertEqual([count for _, count in days], [len(dates)], "all of one day: that of their arrival")
        self.assert_fine(here)

    def test_A25_without_move_and_without_uidplus(self):
        for offered, left in (("IMAP4rev1 LITERAL+ IDLE UIDPLUS NAMESPACE", 0), ("IMAP4rev1 LITERAL+ IDLE NAMESPACE", 1)):
            here = self.install_faulty(imap={"capability": offered})
            here.first_run()
            theirs = self.complaint(2)
            here.imap.deliver(self.complaint(1))
            self.assertEqual(here.once(), 0)
            self.one_station_letter(here, 1)
            self.assertEqual(len(here.imap.list("Aparajita/Done")), 1)
            flags = here.imap.flags("INBOX")
            self.assertEqual(len(flags), left, "without UIDPLUS only a mark, never a plain EXPUNGE")
            self.assertEqual([f for f in flags if "T" not in f], [])
            here.imap.deliver(theirs)
            self.assertEqual(here.once(), 0)
            self.one_station_letter(here, 1)
            self.one_station_letter(here, 2)
            self.assert_fine(here)


if __name__ == "__main__":
    fault_story.main()
