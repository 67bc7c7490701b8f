"""Her own words of self-harm, by day or by night: the same lane as a platform's alert. What reaches her stands open in
three copies and nowhere else; her number of identity in none."""
import turned
from turned import CHIEF, DUTY, HEAD, STATION, URGENT, story


class OwnWords(turned.Turned):
    def test_three_people_can_reach_her_tonight(self):
        here = self.begin("23:10")
        self.arrive(here, story.of_tale("her-words.eml"))
        copies = {letter["to"]: letter for letter in here.letters() if letter["to"] in (STATION, DUTY, URGENT)}
        self.assertEqual(set(copies), {STATION, DUTY, URGENT})
        for letter in copies.values():
            self.assertTrue(letter["subject"].startswith("URGENT"), letter["subject"])
            self.assertIn("6830033445", letter["text"])
            self.assertNotIn("2341 2341 2346", letter["text"])
            self.assertNotIn("divya.thomas", letter["text"].lower())
        self.assertEqual(len(self.events(here, "released_vital")), 3)

        # Nobody answers: who hears next learns that it is urgent, and whom to ring; nothing of her.
        for _ in range(3):
            self.wait(here, minutes=11)
        self.assertEqual(self.told(here, "receipt"), ["tvc.museum", "head.tvc", "chief.tvc"])
        self.assertEqual([letter["to"] for letter in self.reminders(here, "RECEIVED")], [STATION, CHIEF])
        stands_in = self.to(here, HEAD)[0]
        self.assertIn("6830033445", stands_in["text"])
        self.assertNotIn("2341 2341 2346", stands_in["text"])
        for letter in self.reminders(here):
            self.assertTrue(letter["subject"].startswith("URGENT"), letter["subject"])
            for hidden in ("6830033445", "Divya", "end my life"):
                self.assertNotIn(hidden, letter["text"])

        # The duty officer answers her own copy: that clock is still, whoever the station is.
        self.tap(here, DUTY, self.to(here, DUTY)[0], "received")
        self.assertEqual(here.state_rows("SELECT state FROM v1_case WHERE kind = 'complaint'"), [("confirmed",)])
        self.wait(here, hours=1)
        self.assertEqual(len(self.told(here, "receipt")), 3)
        self.assert_fine(here)

    def test_each_copy_has_a_delivery_of_its_own(self):
        here = self.begin("23:10")
        here.smtp.fault(stage="rcpt", reply="450 4.2.1 Later", recipient="duty", times=1)
        here.imap.deliver(story.of_tale("her-words.eml"))
        self.assertEqual(here.once(), 75, here.log())
        copies = ("SELECT recipient, state, attempts FROM v1_letter WHERE recipient IN ('desk.urgent', 'duty.tvc', 'tvc.museum') "
                  "ORDER BY recipient")
        self.assertEqual(here.state_rows(copies), [("desk.urgent", "sent", 1), ("duty.tvc", "deferred", 1), ("tvc.museum", "sent", 1)])
        self.wait(here, minutes=8)
        self.assertEqual(here.state_rows(copies), [("desk.urgent", "sent", 1), ("duty.tvc", "sent", 2), ("tvc.museum", "sent", 1)])
        self.assertEqual([len(self.to(here, address)) for address in (STATION, DUTY, URGENT)], [1, 1, 1])
        self.assert_fine(here)


if __name__ == "__main__":
    turned.main()
