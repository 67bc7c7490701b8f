"""What the stories share in which he may be an officer, or an officer's relative: nobody whom the mail names hears of the
case, at no step of it."""
import life
from life import DESK, OVERSIGHT, STATION


class Police(life.Life):
    def take(self, text, names="", **more):
        here = self.install(**more)
        self.clock = here.folder / "clock"
        self.clock.write_bytes(life.struct.pack("q", 0))
        here.more_environment = {"LD_PRELOAD": life.PRELOADED, "APARAJITA_TEST_CLOCK": str(self.clock)}
        officers = here.home / "routing_rules" / "officers" / "tvc.yaml"
        begin, entry, rest = officers.read_text().partition("  tvc.museum:\n    - post: WCPO 1\n")
        self.assertTrue(entry)
        officers.write_text(begin + entry + names + rest)
        here.first_run()
        here.imap.deliver(text.encode())
        self.once(here)
        return here

    def never(self, here):
        return {row[0] for row in here.state_rows("SELECT recipient FROM case_never_to")}

    def assert_kept_out(self, here):
        for address in (STATION, "head.tvc@cell.invalid", "chief.tvc@cell.invalid", "cyber.tvc@cell.invalid"):
            self.assertEqual(self.to(here, address), [], address)

    def later(self, here, text):
        """Her answer to our thank-you."""
        (thanks,) = self.to(here, life.HER)
        here.imap.deliver(life.story.plain_mail("Divya Thomas <divya.thomas@example.org>", "Re: your message", text,
                                                "In-Reply-To: " + thanks["message"]["Message-ID"] + "\n"))
        return here.once()

    def run_through(self, text, reason):
        here = self.take(text)
        self.assertEqual(self.row(here, "state, station"), ("with_desk", None))
        self.assertEqual(here.state_rows("SELECT reason FROM v1_decision"), [(reason,)])
        self.assertLessEqual({"tvc.museum", "head.tvc", "chief.tvc", "cyber.tvc"}, self.never(here))
        self.assertEqual(len(self.events(here, "never_to")), len(self.never(here)))
        notice = self.last(here, OVERSIGHT)
        self.assertIn("may serve in the police", notice["text"])
        for word in ("Divya", "Kovalam", "Museum", "22334", "pictures"):
            self.assertNotIn(word, notice["text"])

        at_desk = self.last(here, DESK, "desk - ")
        self.say(here, at_desk, "ROUTE Museum")
        self.assertIn("No letter of this case may go there", self.words(self.last(here, DESK, "your answer")))
        self.assertEqual(here.command("route", "APJ-2026-000001", "--to", "Museum", "--reason", "x").returncode, 64)
        self.assertEqual(self.row(here, "state"), ("with_desk",))
        self.say(here, at_desk, "ROUTE Kovalam")
        self.assertEqual(self.row(here, "state, station"), ("with_station", "tvc.kovalam"))
        kovalam = self.last(here, "sho.kovalam@tvc.ps.invalid")
        # Its own district's cell belongs to them, and NOT OURS does not lead there either.
        self.say(here, kovalam, "RECEIVED")
        self.say(here, kovalam, "ASSIST cyber cell")
        self.say(here, kovalam, "NOT OURS Museum")
        self.assertNotEqual(self.row(here, "station"), ("tvc.museum",))
        self.assertIn("Kovalam says that it is not theirs. Barred: Museum.", self.last(here, DESK, "desk - ")["text"])
        # What she writes later, and be it urgent, does not reach them either.
        here.imap.deliver(life.story.plain_mail("Divya Thomas <divya.thomas@example.org>", "once more",
                                                "I cannot bear it. I will kill myself tonight."))
        self.once(here)
        self.assertIn("kill myself tonight", self.last(here, "urgent@cell.invalid")["text"])
        self.assertEqual(self.to(here, "duty.tvc@cell.invalid"), [])
        self.assert_kept_out(here)
        self.assert_fine(here)
