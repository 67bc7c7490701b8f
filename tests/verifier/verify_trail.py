#!/usr/bin/env python3
"""The second checker of the audit trail: written from daemon/audit/FORMAT.md alone, in Python's standard library,
and sharing no line with the program.

    verify_trail.py FILE.db [--against NOTES] [--events FILE]

FILE.db is what `aparajita audit export` wrote. NOTES is a checkpoint file an auditor kept, or a folder of them.
--events names the list of lawful kinds, one a line (default: every kind is lawful). Prints the findings, or "fine";
exit 0 or 65.
"""
import argparse
import base64
import binascii
import hashlib
import json
import pathlib
import sqlite3
import sys

import ed25519

EVENTS = "SELECT seq, ts, boot, mono, actor, kind, case_id, station, attrs, prev, leaf, chain FROM audit_event ORDER BY seq"


def sha256(octets):
    return hashlib.sha256(octets).digest()


# --- section 1 ------------------------------------------------------------------------------------------------

def canonical(columns):
    out = b""
    for value in columns:
        if value is None:
            out += b"N"
        elif isinstance(value, int):
            out += b"I" + value.to_bytes(8, "big", signed=True)
        elif isinstance(value, str):
            octets = value.encode()
            out += b"T" + len(octets).to_bytes(4, "big") + octets
        else:
            out += b"B" + len(value).to_bytes(4, "big") + value
    return out


def leaf_of(columns):
    return sha256(b"\x00" + canonical(columns))


# --- section 2 ------------------------------------------------------------------------------------------------

def node_of(left, right):
    return sha256(b"\x01" + left + right)


class Tree:
    """Grows leaf by leaf; `nodes` has every complete subtree above the leaves."""

    def __init__(self):
        self.size = 0
        self.peaks = []  # (level, hash), the largest first
        self.nodes = {}

    def add(self, leaf):
        level, hash_ = 0, leaf
        while self.peaks and self.peaks[-1][0] == level:
            hash_ = node_of(self.peaks.pop()[1], hash_)
            level += 1
            self.nodes[level, self.size >> level] = hash_
        self.peaks.append((level, hash_))
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha256(b"")
        hash_ = self.peaks[-1][1]
        for _, left in reversed(self.peaks[:-1]):
            hash_ = node_of(left, hash_)
        return hash_


# --- section 3 ------------------------------------------------------------------------------------------------

class Malformed(Exception):
    pass


def unbase64(text):
    try:
        octets = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Malformed("base64") from wrong
    if base64.b64encode(octets).decode() != text:
        raise Malformed("base64 of another writing")
    return octets


class Note:
    def __init__(self, text):
        body, separator, signatures = text.partition("\n\n")
        lines = body.split("\n")
        if not separator or len(lines) != 3 or not lines[0] or not signatures.endswith("\n"):
            raise Malformed("no checkpoint")
        if not lines[1].isdecimal() or str(int(lines[1])) != lines[1]:
            raise Malformed("size")
        self.signed = (body + "\n").encode()
        self.origin, self.size, self.root = lines[0], int(lines[1]), unbase64(lines[2])
        if len(self.root) != 32:
            raise Malformed("root")
        self.signatures = []
        for line in signatures[:-1].split("\n"):
            mark, name, value = (line.split(" ") + ["", ""])[:3]
            octets = unbase64(value)
            if mark != "\u2014" or not name or len(line.split(" ")) != 3 or len(octets) < 5:
                raise Malformed("signature")
            self.signatures.append((name, octets[:4], octets[4:]))

    def is_signed_by(self, key):
        return self.origin == key.name and any(
            name == key.name and key_id == key.id and ed25519.verify(key.public, self.signed, signature)
            for name, key_id, signature in self.signatures)


class Key:
    def __init__(self, text):
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise Malformed("key")
        octets = unbase64(parts[2])
        if len(octets) != 33 or octets[0] != 1:
            raise Malformed("key")
        self.name, self.public = parts[0], octets[1:]
        self.id = sha256(self.name.encode() + b"\n" + octets)[:4]
        if self.id.hex() != parts[1]:
            raise Malformed("key id")


def keys_in(database):
    keys = []
    for (text,) in database.execute("SELECT vkey FROM audit_key"):
        try:
            keys.append(Key(text))
        except Malformed:
            pass
    return keys


# --- section 4 ------------------------------------------------------------------------------------------------

