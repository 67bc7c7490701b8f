"""The offender is identified, an officer tells her, and her wish is heard: yes, no, or never."""
import life
import story
from life import CHIEF, DESK, HER, OVERSIGHT, STATION


class Wish(life.Life):
    def begin_identified(self):
        here = self.begin()
        self.station(here, "RECEIVED", "CALLED TALKED")
        self.told(here, "by the way she named as safe", "IDENTIFIED a colleague, by the number")
        self.assertEqual(self.state(here), "identified")
        self.assertEqual(len(self.to(here, HER)), 1)  # the thank-you mail of the first day, and no news
        return here

    def assert_masked(self, notice, *words):
        for word in ("Divya", "Statue", "colleague", "68300", "12/2026", "Kunnil"):
            self.assertNotIn(word, notice["text"] + notice["subject"])
        for word in words + ("APJ-2026-000001", "Museum"):
            self.assertIn(word, notice["text"])

    def test_yes_begins_legal_action_and_those_who_supervise_are_told_nothing_of_her(self):
        here = self.begin_identified()
        self.station(here, "WISH LATER wants to ask her mother")
        self.assertEqual(self.state(here), "awaiting_wish")
        self.assertEqual(self.to(here, CHIEF), [])
        self.told(here, "Her wish is on record", "इच्छा हाँ")
        self.assertEqual(self.state(here), "legal_action")
        self.assertEqual(self.row(here, "wish"), ("yes",))
        for address in (CHIEF, OVERSIGHT):
            self.assert_masked(self.last(here, address, "legal action begins"), "her wish, as an officer heard it")
        # The number of the case is news to them once; the same word again is not.
        self.station(here, "FIR 12/2026", "FIR 12/2026 again")
        self.assertEqual(len(self.to(here, CHIEF)), 2)
        self.assert_masked(self.last(here, CHIEF), "a first information report")
        self.station(here, "CLOSED legal_action charge sheet filed")
        self.assertEqual(self.state(here), "closed")
        self.assertEqual(here.state_rows("SELECT district, outcome, cases FROM v1_outcome"), [("Thiruvananthapuram", "legal_action", 1)])
        self.assertEqual(self.life_events(here), ["called", "identified", "wish", "wish", "fir", "fir", "closed"])
        self.finish(here)

    def test_no_is_heard_and_nobody_else_is_told(self):
        here = self.begin_identified()
        self.station(here, "WISH LATER", "ആഗ്രഹം ഇല്ല")
        self.assertEqual(self.state(here), "identified")
        self.assertEqual(self.row(here, "wish"), ("no",))
        self.assertEqual(self.to(here, CHIEF) + self.to(here, OVERSIGHT), [])
        self.station(here, "CLOSED കൗൺസിലിങ് നൽകി")
        self.assertEqual(self.row(here, "state, outcome"), ("closed", "counselled"))
        # What is closed hears no word; the letter's token has ended with it.
        self.told(here, "too old, or its case is closed", "WISH YES")
        self.assertEqual(self.row(here, "state, wish"), ("closed", "no"))
        self.finish(here)

    def test_never_heard_and_the_report_does_not_wait_whatever_is_mailed_in_her_name(self):
        here = self.begin_identified()
        for n, line in enumerate(("I withdraw my complaint. Please close it.", "WISH NO", "WISH YES", "CLOSED withdrawn_heard")):
            here.imap.deliver(story.plain_mail(f"Divya Thomas <{HER}>", "my complaint", line + "\n",
                                               f"Message-ID: <later-{n}@mail.example.org>\n"))
            self.once(here)
            self.assertEqual(self.row(here, "state, wish, asked_outcome"), ("identified", None, None), line)
        self.assertEqual(len(self.to(here, HER)), 1)
        self.station(here, "FIR 12/2026")
        self.assertEqual(self.row(here, "state, wish"), ("legal_action", None))
        self.assert_masked(self.last(here, CHIEF, "legal action begins"), "a first information report")
        self.assertEqual(self.life_events(here), ["called", "identified", "fir"])
        self.assert_fine(here)

    def test_killed_in_the_middle_all_of_it_happens_or_nothing_and_at_last_once(self):
        here = self.begin_identified()
        letter = self.to(here, STATION)[0]
        columns = "state, wish, fir_at IS NOT NULL"
        for line, point, wanted in (("WISH YES", "answer_before_release", ("legal_action", "yes", 0)),
                                    ("FIR 12/2026", "T2.before", ("legal_action", "yes", 1))):
            before = self.row(here, columns)
            self.deliver_only(here, letter, line)
            here.more_environment["APARAJITA_FAILPOINT"] = point
            self.assertEqual(here.once(), -9, point)
            self.assertEqual(self.row(here, columns), before, point)
            del here.more_environment["APARAJITA_FAILPOINT"]
            self.once(here)
            self.assertEqual(self.row(here, columns), wanted)
        self.assertEqual(len(self.to(here, CHIEF)), 2)
        self.assertEqual(self.life_events(here), ["called", "identified", "wish", "fir"])
        self.assert_fine(here)


if __name__ == "__main__":
    life.main()
