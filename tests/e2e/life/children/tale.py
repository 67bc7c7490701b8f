"""A child who is the victim starts the 24 hours of POCSO and covers more; a child who is only spoken of does not."""
import turned
from turned import HEAD, STATION, story


class Children(turned.Turned):
    def carry(self, mail):
        here = self.begin("10:00")
        self.arrive(here, story.of_tale(mail))
        letter = self.to(here, STATION)[0]
        self.tap(here, STATION, letter, "received")
        return here, letter

    def test_a_child_who_is_the_victim(self):
        here, letter = self.carry("victim.eml")
        self.assertIn("CHILD. No call to parents", letter["text"])
        self.assertTrue(letter["subject"].startswith("URGENT"))  # a child at risk: somebody must reach her tonight
        self.assertNotIn("Holy Angels", letter["text"])
        self.assertEqual(here.state_rows("SELECT child FROM v1_case WHERE kind = 'complaint'"), [("victim",)])
        self.wait(here, hours=19, minutes=50)
        self.assertEqual(self.reminders(here, "report to the child committee"), [])
        # 24 hours are over, and four more.
        self.wait(here, hours=4, minutes=15)
        self.wait(here, hours=4)
        reminders = self.reminders(here, "report to the child committee")
        self.assertIn(STATION, [reminder["to"] for reminder in reminders])
        self.assertEqual(reminders[-1]["to"], HEAD)
        for reminder in reminders:
            self.assertIn("POCSO section 19(6)", reminder["text"])
            self.assertNotIn("Anju", reminder["text"])
        self.assert_fine(here)

    def test_the_clock_of_the_report_ends_with_the_word_for_it_and_with_no_other(self):
        here, letter = self.carry("victim.eml")
        say = lambda line: self.arrive(here, story.plain_mail(STATION, "Re: x", line).replace(  # noqa: E731
            b"To: complaints@example.org", b"To: " + letter["message"]["Reply-To"].encode()))
        say("CALLED TALKED")
        self.assertEqual(here.state_rows("SELECT state FROM v1_case WHERE kind = 'complaint'"), [("contacted",)])
        for line in ("FIR 12/2026", "NOTE child report sent? not yet", "NOTE CHILD REPORT"):
            say(line)
        self.wait(here, hours=21)
        self.assertEqual(len(self.reminders(here, "report to the child committee")), 1)
        self.assertIn("NOTE CHILD REPORT SENT", " ".join(self.reminders(here, "report to the child")[0]["text"].split()))
        say("NOTE child report sent.")
        self.assertEqual(here.state_rows("SELECT word FROM answer ORDER BY rowid DESC LIMIT 1"), [("NOTE CHILD REPORT SENT",)])
        self.wait(here, hours=30)
        self.assertEqual(len(self.reminders(here, "report to the child committee")), 1)
        self.assertEqual([attrs for (attrs,) in self.events(here, "officer_answer")
                          if '"word":"NOTE CHILD REPORT SENT"' in attrs and '"verified":1' in attrs].__len__(), 1)
        self.assert_fine(here)

    def test_a_child_who_is_only_spoken_of(self):
        here, letter = self.carry("mentioned.eml")
        self.assertIn("A child is mentioned.", letter["text"])
        self.assertEqual(here.state_rows("SELECT child FROM v1_case WHERE kind = 'complaint'"), [("mentioned",)])
        self.wait(here, hours=30)
        self.assertEqual(self.reminders(here, "report to the child committee"), [])
        self.assertTrue(self.reminders(here, "call her"))
        self.assert_fine(here)


if __name__ == "__main__":
    turned.main()
