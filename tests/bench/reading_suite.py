#!/usr/bin/env python3
"""How our reading agrees with Python's on a folder of real mails that is not ours: per field, in per cent.

usage: reading_suite.py BINARY FOLDER       (any folder of mails, such as the test data of another mail library)

Not a test: neither reading is the truth, and a difference is a place to look. `--show FIELD` prints the differing files.
"""
import argparse
import email
import email.header
import email.policy
import email.utils
import hashlib
import json
import pathlib
import subprocess


def theirs(octets):
    mail = email.message_from_bytes(octets, policy=email.policy.compat32)
    new = email.message_from_bytes(octets, policy=email.policy.default)
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    senders = email.utils.getaddresses([str(mail["from"] or "")])
    return {
        "subject": str(new["subject"]) if mail["subject"] is not None else None,
        "from address": (senders[0][1] or None) if senders and mail["from"] is not None else None,
        "part types": [part.get_content_type() for part in leaves],
        "file names": [part.get_filename() for part in leaves],
        "part octets": [digest(part.get_content_type(), part.get_payload(decode=True) or b"") for part in leaves],
    }


def digest(kind, octets):
    if kind.startswith("text/"):
        octets = octets.replace(b"\r\n", b"\n").rstrip()
    elif kind.startswith("message/"):
        octets = b"\n".join(line.rstrip() for line in octets.splitlines() if line.strip())
    return hashlib.sha256(octets).hexdigest()


def ours(line):
    import base64
    return {
        "subject": line["subject"],
        "from address": line["from"]["address"],
        "part types": [part["type"] for part in line["parts"]],
        "file names": [part["filename"] for part in line["parts"]],
        "part octets": [digest(part["type"], base64.b64decode(part["b64"])) for part in line["parts"]],
    }


def main():
    options = argparse.ArgumentParser()
    options.add_argument("binary")
    options.add_argument("folder")
    options.add_argument("--show")
    options = options.parse_args()
    files = sorted(p for p in pathlib.Path(options.folder).rglob("*") if p.is_file() and p.suffix in (".txt", ".eml", ""))
    same, total = {}, {}
    for path in files:
        octets = path.read_bytes()
        done = subprocess.run([options.binary, "parse", "--json", str(path)], capture_output=True, text=True)
        mine = ours(json.loads(done.stdout))
        try:
            other = theirs(octets)
        except Exception as error:  # their reader gives up; ours may not
            print(f"{path.name}: Python gives up: {error}")
            continue
        for field, value in other.items():
            total[field] = total.get(field, 0) + 1
            if mine[field] == value:
                same[field] = same.get(field, 0) + 1
            elif options.show == field:
                print(f"{path.name}\n  ours   {mine[field]!r}\n  theirs {value!r}")
    print(f"{len(files)} mails")
    for field in total:
        print(f"  {field:<14} {100 * same.get(field, 0) / total[field]:6.1f} %  ({same.get(field, 0)} of {total[field]})")


if __name__ == "__main__":
    main()
