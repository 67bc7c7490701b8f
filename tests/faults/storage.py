"""Rows E of the fault catalogue: disk, database, restore, two daemons, a log that nobody reads."""
import contextlib
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import time

import fault_story


class Database(fault_story.FaultStory):
    def state_folder(self, here):
        return here.home / "state"

    def test_E07_locked_by_another_process(self):
        """Locked for longer than the busy timeout: nothing half done, and everything goes on by itself."""
        here = self.install_faulty(poll=5)
        here.first_run()
        here.start()
        locker = sqlite3.connect(self.state_folder(here) / "aparajita.db", isolation_level=None)
        locker.execute("BEGIN IMMEDIATE")
        here.imap.deliver(self.complaint(1))
        time.sleep(13)
        self.assertIsNone(here.daemon.poll(), here.log())
        self.assertEqual(here.letters(), [])
        locker.execute("ROLLBACK")
        locker.close()
        self.wait_for_letter(here, 1, 60)
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 1)
        self.assert_fine(here)

    def test_E08_a_corrupt_database_is_not_worked_on(self):
        here = self.install_faulty()
        here.first_run()
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 0)
        here.imap.deliver(self.complaint(2))
        file = self.state_folder(here) / "aparajita.db"
        octets = bytearray(file.read_bytes())
        for page in range(4096 * 3, len(octets), 4096):
            octets[page:page + 64] = b"\xff" * 64
        file.write_bytes(octets)
        self.assertEqual(here.once(), 74)
        self.assertEqual(len(here.imap.list("INBOX")), 1, "the mail waits where it is")
        self.assertEqual(self.station_letters(here, 2), [])

    def test_E09_restored_from_an_old_backup(self):
        """Twins have the Message-ID of the first; what lies in Done becomes cases; nobody is acknowledged twice."""
        here = self.install_faulty()
        here.first_run()
        time.sleep(1.1)
        backup = here.folder / "backup"
        shutil.copytree(self.state_folder(here), backup, ignore=shutil.ignore_patterns("*.sock"))
        for number in (1, 2):
            here.imap.deliver(self.complaint(number))
        self.assertEqual(here.once(), 0)
        acknowledged = [l["octets"] for l in here.letters() if l["to"].endswith("@example.org")]
        self.assertEqual(len(acknowledged), 2)
        for name in ("aparajita.db", "vault.db"):
            for suffix in ("", "-wal", "-shm"):
                (self.state_folder(here) / (name + suffix)).unlink(missing_ok=True)
            shutil.copy(backup / name, self.state_folder(here) / name)
        time.sleep(1.1)
        self.settle(here)
        self.assertEqual(len(self.events(here, "recovered")), 2)
        for number in (1, 2):
            letters = self.station_letters(here, number)
            self.assertEqual(len({str(l["message"]["Message-ID"]) for l in letters}), 1)
            self.assertLessEqual(len(letters), 2)
        self.assertEqual([l["octets"] for l in here.letters() if l["to"].endswith("@example.org")], acknowledged)
        self.assert_fine(here)

    def test_E10_the_vault_row_is_missing_or_altered(self):
        """The copy of a mail in custody is gone or spoilt before it was read. It is fetched again where the mail still lies in
        the mailbox; else a person hears. The operators hear both times, and nothing false is sent."""
        gone = "DELETE FROM piece WHERE kind = 'working_copy'"
        altered = ("UPDATE piece_chunk SET octets = zeroblob(length(octets)) WHERE piece_id IN "
                   "(SELECT piece_id FROM piece WHERE kind = 'working_copy')")
        for damage in (gone, altered):
            for in_the_mailbox in (True, False):
                with self.subTest(damage=damage, in_the_mailbox=in_the_mailbox):
                    self.spoilt_before_it_was_read(damage, in_the_mailbox)

    def spoilt_before_it_was_read(self, damage, in_the_mailbox):
        here = self.install_faulty()
        here.first_run()
        os.environ["APARAJITA_FAILPOINT"] = "T1.after"
        self.addCleanup(os.environ.pop, "APARAJITA_FAILPOINT", None)
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), -signal.SIGKILL)
        del os.environ["APARAJITA_FAILPOINT"]
        with sqlite3.connect(self.state_folder(here) / "vault.db") as vault:
            vault.execute("PRAGMA foreign_keys = ON")
            self.assertGreater(vault.execute(damage).rowcount, 0)
        vault.close()
        if not in_the_mailbox:
            here.imap.clear("INBOX")
        here.once()
        self.assertIn("copy_damaged", self.alarms(here), here.log())
        if in_the_mailbox:
            self.one_station_letter(here, 1)
            self.assertEqual(self.states(here), ["filed"])
            self.assertIn("copy_mended", here.log())
        else:
            self.assertTrue([l for l in here.letters() if l["to"] == "triage@cell.invalid"], here.log())
            self.assertEqual(self.station_letters(here, 1), [])
            self.assertEqual(self.states(here), ["quarantined"])
        self.assert_fine(here)

    def test_E21_no_audit_no_action(self):
        """A trigger refuses one kind of event: that step does not happen, others do."""
        here = self.install_faulty()
        here.first_run()
        with sqlite3.connect(self.state_folder(here) / "aparajita.db") as state:
            state.execute("CREATE TRIGGER no_attempt BEFORE INSERT ON audit_event WHEN NEW.kind = 'attempt' "
                          "BEGIN SELECT RAISE(ABORT, 'planted'); END")
        state.close()
        here.imap.deliver(self.complaint(1))
        here.start()
        here.wait_until(lambda: here.state_rows("SELECT 1 FROM v1_letter WHERE kind = 'station'"), 20, "the letter in the queue")
        time.sleep(5)
        self.assertEqual(here.stop(), 0)
        self.assertEqual(here.letters(), [], "nothing is sent that is not on record")
        self.assertEqual(self.states(here), ["decided"])
        with sqlite3.connect(self.state_folder(here) / "aparajita.db") as state:
            state.execute("DROP TRIGGER no_attempt")
        state.close()
        self.assertEqual(here.once(), 0)
        self.one_station_letter(here, 1)
        self.assert_fine(here)


