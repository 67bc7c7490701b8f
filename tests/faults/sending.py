"""Rows D of the fault catalogue, and the ends of a daemon in the middle of sending: what a relay can do to a letter."""
import base64
import random
import signal
import sqlite3
import struct
import time
import zlib

import fault_story


class Relay(fault_story.FaultStory):
    def one_story(self, faults, copies=1, uncertain=0):
        here = self.install_faulty()
        here.first_run()
        for fault in faults:
            here.smtp.fault(**fault)
        here.imap.deliver(self.complaint(1))
        here.once()
        self.settle(here)
        letters = self.station_letters(here, 1)
        self.assertEqual(len(letters), copies)
        self.assertEqual(len({(l["octets"], str(l["message"]["Message-ID"])) for l in letters}), 1)
        self.assertEqual(here.imap.list("INBOX"), [])
        doubts = [attrs for (attrs,) in self.events(here, "uncertain") if '"kind":"station"' in attrs]
        self.assertEqual(len(doubts), uncertain)
        self.assert_fine(here)
        return here

    def test_D01_try_later_at_each_stage(self):
        self.one_story([{"stage": stage, "reply": "450 4.3.0 later", "times": 1}
                        for stage in ("connect", "ehlo", "auth", "mail", "rcpt", "data", "dot")])

    def test_D02_refused_before_mail_is_about_us(self):
        """At the greeting and at EHLO: the letter waits, the operators hear, the desk gets nothing."""
        for stage in ("connect", "ehlo"):
            here = self.install_faulty()
            here.first_run()
            here.smtp.fault(stage=stage, reply="554 5.3.2 not you")
            here.imap.deliver(self.complaint(1))
            self.assertEqual(here.once(), 75)
            self.assertEqual(here.state_rows("SELECT DISTINCT state FROM v1_letter WHERE kind = 'station'"), [("deferred",)])
            self.assertEqual(self.alarms(here), ["relay_refuses"])
            here.smtp.clear_faults()
            self.settle(here)
            self.one_station_letter(here, 1)
            self.assertEqual(self.desk_copies(here) + self.events(here, "refused"), [])
            self.assert_fine(here)

    def test_D02_refused_from_mail_on_goes_to_the_desk_and_is_tried_once_more(self):
        for stage in ("mail", "rcpt", "data"):
            here = self.install_faulty()
            here.first_run()
            # MAIL names no recipient: both letters of the complaint are refused there.
            fault = {"recipient": "museum"} if stage != "mail" else {"times": 2}
            here.smtp.fault(stage=stage, reply="550 5.7.1 no", **fault)
            here.imap.deliver(self.complaint(1))
            here.once()
            here.once()
            self.assertEqual(len(self.desk_copies(here)), 1, stage)
            self.assertEqual(self.alarms(here), ["letter_refused"])
            self.assertEqual(here.imap.list("INBOX"), [], "somebody has it")
            self.settle(here)
            attempts = here.state_rows("SELECT state, attempts FROM v1_letter WHERE kind = 'station'")
            self.assertEqual(attempts, [("sent", 2)] if stage == "mail" else [("refused", 2)])
            self.assertEqual(len(self.station_letters(here, 1)), 1 if stage == "mail" else 0)
            self.assertEqual(len(self.desk_copies(here)), 1, "once")
            self.assert_fine(here)

    def test_D20_without_a_right_certificate_nothing_is_said(self):
        """Expired, of another name, or STARTTLS not offered: no password, no letter, an alarm; afterwards it goes on."""
        plain = {"plain": True, "changes": lambda text: text.replace("\n  tls: none\n  user: sender", "\n  user: sender")}
        for defect in ({"smtp": {"certificate_days": -1}}, {"smtp": {"certificate_names": ("DNS:other.example",)}}, plain):
            with self.subTest(**{name: str(value) for name, value in defect.items()}):
                here = self.install_faulty(**defect)
                here.first_run()
                here.imap.deliver(self.complaint(1))
                self.assertEqual(here.once(), 75)
                self.assertEqual(self.alarms(here), ["relay_certificate"])
                self.assertEqual(here.smtp.mails(), [])
                self.assertEqual(here.smtp.logins, [], "a password was shown")
                self.assertEqual(len(here.imap.list("INBOX")), 1)
                self.assertEqual(here.state_rows("SELECT state FROM v1_letter WHERE kind = 'station'"), [("deferred",)])
                self.assert_fine(here)

    def test_D03_hang_up_at_the_dot_is_uncertain_and_before_it_is_not(self):
        self.one_story([{"stage": stage, "cut": "before", "times": 1} for stage in ("connect", "ehlo", "auth", "mail")])
        self.one_story([{"stage": stage, "cut": "before", "times": 1, "recipient": "museum"} for stage in ("rcpt", "data")])
        self.one_story([{"stage": "dot", "cut": "before", "times": 1, "recipient": "museum"}], uncertain=1)
        self.one_story([{"stage": "dot", "cut": "after", "times": 1, "recipient": "museum"}], copies=2, uncertain=1)

    def test_D04_421_and_hang_up(self):
        self.one_story([{"stage": stage, "reply": "421 4.3.2 closing", "times": 1}
                        for stage in ("connect", "ehlo", "auth", "mail", "rcpt", "data", "dot")])

    def test_D05_an_unfinished_answer_to_the_dot(self):
        self.one_story([{"stage": "dot", "partial": "25", "times": 1, "recipient": "museum"}], copies=2, uncertain=1)
        self.one_story([{"stage": "dot", "partial": "250-2.0.0 Ok\r\n", "times": 1, "recipient": "museum"}], copies=2,
                       uncertain=1)

    def test_D06_any_2yz_after_the_dot_is_accepted(self):
        for code in ("251", "252", "299"):
            here = self.install_faulty()
            here.first_run()
            here.smtp.fault(stage="dot", reply=f"{code} 2.0.0 as you like")
            here.imap.deliver(self.complaint(1))
            self.assertEqual(here.once(), 0)
            self.assertEqual(here.state_rows("SELECT DISTINCT state FROM v1_letter WHERE kind = 'station'"), [("sent",)])
            self.assertEqual(here.imap.list("INBOX"), [])

    def test_D08_stores_and_never_answers_again_and_again(self):
        here = self.one_story([{"stage": "dot", "cut": "after", "times": 3, "recipient": "museum"}], copies=4, uncertain=3)
        self.assertEqual(self.alarms(here), ["twin_possible"], "from the second on, told once")

    def test_D09_a_refusal_while_the_letter_goes_out_wins_over_the_cut(self):
        here = self.install_faulty()
        here.first_run()
        here.smtp.fault(stage="body", reply="552 5.3.4 too big", cut="before", times=2, recipient="museum")
        here.imap.deliver(self.complaint(1))
        here.once()
        self.settle(here)
        self.assertEqual(self.station_letters(here, 1), [])
        self.assertEqual(here.state_rows("SELECT state, uncertain FROM v1_letter WHERE kind = 'station'"), [("refused", 0)])
        self.assertTrue([l for l in here.letters() if l["to"] == "triage@cell.invalid" and "tokenbx" in l["text"]])
        self.assert_fine(here)

    def test_D11_an_extra_reply_line(self):
        """Behind the answer to RCPT: that connection is left, nothing counts as accepted. At the dot: uncertain."""
        here = self.one_story([{"stage": "dot", "extra": "250 2.0.0 once more", "times": 1, "recipient": "museum"}],
                              copies=2, uncertain=1)
        self.assertEqual(here.smtp.violations, [])
        self.one_story([{"stage": "rcpt", "extra": "250 2.0.0 once more", "times": 1, "recipient": "museum"}])

    def test_D13_letters_reach_the_receiver_byte_for_byte(self):
        """Lone dots, bare CR and LF, and the end of a letter inside a complaint: one letter, CR LF only."""
        here = self.install_faulty()
        here.first_run()
        here.imap.deliver(self.complaint(1, ".\n..\n.\r\nMAIL FROM:<x@example.org>\nbare\rreturn\n\n.\nQUIT\nthat was what he wrote"))
        self.assertEqual(here.once(), 0)
        self.one_station_letter(here, 1)
        octets = self.station_letters(here, 1)[0]["octets"]
        self.assertEqual(octets.replace(b"\r\n", b"").count(b"\n") + octets.replace(b"\r\n", b"").count(b"\r"), 0)
        self.assertEqual(here.smtp.violations, [])
        self.assertIn("QUIT", self.station_letters(here, 1)[0]["text"])
        self.assert_fine(here)

    def test_D14_8bitmime_and_smtputf8_not_offered(self):
        here = self.install_faulty()
        here.smtp.extensions = ("PIPELINING",)
        here.first_run()
        here.imap.deliver(self.complaint(1, "എന്നെ ഭീഷണിപ്പെടുത്തുന്നു"))
        self.assertEqual(here.once(), 0)
        self.one_station_letter(here, 1)
        self.assertIn("ഭീഷണിപ്പെടുത്തുന്നു", self.station_letters(here, 1)[0]["text"])
        self.assertEqual(here.smtp.violations, [], "never a raw 8-bit octet")

    def test_D15_larger_than_the_relay_takes(self):
        """The letter with the picture is not even begun. The station gets the complaint without it and how to ask for the
        original, under an id of its own; the desk gets it too."""
        here = self.install_faulty()
        here.smtp.extensions = ("PIPELINING", "8BITMIME", "SIZE 100000")
        here.first_run()
        picture = self.noise_png(300)
        self.assertGreater(len(picture), 200_000)
        coded = base64.encodebytes(picture).decode()
        here.imap.deliver((f"From: w1@example.org\nTo: complaints@example.org\nSubject: help\nMIME-Version: 1.0\n"
                           f"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
                           f"Somebody made a fake profile with my name on Instagram and writes to my friends from it.\n"
                           f"please send to Museum police station, tokenbx\n--b\nContent-Type: image/png\n"
                           f"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.png\n\n"
                           f"{coded}--b--\n").encode())
        here.once()
        self.assertEqual([row for row in here.state_rows(
            "SELECT revision, last_code, last_enhanced, last_stage, attempts FROM letter WHERE kind = 'station'")],
            [(0, 552, "5.3.4", "mail", 1), (1, 250, "2.0.0", "dot", 1)])
        self.assertEqual([m for m in here.smtp.mails() if len(m["octets"]) > 100_000], [])
        (station,) = self.station_letters(here, 1)
        self.assertIn("Ask the records office for the sealed original of this case", station["text"].replace("\n", " "))
        self.assertRegex(station["text"].replace("\n", " "), r"image/png, \d+ octets sealed, at the records office")
        self.assertEqual([p.get_content_type() for p in station["message"].walk() if p.get_content_maintype() == "image"], [])
        self.assertEqual([f"<{row[0]}>" for row in here.state_rows("SELECT message_id FROM letter WHERE revision = 1")],
                         [str(station["message"]["Message-ID"])])
        self.assertEqual(self.alarms(here), ["letter_refused"])
        (desk,) = [l for l in here.letters() if l["to"] == "triage@cell.invalid" and "tokenbx" in l["text"]]
        self.assertRegex(desk["text"].replace("\n", " "), r"image/png, \d+ octets, (sealed|may pass to a station)")
        self.assertIn("an order opens them (aparajita open)", desk["text"].replace("\n", " "))
        self.assertLess(len(desk["octets"]), 100_000)
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assert_fine(here)

    def noise_png(self, side):
        """A picture that cannot be made smaller."""
        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        rows = b"".join(b"\0" + random.Random(line).randbytes(side * 3) for line in range(side))
        return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)) +
                chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))

    def test_D16_the_station_is_full(self):
        """552 5.2.2 is not for good: it is tried again, and goes when somebody has made room."""
        self.one_story([{"stage": "rcpt", "reply": "552 5.2.2 mailbox full", "times": 2, "recipient": "museum"}])
        self.one_story([{"stage": "rcpt", "reply": "452 4.2.2 mailbox full", "times": 2, "recipient": "museum"}])

    def test_D19_greylisting(self):
        self.one_story([{"stage": "rcpt", "reply": "450 4.7.1 greylisted", "times": 1, "recipient": "museum"}])

    def test_D21_our_password_at_the_relay_is_refused(self):
        """Temporary for all, whatever the code says; nothing goes to the desk for it."""
        here = self.one_story([{"stage": "auth", "reply": "535 5.7.8 no", "times": 3}])
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_letter WHERE kind = 'desk'"), [(0,)])
        self.assertEqual(self.events(here, "refused"), [])
        self.assertEqual(self.alarms(here), ["relay_login"])

    def test_D22_so_many_at_once_and_no_more(self):
        """A server takes one letter at a time for a station: it gets one at a time, others are not held up by it."""
        here = self.install_faulty(poll=5)
        here.first_run()
        here.smtp.most_at_once = {"museum": 1}
        here.smtp.fault(stage="dot", stall=0.2, recipient="museum")
        for number in range(1, 13):
            here.imap.deliver(self.complaint(number))
        for number in range(13, 16):
            here.imap.deliver(self.complaint(number).replace(b"Museum", b"Fort"))
        here.start()
        for number in range(1, 13):
            self.wait_for_letter(here, number, 60)
        self.wait_until_filed(here, 60)
        self.assertEqual(here.stop(), 0)
        self.assertLessEqual(here.smtp.too_many, 3, "it goes on pushing")
        self.assertEqual(len([l for l in here.letters() if l["to"].startswith("sho.fort@")]), 3)
        for number in range(1, 13):
            self.one_station_letter(here, number)
        self.assertEqual(self.events(here, "refused") + self.events(here, "uncertain"), [])
        self.assert_fine(here)

    def test_D24_refused_by_a_content_filter(self):
        """The desk gets the complaint, with the reason and the case, and INBOX is left only then."""
        here = self.install_faulty()
        here.first_run()
        here.smtp.fault(stage="dot", reply="550 5.7.1 Spam message rejected, mail secret.example", recipient="museum")
        here.imap.deliver(self.complaint(1))
        here.once()
        self.settle(here)
        desk = [l for l in here.letters() if l["to"] == "triage@cell.invalid" and "tokenbx" in l["text"]]
        self.assertEqual(len(desk), 1)
        self.assertNotIn("secret.example", desk[0]["text"])
        case = here.state_rows("SELECT case_no FROM v1_case")[0][0]
        self.assertIn(case, desk[0]["subject"])
        self.assertEqual(here.state_rows("SELECT kind, state FROM v1_letter WHERE kind <> 'acknowledgement' ORDER BY 1"),
                         [("desk", "sent"), ("station", "refused")])
        self.assertNotIn("secret.example", here.log())
        self.assert_fine(here)

    def notice(self, to, action="failed", sender="", more=""):
        """As Postfix writes it (RFC 3464)."""
        return (f"Return-Path: <{sender}>\nFrom: MAILER-DAEMON@mail.example.net (Mail Delivery System)\nTo: {to}\n"
                f"Subject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n{more}"
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
                "Content-Type: text/plain\n\nYour message could not be delivered.\n--b\n"
                "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.net\n\n"
                "Final-Recipient: rfc822; sho.museum@tvc.ps.invalid\n"
                f"Action: {action}\nStatus: 5.1.1\n--b--\n").encode()

    def accepted(self):
        here = self.install_faulty()
        here.first_run()
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 0)
        self.one_station_letter(here, 1)
        return here, self.station_letters(here, 1)[0]["from"]

    def deliver_and_settle(self, here, *mails):
        for mail in mails:
            here.imap.deliver(mail)
        for _ in range(3):
            here.once()
        self.assertEqual(here.imap.list("INBOX"), [])

    def desk_copies(self, here):
        return [l for l in here.letters() if l["to"] == "triage@cell.invalid" and "tokenbx" in l["text"]]

    def test_D17_accepted_and_returned_an_hour_later(self):
        """A delay changes nothing; the notice that it failed brings the complaint to the desk, once."""
        here, path = self.accepted()
        self.assertRegex(path, r"^complaints\+bounce\.[a-z2-7]{26}@example\.org$")
        self.deliver_and_settle(here, self.notice(path, "delayed"))
        self.assertEqual(here.state_rows("SELECT state FROM v1_letter WHERE kind = 'station'"), [("sent",)])
        self.assertEqual(self.desk_copies(here), [])
        self.deliver_and_settle(here, self.notice(path))
        self.assertEqual(here.state_rows("SELECT state FROM v1_letter WHERE kind = 'station'"), [("refused",)])
        self.assertEqual(len(self.desk_copies(here)), 1)
        self.deliver_and_settle(here, self.notice(path, more="X-Again: yes\n"))
        self.assertEqual(len(self.desk_copies(here)), 1)
        self.assertEqual([attrs.count('"believed":1') for (attrs,) in self.events(here, "bounce")], [0, 1, 1])
        self.assert_fine(here)

    def test_D25_a_forged_notice_changes_nothing(self):
        here, path = self.accepted()
        token = path[18:44]
        id_of_letter = str(self.station_letters(here, 1)[0]["message"]["Message-ID"])
        forged = [self.notice(path.replace(token, "a" * 26)), self.notice(path.replace("bounce.", "")),
                  self.notice(path, sender="somebody@example.org"),
                  self.notice("complaints@example.org", more=f"In-Reply-To: {id_of_letter}\n")]
        self.deliver_and_settle(here, *forged)
        self.assertEqual(here.state_rows("SELECT state FROM v1_letter WHERE kind = 'station'"), [("sent",)])
        with sqlite3.connect(here.home / "state" / "aparajita.db") as state:
            state.execute("UPDATE letter SET queued_at = queued_at - 15 * 86400")
        state.close()
        self.deliver_and_settle(here, self.notice(path, more="X-Late: yes\n"))
        self.assertEqual(here.state_rows("SELECT state FROM v1_letter WHERE kind = 'station'"), [("sent",)])
        self.assertEqual(self.desk_copies(here), [])
        self.assertEqual([attrs.count('"believed":0') for (attrs,) in self.events(here, "bounce")], [1],
                         "the one that names a letter is counted")
        self.assert_fine(here)

    def test_a_reply_that_holds_an_address_is_not_kept(self):
        here = self.one_story([{"stage": "rcpt", "reply": "450 4.2.1 <planted7@example.net> is busy", "times": 1,
                                "recipient": "museum"}])
        for path in here.files_of_state() + [here.log_path]:
            self.assertNotIn(b"planted7", path.read_bytes(), path.name)


