"""tests/demo: see there. usage: demo.py BINARY [--keep]"""
import email
import email.policy
import json
import pathlib
import shutil
import signal
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import installation  # noqa: E402

SAMPLES = pathlib.Path(__file__).parent.parent / "e2e" / "samples"
WIDTH = 96


def title(words):
    print("\n\033[1m" + words + "\033[0m\n" + "-" * min(WIDTH, len(words)))


def show_what_came_in(samples):
    title("1. What came in")
    for name, octets in samples:
        mail = email.message_from_bytes(octets, policy=email.policy.default)
        print(f"  {name:<24} {str(mail['From'])[:40]:<42} {str(mail['Subject'])[:28]}")


def show_letters(letters):
    title("2. The letters that went out")
    for letter in letters:
        print(f"  {letter['to']:<44} {letter['subject'][:50]}")


def show_in_full(number, letter, heading):
    title(f"{number}. {heading}")
    print(f"  From:    {letter['message']['From']}\n  To:      {letter['to']}\n  Subject: {letter['subject']}\n")
    for line in letter["text"].splitlines():
        print("  " + line)


def first(letters, holds):
    return next(letter for letter in letters if holds(letter))


def case_of(letter):
    return letter["subject"].split("[", 1)[1].split("]", 1)[0]


def show_trail(here, case):
    title(f"5. The trail of {case} (this read is itself logged)")
    shown = here.command("audit", "show", case)
    print(shown.stdout.rstrip() or shown.stderr)
    print("\n  " + here.command("audit", "verify").stdout.strip())


def show_cases(here):
    title("6. Where every case stands")
    print(here.command("cases").stdout.rstrip())


def show_by_hand(here):
    title("7. The same by hand")
    run = f"{here.binary} --config {here.config}"
    for what, command in [
            ("watch the mailbox (Ctrl-C ends)", f"{run} run"),
            ("drain it once", f"{run} run --once"),
            ("are settings and rules right?", f"{run} check"),
            ("what would happen to a mail, and why?", f"{run} explain {SAMPLES}/01-malayalam.eml"),
            ("what does the reader see?", f"{run} parse --json {SAMPLES}/05-html-only.eml"),
            ("where does every case stand?", f"{run} cases"),
            ("what waits?", f"{run} queue list"),
            ("the life of a case; is the trail whole?", f"{run} audit show CASE; {run} audit verify"),
            ("an installation of your own", f"{here.binary} init DIR; {here.binary} keygen --out PREFIX")]:
        print(f"  {what}\n      {command}")


def drive(here):
    # Once on the empty mailbox: a database younger than a mail never acknowledges it.
    here.first_run()
    time.sleep(1.1)
    here.start()
    samples = [(path.stem, path.read_bytes()) for path in sorted(SAMPLES.glob("*.eml"))]
    for _, octets in samples:
        here.imap.deliver(octets)
    began = time.monotonic()
    here.wait_until_filed()
    return samples, time.monotonic() - began


def tell(here, samples, seconds):
    letters = here.letters()
    show_what_came_in(samples)
    show_letters(letters)
    print(f"\n  {len(samples)} mails became {len(letters)} letters in {seconds:.1f} s")
    station = first(letters, lambda l: "sho.kazhakuttam@" in l["to"])
    desk = first(letters, lambda l: l["to"] == "triage@cell.invalid" and "redacted" not in l["to"])
    show_in_full(3, station, "One in full: to the station")
    show_in_full(4, desk, "One in full: to the desk, which decides")
    show_trail(here, case_of(station))
    show_cases(here)
    show_by_hand(here)


def keep_running(here):
    title("Still running")
    print(f"""  Everything lies in {here.folder}; Ctrl-C ends it and leaves nothing behind.

  Send it a complaint of your own (a text with headers, any writing):

      curl --url imaps://{here.imap.host}:{here.imap.port}/INBOX --cacert {here.imap.ca_file} \\
           --user {here.imap.user}:{here.imap.password} -T your-mail.eml

  Letters arrive in {here.smtp.folder}; the log is {here.log_path}.""", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})


def main(binary, *options):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="aparajita-demo-"))
    if "--keep" in options:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        with installation.Installation(pathlib.Path(binary).resolve(), folder / "demo", poll=5) as here:
            samples, seconds = drive(here)
            tell(here, samples, seconds)
            if "--keep" in options:
                keep_running(here)
            if here.stop() != 0:
                print(here.log(), file=sys.stderr)
                return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
