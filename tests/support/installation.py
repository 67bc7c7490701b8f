"""A private installation of Aparajita between a private Dovecot and a private SMTP server.

    import installation                                   # with tests/support on sys.path
    with installation.Installation(binary, folder) as here:   # servers up, settings written, keys made
        here.first_run()                                  # run --once on the empty mailbox
        here.imap.deliver(octets)
        here.once()                                       # run --once; returns the exit code
        here.start(); here.stop()                         # the daemon
    here.wait_until_filed()                           # nothing waits any more, in the mailbox or in the queue
        here.letters()                                    # [{"to", "from", "subject", "text", "octets"}], as they arrived
        here.command("audit", "verify")                   # CompletedProcess with text output
        here.state_rows("SELECT ... FROM v1_intake")      # read-only

`changes` edits the settings text before it is written. `clocks` edits clocks.yaml; where a story does not ask, no
clock ends, no list and no drill goes while it runs.
"""
import datetime
import email
import email.policy
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import time

import dovecot
import smtp_server

SETTINGS = """mode: rehearsal
allowed_recipient_domains: [ps.invalid, cell.invalid]
mailbox:
  url: imaps://{imap_host}:{imap_port}
  user: {imap_user}
  password: {{file: imap-password}}
  ca_file: {imap_ca}
  folders: [INBOX, Junk]
  poll_seconds: {poll}
delivery:
  url: smtps://{smtp_host}:{smtp_port}
  user: sender
  password: {{file: smtp-password}}
  ca_file: {smtp_ca}
  sessions: 4
identity:
  address: {imap_user}
  letters_from: Women Cell Desk
  notices_address: hello@mail.example.net
  notices_from: Mail Desk
  relay: plus
desk: {{triage: triage@cell.invalid, urgent: urgent@cell.invalid, oversight: [sp@cell.invalid], approvers: [], auditors: []}}
state: state
rules: routing_rules
templates: mailtemplates
seal_to: [records-office.pub, records-reserve.pub]
keys: {{folder: state/keys}}
"""


