"""What the stories of her mail share: she complains, her officer answers, and every mail to her is kept to account."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import story  # noqa: E402

STATION, DESK, NOTICES = "sho.museum@tvc.ps.invalid", "triage@cell.invalid", "hello@mail.example.net"
HER, HIS = "asha@example.org", "his@example.com"
NUMBER = "6830033445"
SUBJECTS = ("Your message", "നിങ്ങളുടെ സന്ദേശം", "आपका संदेश")
STORY = f"Please send to Museum police station. My colleague follows me and threatens me. My number is {NUMBER}."

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


class HerStory(story.Story):
    def begin(self, text=STORY, sender=HER, **options):
        here = self.install(**options)
        here.first_run()
        self.second = int(here.state_rows("SELECT value FROM meta WHERE key = 'created_at'")[0][0]) + 1
        self.count = 0
        self.write(here, text, sender)
        return here

    def write(self, here, text, sender=HER, to="complaints@example.org", headers="", late=0, subject="Re: a question"):
        """A mail; returns the letters that followed from it."""
        before = len(here.letters())
        self.count += 1
        here.imap.deliver((f"From: {sender}\nTo: {to}\nSubject: {subject}\n"
                           f"Message-ID: <mail-{self.count}@{sender.partition('@')[2]}>\n"
                           "Date: Sun, 22 Nov 2026 10:30:00 +0530\nMIME-Version: 1.0\n"
                           f"Content-Type: text/plain; charset=utf-8\n{headers}\n{text}\n").encode(), at=self.second - late)
        self.assertEqual(here.once(), 0, here.log()[-3000:])
        return here.letters()[before:]

    def to(self, here, address):
        return [letter for letter in here.letters() if letter["to"] == address]

    def say(self, here, line, headers="", to=None):
        """The officer answers the first letter of the case."""
        letter = self.to(here, STATION)[0]
        return self.write(here, line, STATION, to or letter["message"]["Reply-To"], headers)

    def make_safe(self, here):
        """An officer speaks with her, and hears that mail is safe."""
        for word in ("RECEIVED", "CALLED TALKED", "SAFE MAIL"):
            self.say(here, word)
        self.assertEqual(self.case(here)[2], "safe")

    def case(self, here):
        return here.state_rows("SELECT state, outcome, mail_safety FROM v1_case WHERE case_no = 'APJ-2026-000001'")[0]

    def words(self, letter):
        return " ".join(letter["text"].split())

    def finish(self, here):
        """Nothing to her tells anything on a locked phone, and no mail to an officer holds her address."""
        for letter in here.letters():
            text = letter["octets"].decode()
            if letter["to"].endswith(".invalid"):
                self.assertNotIn(HER, text)
            else:
                self.assertIn(letter["subject"], SUBJECTS)
                self.assertIn(letter["from"], ("", "<>"))
                self.assertNotRegex(self.words(letter)[:120].lower(), "police|complain|case|station|officer|woman|fir")
                self.assertNotIn("APJ-", text)
                self.assertIsNone(letter["message"]["In-Reply-To"])
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assert_fine(here)


class Line(HerStory):
    """Officer and woman may write to each other."""
    def ask(self, here, text, headers=""):
        return self.say(here, text, headers)

    def open_line(self):
        here = self.begin()
        (refused,) = self.ask(here, "ASK On which day can we meet?")
        self.assertEqual(refused["to"], STATION)
        self.assertIn("mail to her is not known to be safe", self.words(refused).lower())
        self.make_safe(here)
        return here


def main():
    story.main()
