"""A platform's self-harm alert at night: three copies at once with what reaches her. Nobody answers, so one after the
other hears, with the official phone of the next, until an officer does."""
import turned
from turned import CHIEF, DESK, DUTY, HEAD, STATION, URGENT, story

ALERT = story.of_tale("alert.eml")
ON_TOP = ["Phone: +91 68300 99887", "IP: 203.0.113.77", "Name: Riya K",
          "Profile: hxxps[:]//www[.]facebook[.]com/riya.k.900001", "Time: 2026-11-22 16:41 UTC"]
POST = "Post: I cannot live any more. Tonight I will end it all. Goodbye everyone."
FORWARDED = story.of_tale("passed-on.eml")


class AlertAtNight(turned.Turned):
    def assert_on_top(self, letter):
        """What reaches her stands before everything that only explains: within the first ten lines, the post behind them."""
        top = letter["text"].split("WHAT THE MAIL SAYS")[0].split("\n")[:16]
        text = " ".join(" ".join(top).split())
        for needed in ON_TOP + [POST]:
            self.assertIn(needed.replace(" ", ""), text.replace(" ", ""), letter["text"])
        for n, needed in enumerate(ON_TOP[:3]):
            self.assertIn(needed, top[:8], letter["text"])

    def test_a_forwarded_alert_has_the_same_on_top(self):
        here = self.begin("01:30")
        self.arrive(here, FORWARDED.replace(b"facebook.com/riya.k.900001", b"facebook.com/p.900001"))
        self.assertEqual(here.state_rows("SELECT kind FROM v1_case"), [("platform_alert",)])
        self.assertEqual(sorted(letter["to"] for letter in here.letters()), sorted([DESK, URGENT]))
        top = self.to(here, URGENT)[0]["text"].split("HOW TO ANSWER")[0]
        for needed in ON_TOP[:3] + ON_TOP[4:] + [POST]:
            self.assertIn("\n" + needed + "\n", top)
        self.assertIn("facebook[.]com/p.900001", top)
        self.assert_fine(here)

    def test_a_name_within_the_profile_is_covered_for_the_desk_and_whole_for_the_urgent_desk(self):
        here = self.begin("01:30")
        self.arrive(here, FORWARDED)
        self.assertEqual(sorted(letter["to"] for letter in here.letters()), sorted([DESK, URGENT]))
        desk, urgent = self.to(here, DESK)[0]["text"], self.to(here, URGENT)[0]["text"]
        for needed in ON_TOP[:3] + ON_TOP[4:] + [POST]:
            self.assertIn("\n" + needed + "\n", urgent)
        self.assertIn("facebook[.]com/riya.k.900001", urgent)
        for hers in ("riya", "Riya", "99887"):
            self.assertNotIn(hers, desk)
        self.assertIn("Tonight I will end it all.", desk)
        self.assertEqual(len(self.events(here, "released_vital")), 1)
        self.assert_fine(here)

    def test_a_copy_that_would_tell_too_much_holds_no_copy_that_must_go_tonight(self):
        # Whoever wrote for the platform bears her name: that address stays, and so the desk's copy would name her.
        here = self.begin("01:30")
        self.arrive(here, FORWARDED.replace(b"safety@alerts", b"maya@alerts").replace(b"Riya K", b"Maya K").replace(b"riya.k", b"maya.k"))
        self.assertEqual(here.state_rows("SELECT state FROM v1_case"), [("quarantined",)])
        self.assertEqual(sorted(letter["to"] for letter in here.letters()), sorted([DESK, URGENT]))
        held, urgent = self.to(here, DESK)[0]["text"], self.to(here, URGENT)[0]["text"]
        self.assertIn("no copy of it could be made", " ".join(held.split()))
        for hers in ("Maya", "maya", "99887", "end it all"):
            self.assertNotIn(hers, held)
        for needed in ("Phone: +91 68300 99887", "Name: Maya K", POST):
            self.assertIn("\n" + needed + "\n", urgent)
        self.assertEqual(len(self.events(here, "leak_stopped")), 1)
        self.assertEqual(len(self.events(here, "released_vital")), 1)
        self.assert_fine(here)

    def test_an_alert_passed_on_without_the_word_for_it_is_known_by_its_sender_and_form(self):
        here = self.begin("01:30")
        self.arrive(here, FORWARDED.replace(b"Subject: Self-harm alert: possible self-harm", b"Subject: Urgent"))
        self.assertEqual(here.state_rows("SELECT kind, urgent FROM v1_case"), [("platform_alert", 1)])
        self.assertIn("\nPhone: +91 68300 99887\n", self.to(here, URGENT)[0]["text"].split("HOW TO ANSWER")[0])
        self.assert_fine(here)

    def test_one_after_the_other_hears_until_somebody_answers(self):
        here = self.begin("01:30")
        self.arrive(here, ALERT)
        copies = here.letters()
        self.assertEqual(sorted(letter["to"] for letter in copies), sorted([STATION, DUTY, URGENT]))
        for letter in copies:
            self.assertTrue(letter["subject"].startswith("URGENT"), letter["subject"])
            self.assert_on_top(letter)
        rows = here.state_rows("SELECT recipient, state FROM v1_letter WHERE kind IN ('station', 'desk') ORDER BY recipient")
        self.assertEqual(rows, [("desk.urgent", "sent"), ("duty.tvc", "sent"), ("tvc.museum", "sent")])

        self.wait(here, minutes=9)
        self.assertEqual(self.reminders(here), [])
        for n in range(1, 5):
            self.wait(here, minutes=10)
            self.assertEqual(self.told(here, "receipt"), ["tvc.museum", "head.tvc", "chief.tvc", "desk.urgent"][:n])
        self.wait(here, minutes=30)
        self.assertEqual(self.told(here, "receipt")[4:], ["desk.urgent"])
        reminders = self.reminders(here, "RECEIVED")
        self.assertEqual([letter["to"] for letter in reminders], [STATION, CHIEF, URGENT, URGENT])
        for letter in reminders:
            self.assertTrue(letter["subject"].startswith("URGENT [APJ-"), letter["subject"])
            for hidden in ("Riya", "99887", "203.0.113", "end it all"):
                self.assertNotIn(hidden, letter["text"])
        self.assertIn("next: Women cell head, Thiruvananthapuram City, phone 68300 20001",
                      " ".join(reminders[0]["text"].split()))
        self.assertRegex(reminders[1]["text"], r"Phone of its officer: 68300 1\d{4}")
        # Who stands in can act: the station's own letter, and whom to ring if she cannot.
        stands_in = self.to(here, HEAD)
        self.assertEqual(len(stands_in), 1)
        for needed in ("Tonight I will end it all", "68300 99887", "District police chief, Thiruvananthapuram City"):
            self.assertIn(needed, " ".join(stands_in[0]["text"].split()))
        self.assertEqual(here.state_rows("SELECT due_clock, pending_with, due_at BETWEEN strftime('%Y-%m-%dT%H:%M:%SZ', received_at, "
                                         "'+10 minutes') AND strftime('%Y-%m-%dT%H:%M:%SZ', received_at, '+11 minutes') FROM v1_case"),
                         [("receipt", "station", 1)])

        # An officer answers at last: that clock is still.
        self.tap(here, STATION, reminders[0], "received")
        self.assertEqual(here.state_rows("SELECT state FROM v1_case WHERE kind = 'platform_alert'"), [("confirmed",)])
        self.wait(here, hours=2)
        self.assertEqual(len(self.told(here, "receipt")), 5)
        self.assert_fine(here)

    def test_an_alert_that_our_server_did_not_believe_is_with_a_person_at_once(self):
        here = self.begin("01:30", changes=lambda text: text.replace(
            "  relay: plus", "  relay: plus\n  authserv_id: mx.example.org"))
        self.arrive(here, b"Authentication-Results: mx.example.org; dmarc=fail\r\n" + ALERT)
        urgent = self.to(here, URGENT)
        self.assertEqual(len(urgent), 1)
        self.assertTrue(urgent[0]["subject"].startswith("URGENT"))
        self.assertIn("68300 99887", urgent[0]["text"])
        self.assert_fine(here)

    def test_one_without_a_place_is_at_the_desk_which_is_reminded_in_minutes(self):
        here = self.begin("01:30")
        self.arrive(here, ALERT.replace(b"Nearest police station: Museum police station\n", b""))
        self.assertEqual(sorted(letter["to"] for letter in here.letters()), sorted([DESK, URGENT]))
        self.wait(here, minutes=16)
        self.wait(here, minutes=16)
        self.wait(here, minutes=16)
        self.assertEqual(self.told(here, "decision"), ["desk.urgent", "desk.triage", "oversight.1"])
        self.assertEqual([letter["to"] for letter in self.reminders(here, "who gets this case")],
                         [URGENT, DESK, turned.OVERSIGHT])
        self.assert_fine(here)


if __name__ == "__main__":
    turned.main()