class Ends(fault_story.FaultStory):
    def test_E18_sigterm_while_the_answer_is_awaited(self):
        """It ends within its grace; the letter is uncertain, and the next daemon sends it again with the same id."""
        here = self.install_faulty(poll=5)
        here.first_run()
        here.smtp.fault(stage="dot", cut="after", stall=60, recipient="museum", times=1)
        here.start()
        here.imap.deliver(self.complaint(1))
        here.wait_until(lambda: here.state_rows("SELECT 1 FROM v1_letter WHERE state = 'sending'"), 20, "the letter on its way")
        time.sleep(0.5)
        began = time.monotonic()
        self.assertEqual(here.stop(), 0)
        self.assertLess(time.monotonic() - began, 45, "it waited for the answer, a minute long")
        here.smtp.clear_faults()
        here.start()
        self.wait_for_letter(here, 1)
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        self.assertEqual(len({str(l["message"]["Message-ID"]) for l in self.station_letters(here, 1)}), 1)
        self.assertEqual(here.state_rows("SELECT uncertain FROM v1_letter WHERE kind = 'station'"), [(1,)])
        self.assert_fine(here)

    def test_E18_sigterm_in_the_middle_of_the_letter(self):
        here = self.install_faulty(poll=5)
        here.first_run()
        here.smtp.fault(stage="data", stall=1.5, recipient="museum", times=1)
        here.start()
        here.imap.deliver(self.complaint(1))
        here.wait_until(lambda: here.state_rows("SELECT 1 FROM v1_letter WHERE state = 'sending'"), 20, "the letter on its way")
        here.signal(signal.SIGTERM)
        self.assertEqual(here.daemon.wait(180), 0)
        self.one_station_letter(here, 1)
        self.assertEqual(here.state_rows("SELECT state, uncertain FROM v1_letter WHERE kind = 'station'"), [("sent", 0)])
        self.assert_fine(here)


if __name__ == "__main__":
    fault_story.main()
