"""A post of the register is left, and filled again: whoever serves the station then reads which cases are open."""
import re

import life
from life import STATION

HEAD = "head.tvc@cell.invalid"


class OfficerTransferred(life.Life):
    def begin(self, **more):
        here = super().begin(**more)
        self.officers = here.home / "routing_rules" / "officers" / "tvc.yaml"
        return here

    def end_of_post(self, here, day):
        """The post of Museum ends on that day, an offset from today in days."""
        until = here.state_rows(f"SELECT date('now', '{day:+d} days')")[0][0]
        text = re.sub(r"(?m)^      active_to: .*\n", "", self.officers.read_text())
        self.officers.write_text(re.sub(r"(tvc\.museum:\n(?:.*\n)*?      active_from: .*\n)",
                                        rf"\g<1>      active_to: {until}\n", text, count=1))

    def handovers(self, here):
        return [(letter["to"], letter["text"]) for letter in here.letters() if "a post has changed" in letter["subject"]]

    def test_the_head_and_then_the_new_officer_read_what_is_open(self):
        here = self.begin()
        self.station(here, "RECEIVED", "CALLED TALKED", "SAFE MAIL")
        self.complain(here, "Once more.")
        self.complain(here, "And a third time.")
        self.say(here, self.to(here, STATION)[-1], "CLOSED warned")
        self.assertEqual(self.handovers(here), [])

        self.end_of_post(here, 2)
        self.once(here)
        self.assertEqual(self.handovers(here), [])  # the post is still filled
        self.wait(here, 4 * life.DAY)
        (address, text), = self.handovers(here)
        self.assertEqual(address, HEAD)  # nobody trained is at the station
        numbers = re.findall(r"APJ-2026-\d{6}", text)
        opened = [row[0] for row in here.state_rows("SELECT case_no FROM v1_case WHERE state <> 'closed' AND station IS NOT NULL")]
        self.assertEqual(sorted(numbers), sorted(opened))
        self.assertGreaterEqual(len(numbers), 2)
        self.assertIn("Mail to her: safe, an officer heard it", text)
        self.assertIn("NOBODY HAS SPOKEN WITH HER.", text)
        self.assertIn("Mail to her: NOT known safe", text)
        for word in ("Divya", "blackmail", "22334", life.NUMBER):
            self.assertNotIn(word, text)
        self.once(here)
        self.assertEqual(len(self.handovers(here)), 1)

        self.end_of_post(here, 400)
        self.once(here)
        self.assertEqual([address for address, _ in self.handovers(here)], [HEAD, STATION])
        self.finish(here)


if __name__ == "__main__":
    life.main()
