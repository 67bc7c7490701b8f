"""The account is her husband's: nothing is mailed there that he could read."""
import her_story
from her_story import HER, STATION, story


class HusbandsAccount(her_story.HerStory):
    def test_the_account_is_her_husbands(self):
        here = self.begin(story.of_tale("his-account.txt").decode())
        self.assertEqual(self.to(here, HER), [], "no thank-you that he would read")
        (letter,) = self.to(here, STATION)
        self.assertIn("The account it came from may be his.", self.words(letter))
        self.assertEqual(here.state_rows("SELECT attrs FROM audit_event WHERE kind = 'acknowledgement_withheld'"),
                         [('{"reason":"account_may_be_his"}',)])
        self.finish(here)


if __name__ == "__main__":
    her_story.main()
