"""The first call: she does not answer, it is not safe, the number is wrong, and at last somebody speaks with her."""
import life
from life import DESK, HOUR, STATION


class FirstCall(life.Life):
    def test_three_tries_at_different_hours_and_then_the_desk(self):
        here = self.begin()
        self.station(here, "RECEIVED")
        self.told(here, "try 1 of 3", "CALLED NO ANSWER")
        self.told(here, "tries count only when an hour", "फोन नहीं उठाया")
        self.assertEqual(self.row(here, "state, call_tries"), ("confirmed", 1))
        self.wait(here, 2 * HOUR)
        self.told(here, "try 2 of 3", "എടുത്തില്ല")
        self.assertEqual(self.to(here, DESK), [])
        self.wait(here, 2 * HOUR)
        self.told(here, "The desk was told", "no answer")
        notice = self.last(here, DESK, "she could not be reached")
        self.assertIn("three calls at different hours", notice["text"])
        self.assertEqual(self.row(here, "state, call_tries, station"), ("with_desk", 3, "tvc.museum"))
        self.assertEqual(here.state_rows("SELECT pending_with FROM v1_case WHERE case_no = 'APJ-2026-000001'"), [("desk",)])
        # She calls back.
        self.wait(here, HOUR)
        self.station(here, "CALLED TALKED")
        self.assertEqual(self.state(here), "contacted")
        self.assertIsNotNone(self.row(here, "contacted_at")[0])
        self.assertEqual(self.life_events(here), ["called"] * 5)
        self.finish(here)

    def test_a_call_that_is_not_safe_makes_mail_unsafe_and_the_desk_hears(self):
        here = self.begin()
        self.station(here, "RECEIVED")
        letter = self.to(here, STATION)[0]
        self.say(here, letter, "", to=self.tap(letter, "notsafe"))
        self.assertEqual(self.row(here, "state, mail_safety, call_tries"), ("confirmed", "unsafe", 1))
        self.assertIn("not safe to talk", self.last(here, DESK, "a call was not safe")["text"])
        self.told(here, "try 1 of 3")
        # Nobody has spoken with her: nobody can know that mail is safe.
        self.told(here, "Answer CALLED TALKED first", "SAFE MAIL")
        self.assertEqual(self.row(here, "mail_safety"), ("unsafe",))
        self.station(here, "CALLED TALKED", "SAFE MAIL")
        self.assertEqual(self.row(here, "state, mail_safety"), ("contacted", "safe"))
        self.station(here, "മെയിൽ സുരക്ഷിതമല്ല")
        self.assertEqual(self.row(here, "mail_safety"), ("unsafe",))
        self.finish(here)

    def test_a_wrong_number_goes_to_the_desk_at_once(self):
        here = self.begin()
        self.station(here, "RECEIVED", "गलत नंबर")
        self.assertEqual(self.row(here, "state, contacted_at"), ("with_desk", None))
        self.assertIn("the number is wrong", self.last(here, DESK, "she could not be reached")["text"])
        self.finish(here)


if __name__ == "__main__":
    life.main()
