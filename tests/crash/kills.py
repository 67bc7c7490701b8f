"""Kills the daemon at every named place and at random, between a private Dovecot and an SMTP server that fails in a
fifth of its conversations; then lets it finish in peace and counts.

    python3 kills.py BINARY [--kills N] [--seed N] [--mutant accepted_first]

Each mail bears a token of its own. It must hold, or the program exits 1 with what does not:
  no token is lost, and each lies at one station only; copies of a letter <= 1 + its ambiguous events, all of one
  Message-ID and the same octets; a complainant gets at most one mail; the trail verifies; mailbox, vault and rows
  balance; every named place was hit. With --mutant the daemon makes the named mistake, and mail must be lost: a test
  that cannot see a loss proves nothing.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
DAEMON = HERE.parent.parent / "daemon"
sys.path.insert(0, str(HERE.parent / "support"))
import installation  # noqa: E402

# Pauses between attempts are 600 times shorter, waits for an answer ten times.
SCALE = {"APARAJITA_RETRY_SCALE": "600", "APARAJITA_TIME_SCALE": "10"}
FAULTY = 0.2
DAY = 86400
FORGETTING = ("destroy", "t6")  # places that only a case whose time has come leads to


def failpoints():
    """Every place where the program can be told to die, read from the program."""
    table = re.findall(r'\{Step::\w+,\s*"(\w+)",\s*Home::\w+', (DAEMON / "protocol" / "steps.h").read_text())
    source = "".join(path.read_text() for path in sorted(DAEMON.rglob("*.cpp")))
    named = re.findall(r'commit_named\(\s*[\w.]+,\s*"(\w+)"', source)
    literal = re.findall(r'failpoint\(\s*"([\w.]+)"\)', source)
    literal += [name for pair in re.findall(r'failpoint\(\w+ \? "(\w+)" : "(\w+)"\)', source) for name in pair]
    points = [name + edge for name in table + named for edge in (".before", ".after")] + sorted(set(literal))
    if len(table) != 11 or len(named) < 3 or len(literal) < 6:
        sys.exit(f"the named places were not found: {points}")
    return points


def letters_of(number):
    """1 -> "b", 27 -> "bb": digits would be taken for a number of hers."""
    text = ""
    while True:
        number, rest = divmod(number, 26)
        text = "abcdefghijklmnopqrstuvwxyz"[rest] + text
        if number == 0:
            return text


def ways_to_fail():
    """All that an SMTP server can do wrong, each as likely as the others."""
    ways = [{"stage": stage, "reply": f"{code} {code[0]}.3.0 not now"}
            for stage in ("connect", "ehlo", "auth", "mail", "rcpt", "data", "dot") for code in ("451", "550", "421")]
    ways += [{"stage": stage, "cut": how} for stage in ("connect", "ehlo", "auth", "mail", "rcpt", "data", "body", "dot")
             for how in ("before", "reset")]
    ways += [{"stage": "dot", "cut": "after"}, {"stage": "dot", "partial": "25"},
             {"stage": "dot", "extra": "250 2.0.0 once more"}]
    return ways


class Run:
    def __init__(self, binary, folder, seed, mutant):
        self.dice = random.Random(seed)
        self.here = installation.Installation(binary, folder, poll=5)
        self.mutant, self.sent, self.unreadable, self.set_aside = mutant, 0, 0, 0
        self.hits, self.random_kills, self.missed = collections.Counter(), 0, collections.Counter()
        self.daemon, self.known = None, {}  # known: letters by Message-ID, of destroyed cases too

    # --- what happens to it ---

    def begin(self):
        self.here.first_run()
        time.sleep(1.1)  # a mail older than the database is never acknowledged

    def make_faulty(self):
        ways = ways_to_fail()
        for number, way in enumerate(ways):
            self.here.smtp.fault(chance=FAULTY / len(ways), seed=self.dice.randrange(1 << 30) + number, **way)

    def deliver(self, count):
        for _ in range(count):
            token = "token" + letters_of(self.sent) + "q"
            self.sent += 1
            self.here.imap.deliver(
                f"From: w{self.sent}@example.org\nTo: complaints@example.org\nSubject: help\nMIME-Version: 1.0\n"
                "Content-Type: text/plain; charset=utf-8\n\n"
                f"please send to Museum police station, {token}\n")

    def deliver_unreadable(self):
        self.unreadable += 1
        sample = next((HERE.parent / "e2e" / "samples").glob("10*.eml")).read_bytes()
        self.here.imap.deliver(b"X-Number: %d\n" % self.unreadable + sample)

    def start(self, failpoint=None):
        environment = dict(os.environ, **SCALE)
        if failpoint:
            environment["APARAJITA_FAILPOINT"] = failpoint
        if self.mutant:
            environment["APARAJITA_MUTANT"] = self.mutant
        self.log = open(self.here.log_path, "wb")
        self.daemon = subprocess.Popen([self.here.binary, "--config", str(self.here.config), "run"],
                                       stderr=self.log, stdout=self.log, env=environment)

    def kill(self):
        self.daemon.kill()
        self.daemon.wait()
        self.log.close()

    def die_at(self, point):
        """True when the daemon died of the failpoint, before it had nothing to do any more."""
        self.deliver(self.dice.randint(1, 3))
        if point.startswith("set_aside"):
            self.deliver_unreadable()
        if point.startswith("desk_instead"):
            self.here.smtp.fault(stage="rcpt", reply="550 5.1.1 Nobody", recipient="sho.museum", times=1)
        if point.startswith(FORGETTING):
            self.age_a_case()
        once = ("set_aside", "desk", "recover", "S5", "TA") + FORGETTING
        skip = 0 if point.startswith(once) else self.dice.choice((0, 0, 1))
        self.start(f"{point}:{skip}")
        self._wait_until_drained(patience=120, rest=8)
        died = self.daemon.poll() == -9
        if self.daemon.poll() is not None and not died:
            raise RuntimeError(f"the daemon ended by itself at {point}: {self.daemon.poll()}\n{self.here.log()}")
        self.kill()
        (self.hits if died else self.missed)[point] += 1
        return died

    def age_a_case(self):
        """One case that is done with was closed a hundred days ago and announced to oversight last week. Tonight its
        copies and its key are destroyed, and its mail leaves the mailbox; here the names of its letters are kept."""
        self.known.update(self.here.state_rows("SELECT message_id, letter_id FROM letter"))
        database = sqlite3.connect(self.here.home / "state" / "aparajita.db")
        with database:
            database.execute(
                "UPDATE case_file SET state = 'closed', outcome = 'spam', closed_day = date('now', '-100 days'), "
                "closed_at = received_at - ?1, purge_announced_at = received_at - ?2, received_at = received_at - ?3 "
                "WHERE case_id = (SELECT c.case_id FROM case_file c JOIN mail m USING (case_id) "
                "WHERE c.state = 'with_station' AND m.filed_uid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM letter l "
                "WHERE l.case_id = c.case_id AND l.state IN ('queued', 'sending', 'deferred')) LIMIT 1)",
                (100 * DAY, 8 * DAY, 200 * DAY))
            database.execute("DELETE FROM meta WHERE key = 'nightly_check_at'")
        database.close()

    def die_at_random(self):
        self.deliver(self.dice.randint(1, 4))
        self.start()
        until_connected = time.monotonic() + 120
        # Some die while they start, most while they work.
        if self.dice.random() < 0.8:
            while b"mailbox_connected" not in self.here.log_path.read_bytes() and time.monotonic() < until_connected:
                time.sleep(0.01)
        time.sleep(self.dice.random() * 0.3)
        if self.daemon.poll() is not None:
            raise RuntimeError(f"the daemon ended by itself: {self.daemon.poll()}\n{self.here.log()}")
        self.kill()
        self.random_kills += 1

    def finish_in_peace(self, patience):
        self.here.smtp.clear_faults()
        self.start()
        self.here.daemon = self.daemon
        self.here.wait_for_log("mailbox_connected")
        self._wait_until_drained(patience)
        # A mail that was being read at three deaths counts as their cause: it was set aside, and the desk was told.
        # A person orders it to be read again.
        for case, in self.here.state_rows("SELECT case_no FROM v1_case JOIN v1_intake USING (case_no) WHERE "
                                          "v1_case.state = 'quarantined'"):
            if self._reason(case) != "attempts":
                continue
            self.set_aside += 1
            done = self.here.command("quarantine", "retry", case)
            if done.returncode != 0:
                raise RuntimeError("quarantine retry: " + done.stderr)
        self._wait_until_drained(patience)
        self.daemon.terminate()
        code = self.daemon.wait(180)
        self.log.close()
        if code != 0:
            raise RuntimeError(f"the last run ends with {code}:\n{self.here.log()}")

    def _reason(self, case):
        attrs = self.here.state_rows("SELECT detail FROM v1_case_event WHERE case_no = ? AND event = 'quarantined' "
                                     "ORDER BY seq DESC LIMIT 1", case)
        return json.loads(attrs[0][0])["reason"]

    def _wait_until_drained(self, patience, rest=0.75):
        """Until it is dead, or nothing has waited for so many seconds."""
        worked = began = time.monotonic()
        while self.daemon.poll() is None and time.monotonic() < min(began + patience, worked + rest):
            time.sleep(0.05)
            if self.here.imap.count("INBOX") or self.waiting():
                worked = time.monotonic()

    def waiting(self):
        letters = "SELECT count(*) FROM letter WHERE state IN ('queued', 'sending', 'deferred')"
        mails = "SELECT count(*) FROM mail WHERE state IN ('received', 'reading')"
        return self.here.state_rows(letters)[0][0] + self.here.state_rows(mails)[0][0]

    # --- what must hold ---

    def verdict(self):
        wrong = []
        arrived = self.here.letters()
        by_letter = collections.defaultdict(list)
        stations, tokens, acknowledgements = collections.defaultdict(set), collections.Counter(), collections.Counter()
        for letter in arrived:
            by_letter[str(letter["message"]["Message-ID"]).strip("<>")].append(letter)
            if letter["to"].endswith("@example.org"):
                acknowledgements[letter["to"]] += 1
            for token in set(re.findall(r"\btoken[a-z]+q\b", letter["text"])):
                tokens[token] += 1
                if letter["to"].startswith("sho."):
                    stations[token].add(letter["to"])
        expected = {"token" + letters_of(n) + "q" for n in range(self.sent)}
        lost = sorted(expected - set(tokens))
        wrong += [f"lost: {token}" for token in lost]
        wrong += [f"a token that nobody sent: {token}" for token in sorted(set(tokens) - expected)]
        wrong += [f"{token} lies at {sorted(places)}" for token, places in stations.items() if len(places) > 1]
        wrong += self._check_copies(by_letter)
        wrong += [f"{count} mails to {who}" for who, count in acknowledgements.items() if count > 1]
        wrong += self._check_rows()
        wrong += [f"the client did wrong: {each}" for each in sorted(set(self.here.smtp.violations))]
        return wrong, {"mails": self.sent, "unreadable": self.unreadable, "set_aside_by_kills": self.set_aside, "lost": len(lost),
                       "kills_at_named_places": sum(self.hits.values()), "kills_at_random": self.random_kills,
                       "twins": sum(len(copies) - 1 for copies in by_letter.values()),
                       "ambiguous": self.here.state_rows("SELECT count(*) FROM audit_event WHERE kind = 'uncertain'")[0][0],
                       "most_copies": max((len(copies) for copies in by_letter.values()), default=0),
                       "acknowledged": len(acknowledgements),
                       "destroyed": self.here.state_rows("SELECT count(*) FROM v1_case WHERE purged_at IS NOT NULL")[0][0]}

    def _check_copies(self, by_letter):
        ambiguous = collections.Counter()
        for (attrs,) in self.here.state_rows("SELECT attrs FROM audit_event WHERE kind = 'uncertain'"):
            ambiguous[json.loads(attrs)["letter"]] += 1
        known = self.known | dict(self.here.state_rows("SELECT message_id, letter_id FROM letter"))
        wrong = []
        for message_id, copies in by_letter.items():
            if message_id not in known:
                wrong.append("a letter arrived that no row knows")
                continue
            if len({(copy["to"], copy["octets"]) for copy in copies}) > 1:
                wrong.append(f"letter {known[message_id]} arrived with different octets or recipients")
            if len(copies) > 1 + ambiguous[known[message_id]]:
                wrong.append(f"letter {known[message_id]} arrived {len(copies)} times after "
                             f"{ambiguous[known[message_id]]} ambiguous events")
        return wrong

    def _check_rows(self):
        wrong = []
        for day, difference in self.here.state_rows("SELECT day, difference FROM v1_balance"):
            if difference != 0:
                wrong.append(f"the balance of {day} differs by {difference}")
        cases = self.here.state_rows("SELECT count(*) FROM v1_case")[0][0]
        if cases != self.sent + self.unreadable:
            wrong.append(f"{cases} cases for {self.sent + self.unreadable} mails")
        set_aside = self.here.state_rows("SELECT count(*) FROM v1_intake WHERE state = 'quarantined'")[0][0]
        if set_aside != self.unreadable:
            wrong.append(f"{set_aside} mails are set aside, {self.unreadable} cannot be read")
        left = len(self.here.imap.list("INBOX"))
        if left or self.waiting():
            wrong.append(f"{left} mails are left in INBOX, {self.waiting()} letters wait")
        moved = len(self.here.imap.list("Aparajita/Done")) + len(self.here.imap.list("Aparajita/Attention"))
        removed = self.here.state_rows("SELECT count(*) FROM mail WHERE removed_at IS NOT NULL")[0][0]
        if moved + removed != self.sent + self.unreadable:
            wrong.append(f"{moved} mails were moved and {removed} forgotten of {self.sent + self.unreadable}")
        verdict = self.here.command("audit", "verify", timeout=600)
        if verdict.returncode != 0:
            wrong.append("the trail: " + verdict.stdout + verdict.stderr)
        return wrong


def drive(run, kills):
    points = failpoints()
    run.begin()
    run.make_faulty()
    began = time.monotonic()
    for number in range(kills):
        # Named places in turn, as many at random as by name.
        if number % 2 == 0:
            run.die_at(points[(number // 2) % len(points)])
        else:
            run.die_at_random()
    seldom = [point for point in points if run.hits[point] == 0 and run.missed[point] > 0]
    for point in seldom:  # a fault of the server may have stood before the place
        for _ in range(5):
            if run.die_at(point):
                break
    seconds = time.monotonic() - began
    run.finish_in_peace(120 + run.sent)
    wrong, figures = run.verdict()
    if not run.mutant and kills >= 2 * len(points):
        wrong += [f"never hit: {point}" for point in points if run.hits[point] == 0]
    return wrong, figures | {"seconds": round(seconds), "places": len(points),
                             "fewest_hits_of_a_place": min(run.hits[point] for point in points)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--kills", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="aparajita-crash-"))
    try:
        run = Run(pathlib.Path(options.binary).resolve(), folder / "home", options.seed, options.mutant)
        with run.here:
            try:
                wrong, figures = drive(run, options.kills)
            finally:
                if run.daemon is not None and run.daemon.poll() is None:
                    run.daemon.kill()
                    run.daemon.wait()
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(figures))
    for sentence in wrong[:40]:
        print(sentence)
    if options.mutant:
        print(f"the mutant '{options.mutant}' lost {figures['lost']} mails")
        return 0 if figures["lost"] > 0 else 1
    return 1 if wrong or figures["mails"] == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
