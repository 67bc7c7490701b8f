"""The daily lists and the monthly drill: women not yet called first, each list to whom it concerns, a drill to every
station that no figure counts but its own."""
import re

import turned
from turned import CHIEF, HEAD, OVERSIGHT, STATION, story

COMPLAINT = """I live near Statue Junction; please send this to Museum police station. My former colleague threatens me every day from
+91 68300 22334 and I am afraid.

My number is 6830033445.

Divya Thomas
"""


def no_rest(text):
    """Every day is a working day; the drill is tomorrow or the day after, wherever that lies in the month."""
    return re.sub(r"weekly_rest: .*\n", "", text)


class ListsAndDrill(turned.Turned):
    def test_lists_go_once_a_day_to_whom_they_concern(self):
        here = self.begin("10:00", clocks=lambda text: no_rest(re.sub(r"drill: {day: \d+", "drill: {day: %d" % (
            (turned.datetime.date.today().day + 14) % 28 + 1), text)))
        self.arrive(here, story.plain_mail("Divya Thomas <divya.thomas@example.org>", "Threats", COMPLAINT))
        self.assertEqual(self.to(here, OVERSIGHT, "not yet called"), [])
        self.turn_to("08:29")
        self.once(here)
        self.assertEqual(self.to(here, OVERSIGHT, "not yet called"), [])
        self.wait(here, minutes=2)
        readers = sorted(letter["to"] for letter in here.letters() if "not yet called" in letter["subject"])
        self.assertEqual(readers, sorted([STATION, HEAD, CHIEF, OVERSIGHT]))
        for address in readers:
            letter = self.to(here, address, "not yet called 1")[0]
            lines = letter["text"].split("\n")
            self.assertEqual(lines[2], "WOMEN NOT YET CALLED: 1", letter["text"])
            self.assertEqual(lines[3], "APJ-" + self.now().strftime("%Y") + "-000001")
            self.assertEqual("Museum" in letter["text"], address != STATION)
            for hidden in ("Divya", "33445", "22334"):
                self.assertNotIn(hidden, letter["text"])
        self.answer_the_list(here)
        self.wait(here, hours=3)
        self.assertEqual(len([letter for letter in here.letters() if "not yet called" in letter["subject"]]), 4)
        self.assert_fine(here)

    def test_a_post_left_empty_is_told_to_those_who_can_fill_it(self):
        here = self.begin("07:00", clocks=lambda text: no_rest(re.sub(r"drill: {day: \d+", "drill: {day: %d" % (
            (turned.datetime.date.today().day + 14) % 28 + 1), text)))
        officers = here.home / "routing_rules" / "officers" / "tvc.yaml"
        text, n = re.subn(r"(  tvc\.museum:\n)((?:    .*\n)+)", r"  tvc.museum: []\n", officers.read_text(), count=1)
        self.assertEqual(n, 1)
        officers.write_text(text)
        checked = here.command("check")
        self.assertIn("station 'tvc.museum' has no active post", checked.stdout + checked.stderr)
        self.arrive(here, story.plain_mail("Divya Thomas <divya.thomas@example.org>", "Threats", COMPLAINT))
        self.assertEqual([letter["to"] for letter in here.letters() if "Museum - " in letter["subject"]], [HEAD])
        self.turn_to("08:31")
        self.once(here)
        for address in (HEAD, CHIEF, OVERSIGHT):
            lists = [letter for letter in self.to(here, address, "not yet called") if "\nPOSTS EMPTY: 1\nMuseum\n" in letter["text"]]
            self.assertEqual(len(lists), 1, address)
        self.assertEqual(self.to(here, STATION), [])
        self.assertEqual(self.to(here, "head.klc@cell.invalid", "not yet called"), [])
        page = here.folder / "report.html"
        self.assertEqual(here.command("report", "--html", str(page)).returncode, 0)
        self.assertRegex(page.read_text(), r"<b>1</b> <span>Posts empty</span>")
        self.assert_fine(here)

    def test_a_drill_asks_every_station_and_is_in_no_count_but_its_own(self):
        here = self.begin("09:00", clocks=no_rest, last_day=28)
        clocks = here.home / "routing_rules" / "clocks.yaml"
        clocks.write_text(re.sub(r"drill: {day: \d+", "drill: {day: %d" % self.now().day, clocks.read_text()))
        self.wait(here, minutes=59)
        self.assertEqual([letter for letter in here.letters() if "[DRILL" in letter["subject"]], [])
        self.wait(here, minutes=2)
        drills = [letter for letter in here.letters() if "[DRILL" in letter["subject"]]
        stations = here.state_rows("SELECT count(*) FROM v1_station_load")[0][0]
        self.assertGreater(stations, 400)
        self.assertEqual(len(drills), len({letter["to"] for letter in drills}))
        self.assertGreater(len(drills), 400)
        self.assertIn("Nobody complained.", drills[0]["text"])
        museum = self.to(here, STATION, "[DRILL")[0]
        self.tap(here, STATION, museum, "received")
        self.tap(here, STATION, museum, "received")  # sent twice: counted once
        self.assertEqual(len(self.events(here, "drill_answered")), 1)
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_case WHERE state <> 'closed' AND kind = 'complaint'"), [(0,)])
        self.assertEqual(here.state_rows("SELECT sum(received) FROM v1_station_load"), [(0,)])
        page = here.folder / "report.html"
        made = here.command("report", "--html", str(page), "--from", str(self.now().date()), "--to", str(self.now().date()))
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn(f"1 of {len(drills)} stations answered", page.read_text())
        self.assert_fine(here)

    def test_D18_a_mailbox_that_throws_letters_away_is_found_within_a_day(self):
        """Two stations say that their mailbox sends test letters back. One does, as a Sieve redirect does; the other takes its
        letter and drops it: the desk hears of that one, a day later, and no officer is asked anything."""
        here = self.begin("07:00", clocks=lambda text: no_rest(re.sub(r"drill: {day: \d+", "drill: {day: %d" % (
            (turned.datetime.date.today().day + 14) % 28 + 1), text)))
        stations = here.home / "routing_rules" / "kerala" / "tvc.yaml"
        text = stations.read_text()
        for station in ("museum", "fort"):
            self.assertIn(f"\n  tvc.{station}:\n", text)
            text = text.replace(f"\n  tvc.{station}:\n", f"\n  tvc.{station}:\n    returns_tests: true\n")
        stations.write_text(text)
        self.turn_to("08:31")
        self.once(here)

        def tests():
            return [letter for letter in here.letters() if "[TEST " in letter["subject"]]

        def told():
            return [letter for letter in here.letters() if "did not come back" in letter["subject"]]

        day = str(self.now().date())
        self.assertEqual(sorted(letter["to"] for letter in tests()), ["sho.fort@tvc.ps.invalid", STATION])
        self.assertEqual({letter["subject"] for letter in tests()}, {f"[TEST {day}] comes back by itself"})
        self.assertEqual([row[0] for row in here.state_rows("SELECT recipient FROM v1_letter WHERE kind = 'drill' ORDER BY 1")],
                         ["canary.tvc.fort", "canary.tvc.museum"])
        sent = len(here.letters())
        museum = next(letter for letter in tests() if letter["to"] == STATION)
        self.arrive(here, b"Received: by mx.tvc.ps.invalid\r\n" + museum["octets"])
        self.assertEqual(len(here.letters()), sent, "what came back leads to nothing")
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assertEqual(here.state_rows("SELECT station FROM audit_event WHERE kind = 'canary'"), [("tvc.museum",)])
        self.wait(here, hours=20)
        self.assertEqual(told(), [])
        self.turn_to("08:31")
        self.once(here)
        self.assertEqual([(letter["to"], letter["subject"]) for letter in told()],
                         [(turned.DESK, "Test letters that did not come back: 1")])
        self.assertIn(f"of {day} to these stations", told()[0]["text"].replace("\n", " "))
        self.assertIn("tvc.fort  Fort\n", told()[0]["text"])
        self.assertNotIn("museum", told()[0]["text"])
        self.assertEqual(len(tests()), 4)
        for letter in tests()[2:]:
            self.arrive(here, letter["octets"])
        self.turn_to("08:31")
        self.once(here)
        self.assertEqual((len(told()), len(tests())), (1, 6))
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_case WHERE kind <> 'canary'"), [(0,)])
        self.assert_fine(here)

    def answer_the_list(self, here):
        """A list is of no case: who answers it is read by the desk, and no mail is set aside."""
        listed = self.to(here, STATION, "not yet called")[0]
        reply = story.plain_mail(STATION, "Re: list", "we shall call her\n", f"In-Reply-To: {listed['message']['Message-ID']}\n")
        before = len(self.to(here, turned.DESK))
        self.arrive(here, reply)
        self.assertEqual(len(self.to(here, turned.DESK)), before + 1)
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_intake WHERE state = 'quarantined'"), [(0,)])


if __name__ == "__main__":
    turned.main()