def read_kept(path):
    """[(name, Note)] of a file or of every file of a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    kept = []
    for file in files:
        text = file.read_text().replace("\r", "")
        if text.startswith("old "):
            text = text.partition("\n\n")[2]
        kept.append((file.name, Note(text)))
    return kept


# --- section 7 ------------------------------------------------------------------------------------------------

class Story:
    def __init__(self):
        self.custody = self.taker = self.acknowledged = self.contact_decided = False
        self.confirmed, self.letters, self.requests = set(), set(), {}

    def breach(self, kind, actor, station, attrs):
        """True when this event may not come here; otherwise takes it."""
        of_acknowledgement = attrs.get("kind") == "acknowledgement"
        if kind in ("received", "recovered") and self.custody:
            return True
        if kind in ("reading", "attempt", "acknowledged", "filed") and not self.custody:
            return True
        if kind == "filed" and not self.taker:
            return True
        if self.release_breach(kind, actor, station, attrs):
            return True
        self.custody |= kind in ("received", "recovered", "quarantined")
        self.taker |= kind in ("quarantined", "recorded") or kind == "accepted" and not of_acknowledgement
        if kind == "acknowledged":
            if self.acknowledged:
                return True
            self.acknowledged = True
        if kind == "deferred" and of_acknowledgement:
            self.acknowledged = False
        return False

    def release_breach(self, kind, actor, station, attrs):
        letter = attrs.get("letter")
        if kind == "attempt":
            return attrs.get("kind") in ("reveal", "contact") and letter not in self.letters
        if kind == "confirmed":
            known = station in self.confirmed
            self.confirmed.add(station)
            return known or not actor.startswith("officer:")
        if kind in ("contact_released", "contact_withheld"):
            if not self.confirmed or self.contact_decided:
                return True
            self.contact_decided = True
            if kind == "contact_released":
                self.letters.add(letter)
        if kind.startswith("reveal_"):
            return self.request_breach(kind, actor, attrs)
        return False

    def request_breach(self, kind, actor, attrs):
        number = attrs.get("reveal")
        if kind == "reveal_asked":
            if not actor.startswith("officer:") or number in self.requests:
                return True
            self.requests[number] = [attrs.get("needed", -1), set(), False]
            return False
        request = self.requests.get(number)
        if request is None or request[2]:
            return True
        if kind == "reveal_approved":
            known = actor in request[1]
            request[1].add(actor)
            return known or not actor.startswith("desk:")
        request[2] = True
        if kind == "reveal_sent":
            if request[0] < 1 or len(request[1]) < request[0]:
                return True
            self.letters.add(attrs.get("letter"))
        return False


class Meaning:
    def __init__(self, lawful):
        self.lawful, self.cases, self.wrong = lawful, {}, None

    def step(self, seq, actor, kind, case_id, station, attrs):
        if self.wrong is not None:
            return
        if self.lawful and kind not in self.lawful:
            self.wrong = seq
        elif case_id is not None:
            story = self.cases.setdefault(case_id, Story())
            try:
                read = json.loads(attrs)
            except ValueError:
                read = {}
            if story.breach(kind, actor, station, read if isinstance(read, dict) else {}):
                self.wrong = seq


# --- section 6 ------------------------------------------------------------------------------------------------

def verify(database, kept=(), lawful=()):
    """Findings as (seq or 0, sentence)."""
    tree, meaning, roots, own_events = Tree(), Meaning(lawful), {0: sha256(b"")}, set()
    checkpoints = database.execute("SELECT size, root, note, key_id FROM audit_checkpoint ORDER BY size").fetchall()
    wanted = {row[0] for row in checkpoints} | {note.size for _, note in kept}
    broken = None
    prev = bytes(32)
    for row in database.execute(EVENTS):
        columns, (row_prev, leaf, chain) = row[:9], row[9:]
        if row[0] != tree.size + 1 or row_prev != prev or leaf != leaf_of(columns) or chain != sha256(prev + leaf):
            broken = tree.size + 1
            break
        prev = chain
        tree.add(leaf)
        if tree.size in wanted:
            roots[tree.size] = tree.root()
        if row[5] == "checkpoint":
            own_events.add(tree.size)
        meaning.step(row[0], row[4], row[5], row[6], row[7], row[8])

    findings = [(broken, "the chain breaks here")] if broken else []
    keys = keys_in(database)

    def claim(name, size, root):
        if size > tree.size:
            if not broken:
                findings.append((0, f"{name}: the end of the trail is gone"))
        elif roots.get(size) != root:
            findings.append((0, f"{name}: signed over other events"))

    for size, root, text, key_id in checkpoints:
        name = f"checkpoint {size}"
        if size <= tree.size and size not in own_events:
            findings.append((size, f"{name}: has no event"))
        claim(name, size, root)
        try:
            note = Note(text)
            agrees = (note.size, note.root) == (size, root)
            is_signed = any(key.id == key_id and note.is_signed_by(key) for key in keys)
        except Malformed:
            agrees = is_signed = False
        if not agrees:
            findings.append((size, f"{name}: its note says something else"))
        elif not is_signed:
            findings.append((size, f"{name}: not signed by its key"))
    for size in sorted(own_events - {row[0] for row in checkpoints}):
        findings.append((size, "the checkpoint of this event is missing"))
    for name, note in kept:
        claim(name, note.size, note.root)
        if not any(note.is_signed_by(key) for key in keys):
            findings.append((0, f"{name}: signed by no key of this trail"))
    if not broken:
        stored = {(level, idx): hash_ for level, idx, hash_ in database.execute("SELECT level, idx, hash FROM audit_node")}
        if stored != tree.nodes:
            findings.append((0, "the nodes are not those of the events"))
        if meaning.wrong is not None:
            findings.append((meaning.wrong, "unlawful here"))
    return findings, tree


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--against", type=pathlib.Path)
    parser.add_argument("--events", type=pathlib.Path)
    options = parser.parse_args()
    database = sqlite3.connect(f"file:{options.file}?mode=ro&immutable=1", uri=True)
    kept = read_kept(options.against) if options.against else []
    lawful = options.events.read_text().split() if options.events else ()
    findings, tree = verify(database, kept, frozenset(lawful))
    for seq, what in findings:
        print(f"BROKEN at event {seq}: {what}" if seq else f"BROKEN: {what}")
    if not findings:
        print(f"fine: {tree.size} events, root {tree.root().hex()}")
    return 65 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
