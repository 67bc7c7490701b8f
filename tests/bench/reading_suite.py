#!/usr/bin/env python3
"""How our reading of a folder of real mails, none of them ours, agrees with two others: Python's email, Perl's MIME::Parser.

usage: reading_suite.py BINARY FOLDER [--half 0|1] [--show]       (FOLDER: such as the test data of other mail libraries)

Not a test: no reading is the truth. A field counts as read the same if one of the two agrees; the octets of parts, if each
part has one that agrees. Where neither does, a difference that mail_reading.md demands is shown to be one by applying its
sentence to the octets or to their reading, and is counted under the sentence's name; what remains is unexplained and listed.
`--half` takes the mails whose SHA-256 is even or odd, so that one half can be looked at and the other stay unseen.
Needs libmime-tools-perl.
"""
import argparse
import base64
import collections
import datetime
import email
import email.header
import email.policy
import email.utils
import hashlib
import json
import pathlib
import re
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
FIELDS = ("subject", "from name", "from address", "message id", "references", "date", "part types", "file names",
          "part octets", "text", "html")


def digest(kind, octets):
    if kind.startswith("text/"):
        octets = octets.replace(b"\r\n", b"\n").rstrip()
    elif kind.startswith("message/"):
        octets = b"\n".join(line.rstrip() for line in octets.splitlines() if line.strip())
    return hashlib.sha256(octets).hexdigest()[:16]


def plain(text):
    """Text as it is compared: white space at the ends of lines and of the whole does not count."""
    return None if text is None else "\n".join(line.rstrip() for line in re.split("\r\n|\n|\r", text)).rstrip()


def one_line(text):
    return None if text is None else " ".join(text.split()) or None


def ids(text):
    found = ["".join(each.split()) for each in re.findall(r"<([^<>]*)>", text or "")]
    return found or (text.split() if text and len(text.split()) == 1 else [])


class Leaf:
    def __init__(self, kind, name, octets, charset=None, attachment=False):
        self.kind, self.name, self.octets, self.charset, self.attachment = kind, name or None, octets, charset, attachment

    def text(self):
        try:
            return self.octets.decode(self.charset or "utf-8", "replace")
        except LookupError:
            return self.octets.decode("utf-8", "replace")


def with_leaves(fields, leaves):
    def first(kind):
        return next((plain(leaf.text()) for leaf in leaves if leaf.kind == kind and not leaf.attachment), None)

    fields.update({"part types": [leaf.kind for leaf in leaves], "file names": [leaf.name for leaf in leaves],
                   "part octets": [digest(leaf.kind, leaf.octets) for leaf in leaves],
                   "text": first("text/plain"), "html": first("text/html"), "leaves": leaves})
    return fields


def our_reading(line):
    leaves = [Leaf(part["type"], part["filename"], base64.b64decode(part["b64"])) for part in line["parts"]]
    fields = with_leaves({}, leaves)
    date = line["date"] and int(datetime.datetime.fromisoformat(line["date"].replace("Z", "+00:00")).timestamp())
    return {**fields, "subject": one_line(line["subject"]), "from name": one_line(line["from"]["name"]),
            "from address": line["from"]["address"], "message id": line["message_id"], "references": line["references"],
            "date": date, "text": plain(line["text"]), "html": plain(line["html"])}


def python_leaves(mail):
    if mail.get_content_type() == "message/delivery-status" and mail.is_multipart():
        return [Leaf("message/delivery-status", mail.get_filename(), b"\n".join(p.as_bytes() for p in mail.get_payload()))]
    if mail.is_multipart():
        return [leaf for part in mail.get_payload() for leaf in python_leaves(part)]
    return [Leaf(mail.get_content_type(), mail.get_filename(), mail.get_payload(decode=True) or b"",
                 mail.get_content_charset(), mail.get_content_disposition() == "attachment")]


def python_header(new, old, name):
    if old[name] is None:
        return None
    try:
        return str(new[name])
    except (ValueError, AttributeError, IndexError):  # its new parser gives up on some; its old one does not
        return str(email.header.make_header(email.header.decode_header(str(old[name]))))


def python_reading(octets):
    new = email.message_from_bytes(octets, policy=email.policy.default)
    old = email.message_from_bytes(octets, policy=email.policy.compat32)
    sender = (email.utils.getaddresses([python_header(new, old, "from") or ""]) or [(None, None)])[0]
    try:
        date = int(email.utils.parsedate_to_datetime(str(old["date"])).timestamp())
    except (TypeError, ValueError):
        date = None
    return with_leaves({"subject": one_line(python_header(new, old, "subject")), "from name": one_line(sender[0]),
                        "from address": sender[1] or None, "message id": (ids(old["message-id"]) or [None])[0],
                        "references": ids(old["references"]), "date": date}, python_leaves(new))


