"""Opening an original: the server audits and hands out what it cannot read, the records office notes and opens it."""
import hashlib
import json
import os
import pty
import shutil
import subprocess

import story

MAIL = story.plain_mail("Anitha Thomas <anitha.t@example.org>", "help",
                        "He calls from 6831012345. Museum police station please. \x1b[2J And this.\n")


class Opening(story.Story):
    def office(self, *arguments, binary=None):
        """As at the records office: no settings, no database, another folder."""
        return subprocess.run([binary or story.BINARY, "open", *map(str, arguments)], capture_output=True, timeout=60,
                              cwd=self.away)

    def carried(self):
        here = self.install()
        here.first_run()
        here.imap.deliver(MAIL)
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.case = here.state_rows("SELECT case_no FROM v1_case")[0][0]
        self.away = here.folder / "away"
        self.away.mkdir()
        self.keys = here.folder / "records-office"
        self.fetched = here.state_rows("SELECT attrs FROM audit_event WHERE kind = 'received'")[0][0]
        return here

    def openings(self, here):
        return [json.loads(attrs)["order"] for (attrs,) in self.events(here, "original_opened")]

    def test_either_key_opens_what_the_server_handed_out(self):
        here = self.carried()
        sealed = self.away / "sealed"
        done = here.command("open", self.case, "--order", "CR-12/2026", "--export", str(sealed))
        self.assertEqual(done.returncode, 0, done.stderr)
        digest = hashlib.sha256(sealed.read_bytes()).hexdigest()
        self.assertIn(digest, done.stdout)
        self.assertIn(digest, self.fetched, "the file is what custody was recorded for")
        self.assertEqual(sealed.stat().st_mode & 0o777, 0o600)
        self.assertNotIn(b"6831012345", sealed.read_bytes())
        self.assertEqual(self.openings(here), ["CR-12/2026"])
        self.assertEqual(here.state_rows("SELECT case_no, kind, what_type, reason FROM v1_reveal"),
                         [(self.case, "opening", "ORIGINAL", "order")])
        for name in ("records-office", "records-reserve"):
            opened = self.office(sealed, "--key", self.keys / f"{name}.key", "--order", "CR-12/2026")
            self.assertEqual(opened.returncode, 0, opened.stderr)
            self.assertEqual(opened.stdout.replace(b"\r\n", b"\n"), MAIL)
            book = (self.keys / f"{name}.key.openings").read_text()
            self.assertRegex(book, rf"^1 \S+Z uid:\d+ order:CR-12/2026 sealed:{digest} chain:[0-9a-f]{{64}}\n$")
        again = self.office(sealed, "--key", self.keys / "records-office.key", "--order", "CR-13/2026")
        self.assertEqual(again.returncode, 0)
        self.assertEqual((self.keys / "records-office.key.openings").read_text().count("\n"), 2)
        self.assert_fine(here)

    def test_with_a_running_daemon_and_its_actor_in_the_trail(self):
        here = self.carried()
        here.start()
        sealed = self.away / "sealed"
        done = here.command("open", self.case, "--order", "7", "--export", str(sealed))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(sealed.exists())
        actors = here.state_rows("SELECT actor FROM audit_event WHERE kind = 'original_opened'")
        self.assertEqual(actors, [(f"admin:{os.getuid()}",)])
        shown = here.command("audit", "show", self.case)
        self.assertIn("The sealed original was handed out by order; the records office opens it.", shown.stdout)
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)

    def test_nothing_is_written_that_was_not_audited_first(self):
        here = self.carried()
        sealed = self.away / "sealed"
        state = here.home / "state"
        # A trail that cannot be written: a second program holds the lock and answers nothing.
        lock = subprocess.Popen(["flock", "--no-fork", "--exclusive", str(state / "lock"), "sleep", "3600"])
        self.addCleanup(lock.kill)
        here.wait_until(lambda: subprocess.run(["flock", "--exclusive", "--nonblock", str(state / "lock"), "true"]).returncode == 1, 10, "the lock")
        done = here.command("open", self.case, "--order", "7", "--export", str(sealed))
        self.assertNotEqual(done.returncode, 0)
        self.assertTrue(done.stderr.startswith("error: "), done.stderr)
        self.assertEqual(list(self.away.iterdir()), [])
        lock.kill()
        lock.wait()
        # And the other way round: audited, then the disk would not. The trail says too much, never too little.
        done = here.command("open", self.case, "--order", "8", "--export", str(self.away / "no" / "such" / "folder"))
        self.assertEqual(done.returncode, 74, done.stderr)
        self.assertEqual(self.openings(here), ["8"])

    def test_wrong_use_opens_nothing_and_leaves_no_event(self):
        here = self.carried()
        taken = self.away / "taken"
        taken.write_text("mine")
        wrong = {("open", self.case, "--order", "7", "--export", str(taken)): "exists already",
                 ("open", self.case, "--order", "order of Anitha", "--export", str(self.away / "a")): "order number",
                 ("open", story.case_no(999999), "--order", "7", "--export", str(self.away / "a")): "there is no case",
                 ("open", "everything", "--order", "7", "--export", str(self.away / "a")): "looks like APJ",
                 ("open", self.case, "--order", "7"): "either --export or --key",
                 ("open", self.case, "--order", "7", "--export", "a", "--key", "b"): "either --export or --key"}
        for arguments, words in wrong.items():
            done = here.command(*arguments)
            self.assertEqual(done.returncode, 64, arguments)
            self.assertIn(words, done.stderr)
        self.assertEqual(taken.read_text(), "mine")
        self.assertEqual(self.openings(here), [])
        self.assertEqual([path.name for path in self.away.iterdir()], ["taken"])

    def test_the_wrong_key_an_altered_file_and_a_changed_book_show_nothing(self):
        here = self.carried()
        sealed = self.away / "sealed"
        self.assertEqual(here.command("open", self.case, "--order", "7", "--export", str(sealed)).returncode, 0)
        here._must("keygen", "--out", str(self.away / "other"))
        other = self.office(sealed, "--key", self.away / "other.key", "--order", "7")
        self.assertEqual((other.returncode, other.stdout), (65, b""))
        self.assertIn(b"was not sealed to this key", other.stderr)
        self.assertFalse((self.away / "other.key.openings").exists())
        public = self.office(sealed, "--key", self.keys / "records-office.pub", "--order", "7")
        self.assertEqual((public.returncode, public.stdout), (78, b""))
        altered = self.away / "altered"
        altered.write_bytes(sealed.read_bytes()[:-1] + b"x")
        done = self.office(altered, "--key", self.keys / "records-office.key", "--order", "7")
        self.assertEqual((done.returncode, done.stdout), (65, b""))
        self.assertEqual(self.office(sealed, "--key", self.keys / "records-office.key", "--order", "7").returncode, 0)
        book = self.keys / "records-office.key.openings"
        book.write_text(book.read_text().replace("order:7", "order:8"))
        done = self.office(sealed, "--key", self.keys / "records-office.key", "--order", "9")
        self.assertEqual((done.returncode, done.stdout), (65, b""))
        self.assertIn(b"line 1 does not continue", done.stderr)

    def test_a_mail_moves_nothing_in_a_terminal(self):
        here = self.carried()
        sealed = self.away / "sealed"
        self.assertEqual(here.command("open", self.case, "--order", "7", "--export", str(sealed)).returncode, 0)
        parent, child = pty.openpty()
        done = subprocess.run([story.BINARY, "open", str(sealed), "--key", str(self.keys / "records-office.key"), "--order",
                               "7"], stdout=child, stderr=subprocess.PIPE, timeout=60)
        os.close(child)
        shown = os.read(parent, 65536)
        os.close(parent)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"<1B>[2J And this.", shown)
        self.assertNotIn(b"\x1b", shown)

    def test_sealing_means_nothing_beside_the_secret_key(self):
        # RFC 8375: a domain that is not for rehearsal and yet nobody's.
        here = self.install(changes=lambda text: text.replace("mode: rehearsal", "mode: live")
                            .replace("ps.invalid, cell.invalid", "cell.home.arpa").replace("cell.invalid", "cell.home.arpa"))
        self.assertNotEqual(here.once(), 78, here.log())
        shutil.copy(here.folder / "records-office" / "records-reserve.key", here.home / "forgotten")
        self.assertEqual(here.once(), 78)
        self.assertIn("a SECRET key of the records office can be read here", here.log())
        checked = here.command("check")
        self.assertNotEqual(checked.returncode, 0)
        self.assertIn("forgotten: a SECRET key of the records office can be read here", checked.stderr)
        here.config.write_text(here.config.read_text().replace("mode: live", "mode: rehearsal")
                               .replace("cell.home.arpa", "cell.invalid"))
        self.assertEqual(here.once(), 0)
        self.assertIn("secret_key_on_server", here.log())
        # Named in seal_to itself it is refused in every mode.
        here.config.write_text(here.config.read_text().replace("records-reserve.pub", "forgotten"))
        self.assertEqual(here.once(), 78)
        self.assertIn("holds a SECRET key of the records office", here.log())
        self.assertEqual(here.command("check").returncode, 78)

    def test_one_key_is_taken_with_a_warning(self):
        here = self.install(changes=lambda text: text.replace(", records-reserve.pub", ""))
        self.assertEqual(here.once(), 0, here.log())
        self.assertIn("one_records_key", here.log())
        checked = here.command("check")
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn("seal_to names one key", checked.stderr)


if __name__ == "__main__":
    story.main()
