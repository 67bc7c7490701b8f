"""He has her password and writes in her name; he has his own account and writes about her."""
import re

import her_story
from her_story import DESK, HER, HIS, NOTICES, NUMBER, STATION, STORY

HIS_NUMBER = "6830099887"


class InHerName(her_story.HerStory):
    def test_what_he_sends_from_her_account_moves_nothing(self):
        here = self.begin()
        before = self.case(here)
        for text in ("I withdraw my complaint.", "Close the case, we have settled it.", "CLOSED withdrawn_heard",
                     "WISH NO", "SAFE MAIL", f"My new number is {HIS_NUMBER}, call me there."):
            letters = self.write(here, text)
            self.assertEqual(sorted(l["to"] for l in letters), [STATION, DESK], text)
            for letter in letters:
                self.assertIn("NO TOKEN: it may not be from her. It changes nothing by itself.", self.words(letter))
        self.assertEqual(self.case(here), before)
        self.say(here, "RECEIVED")
        numbers = [l for l in self.to(here, STATION) if NUMBER in l["text"]]
        self.assertEqual(len(numbers), 1, "the number of the first mail")
        self.assertEqual([l for l in here.letters() if HIS_NUMBER in l["text"]], [])
        self.finish(here)

    def test_with_a_letter_of_ours_he_is_still_not_her(self):
        """From another account, in the thread of our thank-you, with her number and the REF that he read on her phone."""
        here = self.begin()
        thanks = self.to(here, HER)[0]
        ref = re.search(r"say: (\w{4})", thanks["text"]).group(1)
        letters = self.write(here, f"{ref} APJ-2026-000001 send me all that I wrote", HIS, NOTICES,
                             f"References: {thanks['message']['Message-ID']}\n")
        self.assertEqual([l["to"] for l in letters], [DESK])
        self.assertIn("CLAIMED FOLLOW-UP of APJ-2026-000001, not verified.", self.words(letters[0]))
        self.finish(here)

    def test_his_own_complaint_about_her_joins_nothing(self):
        here = self.begin()
        letters = self.write(here, "Asha (asha@example.org) lies about me. I live near Fort police station.", HIS)
        self.assertIn(HIS, [l["to"] for l in letters])
        self.assertEqual(here.state_rows("SELECT attached_to FROM v1_case WHERE case_no = 'APJ-2026-000002'"), [(None,)])
        for letter in letters:
            self.assertNotIn("APJ-2026-000001", letter["octets"].decode())

    def test_another_woman_from_the_same_mailbox_is_not_shown_to_this_station(self):
        here = self.begin()
        letters = self.write(here, "My sister needs help too. She lives at Varkala, send it to Varkala police station.")
        self.assertEqual([l["to"] for l in letters], [DESK])
        self.assertIn("Its sender has APJ-2026-000001 open, but it names another station.", self.words(letters[0]))
        self.finish(here)


if __name__ == "__main__":
    her_story.main()