def perl_reading(line):
    leaves = [Leaf(part["type"], part["filename"], base64.b64decode(part["octets"]), part["charset"], part["attachment"])
              for part in line["parts"]]
    return with_leaves({"subject": one_line(line["subject"]), "from name": one_line(line["from_name"]),
                        "from address": line["from_address"], "message id": line["message_id"],
                        "references": line["references"], "date": line["date"]}, leaves)


# --- the sentences of mail_reading.md -------------------------------------------------------------------------------
# Each is asked with the octets of the mail, our reading and one of theirs, and says whether it alone makes the difference.

def raw_header(octets, name):
    head = re.split(rb"\r?\n\r?\n", octets, 1)[0]
    found = re.search(rb"(?im)^" + name + rb"[ \t]*:((?:.*\r?\n?)(?:[ \t].*\r?\n?)*)", head)
    return found.group(1) if found else b""


def raw_eight_bit_header(field, octets, we, _):
    value = raw_header(octets, {"subject": b"subject", "from name": b"from"}.get(field, b"-"))
    if value.isascii() or we[field] is None:
        return False
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("cp1252", "replace")
    return we[field] in one_line(text)


def no_part_is_one_text(field, octets, we, they):
    """Boundary absent, empty or never seen: one text/plain leaf with the whole body. Theirs is a childless multipart."""
    if field not in ("part types", "part octets", "text", "file names"):
        return False
    head, body = (re.split(rb"\r?\n\r?\n", octets, 1) + [b""])[:2]
    if junk_line(head):  # then the body begins with that line
        body = octets[octets.index(junk_line(head)):]
    if we["part types"] == ["text/plain"]:  # the whole mail
        top = email.message_from_bytes(octets)
        seen = top.get_boundary() and re.search(rb"(?m)^--" + re.escape(top.get_boundary().encode()) + rb"[ \t]*\r?$", body)
        return top.get_content_maintype() == "multipart" and not seen and digest("text/plain", body) == we["part octets"][0]
    if len(we["leaves"]) != len(they["leaves"]):
        return False
    pairs = list(zip(we["leaves"], they["leaves"]))
    hollow = [(a, b) for a, b in pairs if b.kind.startswith("multipart/")]
    return bool(hollow) and all(a.kind == "text/plain" for a, b in hollow) and all(
        a.kind == b.kind and (field != "part octets" or digest(a.kind, a.octets) == digest(b.kind, b.octets))
        for a, b in pairs if (a, b) not in hollow)


def decode(octets, name):
    """As WHATWG has it for windows-1252: its five holes are the control characters of Latin-1."""
    if name != "cp1252":
        return octets.decode(name)
    return "".join(octets[i:i + 1].decode("cp1252" if octets[i] not in b"\x81\x8d\x8f\x90\x9d" else "latin-1")
                   for i in range(len(octets)))


def by_charset(names):
    def check(field, _, we, they):
        kind = {"text": "text/plain", "html": "text/html"}.get(field)
        leaf = next((leaf for leaf in they["leaves"] if leaf.kind == kind and not leaf.attachment), None)
        if leaf is None:
            return False
        for name in names:
            try:
                if plain(decode(leaf.octets, name)) == we[field]:
                    return True
            except UnicodeDecodeError:
                pass
        return False
    return check


