"""What an operator types on a clean Debian 12, from nothing to the first letter, an upgrade, and away again.

Every command comes from README.md (systemd/README.md of the project) as it stands there; only passwords are not typed
by hand, and the one file is edited here. Runs as root in a system of its own: see run beside it.
"""
import email
import email.policy
import os
import pathlib
import re
import subprocess
import sys
import time

TRIAL = pathlib.Path("/trial")
sys.path.insert(0, str(TRIAL / "support"))
import dovecot  # noqa: E402
import older_schema  # noqa: E402
import smtp_server  # noqa: E402

SETTINGS = pathlib.Path("/etc/aparajita/aparajita.yaml")
STATE = pathlib.Path("/var/lib/aparajita")
# What a package manager and an init keep for themselves, and what lives in memory.
NOT_OURS = re.compile(r"^/(proc|dev|trial|tmp|sys|run|root|var/log|var/cache|var/tmp|var/lib/(apt|dpkg|systemd|private))(/|$)"
                      r"|^/etc/(passwd|group|shadow|gshadow|subuid|subgid|\.pwd\.lock)-?$|^/etc/systemd/system/.*trial")
PASSWORDS = {"imap": "a-private-password", "smtp": "letters-out"}
SECOND = "kerala@example.org"
started = time.monotonic()


def typed(line, code=0, quiet=False, folder="/root"):
    if not quiet:
        for each in line.strip().splitlines():
            print(f"{time.monotonic() - started:5.0f} s  $ {each}")
    path = f"{TRIAL / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", line], capture_output=True, text=True, timeout=600, cwd=folder,
                          env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL)
    if done.returncode != code:
        sys.exit(f"exits {done.returncode}, not {code}\n{done.stdout}\n{done.stderr}")
    return done.stdout + done.stderr


def must(holds, what):
    if not holds:
        sys.exit(f"NOT SO: {what}")
    print(f"         {what}")


