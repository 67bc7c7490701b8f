"""Rows F of the fault catalogue: machines that answer machines, people who are not who they say, and he with her account."""
import datetime
import http.server
import os
import pathlib
import random
import re
import struct
import sys
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
PRELOADED = None


def turn_clock(here, seconds):
    clock = here.folder / "clock"
    clock.write_bytes(struct.pack("q", seconds))
    here.more_environment = {"LD_PRELOAD": PRELOADED, "APARAJITA_TEST_CLOCK": str(clock)}


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

    def test_F03_one_that_waits_is_not_sent_after_STOP_nor_late(self):
        """Refused for now, it is tried again: unless she wrote STOP meanwhile, or has put the phone down long ago."""
        here = self.begin()
        here.smtp.fault(stage="rcpt", reply="450 4.2.1 later", recipient="asha@")
        here.smtp.fault(stage="rcpt", reply="450 4.2.1 later", recipient="bina@")
        self.send(here, "asha@example.org", STORY, code=75)
        self.send(here, "bina@example.org", STORY, code=75)
        self.send(here, "asha@example.org", "STOP", code=75)
        here.smtp.clear_faults()
        turn_clock(here, 2 * 3600)
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
        turn_clock(here, 0)
        began = time.monotonic()
        for n in range(FLOOD):
            here.imap.deliver(story.plain_mail("flood@example.com", f"number {n}", f"{STORY} flood{n}x"))
        here.imap.deliver(story.plain_mail("bina@example.org", "help", STORY + " tokenbina"))
        self.assertEqual(here.once(timeout=FLOOD), 0, here.log()[-3000:])
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
        listed = [row[0] for row in here.state_rows("SELECT case_no FROM v1_case c WHERE EXISTS (SELECT 1 FROM v1_decision d "
                                                    "WHERE d.case_no = c.case_no AND d.action = 'digest') ORDER BY case_no")]
        self.assertEqual(len(listed), FLOOD - len(flooded))
        self.assertEqual(here.imap.count("INBOX"), len(listed), "not filed before a person has them listed")

        for day in range(5):  # the list goes on a working day
            turn_clock(here, until_noon(days=4 + day))
            for _ in range(2):
                self.assertEqual(here.once(timeout=FLOOD), 0, here.log()[-3000:])
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

    def assert_nothing_confirmed(self, here):
        self.assertEqual(self.case(here)[0], "with_station")
        self.assertEqual(self.events(here, "confirmed") + self.events(here, "contact_released"), [])
        self.assertEqual([l for l in here.letters() if HER_NUMBER in l["text"]], [])

    def test_F07_a_station_reply_is_forged(self):
        """Token, registered address and our own server's verdict, each missing in turn: shown to the desk as unverified,
        and her number stays. All three together are an answer."""
        here = self.begin(changes=lambda text: text.replace("relay: plus", "relay: plus\n  authserv_id: mx.example.org"))
        self.send(here, "asha@example.org", STORY + f" My number is {HER_NUMBER}.")
        (letter,) = self.to(here, STATION)
        token = letter["message"]["Reply-To"]
        verdict = "Authentication-Results: mx.example.org; dmarc={} header.from={}\n"
        passes, fails = (verdict.format(word, "tvc.ps.invalid") for word in ("pass", "fail"))
        for sender, headers in ((STATION, ""), (STATION, fails), (STATION, fails + passes),
                                (STATION, passes.replace("mx.example.org", "mx.evil.example")),
                                ("his@example.com", verdict.format("pass", "example.com")), (OTHER_STATION, passes)):
            sent = len(here.letters())
            self.send(here, sender, "RECEIVED", to=token, headers=headers)
            (shown,) = here.letters()[sent:]
            self.assertEqual(shown["to"], DESK)
            self.assertIn("could not be verified", shown["subject"])
            self.assert_nothing_confirmed(here)
        guessed = "complaints+received.aaaaaaaaaaaaaaaaaaaaaaaaaa@example.org"
        for to in ("complaints@example.org", guessed):
            sent = len(here.letters())
            self.send(here, STATION, "RECEIVED", to=to, headers=passes)
            self.assertEqual({l["to"] for l in here.letters()[sent:]}, {DESK})
            self.assert_nothing_confirmed(here)
        self.send(here, STATION, "RECEIVED", to=token, headers=passes)
        self.assertEqual(self.case(here)[0], "confirmed")
        self.assertEqual([l["to"] for l in here.letters() if HER_NUMBER in l["text"]], [STATION])
        self.finish(here)

    def test_F09_a_real_officer_writes_from_the_wrong_mailbox(self):
        """She answers from her own phone's account, or from the station next door: no command. What she wrote is kept and
        shown to the desk; she gets no answer, since that mailbox may be anybody's."""
        here = self.begin()
        self.send(here, "asha@example.org", STORY + f" My number is {HER_NUMBER}.")
        (letter,) = self.to(here, STATION)
        for sender, line, word in (("latha@example.com", "RECEIVED", "RECEIVED"),
                                   (OTHER_STATION, "CLOSED warned", "CLOSED"),
                                   ("latha@example.com", "NOTE she asked to be called after six", "NOTE")):
            sent = len(here.letters())
            self.send(here, sender, line, to=letter["message"]["Reply-To"])
            (shown,) = here.letters()[sent:]
            self.assertEqual(shown["to"], DESK)
            words = " ".join(shown["text"].split())
            self.assertIn("tvc.museum", words)
            self.assertIn(line, words)
            kept = here.state_rows("SELECT actor, attrs FROM audit_event WHERE kind = 'officer_answer' ORDER BY seq DESC")[0]
            self.assertEqual(kept[0], "daemon", "nobody is named as the one who acts")
            self.assertIn('"verified":0', kept[1])
            self.assertIn(f'"word":"{word}"', kept[1])
            self.assert_nothing_confirmed(here)
        self.assertEqual([l for l in here.letters() if l["to"] in ("latha@example.com", OTHER_STATION)], [])
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
        """Unknown, of the wrong side, or of a closed case: alike. The desk reads it, nobody gets an answer, and who goes on
        guessing brings no further letters. How long a look takes: pipeline, "a million guesses"."""
        here, thanks, letter = self.begin_case()
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

        for word in ("RECEIVED", "CALLED TALKED", "CLOSED warned"):
            self.send(here, STATION, word, to=letter["message"]["Reply-To"])
        self.assertEqual(self.case(here)[0], "closed")
        sent = len(here.letters())
        self.send(here, "guess@example.com", "RECEIVED", to=f"complaints+received.{real}@example.org")
        self.assertEqual([l["to"] for l in here.letters()[sent:]], [DESK], "a token that has ended, from elsewhere")

        sent = len(here.letters())
        for n in range(70):
            token = "".join(random.Random(n).choices("abcdefghijklmnopqrstuvwxyz234567", k=26))
            here.imap.deliver(story.plain_mail("many@example.com", "x", "RECEIVED").replace(
                b"To: complaints@", f"To: complaints+received.{token}@".encode()))
        self.assertEqual(here.once(), 0, here.log()[-3000:])
        more = [l["to"] for l in here.letters()[sent:]]
        self.assertEqual(set(more), {DESK})
        self.assertTrue(50 <= len(more) <= 58, len(more))
        self.assert_fine(here)

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
    PRELOADED = str(pathlib.Path(sys.argv.pop(2)).resolve())
    fault_story.main()
