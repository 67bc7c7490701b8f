"""The phone is shared: whoever holds it reads her mail, and may write from her account."""
import her_story
from her_story import DESK, HER, HIS, NOTICES, STATION, STORY


class SharedPhone(her_story.HerStory):
    def test_status_tells_nothing_to_whoever_asks(self):
        """The same octets for her, for a stranger who knows the number, and for one of whom nobody ever heard."""
        here = self.begin()
        told = []
        for sender, text in ((HER, "STATUS"), (HIS, "STATUS\nAPJ-2026-000001"), ("nobody@example.net", "status")):
            (answer,) = self.write(here, text, sender)
            self.assertEqual(answer["to"], sender)
            told.append((answer["subject"], answer["text"],
                         [n for n in answer["message"].keys()], answer["message"]["Reply-To"]))
        self.assertEqual(told[0], told[1])
        self.assertEqual(told[0], told[2])
        waits = here.state_rows("SELECT next_attempt_at - queued_at, urgent FROM letter WHERE kind = 'status'")
        # Due at once, and no sooner or later for one than for another; a second may tick in between.
        self.assertLessEqual({wait for wait, _ in waits}, {0, 1})
        self.assertEqual({urgent for _, urgent in waits}, {0})
        self.assertEqual(self.write(here, "STATUS"), [], "once a day")
        for word, sender in (("സ്ഥിതി", "ml@example.net"), ("स्थिति", "hi@example.net")):
            (answer,) = self.write(here, word, sender, subject=word)
            self.assertNotEqual(answer["text"], told[0][1])
        self.finish(here)

    def test_stop_silences_the_mail_and_never_the_case(self):
        here = self.begin()
        letters = self.write(here, "STOP")
        self.assertEqual(sorted(l["to"] for l in letters), [STATION, DESK])
        for letter in letters:
            self.assertRegex(self.words(letter), "(?i)STOP came by mail. It may not be her.")
        self.assertEqual(self.write(here, "STATUS"), [])
        self.assertEqual(sorted(l["to"] for l in self.write(here, STORY, HIS)), [HIS, STATION], "others are not silenced")
        self.assertEqual(self.write(here, "STOP", "nobody@example.net"), [], "of no case: nobody needs to read it")
        self.assertEqual(self.write(here, "STATUS", "nobody@example.net"), [], "as silent as where there is a case")
        self.assertEqual(self.case(here)[0], "with_station")
        self.assertEqual(len(self.events(here, "silenced")), 1)
        self.say(here, "RECEIVED")
        self.assertEqual(self.case(here)[0], "confirmed")
        self.finish(here)

    def test_who_says_that_mail_is_not_safe_gets_none(self):
        for text in ("He reads my mail. Do not reply.", "അവൻ എന്റെ മെയിൽ വായിക്കും. മറുപടി അയക്കരുത്."):
            with self.subTest(text):
                here = self.begin(STORY + " " + text)
                self.assertEqual(self.to(here, HER), [])
                (letter,) = self.to(here, STATION)
                self.assertIn("He may read her mail.", self.words(letter))
                self.assertEqual(len(self.events(here, "silenced")), 1)
                self.finish(here)

    def test_a_mail_that_is_read_late_is_not_thanked_for(self):
        here = self.begin()
        self.assertEqual([l["to"] for l in self.write(here, STORY, "late@example.org", late=2 * 3600)], [STATION])
        self.finish(here)

    def test_an_officer_learns_how_to_write_to_her(self):
        here = self.begin()
        (letter,) = self.to(here, STATION)
        self.assertIn("Ask her first whether mail is safe. Use no channel that she has not named. When you answer, delete the "
                      "old mails below your text.", self.words(letter))
        (follow_up,) = self.write(here, "Call me after six.", to=NOTICES,
                                  headers=f"In-Reply-To: {self.to(here, HER)[0]['message']['Message-ID']}\n")
        self.assertEqual(follow_up["to"], STATION)
        self.assertIn("Mail to her: NOT known safe", self.words(follow_up))
        self.finish(here)


if __name__ == "__main__":
    her_story.main()
