"""Two daemons are started on one state folder at the same moment, again and again: never do both send.

    python3 two_daemons.py BINARY [--times N]

Each time one of them is sent away with 75, the other one forwards the mail that waits; at the end every mail was
forwarded once.
"""
import argparse
import collections
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import installation  # noqa: E402
from kills import letters_of  # noqa: E402


def start(here):
    return subprocess.Popen([here.binary, "--config", str(here.config), "run"], stderr=subprocess.DEVNULL)


def double_start(here, token):
    here.imap.deliver(f"From: {token}@example.org\nSubject: help\n\nplease send to Museum police station, {token}\n")
    both = [start(here), start(here)]
    end = time.monotonic() + 180
    while time.monotonic() < end and not (any(each.poll() is not None for each in both) and not here.imap.list("INBOX")):
        time.sleep(0.02)
    codes = [each.poll() for each in both]
    for each in both:
        if each.poll() is None:
            each.terminate()
        each.wait(180)
    return sorted(codes, key=lambda code: code is None)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="aparajita-two-"))
    wrong = []
    try:
        with installation.Installation(pathlib.Path(options.binary).resolve(), folder / "home", poll=5) as here:
            here.first_run()
            tokens = ["token" + letters_of(n) + "q" for n in range(options.times)]
            for token in tokens:
                codes = double_start(here, token)
                if codes != [75, None]:
                    wrong.append(f"{token}: one should be sent away with 75 and the other work on, not {codes}")
            here.once()
            copies = collections.Counter(token for letter in here.letters() if letter["to"].startswith("sho.")
                                         for token in re.findall(r"\btoken[a-z]+q\b", letter["text"]))
            wrong += [f"{token} was forwarded {copies[token]} times" for token in tokens if copies[token] != 1]
            verdict = here.command("audit", "verify")
            if verdict.returncode != 0:
                wrong.append("the trail: " + verdict.stdout + verdict.stderr)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for sentence in wrong[:40]:
        print(sentence)
    print(f"{options.times} double starts, {len(wrong)} things wrong")
    return 1 if wrong or options.times == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
