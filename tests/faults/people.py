"""Rows F of the fault catalogue: machines that answer machines, floods, and what mail carries with it. The others: liars.py."""
import datetime
import http.server
import os
import re
import threading
import time

import fault_story
import story

STATION, OTHER_STATION = "sho.museum@tvc.ps.invalid", "sho.fort@tvc.ps.invalid"
DESK = "triage@cell.invalid"
NOTICES = "hello@mail.example.net"
STORY = "please send to Museum police station. He follows me to college and threatens me."
HER_NUMBER = "6830033445"
FLOOD = int(os.environ.get("FLOOD", "120"))


def until_noon(days):
    """Seconds to 12:00 in Kerala so many days ahead."""
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=5, minutes=30)))
    return int(((now + datetime.timedelta(days=days)).replace(hour=12, minute=0, second=0) - now).total_seconds())


class People(fault_story.FaultStory):
    def begin(self, **options):
        here = self.install_faulty(**options)
        here.first_run()
        # A database younger than a mail never acknowledges it; the mailbox's clock counts seconds.
        here.later = here.state_rows("SELECT value FROM meta WHERE key = 'created_at'")[0][0]
        here.mails = 0
        return here

    def send(self, here, sender, text, subject="a question", to="complaints@example.org", headers="", code=0):
        here.mails += 1
        octets = (f"Return-Path: <{sender}>\nFrom: {sender}\nTo: {to}\nSubject: {subject}\n"
                  f"Message-ID: <mail-{here.mails}@{sender.partition('@')[2]}>\nDate: Sun, 22 Nov 2026 10:30:00 +0530\n"
                  f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n{headers}\n{text}\n")
        if "Return-Path" in headers:
            octets = octets.partition("\n")[2]
        here.imap.deliver(octets.encode(), at=int(here.later) + 1)
        self.assertEqual(here.once(), code, here.log())

    def begin_case(self, text=STORY):
        """Her case, with a station; the thank-you that she got and the letter of the officer."""
        here = self.begin()
        self.send(here, "asha@example.org", text)
        (thanks,), (letter,) = self.to(here, "asha@example.org"), self.to(here, STATION)
        return here, thanks, letter

    def case(self, here, number=1):
        return here.state_rows("SELECT state, outcome, closed_at FROM v1_case WHERE case_no = ?", story.case_no(number))[0]

    def joined(self, here):
        return here.state_rows("SELECT kind, attached_to FROM v1_case WHERE case_no > ? ORDER BY case_no", story.case_no(1))

    def to(self, here, address):
        return [letter for letter in here.letters() if letter["to"] == address]

    def withheld(self, here):
        return [re.search('"reason":"([a-z_]+)"', attrs).group(1)
                for (attrs,) in self.events(here, "acknowledgement_withheld")]

    def finish(self, here):
        self.assert_fine(here)
        self.assertEqual(here.imap.list("INBOX"), [])


class Machines(People):
    def test_F01_a_vacation_notice_against_our_acknowledgement(self):
        """One for the case; none for what her machine answers, nor for any other mark of a machine."""
        here = self.begin()
        self.send(here, "asha@example.org", STORY)
        (thanks,) = self.to(here, "asha@example.org")
        self.assertIn(thanks["from"], ("", "<>"))
        answer = f"In-Reply-To: {thanks['message']['Message-ID']}\nAuto-Submitted: auto-replied\n"
        for _ in range(3):
            self.send(here, "asha@example.org", "I am on leave.", "Out of office", NOTICES, answer)
        for n, mark in enumerate(("Auto-Submitted: auto-generated", "List-Id: <all.example.org>", "Precedence: bulk",
                                  "Precedence: junk", "Return-Path: <>", "X-Autoreply: yes")):
            self.send(here, f"machine{n}@example.org", STORY, headers=mark + "\n")
        for ours in ("complaints@example.org", NOTICES, DESK, OTHER_STATION):
            self.send(here, ours, STORY)
        to_people = [letter["to"] for letter in here.letters() if not letter["to"].endswith(".invalid")]
        self.assertEqual(to_people, ["asha@example.org"])
        self.assertEqual(self.withheld(here).count("one_of_ours"), 4)
        self.finish(here)

    def test_F01_one_for_an_address_and_a_day(self):
        here = self.begin()
        for n in range(4):
            self.send(here, "asha@example.org", f"{STORY} This is matter {n}.")
        self.assertEqual(len(self.to(here, "asha@example.org")), 1)
        self.finish(here)

    def test_F01_one_for_an_address_and_a_day_also_where_it_is_another_case(self):
        here = self.begin()
        self.send(here, "asha@example.org", STORY)
        (letter,) = self.to(here, STATION)
        for word in ("RECEIVED", "CLOSED warned"):
            self.send(here, STATION, word, "Re: x", letter["message"]["Reply-To"])
        self.send(here, "asha@example.org", STORY + " He did it again.")
        self.assertEqual(here.state_rows("SELECT state, attached_to FROM v1_case WHERE kind = 'complaint' ORDER BY case_no"),
                         [("closed", None), ("with_station", None)])
        self.assertEqual(len(self.to(here, "asha@example.org")), 1)
        self.assertEqual(here.state_rows("SELECT attrs FROM audit_event WHERE kind = 'acknowledgement_withheld'"),
                         [('{"reason":"had_one_today"}',)])
        self.finish(here)

    def test_F02_a_vacation_responder_at_the_station(self):
        here = self.begin()
        self.send(here, "asha@example.org", STORY)
        (letter,) = self.to(here, STATION)
        sent = len(here.letters())
        self.send(here, STATION, "RECEIVED\nI am on leave until Monday.", "Auto: " + letter["subject"],
                  letter["message"]["Reply-To"], "Auto-Submitted: auto-replied\nPrecedence: bulk\n")
        self.assertEqual(len(here.letters()), sent, "no letter follows from it")
        self.assertEqual(here.state_rows("SELECT kind, state FROM v1_case ORDER BY case_no"),
                         [("complaint", "with_station"), ("auto_reply", "closed")])
        self.finish(here)

    def test_F03_an_acknowledgement_that_is_refused(self):
        here = self.begin()
        refusing = here.smtp.fault(stage="rcpt", reply="550 5.1.1 nobody", recipient="asha@")
        self.send(here, "asha@example.org", STORY)
        for _ in range(2):
            self.assertEqual(here.once(), 0)
        self.assertEqual(refusing.fired, 1, "no second try")
        self.assertEqual(here.state_rows("SELECT state, attempts FROM v1_letter WHERE kind = 'acknowledgement'"),
                         [("refused", 1)])
        self.assertEqual([letter["to"] for letter in here.letters()], [STATION])
        self.finish(here)

    def test_F03_one_that_waits_is_not_sent_after_STOP_nor_late(self):
        """Refused for now, it is tried again: unless she wrote STOP meanwhile, or has put the phone down long ago."""
        here = self.begin()
        here.smtp.fault(stage="rcpt", reply="450 4.2.1 later", recipient="asha@")
        here.smtp.fault(stage="rcpt", reply="450 4.2.1 later", recipient="bina@")
        self.send(here, "asha@example.org", STORY, code=75)
        self.send(here, "bina@example.org", STORY, code=75)
        self.send(here, "asha@example.org", "STOP", code=75)
        here.smtp.clear_faults()
        self.turned_clock(here).set(2 * 3600)
        self.assertEqual(here.once(), 0, here.log())
        self.assertEqual([l for l in here.letters() if not l["to"].endswith(".invalid")], [])
        self.assertEqual(here.state_rows("SELECT held_reason FROM letter WHERE kind = 'acknowledgement' AND state = 'held' "
                                         "ORDER BY letter_id"), [("silent",), ("stale",)])
        self.finish(here)

    def test_F03_where_a_provider_wants_a_return_path_it_swallows_all(self):
        """A token address instead of an empty sender: a bounce, a vacation notice and a whole complaint sent there are on
        record, and nothing follows."""
        here = self.begin(changes=lambda text: text.replace("relay: plus", "relay: plus\n  notices_return: token"))
        self.send(here, "asha@example.org", STORY)
        (thanks,) = self.to(here, "asha@example.org")
        self.assertRegex(thanks["from"], r"^hello\+bounce\.[a-z2-7]{26}@mail\.example\.net$")
        self.assertNotIn("+bounce", thanks["octets"].decode())
        sent = len(here.letters())
        for headers in ("", "Auto-Submitted: auto-replied\n", "Return-Path: <>\n"):
            for text in ("I am on leave.", STORY, "STOP"):
                self.send(here, "asha@example.org", text, "Out of office", thanks["from"], headers)
        self.assertEqual(here.letters()[sent:], [])
        self.assertEqual(self.joined(here), [("auto_reply", None)] * 9)
        self.assertEqual(self.events(here, "silenced"), [])
        self.finish(here)

    def test_F05_a_loop_through_an_alias_back_to_us(self):
        """Our letter comes back: the desk hears, once; what the desk got comes back: nothing more follows."""
        here, _, letter = self.begin_case()
        here.imap.deliver(letter["octets"])
        self.assertEqual(here.once(), 0, here.log())
        (told,) = self.to(here, DESK)
        self.assertIn("LOOP: it is a letter of ours that came back", " ".join(told["text"].split()))
        here.imap.deliver(told["octets"])
        self.assertEqual(here.once(), 0, here.log())
        self.send(here, "bina@example.org", STORY, headers="Received: from a.example by b.example\n" * 31)
        self.assertEqual(len(self.to(here, STATION)), 1)
        self.assertEqual(sorted(l["to"] for l in here.letters()), ["asha@example.org", STATION, DESK, DESK])
        self.assertIn("LOOP: it passed through", self.to(here, DESK)[1]["text"])
        self.finish(here)

    def test_F06_one_sender_floods_us(self):
        """Custody for all; after fifty in a day no letter a mail, but one list a day to the desk; another woman waits for
        nothing. FLOOD=50000 in the environment gives the row's own count."""
        here = self.begin()
        clock = self.turned_clock(here)
        began = time.monotonic()
        for n in range(FLOOD):
            here.imap.deliver(story.plain_mail("flood@example.com", f"number {n}", f"{STORY} flood{n}x"))
        here.imap.deliver(story.plain_mail("bina@example.org", "help", STORY + " tokenbina"))
        self.assertEqual(here.once(timeout=300 + FLOOD), 0, here.log()[-3000:])
        took = time.monotonic() - began
        # Some are read side by side with the fiftieth.
        most = 50 + 8
        flooded = [letter for letter in self.to(here, STATION) if "flood" in letter["text"]]
        self.assertTrue(50 <= len(flooded) <= most, len(flooded))
        self.assertEqual(len([l for l in self.to(here, STATION) if "tokenbina" in l["text"]]), 1)
        self.assertLessEqual(len(self.to(here, "flood@example.com")), 1)
        # What joins her case without a token is shown to the desk too; nothing beyond the share is.
        self.assertLessEqual(len(self.to(here, DESK)), most, "no letter for each")
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_intake WHERE case_no IS NOT NULL"), [(FLOOD + 1,)])
        listed = [row[0] for row in here.state_rows("SELECT DISTINCT case_no FROM v1_decision WHERE action = 'digest' "
                                                    "ORDER BY case_no")]
        self.assertEqual(len(listed), FLOOD - len(flooded))
        self.assertEqual(here.imap.count("INBOX"), len(listed), "not filed before a person has them listed")

        for day in range(5):  # the list goes on a working day
            clock.set(until_noon(days=4 + day))
            for _ in range(2):
                self.assertEqual(here.once(timeout=300 + FLOOD), 0, here.log()[-3000:])
            lists = [letter for letter in self.to(here, DESK) if "without a letter of their own" in letter["subject"]]
            if lists:
                break
        (told,) = lists
        self.assertEqual(told["subject"], f"{len(listed)} mails without a letter of their own")
        (file,) = [part.get_content() for part in told["message"].iter_attachments()]
        self.assertEqual([line.split()[0] for line in file.splitlines()], listed)
        self.assertEqual(here.imap.count("INBOX"), 0)
        print(f"\n{FLOOD} mails of one address in {took:.0f} s: {len(flooded)} letters, {len(listed)} in one list")
        self.assert_fine(here)

    def test_F16_receipts_and_unsubscribing_are_never_asked_nor_given(self):
        receipts = ("Disposition-Notification-To: asha@example.org\nReturn-Receipt-To: asha@example.org\n"
                    "X-Confirm-Reading-To: asha@example.org\n")
        here = self.begin()
        self.send(here, "asha@example.org", STORY, headers=receipts)
        self.send(here, "bina@example.org", STORY, headers=receipts + "List-Unsubscribe: <mailto:off@example.org>\n")
        allowed = {"from", "to", "subject", "date", "message-id", "mime-version", "content-type",
                   "content-transfer-encoding", "reply-to", "auto-submitted"}
        self.assertEqual(sorted(letter["to"] for letter in here.letters()), ["asha@example.org", STATION, STATION])
        for letter in here.letters():
            self.assertLessEqual({name.lower() for name in letter["message"].keys()}, allowed)
            self.assertNotIn("off@", letter["octets"].decode())
        for letter in self.to(here, STATION):
            self.assertNotIn("asha@", letter["octets"].decode())
        self.finish(here)

    def test_F17_nothing_that_a_mail_points_to_is_fetched(self):
        asked = []

        class Beacon(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_error(404)
            do_HEAD = do_GET

            def log_message(self, *_):
                pass

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Beacon) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            base = f"http://127.0.0.1:{server.server_port}"
            here = self.begin()
            html = (f"<html><head><link rel='stylesheet' href='{base}/style.css'><base href='{base}/'></head><body>"
                    f"<p>{STORY}</p><img src='{base}/pixel.gif'><img src='relative.gif'><iframe src='{base}/frame'></iframe>"
                    f"<p style=\"background:url('{base}/paper.png')\">See {base}/page</p></body></html>")
            self.send(here, "asha@example.org", html, headers="X-Html: yes\nContent-Location: " + base + "/\n")
            here.imap.deliver(story.plain_mail("bina@example.org", "help", html).replace(b"text/plain", b"text/html"))
            self.assertEqual(here.once(), 0, here.log())
            server.shutdown()
        self.assertEqual(asked, [])
        self.assertEqual(len(self.to(here, STATION)), 2)
        for letter in here.letters():
            self.assertNotIn("http://", letter["text"])
        self.assertNotIn("pixel", self.to(here, STATION)[1]["text"])
        self.finish(here)

    def test_F18_what_a_server_says_is_not_kept(self):
        said = "550 5.1.1 <zyxwvut.k@example.com> unknown at host zyxwvut.example"
        here = self.begin()
        here.smtp.fault(stage="rcpt", reply=said, recipient="museum")
        here.smtp.fault(stage="dot", reply="451 4.3.0 zyxwvut.k@example.com: later", recipient="asha@")
        self.send(here, "asha@example.org", STORY, code=75)
        self.assertEqual(here.state_rows("SELECT last_code, last_enhanced FROM letter WHERE kind = 'station'"),
                         [(550, "5.1.1")])
        for path in here.files_of_state():
            self.assertFalse(b"zyxwvut" in path.read_bytes(), path.name)
        self.assertNotIn("zyxwvut", here.log())
        for letter in here.letters():
            self.assertNotIn(b"zyxwvut", letter["octets"])
        self.assert_fine(here)


if __name__ == "__main__":
    fault_story.main()
