"""An installation whose database is filled with invented cases, for looking at the review page and for timing it.

usage: invented.py BINARY FOLDER [CASES [DAYS]]      makes FOLDER/aparajita.yaml and FOLDER/state
       import invented; invented.make(binary, folder, cases, days)

The same figures for the same arguments. Ten events of the trail for each case; their hashes are no chain.
"""
import hashlib
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import time

import yaml

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DAY, ZONE = 86400, 19800
OUTCOMES = ["legal_action", "counselled", "warned", "content_removed", "settled_heard_alone", "no_offence", "not_traced",
            "false", "withdrawn_heard"]
REASONS = ["residence", "explicit_station", "incident", "pin", "tie", "weak", "district_only", "none"]
CLASSES = ["PERSON", "PHONE", "EMAIL", "ADDRESS", "AADHAAR", "PIN_CODE", "DOB", "PAN"]
SETTINGS = """mode: rehearsal
mailbox: {url: "imaps://mail.example.org", user: complaints@example.org, password: {file: password}}
delivery: {url: "smtps://mail.example.org", user: complaints@example.org, password: {file: password}}
identity: {address: complaints@example.org, letters_from: Women Cell Desk, notices_address: hello@mail.example.net,
  notices_from: Mail Desk}
desk: {triage: triage@cell.invalid, urgent: urgent@cell.invalid, oversight: [sp@cell.invalid], approvers: [], auditors: []}
state: state
rules: routing_rules
templates: mailtemplates
seal_to: [records-office.pub]
"""


def stations():
    for file in sorted((SOURCE / "routing_rules/kerala").glob("*.yaml")):
        text = yaml.safe_load(file.read_text())
        for key, one in text["stations"].items():
            yield key, one.get("district", text.get("district", "")), one["name"], one.get("name_ml", "")


def local_day(at):
    return time.strftime("%Y-%m-%d", time.gmtime(at + ZONE))


