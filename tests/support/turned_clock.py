"""A wall clock for the daemon that a story turns; tests/support/preloaded.cpp reads it.

    import turned_clock                                  # with tests/support on sys.path
    clock = turned_clock.TurnedClock(here, preloaded)    # what this Installation starts from now on has this clock
    clock.set(3600); clock.add(600)                      # seconds ahead of the machine's own clock
    clock.show(at); clock.shown; clock.now()             # as Unix times; `shown` is what it was turned to last

A running daemon maps the file: it is written in place, never made anew. A story whose own clock is turned in the same way
(to try it at another hour or day) turns that of the daemon from there.
"""
import math
import os
import struct
import time

VARIABLE = "APARAJITA_TEST_CLOCK"


def _read(path):
    with open(path, "rb") as file:
        return struct.unpack("q", file.read(8))[0]


class TurnedClock:
    def __init__(self, here, preloaded):
        path = here.folder / "clock"
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._own = _read(os.environ[VARIABLE]) if VARIABLE in os.environ else 0
        self.set(0)
        here.more_environment |= {"LD_PRELOAD": preloaded, VARIABLE: str(path)}

    def __del__(self):
        os.close(self._file)

    def set(self, seconds):
        self.seconds = seconds
        self.shown = time.time() + seconds
        os.pwrite(self._file, struct.pack("q", self._own + seconds), 0)

    def add(self, seconds):
        self.set(self.seconds + seconds)

    def show(self, at):
        """This very time, so that what the machine has taken since the last turn does not count."""
        self.set(math.ceil(at - time.time()))
        self.shown = at

    def now(self):
        return time.time() + self.seconds
