"""tests/demo, as somebody who reads the README for the first time runs it; and with a complaint of one's own."""
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import story

DEMO = pathlib.Path(__file__).resolve().parent.parent / "support" / "demo.py"


class Demonstration(story.Story):
    def test_it_shows_what_came_in_what_left_and_the_trail_and_leaves_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, DEMO, story.BINARY], capture_output=True, text=True, timeout=600,
                                  env={"TMPDIR": folder, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])
        for words in ("One in full: to the station", "One in full: to the desk", "sho.kazhakuttam@", "A server took the letter."):
            self.assertIn(words, done.stdout)

    def test_a_complaint_of_ones_own_by_the_command_it_prints(self):
        with tempfile.TemporaryDirectory() as folder:
            demo = subprocess.Popen([sys.executable, DEMO, story.BINARY, "--keep"], stdout=subprocess.PIPE, text=True)
            self.addCleanup(demo.stdout.close)
            self.addCleanup(demo.kill)
            told = ""
            while "Letters arrive in" not in told:
                line = demo.stdout.readline()
                self.assertTrue(line, told)
                told += line
            mail = pathlib.Path(folder) / "your-mail.eml"
            mail.write_bytes(story.plain_mail("w77@example.org", "help", "ഞാൻ കഴക്കൂട്ടത്താണ് താമസിക്കുന്നത്. ഒരാൾ ഭീഷണിപ്പെടുത്തുന്നു.\n"))
            command = re.search(r"curl --url .*?your-mail\.eml", told, re.S).group(0)
            arrived = pathlib.Path(re.search(r"Letters arrive in (\S+);", told).group(1))
            before = len(list(arrived.iterdir()))
            done = subprocess.run(["bash", "-euc", command], cwd=folder, capture_output=True, text=True, timeout=600)
            self.assertEqual(done.returncode, 0, done.stderr)
            end = time.monotonic() + 180
            while len(list(arrived.iterdir())) == before and time.monotonic() < end:
                time.sleep(0.1)
            self.assertGreater(len(list(arrived.iterdir())), before, "a letter about it")
            demo.send_signal(signal.SIGINT)
            self.assertEqual(demo.wait(180), 0)
            self.assertFalse(arrived.exists(), "nothing is left behind")


if __name__ == "__main__":
    story.main()
