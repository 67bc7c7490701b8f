"""What the stories share: a private installation per test, gone afterwards. See tests/support/installation.py.

Each story is a program: python3 main_job.py BINARY [PRELOADED]. The second, built from tests/support/preloaded.cpp, is
for stories that turn the daemon's clock (turned_clock.py). A run that finds no test fails.
"""
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import installation  # noqa: E402
import turned_clock  # noqa: E402

SAMPLES = pathlib.Path(__file__).resolve().parent / "samples"
BINARY = PRELOADED = None


class Story(unittest.TestCase):
    maxDiff = None

    def install(self, **options):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="aparajita-e2e-"))
        self.addCleanup(shutil.rmtree, folder, True)
        here = installation.Installation(BINARY, folder / "story", **options)
        here.__enter__()
        self.addCleanup(here.__exit__)
        return here

    def turned_clock(self, here):
        return turned_clock.TurnedClock(here, PRELOADED)

    def assert_fine(self, here):
        """What must hold at the end of every story."""
        verdict = here.command("audit", "verify")
        self.assertEqual(verdict.returncode, 0, verdict.stdout + verdict.stderr)
        self.assertEqual(here.smtp.violations, [])
        for row in here.state_rows("SELECT day, difference FROM v1_balance"):
            self.assertEqual(row[1], 0, row)

    def events(self, here, kind):
        return here.state_rows("SELECT attrs FROM audit_event WHERE kind = ? ORDER BY seq", kind)


def case_no(number):
    """Of the cases that came this year."""
    return f"APJ-{installation.today().year}-{number:06d}"


def sample(name):
    return next(SAMPLES.glob(name + "*.eml")).read_bytes()


def of_tale(name):
    """A mail of the story that is told: a file in its folder (life/tell.py)."""
    return (pathlib.Path(sys.modules["__main__"].__file__).parent / name).read_bytes()


def plain_mail(sender, subject, text, headers=""):
    return (f"From: {sender}\nTo: complaints@example.org\nSubject: {subject}\nDate: Sun, 22 Nov 2026 10:30:00 +0530\n"
            f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n{headers}\n{text}").encode()


def main():
    global BINARY, PRELOADED
    BINARY = str(pathlib.Path(sys.argv.pop(1)).resolve())
    if len(sys.argv) > 1 and sys.argv[1].endswith(".so"):
        PRELOADED = str(pathlib.Path(sys.argv.pop(1)).resolve())
    program = unittest.main(module="__main__", argv=sys.argv, exit=False, verbosity=2)
    sys.exit(0 if program.result.wasSuccessful() and program.result.testsRun > 0 else 1)
