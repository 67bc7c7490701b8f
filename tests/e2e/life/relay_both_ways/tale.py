"""Officer and woman write to the case: neither sees the other's address, and what mail programs quote is taken off."""
import re

import her_story
from her_story import DESK, HER, HIS, NOTICES, STATION, STYLES

PERSONAL = ("6830012399", "latha.officer@example.com")


class Relay(her_story.Line):
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