def incomplete_group(field, _, we, they):
    return field == "part octets" and len(we["leaves"]) == len(they["leaves"]) and all(
        digest(a.kind, a.octets) == digest(b.kind, b.octets) or a.octets == b.octets[:len(b.octets) // 3 * 3]
        for a, b in zip(we["leaves"], they["leaves"]))


def other_message_is_a_leaf(field, _, we, they):
    return field in ("part types", "file names", "part octets", "text", "html") and any(
        kind in ("message/partial", "message/external-body") for kind in we["part types"])


def junk_line(head):
    """The first line of a header block that is no field and has no known field behind it."""
    lines = head.splitlines()
    is_field = [re.match(rb"[!-9;-~]+[ \t]*:|[ \t]|>?From ", line) is not None for line in lines]
    last = max((i for i, line in enumerate(lines) if is_field[i] and not line[:1].isspace()), default=-1)
    return next((line for i, line in enumerate(lines) if not is_field[i] and i > last), None)


def junk_line_ends_header(field, octets, we, _):
    junk = junk_line(re.split(rb"\r?\n\r?\n", octets, 1)[0])
    return field in ("text", "part octets") and junk is not None and (we["text"] or "").startswith(junk.decode("latin-1"))


def three_digit_year(field, octets, we, _):
    """RFC 5322 4.3: a year of three digits counts from 1900."""
    value = re.sub(r"(?<= )(1\d\d)(?= \d\d?:)", lambda year: str(1900 + int(year[0])), raw_header(octets, b"date").decode("latin-1"))
    parsed = email.utils.parsedate_tz(value)
    return field == "date" and parsed is not None and int(email.utils.mktime_tz(parsed)) == we["date"]


DEMANDED = {
    "raw 8-bit headers are UTF-8 if valid, else windows-1252": raw_eight_bit_header,
    "boundary absent, empty or never seen: the whole body is one text leaf": no_part_is_one_text,
    "valid UTF-8 wins under a single-byte, a wrong or an unknown label": by_charset(["utf-8"]),
    "what is no valid UTF-8 (iso-8859-1, us-ascii, no label, a wrong one) is windows-1252": by_charset(["cp1252"]),
    "gb2312 is gb18030, euc-kr is windows-949": by_charset(["gb18030", "cp949"]),
    "an incomplete last group of base64 is dropped": incomplete_group,
    "only message/rfc822 and message/global are entered": other_message_is_a_leaf,
    "a junk line in the header with no known field behind it begins the body": junk_line_ends_header,
    "a year of three digits counts from 1900": three_digit_year,
}


def agree(field, we, theirs):
    same = [name for name, they in theirs.items() if they[field] == we[field]]
    if same or field != "part octets":
        return same
    fitting = [they[field] for they in theirs.values() if len(they[field]) == len(we[field])]
    return ["each by one"] if fitting and all(mine in column for mine, *column in zip(we[field], *fitting)) else []


def demanded_by(field, octets, we, theirs):
    return next((name for name, holds in DEMANDED.items() if any(holds(field, octets, we, they) for they in theirs.values())),
                None)


class Tally:
    def __init__(self, show):
        self.show = show
        self.rows = {field: collections.Counter() for field in FIELDS}
        self.sentences = collections.Counter()

    def add(self, path, field, octets, we, theirs):
        row, same = self.rows[field], agree(field, we, theirs)
        row["asked"] += 1
        if same:
            row["both" if len(same) == 2 else same[0]] += 1
            return
        sentence = demanded_by(field, octets, we, theirs)
        row["demanded" if sentence else "unexplained"] += 1
        self.sentences[field, sentence or "UNEXPLAINED"] += 1
        if self.show or not sentence:
            print(f"{path} [{field}] {sentence or 'UNEXPLAINED'}")
        if self.show and not sentence:
            print(f"  ours   {we[field]!r:.500}", *(f"  {name:<6} {they[field]!r:.500}" for name, they in theirs.items()), sep="\n")

    def print(self):
        print(f"{'':<14}{'mails':>6} {'same %':>7} {'right %':>8}   both python perl mixed demanded unexplained")
        for field, row in self.rows.items():
            same = row["asked"] - row["demanded"] - row["unexplained"]
            print(f"{field:<14}{row['asked']:>6} {100 * same / row['asked']:7.2f} {100 - 100 * row['unexplained'] / row['asked']:8.2f} "
                  f"{row['both']:>6} {row['python']:>6} {row['perl']:>4} {row['each by one']:>5} {row['demanded']:>8} "
                  f"{row['unexplained']:>11}")
        for (field, sentence), count in sorted(self.sentences.items()):
            print(f"  {count:>3} x {field}: {sentence}")


def answers(command, files):
    asked = "".join(f"{path}\n" for path in files)
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if len(lines) != len(files):
        raise SystemExit(f"{command[0]}: {len(lines)} answers for {len(files)} mails")
    return lines


def main():
    options = argparse.ArgumentParser()
    options.add_argument("binary")
    options.add_argument("folder")
    options.add_argument("--half", type=int, choices=(0, 1))
    options.add_argument("--show", action="store_true")
    options = options.parse_args()
    files = sorted(p for p in pathlib.Path(options.folder).rglob("*") if p.is_file())
    if options.half is not None:
        files = [p for p in files if hashlib.sha256(p.read_bytes()).digest()[0] % 2 == options.half]
    began = time.monotonic()
    mine = answers([options.binary, "parse", "--json", *map(str, files)], files)
    seconds = time.monotonic() - began
    tally = Tally(options.show)
    for path, line, perl in zip(files, mine, answers(["perl", str(HERE / "reading_suite.pl")], files)):
        octets = path.read_bytes()
        theirs = {"python": python_reading(octets)}
        if "error" in perl:
            print(f"{path}: Perl gives up: {perl['error'].strip()}")
        else:
            theirs["perl"] = perl_reading(perl)
        for field in FIELDS:
            tally.add(path, field, octets, our_reading(line), theirs)
    print(f"{len(files)} mails, read in {seconds:.2f} s: {1000 * seconds / len(files):.2f} ms each, start and output included")
    tally.print()


if __name__ == "__main__":
    main()
