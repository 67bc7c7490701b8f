"""aparajita report on a filled database. usage: report_test.py BINARY"""
import csv
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import invented

BINARY = str(pathlib.Path(sys.argv[1]).resolve())
NOON = 1795327200  # 2026-11-22 in Kerala


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.config = invented.make(BINARY, cls.folder / "home", cases=900, days=50, now=NOON)

    def report(self, *arguments):
        return subprocess.run([BINARY, "--config", str(self.config), "report", *arguments], capture_output=True, text=True)

    def table(self, name):
        with open(self.folder / "csv" / (name + ".csv"), newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def test_page_and_tables_say_what_the_views_say(self):
        done = self.report("--html", str(self.folder / "page.html"), "--csv", str(self.folder / "csv"), "--to", "2026-11-22")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        database = sqlite3.connect(self.config.parent / "state" / "aparajita.db")
        self.addCleanup(database.close)
        ask = lambda sql: database.execute(sql).fetchall()
        steps = self.table("over_time")
        self.assertEqual(sum(int(step["received"]) for step in steps), ask("SELECT count(*) FROM v1_case")[0][0])
        self.assertEqual(sum(int(step["disposed"]) for step in steps),
                         ask("SELECT count(*) FROM v1_case WHERE state = 'closed'")[0][0])
        self.assertEqual(sum(int(row["pending"]) for row in self.table("ageing")),
                         ask("SELECT count(*) FROM v1_case WHERE state <> 'closed'")[0][0])
        outcomes = dict(ask("SELECT outcome, sum(cases) FROM v1_outcome GROUP BY outcome"))
        self.assertEqual({row["outcome"]: int(row["cases"]) for row in self.table("outcomes")}, outcomes)
        self.assertEqual([(row["day"], int(row["received"]), int(row["difference"])) for row in self.table("balance")],
                         ask("SELECT day, received, difference FROM v1_balance ORDER BY day DESC"))
        load = dict(ask("SELECT name, received FROM v1_station_load JOIN station USING (station)"))
        shown = [row for row in self.table("stations") if row["station"] != "all_stations"]
        self.assertEqual(len(shown), len(ask("SELECT * FROM station")))
        exact = [row for row in shown if row["received"] not in ("<5", ">=5")]
        self.assertGreater(len(exact), 10)
        for row in exact:
            self.assertEqual(int(row["received"]), load[row["station"]], row)
            self.assertGreaterEqual(int(row["received"]), 5)
        for row in shown:
            if load[row["station"]] < 5:
                self.assertEqual({row[name] for name in ("received", "pending", "late", "disposed", "answered_in_a_day")},
                                 {"<5"}, row)
                self.assertEqual((row["hours_to_confirm"], row["hours_to_call"]), ("", ""))
        page = (self.folder / "page.html").read_text(encoding="utf-8")
        self.assertEqual(page.count("<article"), 3)
        self.assertNotIn("APJ-", page)

    def test_wrong_use_is_64_and_says_so(self):
        for arguments, sentence in [([], "nothing to write"), (["--csv", "x", "--from", "22.11.2026"], "is no date"),
                                    (["--csv", "x", "--from", "2026-02-30"], "is no date"),
                                    (["--csv", "x", "--from", "2026-11-23", "--to", "2026-11-22"], "ends before it begins")]:
            done = self.report(*arguments)
            self.assertEqual(done.returncode, 64, arguments)
            self.assertIn(sentence, done.stderr)

    def test_a_file_that_cannot_be_written_is_74(self):
        done = self.report("--html", str(self.folder / "nowhere" / "page.html"))
        self.assertEqual(done.returncode, 74)
        self.assertIn("cannot write", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