class Filling:
    def __init__(self, database, now, cases, days):
        self.db, self.now, self.cases, self.days = database, now, cases, days
        self.draw = random.Random(8)
        self.seq = 0

    def case_row(self, n):
        draw = self.draw
        received = self.now - int(draw.random() ** 1.3 * self.days * DAY)
        age = self.now - received
        station = self.draw.choices(self.ids, self.weights)[0] if draw.random() < 0.93 else None
        confirmed = received + int(draw.expovariate(1 / 9000)) if station and draw.random() < 0.95 else None
        contacted = confirmed + int(draw.expovariate(1 / 30000)) if confirmed and draw.random() < 0.93 else None
        closed = contacted + int(draw.expovariate(1 / (12 * DAY))) if contacted and draw.random() < 0.95 else None
        confirmed, contacted, closed = (at if at and at < self.now else None for at in (confirmed, contacted, closed))
        state = ("closed" if closed else "contacted" if contacted else "confirmed" if confirmed else
                 "with_station" if station else "with_desk")
        if state == "contacted" and draw.random() < 0.05:
            state = "check_call"
        outcome = draw.choice(OUTCOMES) if closed else None
        reopened = 1 if age > 5 * DAY and state == "contacted" and draw.random() < 0.02 else 0
        return (n.to_bytes(16, "big"), 2026, n, received, local_day(received), "complaint", "blackmail",
                int(draw.random() < 0.02), state, station, "forward" if station else "triage", confirmed, contacted,
                outcome, closed, local_day(closed) if closed else None, reopened)

    def events_of(self, case, received):
        kinds = ["received", "reading", "routed", "redacted", "letter_queued", "attempt", "accepted", "filed",
                 "officer_answer", "confirmed"]
        for kind in kinds:
            self.seq += 1
            attrs = {}
            if kind == "redacted":
                some = self.draw.sample(CLASSES, 3)
                attrs = {"classes": ",".join(f"{c}={self.draw.randint(1, 3)}" for c in sorted(some)),
                         "destination": "station", "masked": 5}
            chain = hashlib.sha256(self.seq.to_bytes(8, "big")).digest()
            yield (self.seq, received + 5, b"b" * 16, self.seq, "daemon", kind, case,
                   json.dumps(attrs, sort_keys=True, separators=(",", ":")), chain, chain, chain)

    def fill(self):
        rows = list(stations())
        self.db.executemany("INSERT INTO station VALUES (?, ?, ?, ?, ?)",
                            [(*row, None if i % 29 == 3 else 0 if i % 61 == 7 else 2) for i, row in enumerate(rows)])
        self.ids = [row[0] for row in rows]
        # A few stations get many complaints, most get few.
        self.weights = [12 / (1 + (i * 37) % 97) for i in range(len(rows))]
        self.db.execute("DROP TRIGGER audit_event_only_grows")
        for n in range(1, self.cases + 1):
            case = self.case_row(n)
            key, received, station = case[0], case[3], case[9]
            self.db.execute("""INSERT INTO case_file (case_id, year, serial, received_at, local_day, kind, category, urgent,
                state, station, action, confirmed_at, contacted_at, outcome, closed_at, closed_day, reopened)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", case)
            content = hashlib.sha256(key).digest()
            self.db.execute("""INSERT INTO mail (folder, uidvalidity, uid, role, first_seen_at, local_day, content, case_id,
                state) VALUES ('INBOX', 1, ?, 'first', ?, ?, ?, ?, 'filed')""", (n, received, case[4], content, key))
            reason = self.draw.choices(REASONS, [30, 20, 18, 12, 6, 6, 5, 3])[0]
            decided = [(key, received + 2, "forward" if station else "triage", station, reason)]
            if station and self.draw.random() < 0.04:
                decided.insert(0, (key, received + 1, "forward", self.draw.choice(self.ids), reason))
            self.db.executemany("""INSERT INTO decision (case_id, at, action, station, reason, score, lead, rules_sha256,
                evidence_kinds) VALUES (?, ?, ?, ?, ?, 50, 20, 'a', 'residence')""", decided)
            accepted = received + 20 if self.draw.random() < 0.997 else None
            state = "sent" if accepted else self.draw.choice(["refused", "held", "deferred"])
            self.db.execute("""INSERT INTO letter (case_id, cause, kind, recipient, message_id, state, uncertain, queued_at,
                next_attempt_at, accepted_at, hash, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 1)""",
                            (key, content.hex(), "station" if station else "desk", station or "desk.triage", f"m{n}", state,
                             int(self.draw.random() < 0.004), received + 5, received + 5, accepted))
            self.db.executemany("""INSERT INTO audit_event (seq, ts, boot, mono, actor, kind, case_id, attrs, prev, leaf,
                chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", self.events_of(key, received))


def make(binary, folder, cases=2000, days=120, now=None):
    """Returns the settings file."""
    folder = pathlib.Path(folder)
    done = subprocess.run([str(binary), "init", str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    subprocess.run([str(binary), "keygen", "--out", str(folder.parent / "records-office")], check=True, capture_output=True)
    (folder / "records-office.pub").write_bytes((folder.parent / "records-office.pub").read_bytes())
    (folder / "password").write_text("unused\n")
    (folder / "password").chmod(0o600)
    (folder / "aparajita.yaml").write_text(SETTINGS)
    state = folder / "state"
    state.mkdir(mode=0o700)
    schema = (SOURCE / "schema.sql").read_text().split("-- === DATABASE vault.db ===")[0]
    database = sqlite3.connect(state / "aparajita.db")
    database.executescript("PRAGMA synchronous=OFF;" + schema)
    Filling(database, int(now or time.time()), cases, days).fill()
    database.commit()
    database.close()
    (state / "aparajita.db").chmod(0o600)
    return folder / "aparajita.yaml"


if __name__ == "__main__":
    print(make(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])))
