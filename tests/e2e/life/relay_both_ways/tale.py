"""Officer and woman write to the case: neither sees the other's address, and what mail programs quote is taken off."""
import re

import her_story
from her_story import DESK, HER, HIS, NOTICES, STATION

PERSONAL = ("6830012399", "latha.officer@example.com")

# How mail programs put the old mail below the new text. {words}: what she writes; {old}: our mail, as lines.
STYLES = {
    "gmail": "{words}\n\nOn Sun, 22 Nov 2026 at 18:21, Mail Desk <{address}> wrote:\n\n{quoted}\n",
    "gmail_hindi": "{words}\n\nरवि, 22 नव॰ 2026 को 18:21 बजे को Mail Desk <{address}> ने लिखा:\n\n{quoted}\n",
    "outlook": "{words}\n\n________________________________\nFrom: Mail Desk <{address}>\nSent: Sunday, November 22, 2026 6:21 PM\n"
               "To: Asha <asha@example.org>\nSubject: Your message\n\n{old}\n",
    "outlook_older": "{words}\n\n-----Original Message-----\nFrom: Mail Desk <{address}>\nSent: 22 November 2026 18:21\n"
                     "To: Asha\nSubject: Your message\n\n{old}\n",
    "phone": "{words}\n\nSent from my phone\n\n> On 22-Nov-2026, at 6:21 PM, Mail Desk <{address}> wrote:\n>\n{quoted}\n",
    "signed": "{words}\n\n-- \nAsha Menon\nKunnil House, TC 12/345\n\nOn Sun, 22 Nov 2026 at 18:21, Mail Desk <{address}> wrote:\n{quoted}\n",
}


class Relay(her_story.HerStory):
    def ask(self, here, text, headers=""):
        return self.say(here, text, headers)

    def open_line(self):
        here = self.begin()
        (refused,) = self.ask(here, "ASK On which day can we meet?")
        self.assertEqual(refused["to"], STATION)
        self.assertIn("mail to her is not known to be safe", self.words(refused).lower())
        self.make_safe(here)
        return here

    def test_an_officer_asks_and_she_answers_from_each_program(self):
        here = self.open_line()
        (asked,) = self.ask(here, "ASK On which day can we meet?\nBring nothing with you.\n\n-- \nLatha\nSI, Museum\n"
                            + "".join("> " + line + "\n" for line in self.to(here, STATION)[0]["text"].splitlines()))
        self.assertEqual(asked["to"], HER)
        self.assertIn("| On which day can we meet?\n| Bring nothing with you.\n", asked["text"])
        for gone in ("Latha", "sho.museum", "CALL HER BY", "APJ-", "Museum"):
            self.assertNotIn(gone, asked["octets"].decode())
        back = asked["message"]["Reply-To"]
        self.assertRegex(back, r"^hello\+[a-z2-7]{26}@mail\.example\.net$")
        old = asked["text"].strip()
        for name, style in STYLES.items():
            with self.subTest(name):
                text = style.format(words=f"On Monday after six, {name}.", address=back, old=old,
                                    quoted="\n".join("> " + line for line in old.splitlines()))
                (letter,) = self.write(here, text, to=back)
                self.assertEqual(letter["to"], STATION)
                self.assertIn(f"| On Monday after six, {name}.", letter["text"])
                for gone in ("On which day", "Thank you. Your message", "hello+", "Asha", "Kunnil", "18:21", "6:21"):
                    self.assertNotIn(gone, letter["text"])
                self.assertIn("MORE IN A CASE YOU HAVE", letter["text"])
        self.finish(here)

    def test_what_the_officer_writes_of_her_own_is_covered(self):
        here = self.open_line()
        letters = self.ask(here, f"ASK Call me on my own number {PERSONAL[0]} or write to {PERSONAL[1]}.")
        for letter in letters:
            for own in PERSONAL:
                self.assertNotIn(own, letter["octets"].decode())
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

    def test_an_officer_hears_that_what_she_attached_was_not_passed_on(self):
        here = self.open_line()
        parts = ("--b\nContent-Type: text/plain; charset=utf-8\n\nASK Please read this form.\n--b\nContent-Type: application/pdf; "
                 "name=form.pdf\nContent-Disposition: attachment; filename=form.pdf\nContent-Transfer-Encoding: base64\n\n"
                 "JVBERi0xLjQK\n--b--\n")
        for copies in ("", "Cc: other@example.com\n"):
            with self.subTest(copies):
                before = len(here.letters())
                here.imap.deliver((f"From: {STATION}\nTo: {self.to(here, STATION)[0]['message']['Reply-To']}\nSubject: Re: x\n"
                                   f"Message-ID: <form{len(copies)}@ps.invalid>\n{copies}MIME-Version: 1.0\n"
                                   f"Content-Type: multipart/mixed; boundary=b\n\n{parts}").encode())
                self.assertEqual(here.once(), 0, here.log()[-3000:])
                letters = {letter["to"]: letter for letter in here.letters()[before:]}
                self.assertEqual(sorted(letters), [HER, STATION])
                self.assertIn("| Please read this form.", letters[HER]["text"])
                self.assertEqual(letters[HER]["message"].get_content_type(), "text/plain")
                told = self.words(letters[STATION])
                self.assertIn("What you attached was not passed on", told)
                self.assertEqual("also went to other addresses" in told, bool(copies))
        self.finish(here)

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

    def test_her_address_of_the_relay_is_hers_alone(self):
        here = self.open_line()
        (asked,) = self.ask(here, "ASK Are you well?")
        letters = self.write(here, "It is me from another account.", HIS, asked["message"]["Reply-To"])
        self.assertEqual([l["to"] for l in letters], [DESK])
        letters = self.write(here, "RECEIVED", STATION, asked["message"]["Reply-To"])
        self.assertEqual([l["to"] for l in letters], [DESK])
        self.finish(here)

    def test_status_tells_her_where_mail_is_safe(self):
        here = self.open_line()
        (told,) = self.write(here, "STATUS")
        for line in ("Days since it came: 0", "Stage: an officer has spoken with you",
                     "Who has it: a trained woman officer of the station", "What comes next: "):
            self.assertIn(line, told["text"])
        self.write(here, "STOP")
        (refused,) = self.ask(here, "ASK Are you well?")
        self.assertEqual(refused["to"], STATION)
        self.say(here, "SAFE MAIL\n\nshe told me again")
        (asked,) = self.ask(here, "ASK Are you well now?")
        self.assertEqual(asked["to"], HER)
        self.finish(here)


if __name__ == "__main__":
    her_story.main()
