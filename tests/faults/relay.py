"""Rows F of the fault catalogue: what goes wrong where an officer and she write to each other."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e" / "life"))
import her_story  # noqa: E402
from her_story import HER, STATION, STYLES  # noqa: E402


class Relay(her_story.Line):
    def test_F04_a_bounce_to_a_reply_address(self):
        here = self.open_line()
        (asked,) = self.ask(here, "ASK Are you well?")
        bounce = ("Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org\nTo: {to}\nSubject: Undelivered Mail Returned to Sender\n"
                  "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"
                  "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
                  "It could not be delivered.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
                  "Final-Recipient: rfc822; asha@example.org\nAction: failed\nStatus: 5.1.1\n\n--b--\n")
        before = len(here.letters())
        here.imap.deliver(bounce.format(to=asked["message"]["Reply-To"]).encode())
        self.assertEqual(here.once(), 0, here.log()[-3000:])
        (told,) = here.letters()[before:]
        self.assertEqual(told["to"], STATION)
        self.assertIn("could not be delivered to her", self.words(told))
        self.finish(here)

    def test_F12_an_officer_quotes_the_whole_thread(self):
        here = self.open_line()
        letter = self.to(here, STATION)[0]
        for style in ("gmail", "outlook", "outlook_older", "phone"):
            text = STYLES[style].format(words=f"ASK Are you well, {style}?", address="complaints@example.org",
                                        old=letter["text"], quoted="\n".join("> " + l for l in letter["text"].splitlines()))
            (asked,) = self.ask(here, text)
            self.assertEqual(asked["to"], HER)
            self.assertIn(f"| Are you well, {style}?", asked["text"])
            for gone in ("CALL HER BY", "APJ-", "Museum", "threatens", "complaints"):
                self.assertNotIn(gone, asked["octets"].decode(), style)
        self.finish(here)

    def test_F13_an_officer_puts_her_in_copy(self):
        """The relay goes to her alone, once, from our address; the officer is warned."""
        here = self.open_line()
        letters = self.ask(here, "ASK Are you well?", f"Cc: {HER}, other@example.com\n")
        self.assertEqual(sorted(l["to"] for l in letters), [HER, STATION])
        to_her = next(l for l in letters if l["to"] == HER)
        self.assertNotIn("other@example.com", to_her["octets"].decode())
        self.assertIn("also went to other addresses", self.words(next(l for l in letters if l["to"] == STATION)))
        self.finish(here)


if __name__ == "__main__":
    her_story.main()
