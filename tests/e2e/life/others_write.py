"""The account is the husband's; the writer is the mother: neither may learn by mail what the woman would be told."""
import her_story
from her_story import DESK, HER, NUMBER, STATION

HUSBANDS = "Please send to Museum police station. This is my husband's mail account, he beats me. My number is 6830033445."
MOTHERS = ("Please send to Museum police station. My daughter is being blackmailed by her classmate. She does not know that I "
           "write. My number is 6830033445.")


class OthersWrite(her_story.HerStory):
    def test_the_account_is_her_husbands(self):
        here = self.begin(HUSBANDS)
        self.assertEqual(self.to(here, HER), [], "no thank-you that he would read")
        (letter,) = self.to(here, STATION)
        self.assertIn("The account it came from may be his.", self.words(letter))
        self.assertEqual(here.state_rows("SELECT attrs FROM audit_event WHERE kind = 'acknowledgement_withheld'"),
                         [('{"reason":"account_may_be_his"}',)])
        self.finish(here)

    def test_a_mother_writes_for_her_daughter(self):
        here = self.begin(MOTHERS)
        self.assertEqual(len(self.to(here, HER)), 1, "the thank-you, and nothing after it")
        (letter,) = self.to(here, STATION)
        self.assertIn("THE WRITER IS NOT THE WOMAN. See her alone first; tell the writer nothing.", self.words(letter))
        self.say(here, "RECEIVED")
        self.assertEqual([l for l in self.to(here, STATION) if NUMBER in l["text"]], [], "a relative's number is not called")
        self.assertIn("no number went to the station", " ".join(l["subject"] for l in self.to(here, DESK)))
        self.make_safe(here)
        (refused,) = self.say(here, "ASK Please come on Monday.")
        self.assertEqual(refused["to"], STATION)
        self.assertIn("Somebody else wrote that mail", self.words(refused))
        self.assertEqual(len(self.to(here, HER)), 1)
        self.finish(here)


if __name__ == "__main__":
    her_story.main()
