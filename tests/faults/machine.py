"""What the machine itself can do: a clock that is turned, memory that runs out, a name server that lies or is silent.

Run as python3 machine.py BINARY PRELOADED: the second is tests/support/preloaded.cpp, which stands between the daemon
and libc.
"""
import signal
import socket
import threading
import time

import fault_story
import story

YEAR = 365 * 86400


class Machine(fault_story.FaultStory):
    def preload(self, here, **variables):
        here.more_environment = {"LD_PRELOAD": story.PRELOADED} | {"APARAJITA_TEST_" + n: str(v) for n, v in variables.items()}

    def letters_in(self, here, state, number=None):
        return here.state_rows("SELECT letter FROM v1_letter WHERE kind = 'station' AND state = ?", state)


class Silence(Machine):
    def test_D18_accepted_and_silently_discarded(self):
        """The station's server takes the letter and nobody ever reads it: within a day or so the station was reminded, who
        stands in and the district heard, and the desk has it. The letter itself counts as sent all the time."""
        here = self.install_faulty(clocks=lambda text: text.replace("hours: waking", "hours: any"))
        here.first_run()
        clock = self.turned_clock(here)
        here.more_environment["APARAJITA_TIME_SCALE"] = "1"
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 0)
        self.one_station_letter(here, 1)
        told = []
        for hours in (3, 5, 9, 13, 17, 21):  # after custody
            clock.set(hours * 3600)
            self.assertEqual(here.once(), 0, here.log())
            told.append([letter["to"] for letter in here.letters()
                         if "RECEIVED has not come" in letter["subject"]
                         or letter["to"] == "head.tvc@cell.invalid" and "[APJ-" in letter["subject"]])
        chain = ["sho.museum@tvc.ps.invalid", "head.tvc@cell.invalid", "chief.tvc@cell.invalid", "triage@cell.invalid"]
        self.assertEqual(told, [[], chain[:1], chain[:2], chain[:3], chain, chain])
        self.assertEqual(here.state_rows("SELECT recipient, state, uncertain FROM v1_letter WHERE kind = 'station'"),
                         [("tvc.museum", "sent", 0), ("head.tvc", "sent", 0)])
        self.one_station_letter(here, 1)
        self.assert_fine(here)


class FullMailbox(Machine):
    def at_the_desk(self, here):
        return [letter for letter in here.letters() if letter["to"] == "triage@cell.invalid"]

    def test_D16_a_station_that_stays_full_goes_to_the_desk(self):
        """A day long there is no room: then the desk has the complaint and the operators hear, while the daemon runs on. Until
        then nobody is told that a letter was refused."""
        for answer in ("452 4.2.2 mailbox full", "552 5.2.2 mailbox full"):
            here = self.install_faulty(plain=True, poll=2)
            here.first_run()
            clock = self.turned_clock(here)
            here.more_environment["APARAJITA_RETRY_SCALE"] = "3600"
            here.smtp.fault(stage="rcpt", reply=answer, recipient="sho.museum")
            here.start()
            here.imap.deliver(self.complaint(1))
            tried = "SELECT attempts FROM v1_letter WHERE kind = 'station'"
            # Half a day in pauses, as long as they are without the scale: 14 attempts.
            here.wait_until(lambda: (here.state_rows(tried) or [(0,)])[0][0] >= 15, 90, "fifteen attempts")
            self.assertEqual(self.alarms(here), [])
            self.assertEqual(self.at_the_desk(here), [])
            clock.set(25 * 3600)
            here.wait_until(lambda: self.at_the_desk(here), 60, "the complaint at the desk")
            (desk,) = self.at_the_desk(here)
            self.assertIn("tokenbx", desk["text"])
            self.assertEqual(len(self.letters_in(here, "held")), 1)
            here.wait_until(lambda: "station_full" in self.alarms(here), 30, "the alarm")
            self.assertNotIn("letter_refused", self.alarms(here))
            here.wait_until(lambda: not here.imap.list("INBOX"), 30, "an empty INBOX")
            self.assertEqual(here.stop(), 0)
            self.assertEqual(self.station_letters(here, 1), [])
            self.assertEqual([attrs.count('"reason":"expired"') for (attrs,) in self.events(here, "letter_held")], [1])
            self.assert_fine(here)


