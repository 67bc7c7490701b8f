"""What she writes later goes where her case goes, and what is covered in it can be asked for like the rest."""
import life
from life import DESK, NUMBER, STATION
from reveal import FIRST

HER = "divya.thomas@example.org"
KAZHAKUTTAM = "sho.kazhakuttam@tvc.ps.invalid"
LATER_NUMBER = "6830044556"
LATER = f"He came to my hostel today. My sister Reena's number is {LATER_NUMBER}. Please do not tell my father."


class FurtherMails(life.Life):
    def add(self, here, text, to="complaints@example.org", headers=""):
        before = len(here.letters())
        here.imap.deliver((f"From: Divya Thomas <{HER}>\nTo: {to}\nSubject: Re: a question\nMIME-Version: 1.0\n"
                           f"Content-Type: text/plain; charset=utf-8\n{headers}\n{text}\n").encode())
        self.once(here)
        return here.letters()[before:]

    def with_words(self, letters, words):
        (letter,) = [letter for letter in letters if words in letter["text"]]
        return letter

    def thread(self, here):
        """As her mail program marks an answer to our thank-you."""
        (thanks,) = self.to(here, HER)
        return "In-Reply-To: " + thanks["message"]["Message-ID"] + "\n"

    def test_what_is_covered_in_a_further_mail_is_revealed_like_the_rest(self):
        here = self.begin()
        first = self.to(here, STATION)[0]
        (later,) = self.add(here, LATER, headers=self.thread(here))
        self.assertEqual(later["to"], STATION)
        self.assertNotIn(LATER_NUMBER, later["text"])
        mask = self.mask(later, "PHONE")
        self.say(here, first, f"REVEAL {mask} danger_to_life")
        self.say(here, self.last(here, FIRST), "APPROVE")
        self.assertEqual(self.carriers(here, LATER_NUMBER), [STATION])
        value = self.last(here, STATION)
        self.assertIn(f"{LATER_NUMBER}", value["text"])
        self.assertNotIn(NUMBER, value["text"])
        self.assertEqual([row[1] for row in self.reveals(here)], ["sent"])
        self.finish(here)

    def test_name_address_and_phone_for_a_registered_case_are_those_of_the_first_mail(self):
        """Whoever has her account could have written the later ones."""
        here = self.begin()
        self.add(here, f"I moved. My new number is {LATER_NUMBER}.", headers=self.thread(here))
        self.station(here, "RECEIVED", "CALLED TALKED", "SIGNED", "REVEAL FIR")
        self.say(here, self.last(here, FIRST), "APPROVE")
        value = self.last(here, STATION)
        self.assertIn(NUMBER, value["text"])
        self.assertEqual(self.carriers(here, LATER_NUMBER), [])
        self.finish(here)

    def test_a_case_that_moves_takes_her_further_mails_with_it(self):
        here = self.begin()
        self.add(here, LATER, headers=self.thread(here))
        self.add(here, "He wrote to my office too.")  # no token: marked so wherever it goes
        sent = len(here.letters())
        self.station(here, "NOT OURS Kazhakuttam")
        moved = [letter for letter in here.letters()[sent:] if letter["to"] == KAZHAKUTTAM]
        self.assertEqual(len(moved), 3)
        case, later, unproved = (self.with_words(moved, words) for words in
                                 ("MOVED TO YOU", "He came to my hostel today.", "He wrote to my office too."))
        for letter in (later, unproved):
            self.assertIn("[APJ-2026-000001]", letter["subject"])
            self.assertIn("MORE IN A CASE YOU HAVE", letter["text"])
            self.assertEqual("NO TOKEN" in letter["text"], letter is unproved)
        for letter in moved:
            for hers in (LATER_NUMBER, NUMBER, "Reena", "Divya", HER):
                self.assertNotIn(hers, letter["octets"].decode())
        # An answer to any of them is an answer of the case.
        self.say(here, later, "RECEIVED")
        self.assertEqual(self.row(here, "state, station"), ("confirmed", "tvc.kazhakuttam"))
        # To the desk: what it has not read yet.
        sent = len(here.letters())
        self.say(here, case, "NOT OURS Kovalam")
        at_desk = [letter for letter in here.letters()[sent:] if letter["to"] == DESK]
        self.assertEqual(len(at_desk), 2)
        self.with_words(at_desk, "former colleague")
        self.with_words(at_desk, "He came to my hostel today.")
        self.finish(here)


if __name__ == "__main__":
    life.main()
