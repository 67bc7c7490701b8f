"""What the stories of a case's life share: a complaint at its station, officers who answer, and a clock that can be turned.

How a story is told: tell.py.
"""
import json  # noqa: F401
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import reveal  # noqa: E402
import story  # noqa: E402
from reveal import DESK, NUMBER, OVERSIGHT, STATION  # noqa: E402, F401

CHIEF = "chief.tvc@cell.invalid"
HER = "divya.thomas@example.org"
PRELOADED = sys.argv.pop(2) if len(sys.argv) > 2 else None
HOUR, DAY = 3600, 86400
LIFE = ("called", "mail_safety", "silenced", "signed", "identified", "wish", "fir", "closing_asked", "closing_refused",
        "closed", "reopened", "moved", "case_held")


class Life(reveal.Reveal):
    def begin(self, **more):
        here = super().begin(**more)
        self.clock = here.folder / "clock"
        self.clock.write_bytes(struct.pack("q", 0))
        here.more_environment = {"LD_PRELOAD": PRELOADED, "APARAJITA_TEST_CLOCK": str(self.clock)}
        return here

    def wait(self, here, seconds):
        now = struct.unpack("q", self.clock.read_bytes())[0]
        self.clock.write_bytes(struct.pack("q", now + seconds))
        self.once(here)

    def station(self, here, *lines):
        """The officer answers the letter that brought the case, one line a mail."""
        for line in lines:
            self.say(here, self.to(here, STATION)[0], line)

    def told(self, here, words, line=None):
        """The last reply to the station says so."""
        if line is not None:
            self.station(here, line)
        self.assertIn(words, " ".join(self.words(self.last(here, STATION, "your answer")).split()))

    def row(self, here, columns):
        return here.state_rows(f"SELECT {columns} FROM case_file WHERE serial = 1")[0]

    def life_events(self, here):
        return [kind for kind in self.kinds(here) if kind in LIFE]

    def of_case(self, here, address):
        return [letter for letter in self.to(here, address) if "APJ-" in letter["subject"]]


main = story.main
