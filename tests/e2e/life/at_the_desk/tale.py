"""HOLD, SPAM with a second person, SAME AS: what the desk does with a case that no station has."""
import life
from life import DESK, STATION

FIRST = "first@cell.invalid"
NOWHERE = """From: Asha Nair <asha.nair@example.org>
To: complaints@example.org
Subject: He follows me
Date: Sun, 22 Nov 2026 10:30:00 +0530
Message-ID: <{mid}@mail.example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

A man follows me everywhere and calls me from 68300 22335. {more}
My number is 6830033446.
"""


class AtTheDesk(life.Life):
    def take(self, changes=life.reveal.approvers):
        here = self.begin(changes=changes)
        here.imap.deliver(NOWHERE.format(mid="nowhere", more="").encode())
        self.once(here)
        rows = here.state_rows("SELECT case_no, action, station, reason FROM v1_decision ORDER BY case_no")
        self.assertEqual([row[1:] for row in rows], [("forward", "tvc.museum", "explicit_station"), ("triage", None, "none")])
        self.other, self.number = rows[0][0], rows[1][0]
        return here, self.to(here, DESK, self.number)[0]

    def case(self, here, columns):
        return here.state_rows(f"SELECT {columns} FROM case_file WHERE case_no = ?", self.number)[0]

    def test_hold_rests_until_a_day(self):
        here, letter = self.take()
        day = here.state_rows("SELECT date('now', '+10 days')")[0][0]
        for line in ("HOLD", "HOLD tomorrow", "HOLD 2020-01-01", "HOLD 2031-01-01", "HOLD 2026-13-01"):
            self.say(here, letter, line)
            self.assertIn("HOLD needs a day", self.words(self.last(here, DESK, "your answer")))
        self.assertEqual(self.case(here, "held_until"), (None,))
        self.say(here, letter, "HOLD " + day)
        self.assertEqual(here.state_rows("SELECT date(held_until + 19800, 'unixepoch') FROM case_file WHERE case_no = ?",
                                         self.number), [(day,)])
        self.assertEqual(self.case(here, "state"), ("with_desk",))
        self.assertEqual(len(self.events(here, "case_held")), 1)
        self.finish(here)

    def test_spam_needs_a_second_person_and_can_be_taken_back(self):
        here, letter = self.take()
        self.say(here, letter, "SPAM")
        self.assertEqual(self.case(here, "state, asked_outcome, asked_by"), ("with_desk", "spam", "desk:desk.triage"))
        asked = self.last(here, FIRST)
        self.assertTrue(asked["text"].startswith("DECIDE: is it spam?"), asked["text"])
        self.assertNotIn("6830033446", asked["text"])
        self.say(here, letter, "APPROVE")  # the first person, once more
        self.assertEqual(self.case(here, "state"), ("with_desk",))
        self.say(here, asked, "", to=self.tap(asked, "approve"))
        self.assertEqual(self.case(here, "state, outcome"), ("closed", "spam"))
        done = here.command("route", self.number, "--to", "Kovalam", "--reason", "it is no spam")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.once(here)
        self.assertEqual(self.case(here, "state, station, reopened"), ("with_station", "tvc.kovalam", 1))
        self.assertIn("68300 22335", self.last(here, "sho.kovalam@tvc.ps.invalid")["text"])
        self.finish(here)

    def test_spam_is_refused_or_forgotten_and_the_case_is_with_the_desk_again(self):
        here, letter = self.take()
        self.say(here, letter, "SPAM")
        asked = self.last(here, FIRST)
        self.say(here, asked, "", to=self.tap(asked, "refuse"))
        self.assertEqual(self.case(here, "state, asked_outcome"), ("with_desk", None))
        self.assertIn("is no spam", self.last(here, DESK, self.number)["subject"])
        self.say(here, letter, "SPAM\n\nReally.")
        self.assertEqual(self.case(here, "asked_outcome"), ("spam",))
        self.wait(here, 6 * life.DAY)
        self.assertEqual(self.case(here, "asked_outcome"), ("spam",))
        self.wait(here, 2 * life.DAY)
        self.assertEqual(self.case(here, "state, asked_outcome"), ("with_desk", None))
        late = self.to(here, FIRST)[-1]
        self.say(here, late, "", to=self.tap(late, "approve"))
        self.assertEqual(self.case(here, "state"), ("with_desk",))
        self.finish(here)

    def test_a_letter_that_the_desk_sent_and_nobody_took_comes_back_to_the_desk(self):
        here, letter = self.take()
        here.smtp.fault(stage="rcpt", reply="550 5.1.1 no such mailbox", recipient="kovalam", times=1)
        self.deliver_only(here, letter, "ROUTE Kovalam")
        self.assertEqual(here.once(), 75, here.log())  # it is tried once more, in an hour
        told = self.last(here, DESK, "a letter was refused")
        self.assertIn("tvc.kovalam", told["text"])
        self.wait(here, 2 * life.HOUR)
        self.assertEqual(len(self.to(here, DESK, "a letter was refused")), 1)
        self.assertEqual(len(self.to(here, "sho.kovalam@tvc.ps.invalid")), 1)

    def test_same_as_brings_its_text_to_the_station_of_that_case(self):
        here, letter = self.take()
        for line, why in (("SAME AS", "there is no case with this one"), ("SAME AS APJ-2026-000099", "there is no case with this one"),
                          ("SAME AS " + self.number, "That is the number of this very case.")):
            self.say(here, letter, line)
            self.assertIn(why, self.words(self.last(here, DESK, "your answer")))
        before = len(self.to(here, STATION))
        self.say(here, letter, "SAME AS " + self.other)
        self.assertEqual(self.case(here, "state, outcome"), ("closed", "duplicate"))
        self.assertEqual(here.state_rows("SELECT attached_to FROM v1_case WHERE case_no = ?", self.number),
                         [(self.other,)])
        self.assertEqual(len(self.to(here, STATION)), before + 1)
        more = self.last(here, STATION)["text"]
        self.assertIn("Possible repeat of " + self.other, more)
        self.assertIn("68300 22335", more)
        self.assertNotIn("6830033446", more)
        self.finish(here)


if __name__ == "__main__":
    life.main()
