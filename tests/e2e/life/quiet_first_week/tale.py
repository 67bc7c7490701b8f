"""A week in which everybody does what she should: nobody is reminded, and the woman is left in peace."""
import life
from life import DAY, DESK, HER, HOUR, NUMBER, OVERSIGHT, STATION


class QuietFirstWeek(life.Life):
    def test_received_called_signed_and_then_nothing_more_to_anybody(self):
        here = self.begin()
        self.wait(here, 60)
        self.station(here, "RECEIVED")
        self.assertEqual(self.carriers(here, NUMBER), [STATION])
        self.wait(here, 2 * HOUR)
        self.say(here, self.last(here, STATION, "for your call"), "",
                 to=self.tap(self.last(here, STATION, "for your call"), "talked"))
        self.assertEqual(self.state(here), "contacted")
        self.assertEqual(here.state_rows("SELECT late, due_at FROM v1_case WHERE case_no = 'APJ-2026-000001'")[0][0], 0)
        self.station(here, "SAFE MAIL", "NOTE she is with her sister")
        self.wait(here, 2 * DAY)
        self.station(here, "ഒപ്പിട്ടു")
        before = [len(self.of_case(here, address)) for address in (STATION, DESK, OVERSIGHT)]
        for _ in range(5):
            self.wait(here, DAY)
        self.assertEqual([len(self.of_case(here, address)) for address in (STATION, DESK, OVERSIGHT)], before)
        self.assertEqual(len(self.of_case(here, DESK)), 0)
        self.assertEqual(len(self.to(here, HER)), 1)
        self.assertEqual(self.life_events(here), ["called", "mail_safety", "signed"])
        state, safety, tries = self.row(here, "state, mail_safety, call_tries")
        self.assertEqual((state, safety, tries), ("contacted", "safe", 0))
        received, confirmed, contacted, signed = self.row(here, "received_at, confirmed_at, contacted_at, signed_at")
        self.assertLess(received, confirmed)
        self.assertGreaterEqual(contacted - confirmed, 2 * HOUR)
        self.assertGreaterEqual(signed - contacted, 2 * DAY)
        self.finish(here)


if __name__ == "__main__":
    life.main()