class Clock(Machine):
    def turned(self, seconds):
        """While a letter waits, while nothing runs, and back again: nothing is given up, nothing waits for a year."""
        here = self.install_faulty(plain=True, poll=2)
        here.first_run()
        clock = self.turned_clock(here)
        refusing = here.smtp.fault(stage="rcpt", reply="451 4.3.0 later", recipient=".invalid")
        here.start()
        here.imap.deliver(self.complaint(1))
        here.wait_until(lambda: self.letters_in(here, "deferred"), 30, "a letter that waits")
        clock.set(seconds)
        here.wait_until(lambda: self.events(here, "clock_jump"), 30, "the jump in the trail")
        fired = refusing.fired
        here.wait_until(lambda: refusing.fired >= fired + 2, 30, "two more attempts under the new clock")
        self.assertEqual(self.letters_in(here, "held"), [], "given up by a clock that was turned")
        here.imap.deliver(self.complaint(2))
        here.wait_until(lambda: len(self.letters_in(here, "deferred")) == 2, 30, "a mail of the new time")
        self.assertEqual(here.stop(), 0)
        clock.set(0)  # while nobody looks
        here.start()
        here.smtp.clear_faults()
        self.wait_until_filed(here, 60)
        self.assertEqual(here.stop(), 0)
        for token in ("tokenbx", "tokencx"):  # a year ago that station may have had another mailbox
            self.assertEqual(len([l for l in here.letters() if l["to"].endswith(".invalid") and token in l["text"]]), 1)
        jumps = [attrs for (attrs,) in self.events(here, "clock_jump")]
        self.assertEqual(len(jumps), 1, jumps)
        told = int(jumps[0].partition('"seconds":')[2].rstrip("}"))
        self.assertLess(abs(told - seconds), 120)
        self.assertEqual(self.events(here, "letter_held"), [])
        self.assert_fine(here)

    def test_E14_a_year_on_and_back(self):
        self.turned(YEAR)

    def test_E14_a_year_back_and_on(self):
        self.turned(-YEAR)


class Memory(Machine):
    def test_E16_the_nth_allocation_fails(self):
        """Whichever it is: the step is undone or the daemon dies cleanly, and afterwards each mail has one letter."""
        here = self.install_faulty(plain=True)
        here.first_run()
        count = here.folder / "count"
        self.preload(here, COUNT=count)
        here.imap.deliver(self.complaint(0))
        self.assertEqual(here.once(), 0)
        allocations = int(count.read_text())
        self.assertGreater(allocations, 1000)
        # Near the start each is another step; later they repeat.
        points = sorted({round(100 * (allocations / 100) ** (n / (POINTS - 1))) for n in range(POINTS)})
        deaths = 0
        for number, point in enumerate(points, 1):
            with self.subTest(allocation=point):
                here.imap.deliver(self.numbered(number))
                self.preload(here, MALLOC=point)
                code = here.once()
                self.assertIn(code, (0, 69, 70, 74, 75, 78, -signal.SIGABRT))
                deaths += code != 0
                here.more_environment = {}
        self.settle(here)
        for number in range(1, len(points) + 1):
            about = [l for l in here.letters() if f"number{number}end" in l["text"] and l["to"].startswith("sho.")]
            self.assertGreaterEqual(len(about), 1, f"mail {number} is lost")
            self.assertEqual(len({str(l["message"]["Message-ID"]) for l in about}), 1)
        doubts = here.state_rows("SELECT count(*) FROM audit_event WHERE kind = 'uncertain'")[0][0]
        twins = len([l for l in here.letters() if l["to"].startswith("sho.")]) - len(points) - 1
        self.assertLessEqual(twins, doubts)
        self.assertGreater(deaths, 0, "no failure was noticed at all")
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assert_fine(here)

    def numbered(self, number):
        return self.complaint(number % 20, f"number{number}end")


POINTS = 24


