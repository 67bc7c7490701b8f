"""What the rows of the fault catalogue share: an installation whose mailbox is reached through a proxy that spoils.

Each program is run as python3 intake.py BINARY. The name of a test begins with its row.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parent / "e2e")]
import dovecot  # noqa: E402
import fault_proxy  # noqa: E402
import installation  # noqa: E402
import smtp_server  # noqa: E402
import story  # noqa: E402

# Pauses between attempts 600 times shorter, waits for an answer ten times.
os.environ.setdefault("APARAJITA_RETRY_SCALE", "600")
os.environ.setdefault("APARAJITA_TIME_SCALE", "10")


class Faulty(installation.Installation):
    def __init__(self, binary, folder, through_proxy=False, imap=None, smtp=None, plain=False, **options):
        super().__init__(binary, folder, **options)
        self.through_proxy, self.imap_options, self.proxy = through_proxy, imap or {}, None
        self.smtp_options, self.plain = smtp or {}, plain

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.imap = dovecot.start(users=("complaints@example.org",), **self.imap_options)
        self.smtp = smtp_server.start(self.folder / "arrived", tls="none" if self.plain else "implicit", user="sender",
                                      password="letters-out", **self.smtp_options)
        if self.through_proxy:
            self.proxy = fault_proxy.start(self.imap.plain_port)
        if self.through_proxy or self.plain:
            port, changes = self.proxy.port if self.through_proxy else self.imap.plain_port, self.changes
            self.changes = lambda text: changes(self._without_tls(text, port))
        self._lay_out()
        return self

    def _without_tls(self, text, imap_port):
        text = re.sub(r"url: imaps://\S+", f"url: imap://127.0.0.1:{imap_port}\n  tls: none",
                      re.sub(r"  ca_file: [^\n]*\n(?=  folders)", "", text))
        if self.plain:
            text = re.sub(r"url: smtps://\S+", f"url: smtp://127.0.0.1:{self.smtp.port}\n  tls: none",
                          re.sub(r"  ca_file: [^\n]*\n", "", text))
        return text

    def start_without_waiting(self):
        with open(self.log_path, "ab") as log:
            self.daemon = subprocess.Popen([self.binary, "--config", str(self.config), "run"], stderr=log, stdout=log,
                                           env=self.environment())

    def __exit__(self, *_):
        super().__exit__()
        if self.proxy is not None:
            self.proxy.stop()


class FaultStory(story.Story):
    def install_faulty(self, **options):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="aparajita-fault-"))
        self.addCleanup(shutil.rmtree, folder, True)
        here = Faulty(sys.modules["story"].BINARY, folder / "story", **options)
        here.__enter__()
        self.addCleanup(here.__exit__)
        return here

    def complaint(self, number, words=""):
        return story.plain_mail(f"w{number}@example.org", "help",
                                f"please send to Museum police station, token{chr(97 + number)}x\n{words}\n")

    def station_letters(self, here, number):
        return [letter for letter in here.letters()
                if "sho.museum@" in letter["to"] and f"token{chr(97 + number)}x" in letter["text"]]

    def wait_for_letter(self, here, number, timeout=30):
        here.wait_until(lambda: self.station_letters(here, number), timeout, f"the letter about mail {number}")

    def wait_until_filed(self, here, timeout=30):
        here.wait_until_filed(timeout)

    def settle(self, here):
        """run --once, until no letter waits for its next try any more."""
        for _ in range(60):
            code = here.once()
            if code == 0:
                return
            self.assertEqual(code, 75, here.log()[-2000:])
            time.sleep(0.5)
        self.fail("letters still wait:\n" + here.command("queue", "list").stdout)

    def alarms(self, here):
        """What the operators were told of, as often as they were told."""
        return [attrs.partition('"kind":"')[2].partition('"')[0] for (attrs,) in self.events(here, "alarm_raised")]

    def states(self, here):
        return sorted(row[0] for row in here.state_rows("SELECT state FROM v1_intake"))

    def one_station_letter(self, here, number):
        self.assertEqual(len(self.station_letters(here, number)), 1)


def main():
    story.main()