class Disk(fault_story.FaultStory):
    def small_disk(self, options):
        if os.geteuid() != 0:
            self.skipTest("mounting a small disk needs root")
        here = self.install_faulty(poll=5)
        state = here.home / "state"
        here.first_run()
        kept = here.folder / "kept"
        shutil.copytree(state, kept, ignore=shutil.ignore_patterns("*.sock"))
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(state)], capture_output=True, text=True)
        if done.returncode != 0:
            self.skipTest("no small disk can be mounted here: " + done.stderr.strip())
        self.addCleanup(subprocess.run, ["umount", "-l", str(state)])
        state.chmod(0o700)
        subprocess.run(["cp", "-a", f"{kept}/.", str(state)], check=True)
        return here, state

    def test_E04_disk_full(self):
        """Nothing half done; the mail waits; as soon as there is room again it goes on by itself."""
        here, state = self.small_disk("size=16m,mode=700")
        here.start()
        filler = state / "filler"
        with open(filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        here.imap.deliver(self.complaint(1))
        time.sleep(6)
        self.assertIsNone(here.daemon.poll(), here.log())
        self.assertEqual(len(here.imap.list("INBOX")), 1)
        filler.unlink()
        self.wait_for_letter(here, 1, 60)
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 1)
        self.assert_fine(here)

    def test_E05_inodes_full(self):
        here, state = self.small_disk("size=40m,nr_inodes=24,mode=700")
        here.start()
        fillers = []
        with self.assertRaises(OSError, msg="the inodes ran out"):
            for number in range(64):
                path = state / f"filler{number}"
                path.touch()
                fillers.append(path)
        here.wait_until(lambda: "disk_full" in self.alarms(here), 60, "the alarm")
        here.imap.deliver(self.complaint(1))
        time.sleep(3)
        self.assertIsNone(here.daemon.poll(), here.log())
        self.assertEqual(len(here.imap.list("INBOX")), 1, "nothing more is taken in")
        for path in fillers:
            path.unlink()
        self.wait_for_letter(here, 1, 60)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 1)
        self.assert_fine(here)