def close_all(sockets):
    for each in sockets:
        each.close()


class Names(Machine):
    def named(self):
        """Our relay is relay.example; where that is, a file says."""
        here = self.install_faulty(poll=2, smtp={"certificate_names": ("DNS:relay.example",)},
                                   changes=lambda text: text.replace("smtps://localhost", "smtps://relay.example"))
        self.names = here.folder / "names"
        self.names.write_text("relay.example 127.0.0.1\n")
        self.preload(here, NAMES=self.names)
        return here

    def black_hole(self, port):
        """An address that swallows every SYN: its queue of one is full."""
        hole = socket.socket()
        hole.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        hole.bind(("127.0.0.2", port))
        hole.listen(0)
        stuffed = [socket.socket() for _ in range(4)]
        for each in stuffed:
            each.setblocking(False)
            each.connect_ex(("127.0.0.2", port))
        time.sleep(0.2)
        return [hole] + stuffed

    def test_D23_the_first_address_is_a_black_hole(self):
        here = self.named()
        here.first_run()
        hole = self.black_hole(here.smtp.port)
        self.addCleanup(close_all, hole)
        self.names.write_text("relay.example 127.0.0.2 127.0.0.1\n")
        here.start()
        began = time.monotonic()
        here.imap.deliver(self.complaint(1))
        self.wait_for_letter(here, 1, 30)
        self.assertGreater(time.monotonic() - began, 1, "the hole was tried first, three seconds long")
        close_all(hole)
        # Who listens there now hears of every try.
        listener = socket.create_server(("127.0.0.2", here.smtp.port))
        listener.settimeout(0.1)
        here.imap.deliver(self.complaint(2))
        self.wait_for_letter(here, 2, 30)
        with self.assertRaises(TimeoutError, msg="the good address was forgotten"):
            listener.accept()
        listener.close()
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        self.assertEqual(self.events(here, "uncertain"), [])
        for number in (1, 2):
            self.one_station_letter(here, number)
        self.assert_fine(here)

    def test_D04_the_first_address_closes(self):
        """421 and the end from one address of the relay: the next one is tried at once, and remembered."""
        here = self.named()
        here.first_run()
        self.names.write_text("relay.example 127.0.0.2 127.0.0.1\n")
        greeted = []

        def refuse(listener):
            while True:
                try:
                    plain, _ = listener.accept()
                    with here.smtp.context.wrap_socket(plain, server_side=True) as line:
                        greeted.append(True)
                        line.sendall(b"421 4.3.2 closing\r\n")
                except OSError:
                    if listener.fileno() < 0:
                        return

        listener = socket.create_server(("127.0.0.2", here.smtp.port))
        threading.Thread(target=refuse, args=(listener,), daemon=True).start()
        self.addCleanup(listener.close)
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.assertGreaterEqual(len(greeted), 1)
        self.one_station_letter(here, 1)
        self.assertEqual(here.state_rows("SELECT attempts FROM v1_letter WHERE kind = 'station'"), [(1,)])
        self.assert_fine(here)

    def test_A24_the_name_server_fails(self):
        """No answer (SERVFAIL, or none in time), no such name, no address of it: each is temporary for a server of ours, and
        a slow answer is one. Once a server was reached its last address serves."""
        here = self.named()
        here.first_run()
        here.imap.deliver(self.complaint(1))
        for answer in ("", " slow", " unknown", " empty"):
            self.names.write_text(f"relay.example{answer}\n")
            here.once()
            self.assertEqual(len(self.letters_in(here, "deferred")), 1, f"waits, and is not refused: {answer}")
            self.assertEqual(self.events(here, "refused"), [])
            time.sleep(1.1)  # until it is due again
        self.names.write_text("relay.example slow 127.0.0.1\n")
        here.start()
        self.wait_for_letter(here, 1, 30)
        self.names.write_text("relay.example\n")
        here.imap.deliver(self.complaint(2))
        self.wait_for_letter(here, 2, 30)
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        for number in (1, 2):
            self.one_station_letter(here, number)
        self.assert_fine(here)


if __name__ == "__main__":
    fault_story.main()
