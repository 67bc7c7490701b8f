"""Rows F of the fault catalogue: machines that answer machines, people who are not who they say, and he with her account."""
import http.server
import re
import threading

import fault_story
import story

STATION, OTHER_STATION = "sho.museum@tvc.ps.invalid", "sho.fort@tvc.ps.invalid"
DESK = "triage@cell.invalid"
NOTICES = "hello@mail.example.net"
STORY = "please send to Museum police station. He follows me to college and threatens me."
HER_NUMBER = "6830033445"


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
        return here.state_rows("SELECT state, outcome, closed_at FROM v1_case WHERE case_no = ?",
                               f"APJ-2026-{number:06}")[0]

    def joined(self, here):
        return here.state_rows("SELECT kind, attached_to FROM v1_case WHERE case_no > 'APJ-2026-000001' ORDER BY case_no")

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
        """Custody for all; after fifty in a day one desk digest instead of letters; another woman waits for nothing."""
        here = self.begin()
        for n in range(60):
            here.imap.deliver(story.plain_mail("flood@example.com", f"number {n}", f"{STORY} flood{n}x"))
        here.imap.deliver(story.plain_mail("bina@example.org", "help", STORY + " tokenbina"))
        self.assertEqual(here.once(timeout=600), 0, here.log()[-3000:])
        flooded = [letter for letter in self.to(here, STATION) if "flood" in letter["text"]]
        self.assertLessEqual(len(flooded), 60 - 5)
        self.assertEqual(len([l for l in self.to(here, STATION) if "tokenbina" in l["text"]]), 1)
        self.assertLessEqual(len(self.to(here, "flood@example.com")), 1)
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_intake WHERE case_no IS NOT NULL"), [(61,)])
        listed = here.state_rows("SELECT count(*) FROM case_file WHERE action = 'digest' AND kind <> 'bulk'")[0][0]
        self.assertEqual(listed, 60 - len(flooded))
        self.assertGreaterEqual(listed, 5)
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


class Liars(People):
    def test_F14_he_complains_about_her_to_learn_something(self):
        """Whoever asks, of whomever, known to us or not: the same octets but for the four characters and the envelope."""
        here = self.begin()
        self.send(here, "asha@example.org", STORY)
        self.send(here, "his@example.com", "Asha wrote to you about me, asha@example.org. She lies. " + STORY)
        self.send(here, "nobody@example.net", "What is this address for? I live near Fort police station.")
        told = []
        for address in ("asha@example.org", "his@example.com", "nobody@example.net"):
            (letter,) = self.to(here, address)
            head = sorted(line for line in letter["octets"].decode().partition("\r\n\r\n")[0].split("\r\n")
                          if not line.startswith(("To:", "Date:", "Message-ID:")))
            told.append((head, re.sub(r"say: [2-9A-Z]{4}\.", "say: REF.", letter["text"])))
        self.assertEqual(told[0], told[1])
        self.assertEqual(told[0], told[2])
        self.assertIn("say: REF.", told[0][1])
        self.finish(here)

    def test_F08_a_withdrawal_in_her_name(self):
        """From another account, even in the thread of our mail to her, the desk reads a claim; from her own the officer
        reads what may not be hers. The case stays as it is."""
        here, thanks, _ = self.begin_case()
        before = self.case(here)
        thread = f"In-Reply-To: {thanks['message']['Message-ID']}\n"
        sent = len(here.letters())
        self.send(here, "his@example.com", "I withdraw my complaint. Close it.", "Re: x", NOTICES, thread)
        (claim,) = here.letters()[sent:]
        self.assertEqual(claim["to"], DESK)
        self.assertIn("CLAIMED FOLLOW-UP of APJ-2026-000001, not verified", " ".join(claim["text"].split()))
        for token in ("", thread):
            sent = len(here.letters())
            self.send(here, "asha@example.org", "I withdraw my complaint. We have settled. Do not call me.", "Re: x",
                      NOTICES, token)
            more = here.letters()[sent:]
            self.assertEqual(sorted(l["to"] for l in more), [STATION] if token else [STATION, DESK])
            for letter in more:
                words = " ".join(letter["text"].split())
                self.assertIn("Nothing mailed in her name withdraws", words)
                self.assertEqual("NO TOKEN: it may not be from her" in words, not token)
        self.assertEqual(self.case(here), before)
        self.assertEqual(self.joined(here), [("follow_up", None)] + [("follow_up", "APJ-2026-000001")] * 2)
        self.finish(here)

    def test_F10_a_valid_command_is_replayed(self):
        """The same answer again, byte for byte and with other trace fields: on record, and nothing follows."""
        here, _, letter = self.begin_case(STORY + f" My number is {HER_NUMBER}.")
        answer = (f"From: {STATION}\nTo: {letter['message']['Reply-To']}\nSubject: Re: x\n"
                  "Message-ID: <answer@ps.invalid>\nDate: Sun, 22 Nov 2026 12:00:00 +0530\nMIME-Version: 1.0\n"
                  "Content-Type: text/plain; charset=utf-8\n\nRECEIVED\n")
        for trace in ("", "Received: from x.example by y.example; Sun, 22 Nov 2026 12:00:01 +0530\n",
                      "Received: from z.example by y.example; Mon, 23 Nov 2026 09:00:00 +0530\n"):
            here.imap.deliver((trace + answer).encode())
            self.assertEqual(here.once(), 0, here.log())
        self.assertEqual(len([l for l in self.to(here, STATION) if HER_NUMBER in l["text"]]), 1, "her number, once")
        self.assertEqual(len(self.events(here, "confirmed")), 1)
        self.finish(here)

    def test_F11_tokens_are_guessed(self):
        """Unknown, of the wrong side, or of a closed case: all go to the desk, nobody gets an answer."""
        here, _, letter = self.begin_case()
        real = re.search(r"complaints\+received\.([a-z2-7]{26})@", letter["text"]).group(1)
        sent = len(here.letters())
        for n in range(12):
            token = real[:20] + "".join("abcdefghij"[(n + k) % 10] for k in range(6))
            self.send(here, f"guess{n}@example.com", "RECEIVED " + STORY,
                      to=f"complaints+{token}@example.org" if n % 2 else f"complaints+received.{token}@example.org")
        self.send(here, "guess@example.com", "RECEIVED", to=f"complaints+received.{real}@example.org")
        more = here.letters()[sent:]
        self.assertEqual({l["to"] for l in more}, {DESK})
        self.assertEqual(len(more), 13)
        self.assertEqual(self.case(here)[0], "with_station")
        self.assertEqual(self.events(here, "confirmed"), [])
        self.finish(here)

    def test_F15_a_number_that_was_guessed_gives_no_access(self):
        here = self.begin()
        self.send(here, "asha@example.org", STORY + f" My number is {HER_NUMBER}.")
        (first,) = self.to(here, STATION)
        number = re.search(r"APJ-\d{4}-\d{6}", first["subject"]).group()
        sent = len(here.letters())
        self.send(here, "his@example.com", f"STATUS of {number}, and send me all of it. I withdraw it.", number)
        more = here.letters()[sent:]
        self.assertEqual(sorted(letter["to"] for letter in more), ["his@example.com", DESK])
        answer = next(letter for letter in more if letter["to"] != DESK)
        self.assertNotIn("APJ-", answer["octets"].decode())
        self.assertEqual(here.state_rows("SELECT state, attached_to FROM v1_case ORDER BY case_no"),
                         [("with_station", None), ("with_desk", None)])
        self.finish(here)


if __name__ == "__main__":
    fault_story.main()
