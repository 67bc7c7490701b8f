#!/usr/bin/env python3
"""Trails made by the program's own store, checked by `aparajita audit verify` and by the second checker, untouched and
tampered with; with the auditor's last checkpoint at hand and without.

    trails_test.py --aparajita PROGRAM --generator PROGRAM [--trails 50] [--tamperings 2000] [--seed N]

Prints a table by kind of tampering. Fails when the two disagree on anything, when an untouched trail is not fine, or
when a tampering is not found with the last checkpoint at hand.
"""
import argparse
import json
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import tamperings
import verify_trail


def open_database(file):
    database = sqlite3.connect(file)
    database.text_factory = lambda octets: octets.decode(errors="surrogateescape")
    return database


class Bench:
    def __init__(self, options, folder):
        self.program, self.folder = options.aparajita, folder
        self.lawful = frozenset((folder / "events.txt").read_text().split())
        self.trails = [folder / str(n) for n in range(1, options.trails + 1)]
        self.wrong = []

    def program_says(self, file, notes):
        command = [self.program, "audit", "verify", "--json", str(file)]
        if notes:
            command += ["--against", str(notes)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if done.returncode not in (0, 65):
            raise SystemExit(f"{command}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        verdict = json.loads(done.stdout)
        if (done.returncode == 0) != verdict["fine"]:
            raise SystemExit(f"{command}: exit {done.returncode} and {done.stdout}")
        return verdict

    def both_say(self, file, notes):
        """What both say: fine, first wrong event, root. A difference between them is a failure of the test."""
        verdict = self.program_says(file, notes)
        database = open_database(file)
        kept = verify_trail.read_kept(notes) if notes else []
        findings, tree = verify_trail.verify(database, kept, self.lawful)
        database.close()
        here = (not findings, tree.root().hex(), sorted(seq for seq, _ in findings))
        there = (verdict["fine"], verdict["root"], sorted(one.get("seq", 0) for one in verdict["findings"]))
        if here != there:
            self.wrong.append(f"{file}: the two disagree:\n  program {there} {verdict}\n  second  {here} {findings}")
        return verdict["fine"]

    def check_untouched(self):
        events = 0
        for trail in self.trails:
            for notes in (None, trail / "notes"):
                if not self.both_say(trail / "trail.db", notes):
                    self.wrong.append(f"{trail}: an untouched trail is not fine")
            events += len(tamperings.rows_of(open_database(trail / "trail.db")))
        print(f"{len(self.trails)} trails, {events} events: both checkers find them fine and agree on every root")

    def last_note(self, trail):
        return max((trail / "notes").iterdir(), key=lambda file: int(file.stem.split("-")[1]))

    def tamper(self, kind, draw):
        """Found with the last checkpoint, found without."""
        while True:
            trail = draw.choice(self.trails)
            copy = self.folder / "tampered.db"
            shutil.copyfile(trail / "trail.db", copy)
            note = self.last_note(trail)
            size = int(note.stem.split("-")[1])
            database = open_database(copy)
            tamperings.take_guards_away(database)
            before = touched(kind, database, size)
            done = kind(database, draw, size, (trail / "checkpoint.key").read_bytes())
            changed = touched(kind, database, size) != before
            database.commit()
            database.close()
            if done is not False and changed:
                return not self.both_say(copy, note), not self.both_say(copy, None)

    def check_tampered(self, count, draw):
        table = {kind.__name__: [0, 0, 0] for kind in tamperings.KINDS}
        for i in range(count):
            kind = tamperings.KINDS[i % len(tamperings.KINDS)]
            row = table[kind.__name__]
            with_note, alone = self.tamper(kind, draw)
            row[0] += 1
            row[1] += with_note
            row[2] += alone
        print_table(table)
        for name, (made, found, _) in table.items():
            if found != made:
                self.wrong.append(f"{name}: {made - found} of {made} were not found")
        # The checker that finds everything without the checkpoint would be broken, too.
        if table["all_anew_edit"][2] != 0 or table["truncate"][2] == table["truncate"][0]:
            self.wrong.append("without the auditor's copy, what is made anew should look whole")


def touched(kind, database, size):
    """What a tampering of this kind must have changed to be one. Everything made anew changes every hash behind it; it
    is a tampering when the events under the checkpoint say something else (the last one doubled behind it is not)."""
    if kind.__name__.startswith("all_anew"):
        return [row[:9] for row in tamperings.rows_of(database)[:size]]
    return [database.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("audit_event", "audit_node", "audit_key", "audit_checkpoint")]


def print_table(table):
    print(f"{'kind of tampering':<26}{'made':>6}{'found with the last checkpoint':>32}{'without':>9}")
    for name, (made, found, alone) in [*table.items(), ("all", [sum(row[i] for row in table.values()) for i in range(3)])]:
        print(f"{name.replace('_', ' '):<26}{made:>6}{found:>32}{alone:>9}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--aparajita", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--trails", type=int, default=50)
    parser.add_argument("--tamperings", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    if options.tamperings < len(tamperings.KINDS):
        parser.error(f"at least {len(tamperings.KINDS)}: one of each kind")
    with tempfile.TemporaryDirectory(prefix="aparajita-trails-") as name:
        folder = pathlib.Path(name)
        subprocess.run([options.generator, folder, str(options.trails), str(options.seed)], check=True)
        bench = Bench(options, folder)
        bench.check_untouched()
        bench.check_tampered(options.tamperings, random.Random(options.seed))
    for line in bench.wrong[:20]:
        print(line, file=sys.stderr)
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
