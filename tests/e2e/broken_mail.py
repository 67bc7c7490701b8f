"""Mail made to hurt the reader, and mail that was damaged: between good ones, on real servers.

usage: broken_mail.py BINARY OPEN_ORIGINALS            (300 mutants; part of tests/run)
       broken_mail.py BINARY OPEN_ORIGINALS MUTANTS    (the long form: 5000)
"""
import hashlib
import os
import pathlib
import random
import re
import subprocess
import sys
import time

OPEN_ORIGINALS = sys.argv.pop(2)
MUTANTS = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 300

import story  # noqa: E402
import killer_mails  # noqa: E402  from tests/support, as story lays it out

CORPUS = pathlib.Path(__file__).resolve().parent.parent / "corpus" / "reading"
SLOWEST = 2  # What a killer may cost, in runs of the daemon with two good mails alone: CPU of the very machine that is measured.


def good(n):
    return story.plain_mail(f"good{n}@example.org", "help",
                            f"He threatens me every day. I live near Museum, Museum police station. goodtoken{n}x\n")


class Killers(story.Story):
    def test_killers_between_good_mails_delay_nobody(self):
        here = self.install(poll=5)
        here.first_run()
        killers = killer_mails.load()
        self.assertGreaterEqual(len(killers), 20)
        alone, cost_alone = min((self.way_of_good_mails(here, 1000 + 10 * n, []) for n in range(3)),
                                key=lambda run: run[1])  # the first one finds a cold machine
        slowest, dearest = 0, 0
        for n, (name, killer) in enumerate(killers.items()):
            between, cost = self.way_of_good_mails(here, 10 * (n + 1), [killer])
            self.assertLessEqual(cost - cost_alone, SLOWEST * cost_alone, name)
            slowest, dearest = max(slowest, between), max(dearest, cost - cost_alone)
        print(f"\n{len(killers)} killers: at most {dearest:.2f} s of CPU more than the {cost_alone:.2f} s of good mails alone; slowest good mail beside one {slowest:.2f} s, "
              f"alone {alone:.2f} s")
        self.assertEqual(here.imap.list("INBOX"), [])
        everything = here.state_rows("SELECT count(*) FROM v1_intake")
        reached = here.state_rows("SELECT count(*) FROM v1_intake WHERE state IN ('filed', 'quarantined')")
        self.assertEqual(reached, everything)
        self.assert_fine(here)

    def way_of_good_mails(self, here, first, killers):
        """Delivers good, killer, good. The longest time of a good mail from custody to its station, and the CPU time of all."""
        count = 2
        for n in range(count):
            here.imap.deliver(good(first + n))
            if n < len(killers):
                here.imap.deliver(killers[n])
        received, cost = self.once_with_times(here)
        slowest = 0
        for n in range(count):
            mine = [m for m in here.smtp.mails() if f"goodtoken{first + n}x".encode() in m["octets"]]
            self.assertEqual([m["rcpt_to"] for m in mine], [["sho.museum@tvc.ps.invalid"]], f"good mail {n}")
            case = re.search(rb"^Subject:.*\[(APJ-\d{4}-\d{6})\]", mine[0]["octets"], re.MULTILINE)[1].decode()
            arrived = (here.smtp.folder / f"{mine[0]['number']:06d}.eml").stat().st_mtime
            slowest = max(slowest, arrived - received[case])
        return slowest, cost

    def once_with_times(self, here):
        """run --once: when each case's mail was in custody, by the clock that file times have, and what all its processes cost."""
        command = [here.binary, "--config", str(here.config), "run", "--once"]
        received = {}
        daemon = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        with daemon.stderr as log:
            for line in log:
                if found := re.search(r"mail_received case=(\S+)", line):
                    received[found[1]] = time.time()
        _, status, usage = os.wait4(daemon.pid, 0)
        daemon.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(daemon.returncode, 0)
        return received, usage.ru_utime + usage.ru_stime


def mutate(octets, dice):
    """One seeded kind of damage, as disks, gateways and people do it."""
    octets = octets or b"\n"  # the corpus has an empty mail, too
    kind = dice.randrange(9)
    at = dice.randrange(len(octets))
    if kind == 0:
        return octets[:at] or b"x"
    if kind == 1:
        out = bytearray(octets)
        for _ in range(dice.randrange(1, 20)):
            out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
        return bytes(out)
    if kind == 2:
        return octets.replace(b"boundary", b"bound ary", 1)
    if kind == 3:
        return octets.replace(b"\n", b"\n ", dice.randrange(1, 4))
    if kind == 4:
        return octets.replace(b"utf-8", dice.choice([b"us-ascii", b"utf-7", b"utf-16", b"x-unknown", b"big5"]))
    if kind == 5:
        return octets[:at] + b"Content-Type: message/rfc822\n\n" * dice.randrange(1, 30) + octets[at:]
    if kind == 6:
        return octets[:at] + b"k" * dice.randrange(1000, 100_000) + octets[at:]
    if kind == 7:
        return octets[:at] + b"\0" * dice.randrange(1, 8) + octets[at:]
    return octets[:at] + octets[dice.randrange(len(octets)):]


def as_served(octets):
    """IMAP has CR LF only and no NUL: Dovecot serves a stored LF as CR LF and a NUL as 0x80."""
    return octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").replace(b"\0", b"\x80")


class Mutants(story.Story):
    def test_damaged_mail_always_ends_with_a_person_and_its_octets_are_kept(self):
        mails = [path.read_bytes() for path in sorted(CORPUS.glob("*/mail.eml"))]
        self.assertGreaterEqual(len(mails), 120)
        dice = random.Random(20261122)
        here = self.install()
        here.first_run()
        delivered = set()
        for n in range(MUTANTS):
            # Each of another sender: fifty of one would be a flood, which waits for its daily list.
            mail = re.sub(rb"(?mi)^(From:[^\n@]*)@", rb"\g<1>.%d@" % n, dice.choice(mails), count=1)
            octets = b"X-Mutant: %d\n" % n + mutate(mail, dice)
            here.imap.deliver(octets)
        began = time.monotonic()
        self.assertEqual(here.once(timeout=3000), 0, here.log()[-2000:])
        seconds = time.monotonic() - began
        for folder in ("Aparajita/Done", "Aparajita/Attention"):
            delivered |= {hashlib.sha256(as_served(octets)).hexdigest() for octets in here.imap.list(folder)}
        self.assertEqual(here.imap.list("INBOX"), [])
        states = dict(here.state_rows("SELECT state, count(*) FROM v1_intake GROUP BY state"))
        self.assertEqual(sum(states.values()), MUTANTS)
        self.assertLessEqual(set(states), {"filed", "quarantined"})
        self.check_originals(here, delivered)
        deaths = len(self.events(here, "reader_died"))
        print(f"\n{MUTANTS} mutants in {seconds:.0f} s: {states}, {deaths} deaths of a reader")
        self.assert_fine(here)

    def check_originals(self, here, delivered):
        key = here.folder / "records-office" / "records-office.key"
        done = subprocess.run([OPEN_ORIGINALS, str(here.home / "state"), str(key)], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        kept = {line.split()[1] for line in done.stdout.splitlines()}
        self.assertEqual(kept, delivered, "sealed originals are the octets that lie in the mailbox")


if __name__ == "__main__":
    story.main()
