"""Readable copies go when their time has come: 72 hours after the station's word, and at once where a case is destroyed.

Run as python3 old_copies.py BINARY PRELOADED.
"""
import base64
import pathlib
import re
import subprocess

import story

SCALE = "100"  # the daemon looks after 0.6 seconds instead of a minute, after 36 instead of an hour
STATION = "sho.museum@tvc.ps.invalid"
DAY = 86400
# One for each corner of the mail. The last two are what a station may read.
WORDS = {"name": "Qovazanitha", "address": "qovazlocal", "subject": "qovazsubject", "house": "Qovazhouse",
         "file": "qovazfile", "phone": "6830077881", "story": "qovazstory", "inside": "qovazinside"}
MAIL = """From: {name} Menon <{address}@example.org>
To: complaints@example.org
Subject: {subject} please help me
Date: Sun, 22 Nov 2026 10:30:00 +0530
Message-ID: <{address}.1@mail.example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Please send this to Museum police station. He writes {story} to me each night.
My number is {phone}.

{name} Menon
{house}, TC 12/345, Statue Road
--b
Content-Type: text/plain; name="{file}.txt"
Content-Disposition: attachment; filename="{file}.txt"
Content-Transfer-Encoding: base64

{inside}
--b--
"""


def mail():
    words = WORDS | {"inside": base64.b64encode(f"what he wrote: {WORDS['inside']}\n".encode()).decode()}
    return MAIL.format(**words).encode()


def writings(word):
    """As it is, in capitals, in base64 at each of three offsets, hexadecimal, UTF-16."""
    plain = word.encode()
    yield from (plain, plain.lower(), plain.hex().encode(), word.encode("utf-16-le"))
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        yield coded[4 if shift else 0:len(coded) - 4]


