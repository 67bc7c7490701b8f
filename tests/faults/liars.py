"""Rows F of the fault catalogue: people who are not who they say, and he with her account."""
import random
import re

import fault_story
import people
import story
from people import DESK, HER_NUMBER, NOTICES, OTHER_STATION, STATION, STORY


class Liars(people.People):
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
        self.assertIn(f"CLAIMED FOLLOW-UP of {story.case_no(1)}, not verified", " ".join(claim["text"].split()))
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
        self.assertEqual(self.joined(here), [("follow_up", None)] + [("follow_up", story.case_no(1))] * 2)
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
    fault_story.main()
