"""Pictures of her are out: her officer has a request to the platform ready in hand, and two hours to send it on. Nobody
sends it, so one after the other hears; the word for it ends the clock, and only that word."""
import email
import hashlib

import turned
from turned import CHIEF, HEAD, STATION

ACCOUNT = "https://www.instagram.com/rahul.leaks9"
KOVALAM = "sho.kovalam@tvc.ps.invalid"


class Takedown(turned.Turned):
    def carry(self):
        here = self.begin("10:00", last_day=20)
        self.arrive(here, turned.story.of_tale("pictures.eml"))
        (letter,) = self.to(here, STATION)
        return here, letter

    def request(self, letter):
        files = {part.get_filename(): part for part in letter["message"].iter_attachments()}
        part = files.get("takedown-request.txt")
        return part.get_content().replace("\r\n", "\n") if part is not None else None

    def say(self, here, letter, line):
        self.arrive(here, turned.story.plain_mail(letter["to"], "Re: x", line).replace(
            b"To: complaints@example.org", b"To: " + letter["message"]["Reply-To"].encode()))

    def due(self, here):
        return here.state_rows("SELECT due_clock FROM v1_case WHERE case_no = 'APJ-2026-000001'")[0][0]

    def test_the_letter_carries_a_request_that_can_be_sent_on_as_it_is(self):
        here, letter = self.carry()
        request = self.request(letter)
        lines = request.split("\n")
        self.assertIn(ACCOUNT, lines)
        picture = email.message_from_bytes(turned.story.of_tale("pictures.eml")).get_payload()[1].get_payload(decode=True)
        self.assertIn(hashlib.sha256(picture).hexdigest(), lines)
        self.assertIn("Our number: APJ-2026-000001", lines)
        self.assertIn("rule 3(2)(b)", request)
        for hers in ("Divya", "divya", "33445", "22334", "Statue", "Museum", "nude"):
            self.assertNotIn(hers, request)
        text = " ".join(letter["text"].split())
        self.assertRegex(text, r"TAKE DOWN THE PICTURES BY \w{3} \d+ \w{3} 12:0\d")
        self.assertIn("takedown-request.txt is ready", text)
        self.assertEqual([other["to"] for other in here.letters() if self.request(other)], [STATION])
        self.assert_fine(here)

    def test_nobody_sends_it_and_one_after_the_other_hears_until_the_word_for_it(self):
        here, letter = self.carry()
        self.assertEqual(self.due(here), "takedown")
        self.say(here, letter, "RECEIVED")
        self.say(here, letter, "CALLED TALKED")
        self.wait(here, hours=1, minutes=45)
        self.assertEqual(self.reminders(here, "pictures"), [])
        self.wait(here, minutes=20)  # two hours are over
        self.assertEqual(self.told(here, "takedown"), ["tvc.museum"])
        (alert,) = self.reminders(here, "pictures")
        self.assertEqual(alert["to"], STATION)
        self.assertIn("NOTE TAKEDOWN SENT", " ".join(alert["text"].split()))
        for hers in ("Divya", "33445", "rahul"):
            self.assertNotIn(hers, alert["text"])
        self.wait(here, hours=4)
        self.assertEqual(self.told(here, "takedown"), ["tvc.museum", "head.tvc"])
        # A sentence about it ends nothing.
        self.say(here, letter, "NOTE takedown sent? not yet")
        self.say(here, letter, "NOTE we will ask the platform")
        self.wait(here, hours=4)
        self.assertEqual(self.told(here, "takedown"), ["tvc.museum", "head.tvc", "chief.tvc"])
        self.assertEqual([letter["to"] for letter in self.reminders(here, "pictures")], [STATION, HEAD, CHIEF])
        self.say(here, letter, "NOTE TAKEDOWN SENT")
        self.assertNotEqual(self.due(here), "takedown")
        self.wait(here, hours=30)
        self.assertEqual(len(self.told(here, "takedown")), 3)
        self.assert_fine(here)

    def test_the_next_station_has_it_too_unless_the_platform_was_asked(self):
        for asked in (False, True):
            with self.subTest(asked=asked):
                here, letter = self.carry()
                if asked:
                    self.say(here, letter, "NOTE TAKEDOWN SENT")
                self.say(here, letter, "NOT OURS Kovalam")
                (moved,) = self.to(here, KOVALAM)
                self.assertEqual(self.request(moved), None if asked else self.request(letter))
                self.assert_fine(here)


if __name__ == "__main__":
    turned.main()
