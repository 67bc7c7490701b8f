"""He may be an officer, or an officer's relative: nobody whom the mail names hears of the case, at no step of it."""
import life
from life import DESK, OVERSIGHT, STATION

RELATIVE = """From: Divya Thomas <divya.thomas@example.org>
To: complaints@example.org
Subject: please keep this from the station
Date: Sun, 22 Nov 2026 10:30:00 +0530
Message-ID: <relative@mail.example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

I live at Kovalam. My former colleague calls me from +91 68300 22334 and says he will send my private pictures to my family.
His brother is a police officer at Museum police station.
My number is 6830033445.
"""
ABOUT = """From: Divya Thomas <divya.thomas@example.org>
To: complaints@example.org
Subject: about the station itself
Date: Sun, 22 Nov 2026 10:30:00 +0530
Message-ID: <about@mail.example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

I went to Museum police station with my complaint. The sub inspector of Museum police station calls me at night and threatens me.
I live at Kovalam. My number is 6830033445.
"""


class OffenderInThePolice(life.Life):
    def take(self, text):
        here = self.install()
        here.first_run()
        here.imap.deliver(text.encode())
        self.once(here)
        return here

    def never(self, here):
        return {row[0] for row in here.state_rows("SELECT recipient FROM case_never_to")}

    def assert_kept_out(self, here):
        for address in (STATION, "head.tvc@cell.invalid", "chief.tvc@cell.invalid", "cyber.tvc@cell.invalid"):
            self.assertEqual(self.to(here, address), [], address)

    def run_through(self, text, reason):
        here = self.take(text)
        self.assertEqual(self.row(here, "state, station"), ("with_desk", None))
        self.assertEqual(here.state_rows("SELECT reason FROM v1_decision"), [(reason,)])
        self.assertLessEqual({"tvc.museum", "head.tvc", "chief.tvc", "cyber.tvc"}, self.never(here))
        self.assertEqual(len(self.events(here, "never_to")), len(self.never(here)))
        notice = self.last(here, OVERSIGHT)
        self.assertIn("may serve in the police", notice["text"])
        for word in ("Divya", "Kovalam", "Museum", "22334", "pictures"):
            self.assertNotIn(word, notice["text"])

        at_desk = self.last(here, DESK, "desk - ")
        self.say(here, at_desk, "ROUTE Museum")
        self.assertIn("No letter of this case may go there", self.words(self.last(here, DESK, "your answer")))
        self.assertEqual(here.command("route", "APJ-2026-000001", "--to", "Museum", "--reason", "x").returncode, 64)
        self.assertEqual(self.row(here, "state"), ("with_desk",))
        self.say(here, at_desk, "ROUTE Kovalam")
        self.assertEqual(self.row(here, "state, station"), ("with_station", "tvc.kovalam"))
        kovalam = self.last(here, "sho.kovalam@tvc.ps.invalid")
        # Its own district's cell belongs to them, and NOT OURS does not lead there either.
        self.say(here, kovalam, "RECEIVED")
        self.say(here, kovalam, "ASSIST cyber cell")
        self.say(here, kovalam, "NOT OURS Museum")
        self.assertNotEqual(self.row(here, "station"), ("tvc.museum",))
        self.assert_kept_out(here)
        self.assert_fine(here)

    def test_the_brother_of_an_officer(self):
        self.run_through(RELATIVE, "about_station")

    def test_a_complaint_against_the_station_itself(self):
        self.run_through(ABOUT, "about_station")


if __name__ == "__main__":
    life.main()
