"""The writer is the mother: she may not learn by mail what the woman would be told."""
import her_story
from her_story import DESK, HER, NUMBER, STATION, story


class MotherForADaughter(her_story.HerStory):
    def test_a_mother_writes_for_her_daughter(self):
        here = self.begin(story.of_tale("mother.txt").decode())
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
