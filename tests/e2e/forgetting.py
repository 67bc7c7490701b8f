"""A closed case is announced to oversight, destroyed a week later, and stays unreadable when an old backup is put back."""
import os
import pty
import shutil
import sqlite3
import subprocess

import story

DAY = 86400


class Forgetting(story.Story):
    def test_a_case_whose_time_has_come_is_announced_then_destroyed_for_good(self):
        here = self.install()
        here.first_run()
        here.imap.deliver(story.sample("01"))
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 0)
        gone, kept = [row[0] for row in here.state_rows("SELECT case_no FROM v1_case ORDER BY case_no")]
        self.change(here, "UPDATE case_file SET received_at = received_at - ?, state = 'closed', outcome = 'spam', "
                          "closed_at = received_at - ?, closed_day = '2026-01-01' WHERE case_no = ?",
                    200 * DAY, 100 * DAY, gone)
        self.assertIn(f"{gone}  ", here.command("purge", "--dry-run").stdout)
        self.assertEqual(here.command("purge").returncode, 75)  # no daemon
        here.start()
        here.wait_for_log("reconciled")  # the night's own work, which the first night does at once
        before = self.counts(here)
        self.assertEqual(self.purge(here), 0)
        letter = self.wait_for_letter(here, "sp@cell.invalid")
        self.assertIn(gone, letter["text"])
        self.assertNotIn(kept, letter["text"])
        asked = self.wait_for_letter(here, ".ps.invalid", "Please delete our letters")
        self.assertIn(gone, asked["text"])
        self.assertNotIn(kept, asked["text"])
        self.assertEqual(self.purge(here), 0)
        self.assertIsNone(here.state_rows("SELECT purged_at FROM v1_case WHERE case_no = ?", gone)[0][0])
        here.stop()
        self.change(here, "UPDATE case_file SET purge_announced_at = purge_announced_at - ? WHERE case_no = ?",
                    8 * DAY, gone)
        backup = here.folder / "backup"
        self.assertEqual(here.command("backup", str(backup)).returncode, 0)
        here.start()
        self.assertIn("[" + " " * 30 + "] 0 of 1 cases", self.purge_on_a_terminal(here))
        self.assertIsNotNone(here.state_rows("SELECT purged_at FROM v1_case WHERE case_no = ?", gone)[0][0])
        self.assertEqual(self.counts(here), before)
        here.stop()
        self.assertEqual(here.command("audit", "verify").returncode, 0)
        shutil.copy(backup / "vault.db", here.home / "state" / "vault.db")
        (here.home / "state" / "vault.db-wal").unlink(missing_ok=True)
        (here.home / "state" / "vault.db-shm").unlink(missing_ok=True)
        refused = here.command("open", gone, "--order", "X-1", "--export", str(here.folder / "gone"))
        self.assertEqual(refused.returncode, 65, refused.stderr)
        self.assertIn("the key of this case was destroyed", refused.stderr)
        other = here.command("open", kept, "--order", "X-1", "--export", str(here.folder / "kept"))
        self.assertEqual(other.returncode, 0, other.stderr)

    def purge(self, here):
        done = here.command("purge")
        self.assertEqual(done.stderr, "", here.log()[-1500:])
        return done.returncode

    def purge_on_a_terminal(self, here):
        parent, child = pty.openpty()
        done = subprocess.run([story.BINARY, "--config", str(here.config), "purge"], stdout=subprocess.PIPE,
                              stderr=child, timeout=600)
        os.close(child)
        shown = os.read(parent, 65536).decode()
        os.close(parent)
        self.assertEqual((done.returncode, done.stdout), (0, b""), shown)
        return shown

    def counts(self, here):
        return [here.state_rows(f"SELECT {what}")[0] for what in
                ("group_concat(received || ' ' || accepted || ' ' || difference) FROM v1_balance",
                 "count(*) FROM v1_intake", "count(*) FROM v1_decision", "group_concat(outcome || cases) FROM v1_outcome")]

    def change(self, here, sql, *values):
        database = sqlite3.connect(here.home / "state" / "aparajita.db")
        database.execute(sql, values)
        database.commit()
        database.close()

    def wait_for_letter(self, here, to, subject=""):
        found = lambda: [l for l in here.letters() if to in l["to"] and subject in l["subject"]]  # noqa: E731
        here.wait_until(found, 20, f"a letter to {to}")
        return found()[0]


if __name__ == "__main__":
    story.main()
