#!/usr/bin/env python3
"""No shipped file names a mailbox outside the reserved domains (RFC 2606, RFC 6761).

usage: addresses.py SOURCE_DIR
"""
import pathlib
import re
import sys

ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})")
# .internal is set aside for private use (ICANN 2024): tests of live mode need a domain that is not reserved by RFC.
RESERVED = re.compile(r"(^|\.)(invalid|test|example|localhost|internal|example\.(com|net|org))$", re.I)
# Who writes to us, never a recipient: the platforms' own senders, as labelled mails need them.
SENDERS = {"facebookmail.com", "mail.instagram.com"}
# A sender is data, not a recipient: public domains of platforms may stand as domains, never as addresses.
FOLDERS = ["routing_rules", "mailtemplates", "systemd", "daemon", "tests", "README.md", "schema.sql"]
SKIP = {".pyc", ".der", ".eml.bin"}
# Two names that look like addresses and are none: a systemd instance, and the upstream form of a key id.
NOT_ADDRESSES = re.compile(r"\.(service|socket|timer)$")


def main(source):
    source = pathlib.Path(source)
    wrong, seen = [], 0
    for folder in FOLDERS:
        root = source / folder
        for path in sorted([root] if root.is_file() else root.rglob("*")):
            if not path.is_file() or path.suffix in SKIP:
                continue
            text = path.read_bytes().decode("utf-8", errors="replace")
            for found in ADDRESS.finditer(text):
                seen += 1
                domain = found.group(1)
                if not RESERVED.search(domain) and domain not in SENDERS and not NOT_ADDRESSES.search(domain):
                    wrong.append(f"{path.relative_to(source)}: {found.group(0)}")
    for line in wrong:
        print(line)
    print(f"{seen} addresses looked at, {len(wrong)} outside the reserved domains")
    return 1 if wrong or seen < 500 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
