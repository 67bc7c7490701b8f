"""NOT OURS twice: another station once, then the desk; her call stays with the first until another says RECEIVED."""
import life
from life import DESK, NUMBER, STATION
from reveal import FIRST, SECOND

KAZHAKUTTAM, KOVALAM = "sho.kazhakuttam@tvc.ps.invalid", "sho.kovalam@tvc.ps.invalid"


class WrongStationTwice(life.Life):
    def moves(self, here):
        return [(actor, station, life.json.loads(attrs)["to"]) for actor, station, attrs in here.state_rows(
            "SELECT actor, station, attrs FROM audit_event WHERE kind = 'moved' ORDER BY seq")]

    def test_another_station_then_the_desk_then_where_the_desk_says(self):
        here = self.begin()
        self.station(here, "RECEIVED")
        self.told(here, "Area is no reason to refuse a complaint (BNSS 173)", "NOT OURS Kazhakuttam")
        self.assertEqual(self.row(here, "state, station, refused_by_stations, call_with, confirmed_at"),
                         ("with_station", "tvc.kazhakuttam", 1, "tvc.museum", None))
        second = self.last(here, KAZHAKUTTAM)
        self.assertIn("MOVED TO YOU: another station says that\nit is yours.", second["text"])
        self.assertIn("68300 22334", second["text"])
        for hers in (NUMBER, "Divya", "Kunnil"):
            self.assertNotIn(hers, second["text"])
        self.assertEqual(second["message"].get_content_type(), "multipart/mixed")  # evidence.txt

        # Until Kazhakuttam says RECEIVED the first station calls; nothing else of the case is with it.
        self.told(here, "not with your station", "SIGNED")
        self.station(here, "CALLED NO ANSWER")
        self.assertEqual(self.row(here, "call_tries"), (1,))

        self.say(here, second, "NOT OURS Kovalam")
        self.assertEqual(self.row(here, "state, station, refused_by_stations, call_with"),
                         ("with_desk", None, 2, "tvc.museum"))
        self.assertEqual(self.to(here, KOVALAM), [])
        at_desk = self.last(here, DESK, "desk - ")
        self.assertIn("Kazhakuttam says that it is not theirs, as the station before it.", at_desk["text"])
        self.assertIn("[PHONE-", at_desk["text"])

        self.say(here, at_desk, "ROUTE Nowhere")
        self.assertIn("No station in use has that name", self.words(self.last(here, DESK, "your answer")))
        self.say(here, at_desk, "ROUTE Kovalam")
        third = self.last(here, KOVALAM)
        self.assertIn("THE DESK sends you this case.", third["text"])
        self.assertEqual(self.row(here, "state, station, call_with"), ("with_station", "tvc.kovalam", "tvc.museum"))
        self.say(here, third, "RECEIVED")
        self.assertEqual(self.row(here, "state, call_with"), ("confirmed", None))
        # The call has passed, and with it the number; who had it first is told, once.
        self.told(here, "the call to her is no longer yours")
        contact = self.last(here, KOVALAM, "for your call")
        self.assertIn(f"\n{NUMBER}\n", contact["text"])
        self.assertEqual(self.carriers(here, NUMBER), [STATION, KOVALAM])
        self.assertEqual([station for _, station in self.releases(here)], ["tvc.museum", "tvc.kovalam"])
        self.told(here, "not with your station", "CALLED TALKED")
        self.say(here, third, "CALLED TALKED")
        self.assertEqual(self.row(here, "state"), ("contacted",))

        self.assertEqual(self.moves(here), [("officer:tvc.museum", "tvc.museum", "tvc.kazhakuttam"),
                                            ("officer:tvc.kazhakuttam", "tvc.kazhakuttam", "desk"),
                                            ("desk:desk.triage", None, "tvc.kovalam")])
        self.assertEqual(len(self.events(here, "correction")), 4)  # every word is kept to learn from
        self.finish(here)

    def releases(self, here):
        return here.state_rows("SELECT actor, station FROM audit_event WHERE kind = 'contact_released' ORDER BY seq")

    def test_who_has_the_call_has_the_number_and_nobody_else(self):
        here = self.begin()
        self.station(here, "NOT OURS Kazhakuttam")
        second = self.last(here, KAZHAKUTTAM)
        self.assertEqual(self.carriers(here, NUMBER), [])
        # It gave the case away before it had the number, and the call is still its own.
        self.station(here, "RECEIVED")
        self.assertEqual(self.row(here, "state, station, confirmed_at, call_with"),
                         ("with_station", "tvc.kazhakuttam", None, "tvc.museum"))
        self.assertEqual(self.carriers(here, NUMBER), [STATION])
        self.station(here, "RECEIVED")
        self.assertEqual(self.carriers(here, NUMBER), [STATION])

        tap = self.tap(second, "received")
        self.say(here, second, "", sender="stranger@example.org", to=tap)
        self.assertEqual(self.carriers(here, NUMBER), [STATION])
        octets = self.say(here, second, "", to=tap)
        here.imap.deliver(octets)
        self.once(here)
        self.say(here, second, "RECEIVED")
        self.assertEqual(self.carriers(here, NUMBER), [STATION, KAZHAKUTTAM])
        self.assertEqual(len([1 for letter in self.to(here, STATION, "your answer")
                              if "the call to her is no longer yours" in " ".join(letter["text"].split())]), 1)
        self.told(here, "not with your station", "RECEIVED")
        self.assertEqual(self.releases(here), [("officer:tvc.museum", "tvc.museum"),
                                               ("officer:tvc.kazhakuttam", "tvc.kazhakuttam")])

        # Back at the first one by the desk's word: RECEIVED brings the number that it was told to delete.
        self.assertEqual(here.command("route", "APJ-2026-000001", "--to", "Museum", "--reason", "it lies there").returncode, 0)
        self.once(here)
        self.say(here, self.last(here, STATION, "Museum - "), "RECEIVED")
        self.assertEqual(self.carriers(here, NUMBER), [STATION, KAZHAKUTTAM, STATION])
        self.assertIn("the call to her is no longer yours", " ".join(self.last(here, KAZHAKUTTAM)["text"].split()))
        self.finish(here)

    def test_of_a_child_the_second_station_gets_the_number_too_and_other_values_take_two_approvers(self):
        here = self.begin(more="I am 15 years old and in class 10. My mail is divya.k@example.com.")
        self.assertEqual(self.row(here, "child, urgent"), ("victim", 1))
        self.assertEqual(len(self.events(here, "released_vital")), 3)  # station, duty officer, urgent desk
        self.station(here, "RECEIVED", "NOT OURS Kazhakuttam")
        # A child at risk: who has the case now must reach her as well, and that is on record.
        second = self.last(here, KAZHAKUTTAM)
        self.assertIn(NUMBER, second["text"])
        self.assertEqual(len(self.events(here, "released_vital")), 4)
        self.say(here, second, "RECEIVED")
        for address in (STATION, KAZHAKUTTAM):
            self.assertEqual([NUMBER in letter["text"] for letter in self.to(here, address, "for your call")], [True])
        self.ask(here, letter=second, kind="EMAIL")
        self.vote(here, FIRST, "approve")
        self.assertEqual(self.carriers(here, "divya.k@example.com"), [])
        self.vote(here, SECOND, "approve")
        self.assertEqual(self.carriers(here, "divya.k@example.com"), [KAZHAKUTTAM])
        self.assert_fine(here)

    def test_without_a_name_the_next_likely_station_or_the_desk(self):
        here = self.begin()
        self.station(here, "NOT OURS ask somebody else")
        state, station = self.row(here, "state, station")
        self.assertIn((state, station), [("with_desk", None)])
        self.finish(here)

    def test_a_replay_a_forged_and_a_quoted_word_move_nothing(self):
        here = self.begin()
        letter = self.to(here, STATION)[0]
        self.say(here, letter, "NOT OURS Kazhakuttam", sender=KOVALAM)
        self.say(here, letter, "Noted.\n> NOT OURS Kazhakuttam")
        self.assertEqual(self.moves(here), [])
        octets = self.say(here, letter, "NOT OURS Kazhakuttam")
        here.imap.deliver(octets)
        self.once(here)
        self.assertEqual(len(self.moves(here)), 1)
        self.assertEqual(len(self.to(here, KAZHAKUTTAM)), 1)
        self.finish(here)

    def test_the_terminal_gives_it_to_a_station_and_takes_no_name_into_the_trail(self):
        here = self.begin()
        route = ("route", "APJ-2026-000001", "--to")
        for reason in ("Divya lives there", "call 6830033445", ""):
            refused = here.command(*route, "tvc.kovalam", "--reason", reason)
            self.assertEqual(refused.returncode, 64, refused.stdout + refused.stderr)
        self.assertIn("names somebody of the case",
                      here.command(*route, "tvc.kovalam", "--reason", "Divya lives there").stderr)
        self.assertEqual(here.command(*route, "tvc.nowhere", "--reason", "x").returncode, 64)
        self.assertEqual(here.command("route", "APJ-2026-000009", "--to", "tvc.kovalam", "--reason", "x").returncode, 64)
        self.assertEqual(self.moves(here), [])
        done = here.command(*route, "Kovalam", "--reason", "the place lies there")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.once(here)
        self.assertIn("THE DESK sends you this case.", self.last(here, KOVALAM)["text"])
        here.start()
        done = here.command(*route, "Kazhakuttam", "--reason", "the daemon does it")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(here.stop(), 0)
        self.once(here)
        self.assertIn("THE DESK sends you this case.", self.last(here, KAZHAKUTTAM)["text"])
        whys = [life.json.loads(attrs)["why"] for (attrs,) in self.events(here, "moved")]
        self.assertEqual(whys, ["the place lies there", "the daemon does it"])
        self.assertTrue(all(actor.startswith("admin:") for actor, _, _ in self.moves(here)))
        self.assertNotIn("Divya", here.command("audit", "list").stdout)
        self.finish(here)

    def test_a_cell_is_asked_for_help_and_reads_his_lines_only(self):
        here = self.begin()
        self.station(here, "RECEIVED")
        self.told(here, "none of: cyber cell", "ASSIST my neighbour")
        self.station(here, "ASSIST cyber cell", "ASSIST Hi-Tech Cell")
        for cell in ("cyber.tvc@cell.invalid", "hi-tech@cell.invalid"):
            letter = self.last(here, cell)
            self.assertIn("Museum asks for help", letter["text"])
            self.assertIn("68300 22334", letter["text"])
            for hers in (NUMBER, "Divya", "Kunnil", "Statue", "PHONE-"):
                self.assertNotIn(hers, letter["text"])
            self.say(here, letter, "NOTE the account is traced")
            self.assertIn("NOTE the account is traced", self.last(here, DESK, "officer answered")["text"])
            self.say(here, letter, "CLOSED warned")
        self.assertEqual(self.row(here, "state"), ("confirmed",))
        self.assertEqual([life.json.loads(attrs)["to"] for (attrs,) in self.events(here, "assist_asked")],
                         ["cyber.tvc", "hi-tech"])
        self.finish(here)


if __name__ == "__main__":
    life.main()
