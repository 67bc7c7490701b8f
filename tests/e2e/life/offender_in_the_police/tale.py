"""He is an officer, as she says at once, or later, or as the register says."""
import life
import police
from life import DESK, OVERSIGHT, STATION

NAMED = """From: Divya Thomas <divya.thomas@example.org>
To: complaints@example.org
Subject: please help me
Date: Sun, 22 Nov 2026 10:30:00 +0530
Message-ID: <named@mail.example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

I live at Kovalam. {who} follows me home each evening and threatens me.
My number is 6830033445.
"""
BROTHER = "I learned today that his brother is a police officer at Museum police station. Please be careful."
NAMES = "      names: [Anil Kumar Menon, അനിൽ കുമാർ മേനോൻ]\n"


class OffenderInThePolice(police.Police):
    def test_her_later_word_that_he_serves_there_ends_every_letter_of_her_case_to_that_station(self):
        here = self.take(life.reveal.COMPLAINT.format(mid="before", more=""), clocks=lambda text: text)
        first = self.last(here, STATION)
        self.say(here, first, "RECEIVED")
        self.assertEqual(self.row(here, "state, station"), ("confirmed", "tvc.museum"))
        sent = len(self.to(here, STATION))
        self.assertEqual(self.later(here, BROTHER), 0, here.log())
        self.assertEqual(here.state_rows("SELECT case_no, attached_to FROM v1_case WHERE kind = 'follow_up'"),
                         [("APJ-2026-000003", "APJ-2026-000001")])
        self.assertEqual(here.state_rows("SELECT count(*) FROM case_never_to n JOIN case_file c USING (case_id) WHERE c.serial <> 1"),
                         [(0,)])
        self.assertLessEqual({"tvc.museum", "head.tvc", "chief.tvc", "cyber.tvc"}, self.never(here))
        at_desk = self.last(here, DESK, "desk - ")
        self.assertIn("[APJ-2026-000001]", at_desk["subject"])
        self.assertIn("Museum has this case and hears no more of it: ROUTE gives it to another.", self.words(at_desk))
        self.assertIn("[APJ-2026-000001]", self.last(here, OVERSIGHT, "it may be about an officer")["subject"])

        # Nothing that comes from there has an effect or an answer; the desk reads that it came.
        mask = self.mask(first, "PHONE")
        for line in ("CALLED TALKED", f"REVEAL {mask} danger_to_life", "CLOSED counselled", "what is this?"):
            self.say(here, first, line)
        self.assertEqual(self.row(here, "state, call_tries, contacted_at"), ("confirmed", 0, None))
        self.assertEqual(here.state_rows("SELECT count(*) FROM reveal"), [(0,)])
        self.assertEqual(len(self.to(here, DESK, "an officer answered")), 4)
        # No clock calls them, and no list of the morning.
        self.wait(here, 30 * life.HOUR)
        self.wait(here, 30 * life.HOUR)
        self.assertEqual(len(self.to(here, STATION)), sent)
        for address in ("head.tvc@cell.invalid", "chief.tvc@cell.invalid", "cyber.tvc@cell.invalid"):
            self.assertEqual(self.of_case(here, address), [], address)
        self.assertIn(DESK, [letter["to"] for letter in here.letters() if "] LATE: " in letter["subject"]])

        self.say(here, at_desk, "ROUTE Museum")
        self.assertIn("No letter of this case may go there", self.last(here, DESK, "your answer")["text"])
        self.assertIn("he may serve there", here.command("route", "APJ-2026-000001", "--to", "Museum", "--reason", "x").stderr)
        self.say(here, at_desk, "ROUTE Kovalam")
        self.assertEqual(self.row(here, "state, station"), ("with_station", "tvc.kovalam"))
        self.say(here, at_desk, "ROUTE Museum")
        self.assertIn("No letter of this case may go there", self.last(here, DESK, "your answer")["text"])
        texts = [self.words(letter) for letter in self.to(here, "sho.kovalam@tvc.ps.invalid")
                 if "WHAT THE MAIL SAYS" in letter["text"]]
        self.assertEqual(sorted(("former colleague" in text, "brother" in text) for text in texts), [(False, True), (True, False)])
        self.assertEqual(len(self.to(here, STATION)), sent)
        self.assert_fine(here)

    def test_a_letter_that_still_waits_for_that_station_never_goes_and_the_desk_reads_the_complaint(self):
        here = self.install()
        here.first_run()
        here.smtp.fault(stage="rcpt", reply="450 4.2.1 Later", recipient="museum")
        here.imap.deliver(life.reveal.COMPLAINT.format(mid="waits", more="").encode())
        self.assertEqual(here.once(), 75, here.log())
        here.smtp.clear_faults()
        self.assertEqual(self.later(here, BROTHER), 75, here.log())
        (waits,) = here.state_rows("SELECT letter_id FROM letter WHERE state = 'deferred'")
        self.assertEqual(here.command("queue", "retry", str(waits[0])).returncode, 0)
        for _ in range(3):  # held; told to the desk; filed
            last = here.once()
        self.assertEqual(last, 0, here.log())
        self.assert_kept_out(here)
        self.assertEqual(here.state_rows("SELECT recipient, state, held_reason FROM letter WHERE kind = 'station'"),
                         [("tvc.museum", "held", "never_to")])
        texts = [self.words(letter) for letter in self.to(here, DESK, "desk - ")]
        self.assertEqual(sorted((("former colleague" in text), ("brother" in text)) for text in texts),
                         [(False, True), (True, False)])
        self.assert_fine(here)

    def test_a_policeman_of_whom_nobody_says_where_is_kept_from_her_own_station(self):
        here = self.take(life.story.of_tale("a-policeman.eml").decode(), clocks=lambda text: text)
        self.assertEqual(here.state_rows("SELECT reason FROM v1_decision"), [("offender_in_police",)])
        self.assertEqual(self.row(here, "state, station"), ("with_desk", None))
        self.assertLessEqual({"tvc.kovalam", "head.tvc", "chief.tvc", "cyber.tvc"}, self.never(here))
        self.assertNotIn("tvc.museum", self.never(here))
        self.assertIn("may serve in the police", self.last(here, OVERSIGHT)["text"])
        at_desk = self.last(here, DESK, "desk - ")
        self.assertIn("Barred: Kovalam.", at_desk["text"])
        self.assertIn("No station is suggested.", at_desk["text"])
        self.say(here, at_desk, "ROUTE Kovalam")
        self.assertIn("No letter of this case may go there", self.last(here, DESK, "your answer")["text"])
        self.say(here, at_desk, "ROUTE Museum")
        self.assertEqual(self.row(here, "state, station"), ("with_station", "tvc.museum"))
        # Nobody of that district hears when Museum is silent: the last contact does.
        self.wait(here, 30 * life.HOUR)
        self.assertIn(DESK, [letter["to"] for letter in here.letters() if "RECEIVED has not come" in letter["subject"]])
        for address in ("sho.kovalam@tvc.ps.invalid", "head.tvc@cell.invalid", "chief.tvc@cell.invalid", "cyber.tvc@cell.invalid"):
            self.assertEqual(self.to(here, address), [], address)
        self.assert_fine(here)

    def test_a_name_of_the_register_with_a_rank_bars_his_station(self):
        for who in ("Sub inspector Anil Kumar Menon", "ANIL KUMAR\nMENON, phone 68300 22334,"):
            with self.subTest(who):
                here = self.take(NAMED.format(who=who), NAMES)
                self.assertEqual(self.row(here, "state, station"), ("with_desk", None))
                self.assertLessEqual({"tvc.museum", "head.tvc", "chief.tvc", "cyber.tvc"}, self.never(here))
                self.assertIn("may serve in the police", self.last(here, OVERSIGHT)["text"])
                at_desk = self.last(here, DESK, "desk - ")
                self.assertIn("Barred: Museum.", at_desk["text"])
                self.say(here, at_desk, "ROUTE Museum")
                self.assertEqual(self.row(here, "state"), ("with_desk",))
                self.assert_kept_out(here)
                for word in ("Anil", "Menon"):
                    self.assertNotIn(word, self.last(here, OVERSIGHT)["text"])
                    self.assertNotIn(word, here.command("audit", "list").stdout + here.log())
                self.assert_fine(here)

    def test_a_bare_name_of_the_register_is_a_doubt_for_the_desk(self):
        here = self.take(NAMED.format(who="Anil Kumar Menon"), NAMES)
        self.assertEqual(here.state_rows("SELECT reason FROM v1_decision"), [("offender_in_police",)])
        self.assertEqual(self.never(here), set())
        at_desk = self.last(here, DESK, "desk - ")
        self.assertIn("DOUBT: a name or mailbox in it is of Museum in the register; nothing beside it says that he serves there.",
                      " ".join(at_desk["text"].split()))
        self.say(here, at_desk, "ROUTE Kovalam")
        self.assertEqual(self.row(here, "state, station"), ("with_station", "tvc.kovalam"))
        self.assert_fine(here)

    def test_a_name_that_is_in_no_register_changes_nothing(self):
        here = self.take(NAMED.format(who="Anil Kumar Pillai"), NAMES)
        self.assertEqual(self.row(here, "state, station"), ("with_station", "tvc.kovalam"))
        self.assertEqual(self.never(here), set())
        self.assert_fine(here)


if __name__ == "__main__":
    police.life.main()
