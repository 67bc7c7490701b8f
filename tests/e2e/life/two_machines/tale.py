"""Two vacation responders, hers and the station's, over 24 simulated hours: one thank-you, and no mail chases another."""
import pathlib
import struct
import sys
import time

import her_story
from her_story import HER, NOTICES, STATION

PRELOADED = None


class TwoMachines(her_story.HerStory):
    def answer(self, here, letter, marked):
        """As a responder answers: to the return path where it is a good one, else to Reply-To where it is a bad one."""
        back = letter["message"]["Reply-To"] if not marked else letter["from"]
        if back in ("", "<>"):
            return
        headers = f"In-Reply-To: {letter['message']['Message-ID']}\n" + ("Auto-Submitted: auto-replied\n" if marked else "")
        here.imap.deliver((f"From: {letter['to']}\nTo: {back}\nSubject: Out of office: {letter['subject']}\n"
                           f"Message-ID: <vacation-{time.time_ns()}@example.org>\nMIME-Version: 1.0\n"
                           f"Content-Type: text/plain\n{headers}\nI am on leave and will read your mail later.\n").encode(),
                          at=int(time.time()) + self.turned)

    def test_one_thank_you_in_a_day(self):
        for marked in (True, False):
            with self.subTest(marked=marked):
                self.one_day(marked)

    def one_day(self, marked):
        here = self.begin()
        clock = here.folder / "clock"
        here.more_environment = {"LD_PRELOAD": PRELOADED, "APARAJITA_TEST_CLOCK": str(clock)}
        answered = 0
        for hour in range(24):
            self.turned = hour * 3600
            clock.write_bytes(struct.pack("q", self.turned))
            letters = here.letters()
            for letter in letters[answered:]:
                if letter["to"] in (HER, STATION):
                    self.answer(here, letter, marked)
            answered = len(letters)
            if hour % 8 == 7:
                self.answer(here, letters[0], marked)  # a responder that forgets whom it has answered
            self.assertEqual(here.once(), 0, here.log()[-3000:])
        to_her = self.to(here, HER)
        self.assertEqual(len(to_her), 1)
        self.assertEqual(here.state_rows("SELECT count(*) FROM letter WHERE kind = 'acknowledgement'"), [(1,)])
        self.assertEqual(self.case(here)[0], "with_station")
        self.assertLess(len(here.letters()), 15, "nothing runs in a circle")
        self.assertEqual(here.imap.list("INBOX"), [])


if __name__ == "__main__":
    PRELOADED = str(pathlib.Path(sys.argv.pop(2)).resolve())
    her_story.main()