class OldCopies(story.Story):
    def begin(self, expunge="72h", **options):
        more = f"  expunge_done_after: {expunge}\n"
        here = self.install(poll=1, changes=lambda text: text.replace("  poll_seconds:", more + "  poll_seconds:"), **options)
        self.clock = self.turned_clock(here)
        here.more_environment["APARAJITA_TIME_SCALE"] = SCALE
        here.first_run()
        here.start()
        return here

    def turn_and_see(self, here, seconds):
        """Turned twice between two looks of the daemon would be one jump to it: wait for its look."""
        jumps = len(self.events(here, "clock_jump"))
        self.clock.set(seconds)
        here.wait_until(lambda: len(self.events(here, "clock_jump")) > jumps, 30, "a look of the daemon at the new time")

    def complain(self, here):
        here.imap.deliver(mail())
        here.wait_until(lambda: not here.imap.list("INBOX"), 30, "the complaint filed")
        return next(letter for letter in here.letters() if letter["to"] == STATION)

    def confirm(self, here, letter):
        tapped = re.search(r"(?m)^(complaints\+received\.[a-z2-7]{26}@example\.org)$", letter["text"]).group(1)
        here.imap.deliver(story.plain_mail(STATION, "x", "", f"To: {tapped}\nMessage-ID: <yes@tvc.ps.invalid>\n"))
        here.wait_until(lambda: self.events(here, "confirmed"), 30, "RECEIVED")
        here.wait_until(lambda: not here.imap.list("INBOX"), 30, "the answer filed")

    def purged(self, here, what):
        return sum(f'"what":"{what}"' in attrs for (attrs,) in self.events(here, "purged"))

    def copies_in_vault(self, here):
        done = subprocess.run(["sqlite3", f"file:{here.home}/state/vault.db?mode=ro",
                               "SELECT count(*) FROM piece WHERE kind = 'working_copy'"], capture_output=True, text=True)
        return int(done.stdout)

    def dump(self, here):
        """Every file of the server and of the mailbox, and what the daemon says of itself to the system."""
        files = [*here.files_of_state(), here.log_path, *(p for p in (here.imap.top / "mail").rglob("*") if p.is_file())]
        found = {str(path): path.read_bytes() for path in files if path.is_file()}
        for name in ("environ", "cmdline"):
            found[name] = pathlib.Path(f"/proc/{here.daemon.pid}/{name}").read_bytes()
        return found

    def words_in(self, dump):
        return sorted((corner, name) for corner, word in WORDS.items() for name, octets in dump.items()
                      if any(writing in octets for writing in writings(word)))

    def test_four_days_after_a_complaint_no_word_of_it_lies_anywhere_in_the_clear(self):
        here = self.begin()
        letter = self.complain(here)
        self.assertTrue(self.words_in(self.dump(here)), "the search sees what lies in the mailbox")
        self.turn_and_see(here, 2 * DAY)
        self.confirm(here, letter)
        self.turn_and_see(here, 5 * DAY - 3600)  # 71 hours after the word of the station
        here.wait_for_log("mailbox_connected")
        self.assertEqual(self.purged(here, "working_copy"), 0)
        self.assertEqual(here.imap.count("Aparajita/Done"), 2)
        self.clock.set(6 * DAY)
        here.wait_until(lambda: here.imap.count("Aparajita/Done") == 0, 120, "Done to be emptied")
        here.wait_until(lambda: self.purged(here, "mailbox_copy") == 2 and self.purged(here, "working_copy") == 2, 60,
                        "the trail to say so")
        self.assertEqual(self.copies_in_vault(here), 0)
        self.assertEqual(self.words_in(self.dump(here)), [])
        limits = pathlib.Path(f"/proc/{here.daemon.pid}/limits").read_text()
        self.assertRegex(limits, r"(?m)^Max core file size +0 +0 ", "memory is never written to disk")
        case = here.state_rows("SELECT case_no FROM v1_case WHERE kind = 'complaint'")[0][0]
        self.assertEqual(here.stop(), 0)
        sealed = here.folder / "sealed"
        self.assertEqual(here.command("open", case, "--order", "9", "--export", str(sealed)).returncode, 0)
        self.assertEqual(self.words_in({"sealed": sealed.read_bytes()}), [], "the server's keys open no original")
        key = here.folder / "records-office" / "records-office.key"
        opened = subprocess.run([story.BINARY, "open", str(sealed), "--key", str(key), "--order", "9"], capture_output=True)
        self.assertIn(WORDS["story"].encode(), opened.stdout, "the records office's key does")
        self.assert_fine(here)

    def test_without_uidplus_what_others_marked_stays_and_the_operators_hear(self):
        here = self.begin(imap_options={"capability": "IMAP4rev1 LITERAL+ IDLE MOVE"})
        letter = self.complain(here)
        self.confirm(here, letter)
        here.stop()  # at the next start the Done folder is compared: there the mails get their numbers
        here.imap.deliver(b"Subject: a draft of somebody\n\nkeep me\n", "Aparajita/Done")
        here.start()
        here.wait_until(lambda: here.state_rows("SELECT count(*) FROM v1_case WHERE kind = 'complaint'") == [(2,)], 30,
                        "the stranger's mail")
        self.clock.set(4 * DAY)
        here.wait_until(lambda: self.marked(here) == 2, 120, "ours to be marked")
        here.wait_until(lambda: ('{"kind":"copies_stay"}',) in self.events(here, "alarm_raised"), 60, "the alarm")
        self.assertEqual(here.imap.count("Aparajita/Done"), 3, "nothing was expunged")
        self.assertEqual(self.purged(here, "mailbox_copy"), 0, "what is still there is not called gone")
        # Somebody empties what is marked: then it is true, and recorded.
        for path, flags in zip(here.imap._mails("Aparajita/Done", None), here.imap.flags("Aparajita/Done")):
            if "T" in flags:
                path.unlink()
        here.wait_until(lambda: self.purged(here, "mailbox_copy") >= 2, 120, "the trail to say so")
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)

    def marked(self, here):
        return sum("T" in flags for flags in here.imap.flags("Aparajita/Done"))

    # --- by order ---

    def person(self, here, uid, *arguments):
        """Another account: the kernel tells the daemon its number. It may enter the state folder, as root may."""
        may = "+dac_override,+dac_read_search"
        return subprocess.run(["setpriv", f"--reuid={uid}", "--clear-groups", f"--inh-caps={may}", f"--ambient-caps={may}",
                               story.BINARY, "--config", str(here.config), *arguments], capture_output=True, text=True, timeout=60)

    def test_two_persons_order_a_case_destroyed_and_it_is_gone_ten_minutes_later(self):
        here = self.begin(expunge="never")
        self.complain(here)
        case = here.state_rows("SELECT case_no FROM v1_case")[0][0]
        before = here.state_rows("SELECT received, accepted, difference FROM v1_balance")
        self.assertEqual(self.person(here, 4711, "shred", case, "--order", "HC/12").returncode, 0)
        for uid, order, answer in ((4711, "HC/12", "another person must confirm it, from another account"),
                                   (4712, "HC/13", "it was ordered under another number")):
            done = self.person(here, uid, "shred", case, "--order", order)
            self.assertEqual(done.returncode, 64, done.stderr)
            self.assertIn(answer, done.stderr)
        self.assertEqual(self.person(here, 0, "legal-hold", case).returncode, 0)
        refused = self.person(here, 4712, "shred", case, "--order", "HC/12")
        self.assertIn("a legal hold lies on this case", refused.stderr)
        self.assertEqual(self.person(here, 0, "legal-hold", case, "--off").returncode, 0)
        self.clock.set(600)
        self.assertEqual(self.person(here, 4712, "shred", case, "--order", "HC/12").returncode, 0)
        self.turn_and_see(here, 1100)
        self.assertEqual(self.events(here, "shredded"), [], "not before ten minutes have gone")
        self.clock.set(1260)
        here.wait_until(lambda: self.events(here, "shredded"), 60, "the end of the ten minutes")
        here.wait_until(lambda: here.imap.count("Aparajita/Done") == 0, 60, "its mail to leave Done")
        here.wait_until(lambda: [l for l in here.letters() if l["to"] == "sp@cell.invalid" and case in l["subject"]], 30,
                        "the notice to oversight")
        self.assertEqual(self.words_in(self.dump(here)), [])
        self.assertEqual(here.state_rows("SELECT received, accepted, difference FROM v1_balance"), before)
        again = self.person(here, 4711, "shred", case, "--order", "HC/12")
        self.assertIn("this case is destroyed already", again.stderr)
        self.assertEqual(here.stop(), 0)
        refused = here.command("open", case, "--order", "9", "--export", str(here.folder / "sealed"))
        self.assertEqual(refused.returncode, 65, refused.stderr)
        orders = here.state_rows("SELECT actor, attrs FROM audit_event WHERE kind IN ('shred_ordered', 'shredded') ORDER BY seq")
        self.assertEqual(orders, [("admin:4711", '{"n":1,"order":"HC/12"}'), ("admin:4712", '{"n":2,"order":"HC/12"}'),
                                  ("admin:4712", '{"order":"HC/12","what":"case"}')])
        self.assert_fine(here)


if __name__ == "__main__":
    story.main()