# Every wait has six times what a quiet machine needs: it costs time only when the test fails. The figures are those of waits
# that are ten times shorter than shipped, or of none. Asked for the full lengths (tests/crash/long), everything has ten
# times as long.
PATIENCE = 6 * max(1, 10 // int(os.environ.get("APARAJITA_TIME_SCALE", "10")))


def today():
    """In Kerala."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=5, minutes=30))).date()


def patient(text):
    day = today()
    text = re.sub(r"(within|next|again): [0-9]+[mhd]", r"\1: 9000d", text)
    text = re.sub(r"remind: [0-9]+[mhd]", "remind: 8000d", text)
    rest = "".join(f"\n  - {day + datetime.timedelta(days=n)}" for n in (-1, 0, 1, 2))
    text = text.replace("holidays: ", "holidays:" + rest + " ", 1)
    return re.sub(r"drill: {day: [0-9]+", f"drill: {{day: {(day.day + 13) % 28 + 1}", text)


class Installation:
    def __init__(self, binary, folder, changes=lambda text: text, poll=60, imap_options=None, clocks=patient):
        self.binary = str(binary)
        self.folder = pathlib.Path(folder)
        self.changes, self.poll, self.imap_options = changes, poll, imap_options or {}
        self.clocks = clocks
        self.daemon = None
        self.log_path = self.folder / "daemon.log"
        self.command_lines = []
        self.more_environment = {}  # of the daemon alone
        self.inside = []            # words in front of it: far_link.py

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.imap = dovecot.start(users=("complaints@example.org",), **self.imap_options)
        self.smtp = smtp_server.start(self.folder / "arrived", tls="implicit", user="sender", password="letters-out")
        self._lay_out()
        return self

    def __exit__(self, *_):
        if self.daemon is not None and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()
        self.imap.stop()
        self.smtp.stop()

    def _lay_out(self):
        self.home = self.folder / "home"
        self._must("init", str(self.home))
        clocks = self.home / "routing_rules" / "clocks.yaml"
        clocks.write_text(self.clocks(clocks.read_text()))
        # The records office's machine: its secret keys never lie beside the server's files.
        office = self.folder / "records-office"
        office.mkdir()
        for name in ("records-office", "records-reserve"):
            self._must("keygen", "--out", str(office / name))
            (self.home / (name + ".pub")).write_bytes((office / (name + ".pub")).read_bytes())
        self._secret("imap-password", self.imap.password)
        self._secret("smtp-password", "letters-out")
        self.config = self.home / "aparajita.yaml"
        text = SETTINGS.format(imap_host=self.imap.host, imap_port=self.imap.port, imap_user=self.imap.user,
                               imap_ca=self.imap.ca_file, smtp_host=self.smtp.host, smtp_port=self.smtp.port,
                               smtp_ca=self.smtp.ca_file, poll=self.poll)
        self.config.write_text(self.changes(text))

    def _secret(self, name, value):
        path = self.home / name
        path.touch(mode=0o600)
        path.write_text(value + "\n")

    def _must(self, *arguments):
        done = subprocess.run([self.binary, *arguments], capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            raise RuntimeError(f"aparajita {arguments[0]} exits {done.returncode}: {done.stderr}")

    def command(self, *arguments, timeout=600, stdin=None):
        return subprocess.run([self.binary, "--config", str(self.config), *arguments], capture_output=True, text=True,
                              timeout=timeout, input=stdin)

    def once(self, timeout=300):
        with open(self.log_path, "ab") as log:
            return subprocess.run([self.binary, "--config", str(self.config), "run", "--once"], stderr=log,
                                  stdout=log, timeout=timeout * PATIENCE, env=self.environment()).returncode

    def first_run(self):
        code = self.once()
        if code != 0:
            raise RuntimeError(f"the first run on the empty mailbox exits {code}:\n{self.log()}")

    def start(self):
        before = self.log().count("mailbox_connected")
        with open(self.log_path, "ab") as log:
            self.daemon = subprocess.Popen([*self.inside, self.binary, "--config", str(self.config), "run"], stderr=log,
                                           stdout=log, env=self.environment())
        self.wait_for_log("mailbox_connected", count=before + 1)
        self.command_lines.append(pathlib.Path(f"/proc/{self.daemon.pid}/cmdline").read_bytes())

    def signal(self, number):
        self.daemon.send_signal(number)

    def stop(self, timeout=30):
        self.daemon.send_signal(signal.SIGTERM)
        code = self.daemon.wait(timeout * PATIENCE)
        self.daemon = None
        return code

    def log(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def wait_for_log(self, words, timeout=20, count=1):
        self.wait_until(lambda: self.log().count(words) >= count, timeout, f"'{words}' in the log")

    def wait_until(self, holds, timeout, what, every=0.02):
        end = time.monotonic() + timeout * PATIENCE
        while not holds():
            if time.monotonic() > end or (self.daemon is not None and self.daemon.poll() is not None):
                raise RuntimeError(f"waited in vain for {what}; log:\n{self.log()}")
            time.sleep(every)

    def wait_until_filed(self, timeout=30):
        """INBOX is empty, each mail is where it belongs, on record too, and no letter waits."""
        left = ("SELECT (SELECT count(*) FROM mail WHERE state IN ('received', 'reading', 'decided')) + "
                "(SELECT count(*) FROM letter WHERE state IN ('queued', 'sending', 'deferred'))")
        self.wait_until(lambda: not self.imap.count("INBOX") and self.state_rows(left) == [(0,)], timeout, "all to be filed")

    def letters(self):
        arrived = []
        for mail in self.smtp.mails():
            message = email.message_from_bytes(mail["octets"], policy=email.policy.default)
            body = message.get_body(("plain",))
            arrived.append({"to": mail["rcpt_to"][0], "from": mail["mail_from"], "subject": str(message["Subject"]),
                            "text": body.get_content().replace("\r\n", "\n") if body is not None else "", "octets": mail["octets"],
                            "message": message})
        return arrived

    def state_rows(self, question, *values):
        with sqlite3.connect(f"file:{self.home}/state/aparajita.db?mode=ro", uri=True) as database:
            return database.execute(question, values).fetchall()

    def files_of_state(self):
        return sorted(p for p in (self.home / "state").rglob("*") if p.is_file())

    def environment(self):
        return os.environ | self.more_environment