class Processes(fault_story.FaultStory):
    def test_E11_two_daemons_on_one_machine(self):
        here = self.install_faulty(poll=5)
        here.first_run()
        here.start()
        second = here.command("run")
        self.assertEqual(second.returncode, 75)
        self.assertIn("another daemon", second.stderr)
        here.imap.deliver(self.complaint(1))
        self.wait_for_letter(here, 1)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 1)

    def test_E12_two_machines_send_twins_of_one_id(self):
        """Two state folders and one mailbox: both take the mail before either has moved it. The station gets twins of one
        Message-ID, one from each; the mail is filed once, and each trail is whole."""
        here = self.install_faulty(poll=5)
        here.first_run()
        other = here.folder / "other-machine"
        shutil.copytree(here.home, other, ignore=shutil.ignore_patterns("*.sock"))
        here.imap.deliver(self.complaint(1))
        # The first machine is stopped when its letter is sent and the mail not yet moved.
        os.environ["APARAJITA_FAILPOINT"] = "S5.before"
        self.addCleanup(os.environ.pop, "APARAJITA_FAILPOINT", None)
        self.assertEqual(here.once(), -signal.SIGKILL)
        del os.environ["APARAJITA_FAILPOINT"]
        self.one_station_letter(here, 1)
        settings = ["--config", str(other / "aparajita.yaml")]
        for command in (["run", "--once"], ["audit", "verify"]):
            done = subprocess.run([here.binary, *settings, *command], capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        letters = self.station_letters(here, 1)
        self.assertEqual(len(letters), 2)
        self.assertEqual(len({str(l["message"]["Message-ID"]) for l in letters}), 1)
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assertEqual(here.imap.count("Aparajita/Done"), 1)
        self.assert_fine(here)

    def test_E13_an_old_daemon_wakes_after_its_lease_is_lost(self):
        """Stopped, its lock taken away, another one works: woken, it writes nothing more and ends with 74."""
        here = self.install_faulty(poll=5)
        here.first_run()
        here.start()
        old = here.daemon
        old.send_signal(signal.SIGSTOP)
        (here.home / "state" / "lock").rename(here.home / "state" / "lock-of-the-old-one")
        (here.home / "state" / "control.sock").unlink(missing_ok=True)
        here.daemon = None
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 0)
        here.imap.deliver(self.complaint(2))
        old.send_signal(signal.SIGCONT)
        self.addCleanup(old.kill)
        self.assertEqual(old.wait(300), 74, here.log())
        self.assertEqual(here.once(), 0)
        self.one_station_letter(here, 1)
        self.one_station_letter(here, 2)
        self.assert_fine(here)

    def test_E17_too_many_open_files(self):
        """32 descriptors: whatever cannot be opened is tried again, nothing is lost."""
        here = self.install_faulty(poll=5)
        here.first_run()
        for number in range(1, 7):
            here.imap.deliver(self.complaint(number))
        with open(here.log_path, "ab") as log:
            here.daemon = subprocess.Popen(
                ["/bin/sh", "-c", 'ulimit -n 32; exec "$0" "$@"', here.binary, "--config", str(here.config), "run"],
                stderr=log, stdout=log)
        time.sleep(8)
        if here.daemon.poll() is None:
            here.stop()
        here.daemon = None
        self.settle(here)
        for number in range(1, 7):
            self.one_station_letter(here, number)
        self.assert_fine(here)

    def test_E17_no_descriptor_is_left_while_it_runs(self):
        """Not one more can be opened: the letter waits, is not refused, and goes as soon as it can."""
        here = self.install_faulty(poll=5)
        here.first_run()
        here.start()
        pid = here.daemon.pid
        before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (len(os.listdir(f"/proc/{pid}/fd")), before[1]))
        here.imap.deliver(self.complaint(1))
        time.sleep(6)  # a poll, and several attempts
        self.assertIsNone(here.daemon.poll(), here.log())
        self.assertEqual(self.station_letters(here, 1), [])
        self.assertEqual(self.events(here, "refused"), [])
        self.assertIn("Too many open files", here.log())
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
        self.wait_for_letter(here, 1, 60)
        self.wait_until_filed(here)
        self.assertEqual(here.stop(), 0)
        self.one_station_letter(here, 1)
        self.assert_fine(here)

    def test_E20_nobody_reads_the_log(self):
        """The reader of the log is gone, then the pipe is full before the first line: the daemon goes on, and says how many
        lines nobody could read once there is somebody again."""
        for how in ("closed", "full"):
            here = self.install_faulty(poll=5)
            here.first_run()
            reading, writing = os.pipe()
            filled = 0
            if how == "full":
                os.set_blocking(writing, False)
                with contextlib.suppress(BlockingIOError):
                    while True:
                        filled += os.write(writing, b"x" * 4096)
                os.set_blocking(writing, True)
            here.daemon = subprocess.Popen([here.binary, "--config", str(here.config), "run"], stderr=writing,
                                           stdout=subprocess.DEVNULL)
            os.close(writing)
            if how == "closed":
                os.close(reading)
            for number in range(1, 4):
                here.imap.deliver(self.complaint(number))
            for number in range(1, 4):
                self.wait_for_letter(here, number, 40)
            while filled > 0:
                filled -= len(os.read(reading, filled))
            self.assertEqual(here.stop(), 0)
            if how == "full":
                self.assertRegex(os.read(reading, 65536), rb"^\S+ warning log_lines_lost lines=[1-9][0-9]*\n")
                os.close(reading)
            self.assert_fine(here)

    def test_E24_reboot_in_the_middle_of_a_move(self):
        """Moved, and dead before it was written down: settled at the next start, the letter is not sent again."""
        here = self.install_faulty()
        here.first_run()
        os.environ["APARAJITA_FAILPOINT"] = "S5.after"
        self.addCleanup(os.environ.pop, "APARAJITA_FAILPOINT", None)
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), -signal.SIGKILL)
        del os.environ["APARAJITA_FAILPOINT"]
        self.assertEqual(len(here.imap.list("Aparajita/Done")), 1)
        self.assertEqual(self.states(here), ["decided"])
        self.assertEqual(here.once(), 0)
        self.one_station_letter(here, 1)
        self.assertNotIn("decided", self.states(here))
        self.assert_fine(here)


if __name__ == "__main__":
    fault_story.main()
