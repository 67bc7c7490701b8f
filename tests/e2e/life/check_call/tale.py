"""Settled or withdrawn, says an officer: the desk calls her before the case closes."""
import life
from life import DESK, STATION


class CheckCall(life.Life):
    def begin_contacted(self):
        here = self.begin()
        self.station(here, "RECEIVED")
        self.told(here, "Answer CALLED TALKED first", "CLOSED withdrawn_heard")
        self.station(here, "CALLED TALKED")
        return here

    def desk(self, here, line, nth=-1, sender=None):
        self.say(here, self.to(here, DESK, "call her before")[nth], line, sender=sender)

    def test_no_closing_before_the_desk_has_spoken_with_her(self):
        here = self.begin_contacted()
        self.told(here, "CLOSED needs an outcome", "CLOSED")
        self.told(here, "not one of the list", "CLOSED settled")
        self.told(here, "the desk calls her first", "CLOSED settled_heard_alone both families met")
        self.assertEqual(self.row(here, "state, outcome, asked_outcome"), ("check_call", None, "settled_heard_alone"))
        self.assertEqual(here.state_rows("SELECT pending_with FROM v1_case WHERE case_no = 'APJ-2026-000001'"), [("desk",)])
        letter = self.last(here, DESK, "call her before this case closes")
        self.assertIn("settled, and she was heard alone", letter["text"])
        for word in ("Divya", "families", "68300"):
            self.assertNotIn(word, letter["text"])
        self.told(here, "not made its check call", "CLOSED warned")
        # Neither the station itself nor a stranger approves; a typo is helped.
        self.desk(here, "APPROVE", sender=STATION)
        self.desk(here, "APROVE")
        self.station(here, "APPROVE")
        self.assertEqual(self.state(here), "check_call")
        self.desk(here, "REFUSE")
        self.assertEqual(self.row(here, "state, outcome, asked_outcome"), ("contacted", None, None))
        self.told(here, "NOT closed")
        # Asked again: the older letter does not answer the newer question.
        self.station(here, "CLOSED withdrawn_heard")
        self.desk(here, "APPROVE", nth=0)
        self.assertEqual(self.row(here, "state, asked_outcome"), ("check_call", "withdrawn_heard"))
        self.desk(here, "അനുമതി")
        self.assertEqual(self.row(here, "state, outcome, asked_outcome"), ("closed", "withdrawn_heard", None))
        self.told(here, "The case is closed")
        actors = here.state_rows("SELECT kind, actor FROM audit_event WHERE kind LIKE 'clos%' ORDER BY seq")
        self.assertEqual(actors, [("closing_asked", "officer:tvc.museum"), ("closing_refused", "desk:desk.triage"),
                                  ("closing_asked", "officer:tvc.museum"), ("closed", "desk:desk.triage")])
        self.assertEqual(here.state_rows("SELECT outcome, cases FROM v1_outcome"), [("withdrawn_heard", 1)])
        self.assert_fine(here)

    def test_a_report_or_her_wish_to_go_on_does_not_wait_for_the_desk(self):
        for line, why in (("FIR 7/2026", "fir"), ("WISH YES", "her_wish")):
            here = self.begin_contacted()
            self.station(here, "CLOSED withdrawn_heard", line)
            self.assertEqual(self.row(here, "state, asked_outcome"), ("legal_action", None), line)
            self.assertIn(why, self.events(here, "closing_refused")[0][0])
            self.desk(here, "APPROVE")
            self.assertEqual(self.state(here), "legal_action")
            self.assertIn("decided or ran out", self.words(self.last(here, DESK, "your answer")))
            self.assert_fine(here)

    def test_spam_is_the_desks_word(self):
        here = self.begin_contacted()
        self.told(here, "the desk decides", "CLOSED spam")
        self.assertEqual(self.row(here, "state, station, outcome"), ("with_desk", None, None))
        self.last(here, DESK, "a station says this is spam")
        self.assert_fine(here)


if __name__ == "__main__":
    life.main()