def until(holds, what, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return must(True, what)
        time.sleep(0.2)
    must(False, what)


def blocks(title):
    """The shell commands of a section, one text for each fence."""
    text = (TRIAL / "README.md").read_text(encoding="utf-8")
    section = re.search(rf"(?ms)^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text)
    if section is None:
        sys.exit(f"README.md has no section '{title}'")
    found = re.findall(r"(?ms)^ *```sh\n(.*?)^ *```", section.group(1))
    if not found:
        sys.exit(f"'{title}' shows no command")
    return found


def files():
    found = typed("find / -xdev", quiet=True).splitlines()
    return {path for path in found if not NOT_OURS.match(path)}


def answer_for_passwords():
    """Stands where systemd-ask-password would ask a person: first the mailbox, then the relay."""
    program = TRIAL / "bin" / "systemd-ask-password"
    program.parent.mkdir()
    queue = TRIAL / "passwords"
    queue.write_text("\n".join(PASSWORDS.values()) + "\n")
    program.write_text(f"#!/bin/sh\nhead -1 {queue} | tr -d '\\n'; sed -i 1d {queue}\n")
    program.chmod(0o755)


def edit(imap, smtp, folder=SETTINGS.parent, user="complaints@example.org"):
    """The one file, as an editor would change it."""
    settings = folder / "aparajita.yaml"
    text = settings.read_text(encoding="utf-8")
    for old, new in [
            ("url: imaps://mail.example.org ", f"url: imaps://{imap.host}:{imap.port}\n  ca_file: imap-ca.pem "),
            ("url: smtps://mail.example.org ", f"url: smtps://{smtp.host}:{smtp.port}\n  ca_file: smtp-ca.pem "),
            ("\n  user: complaints@example.org\n  password: {credential: imap", f"\n  user: {user}\n  password: {{credential: imap")]:
        if text.count(old) != 1:
            sys.exit(f"the sample no longer says {old!r} once")
        text = text.replace(old, new)
    settings.write_text(text, encoding="utf-8")
    for name, source in [("imap-ca.pem", imap.ca_file), ("smtp-ca.pem", smtp.ca_file)]:
        (folder / name).write_bytes(pathlib.Path(source).read_bytes())
        (folder / name).chmod(0o644)


def letters(smtp):
    return [email.message_from_bytes(mail["octets"], policy=email.policy.default) for mail in smtp.mails()]


def complain(imap, name):
    imap.deliver((TRIAL / "samples" / name).read_bytes())


def install(imap, smtp):
    os.chdir(TRIAL / "first")
    for block in blocks("Install"):
        if "aparajita check" in block:
            edit(imap, smtp)
        out = typed(block, folder=str(TRIAL / "first"))
    must("mode: rehearsal" in SETTINGS.read_text(encoding="utf-8"), "the sample is in rehearsal")
    must("fine" in out, "doctor finds the line in order")
    must(typed("systemctl is-active aparajita", quiet=True).strip() == "active", "the daemon is up")


def live(imap, smtp):
    complain(imap, "01-malayalam.eml")
    until(lambda: any("Kazhakuttam" in letter["Subject"] for letter in letters(smtp)), "the first letter is at the station")
    until(lambda: not imap.count("INBOX"), "the inbox is empty")
    must("fine" in typed("aparajita audit verify"), "the trail verifies")
    must("mailbox" in typed("systemctl show -p StatusText aparajita", quiet=True), "systemctl status shows how it stands")

    rules = next((SETTINGS.parent / "routing_rules").glob("*.yaml"))
    good = rules.read_text(encoding="utf-8")
    rules.write_text(good + "\nnonsense: [\n", encoding="utf-8")
    typed("systemctl reload aparajita")
    until(lambda: "refused" in typed("journalctl -u aparajita", quiet=True), "a broken rule file is refused")
    rules.write_text(good, encoding="utf-8")
    typed("systemctl reload aparajita")

    before = typed("systemctl show -p MainPID --value aparajita", quiet=True)
    typed("systemctl kill -s SIGKILL aparajita")
    until(lambda: typed("systemctl is-active aparajita || true", quiet=True).strip() == "active" and
          typed("systemctl show -p MainPID --value aparajita", quiet=True) not in (before, "0\n"), "killed, it comes back")
    complain(imap, "03-english-attachment.eml")
    sent = len(letters(smtp))
    until(lambda: len(letters(smtp)) > sent, "and goes on")


def upgrade(imap, smtp):
    SETTINGS.write_text(SETTINGS.read_text(encoding="utf-8") + "# edited by the operator\n", encoding="utf-8")
    for block in blocks("Upgrade"):
        typed(block, folder=str(TRIAL / "second"))
    must(typed("aparajita --version", quiet=True).strip().endswith(".1"), "upgraded")
    must("# edited by the operator" in SETTINGS.read_text(encoding="utf-8"), "the settings are as edited")
    running = typed("readlink /proc/$(systemctl show -p MainPID --value aparajita)/exe", quiet=True)
    must(running.strip() == "/usr/bin/aparajita", "the daemon runs the new program")
    typed("systemctl stop aparajita", quiet=True)
    older_schema.age(STATE, (TRIAL / "version-1.sql").read_text(encoding="utf-8"))
    typed("systemctl start aparajita", quiet=True)
    sent = len(letters(smtp))
    complain(imap, "02-hindi.eml")
    until(lambda: len(letters(smtp)) > sent, "the new version carries the next complaint")
    must(older_schema.version(STATE / "aparajita.db") > 1, "databases of the first version were brought up to date")
    must("fine" in typed("aparajita audit verify"), "the old trail and the new verify as one")


def every_day():
    typed("systemctl status aparajita")
    typed("systemctl kill --kill-whom=main -s SIGUSR1 aparajita")
    typed("systemctl kill --kill-whom=main -s SIGUSR2 aparajita")
    typed("systemctl restart aparajita")
    typed("systemctl stop aparajita && systemctl start aparajita")
    typed("systemctl enable --now aparajita-report.timer")
    typed("systemctl start aparajita-report")
    must("<html" in (STATE / "report.html").read_text(encoding="utf-8"), "the review page is written")
    score = re.search(r"exposure level for \S+: ([0-9.]+)", typed("systemd-analyze security aparajita --no-pager"))
    must(float(score.group(1)) <= 1.5, f"the exposure of the running unit is {score.group(1)}")


def second_mailbox(imap, smtp):
    prepare, start = blocks("Several mailboxes")
    typed(prepare)
    folder = SETTINGS.parent / "kerala"
    typed(f"cp {SETTINGS.parent}/records-office.pub {folder} && cp {SETTINGS.parent}/credentials/*.cred {folder}/credentials", quiet=True)
    edit(imap, smtp, folder, SECOND)
    typed(start)
    sent = len(letters(smtp))
    imap.deliver((TRIAL / "samples" / "01-malayalam.eml").read_bytes(), user=SECOND)
    until(lambda: len(letters(smtp)) > sent, "the second mailbox is served by a daemon of its own")
    typed("systemctl stop aparajita@kerala", quiet=True)


def restore():
    cases = typed("aparajita cases", quiet=True)
    for block in blocks("Backup, and the restore drill"):
        out = typed(block)
    must("fine" in out, "the restored copy verifies")
    must(typed("aparajita cases", quiet=True) == cases, "and the running one is as it was")


def away(before, accounts):
    typed("apt-get -y remove aparajita")
    must(SETTINGS.exists() and (STATE / "vault.db").exists(), "removed: settings and databases are still there")
    for block in blocks("Remove"):
        typed(block)
    typed("rm -r /var/backups/aparajita", quiet=True)  # the operator's own, like the mailbox
    left = files() - before
    must(not left, f"purged: nothing left behind {sorted(left)[:5] if left else ''}")
    must(pathlib.Path("/etc/passwd").read_text() == accounts, "purged: the account is gone")


def main():
    # The libraries are not what we look for afterwards: they come first and are the system's.
    package = next((TRIAL / "first").glob("*.deb"))
    needs = re.search(r"(?m)^ *Depends: (.*)$", typed(f"dpkg-deb -I {package}", quiet=True)).group(1)
    names = [re.match(r"[a-z0-9.+-]+", one.split("|")[0].strip()).group(0) for one in needs.split(",")]
    typed("apt-get -q update && apt-get -y --no-install-recommends install " + " ".join(names), quiet=True)
    before, accounts = files(), pathlib.Path("/etc/passwd").read_text()

    global started
    started = time.monotonic()
    answer_for_passwords()
    imap = dovecot.start(users=("complaints@example.org", SECOND), password=PASSWORDS["imap"])
    smtp = smtp_server.start(pathlib.Path("/tmp/arrived"), tls="implicit", user="complaints@example.org",
                             password=PASSWORDS["smtp"])
    try:
        install(imap, smtp)
        live(imap, smtp)
        upgrade(imap, smtp)
        restore()
        every_day()
        second_mailbox(imap, smtp)
    finally:
        imap.stop()
        smtp.stop()
    away(before, accounts)
    print(f"{time.monotonic() - started:5.0f} s  done")


main()
