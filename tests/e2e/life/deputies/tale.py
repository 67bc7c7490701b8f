"""Whoever the clocks call after a silent station may act in its place: her RECEIVED counts, and her number comes to her."""
import re

import turned
from turned import CHIEF, HEAD, STATION, story

CANTONMENT, KOVALAM = "sho.cantonment@tvc.ps.invalid", "sho.kovalam@tvc.ps.invalid"
COMPLAINT = """I live near Statue Junction; please send this to Museum police station. My former colleague threatens me every day from
+91 68300 22334 and I am afraid.

My number is 6830033445.

Divya Thomas
"""


class Deputies(turned.Turned):
    def begin_with_deputies(self):
        """Cantonment stands in for the post of Museum, Kovalam for the station."""
        here = self.begin("07:30", clocks=lambda text: re.sub(r"weekly_rest: .*\n", "", text))
        rules = here.home / "routing_rules"
        for name, old, new in (
                ("officers/tvc.yaml", r"(  tvc\.museum:\n(?:.*\n)*?      deputies: )\[head\.tvc\]", r"\1[tvc.cantonment]"),
                ("kerala/tvc.yaml", r"(  tvc\.museum:\n    name: Museum\n)", r"\1    deputies: [tvc.kovalam]\n")):
            text, n = re.subn(old, new, (rules / name).read_text(), count=1)
            self.assertEqual(n, 1, name)
            (rules / name).write_text(text)
        self.arrive(here, story.plain_mail("Divya Thomas <divya.thomas@example.org>", "Threats", COMPLAINT))
        return here

    def state(self, here):
        return here.state_rows("SELECT state, station FROM v1_case WHERE kind = 'complaint'")

    def numbers(self, here):
        return [letter["to"] for letter in here.letters() if "6830033445" in letter["text"]]

    def test_deputies_of_the_post_and_then_of_the_station_hear_and_the_second_takes_it(self):
        here = self.begin_with_deputies()
        self.wait(here, hours=4, minutes=2)
        self.assertEqual(self.told(here, "receipt"), ["tvc.museum"])
        self.wait(here, hours=4, minutes=2)
        self.wait(here, hours=4, minutes=2)
        self.assertEqual(self.told(here, "receipt"), ["tvc.museum", "tvc.cantonment", "tvc.kovalam"])
        letters = [self.to(here, address, "Museum - ")[0] for address in (CANTONMENT, KOVALAM)]
        for letter in letters:
            self.assertIn("YOU STAND IN: the station has not", letter["text"])
            self.assertIn("[PHONE-", letter["text"])
        self.assertEqual(self.numbers(here), [])
        self.tap(here, KOVALAM, letters[1], "received")
        self.assertEqual(self.state(here), [("confirmed", "tvc.museum")])
        self.assertEqual(self.numbers(here), [KOVALAM])
        self.tap(here, KOVALAM, self.to(here, KOVALAM, "for your call")[0], "talked")
        self.assertEqual(self.state(here), [("contacted", "tvc.museum")])
        self.assertEqual([attrs for (attrs,) in self.events(here, "confirmed")].__len__(), 1)
        self.assertEqual(here.state_rows("SELECT actor, station FROM audit_event WHERE kind = 'confirmed'"),
                         [("officer:tvc.kovalam", "tvc.museum")])
        # The station's own RECEIVED, late, changes nothing and brings no second mail with her number.
        self.tap(here, STATION, self.to(here, STATION, "Museum - ")[0], "received")
        self.assertEqual(self.numbers(here), [KOVALAM])
        self.assert_fine(here)

    def test_the_district_may_act_too_and_a_deputy_of_yesterday_may_not(self):
        here = self.begin_with_deputies()
        for _ in range(3):
            self.wait(here, hours=4, minutes=2)
        letter = self.to(here, CANTONMENT, "Museum - ")[0]
        officers = here.home / "routing_rules" / "officers" / "tvc.yaml"
        officers.write_text(officers.read_text().replace("[tvc.cantonment]", "[head.tvc]"))
        self.tap(here, CANTONMENT, letter, "received")
        self.assertEqual(self.state(here), [("with_station", "tvc.museum")])
        self.assertIn("not with your station", " ".join(self.to(here, CANTONMENT, "your answer")[0]["text"].split()))
        self.turn_to("08:00")
        for _ in range(3):
            self.wait(here, hours=4, minutes=2)
        reminder = self.to(here, CHIEF, "RECEIVED has not come")[0]
        self.tap(here, "stranger@example.org", reminder, "received")
        self.assertEqual(self.state(here), [("with_station", "tvc.museum")])
        self.tap(here, CHIEF, reminder, "received")
        self.assertEqual(self.state(here), [("confirmed", "tvc.museum")])
        self.assertEqual(self.numbers(here), [CHIEF])
        self.assertEqual(self.to(here, HEAD, "your answer"), [])
        self.assert_fine(here)


if __name__ == "__main__":
    turned.main()
