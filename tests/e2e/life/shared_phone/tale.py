"""The phone is shared: whoever holds it reads her mail, and may write from her account."""
import re
import sqlite3
import time

import her_story
import story
from her_story import DESK, HER, HIS, NOTICES, STATION, STORY

GONE = "gone@example.org"


class SharedPhone(her_story.HerStory):
    def test_status_tells_nothing_to_whoever_asks(self):
        """The same octets for her, for a stranger who knows the number, and for one of whom nobody ever heard."""
        here = self.begin()
        told = []
        for sender, text in ((HER, "STATUS"), (HIS, "STATUS\n" + story.case_no(1)), ("nobody@example.net", "status")):
            (answer,) = self.write(here, text, sender)
            self.assertEqual(answer["to"], sender)
            told.append((answer["subject"], answer["text"],
                         [n for n in answer["message"].keys()], answer["message"]["Reply-To"]))
        self.assertEqual(told[0], told[1])
        self.assertEqual(told[0], told[2])
        waits = here.state_rows("SELECT l.next_attempt_at - c.received_at, l.urgent FROM letter l JOIN case_file c USING (case_id) "
                                "WHERE l.kind = 'status'")
        # Due when the mail came, whoever asks, and never before the row is written: seconds. A delay would be of minutes.
        self.assertLessEqual({wait for wait, _ in waits}, set(range(60)))
        self.assertEqual({urgent for _, urgent in waits}, {0})
        self.assertEqual(self.write(here, "STATUS"), [], "once a day")
        for word, sender in (("സ്ഥിതി", "ml@example.net"), ("स्थिति", "hi@example.net")):
            (answer,) = self.write(here, word, sender, subject=word)
            self.assertNotEqual(answer["text"], told[0][1])
        self.finish(here)

    def test_status_takes_alike_and_says_alike_for_known_foreign_purged_and_unknown(self):
        """Four who ask at once: a case not yet safe, somebody else's number, a case that was destroyed, and nobody. The same
        octets but for the envelope, the same trail, and due so long after the arrival of the mail as for any other."""
        here = self.begin()
        self.write(here, STORY, GONE)
        self.destroy(here, story.case_no(2))
        here.config.write_text(here.config.read_text() + "acknowledge: {delay_minutes: 3}\n")
        asked = ((HER, "STATUS"), (HIS, "STATUS\n" + story.case_no(1)), (GONE, "STATUS"), ("nobody@example.net", "STATUS"))
        here.more_environment = {"APARAJITA_TIME_SCALE": "10"}
        here.start()
        for sender, text in asked:
            here.imap.deliver(story.plain_mail(sender, "Re: a question", text), at=int(time.time()))
        answers = lambda: [l for l in here.letters() if l["to"] in dict(asked) and "first say" not in l["text"]]  # noqa: E731
        here.wait_until(lambda: len(answers()) == len(asked), 60, "four answers")
        self.assertEqual(here.stop(), 0)
        self.assertEqual(sorted(l["to"] for l in answers()), sorted(dict(asked)))
        said = {re.sub(rb"(?m)^(To|Date|Message-ID): .*\r\n", b"", letter["octets"]) for letter in answers()}
        self.assertEqual(len(said), 1, said)
        self.assertIn(b"Auto-Submitted: auto-replied", said.pop())
        rows = here.state_rows("SELECT l.next_attempt_at - c.received_at, l.urgent, l.size, (SELECT group_concat(kind, ' ') FROM "
                               "(SELECT kind FROM audit_event e WHERE e.case_id = c.case_id ORDER BY kind)) FROM letter l "
                               "JOIN case_file c USING (case_id) WHERE l.kind = 'status'")
        self.assertEqual(len(rows), 4)
        # Both times are whole seconds: a turn of the second between them shows as one more.
        self.assertLessEqual({wait for wait, *_ in rows}, {18, 19}, "three minutes, in a build for tests a tenth")
        self.assertEqual(len({(urgent, trail) for _, urgent, _, trail in rows}), 1, rows)
        self.assertLessEqual(max(size for _, _, size, _ in rows) - min(size for _, _, size, _ in rows),
                             len("nobody@example.net") - len(HIS), "the address alone")
        self.finish(here)

    def destroy(self, here, number):
        """Its time has come: announced a week ago, and gone."""
        def change(text, *values):
            with sqlite3.connect(here.home / "state" / "aparajita.db") as database:
                self.assertEqual(database.execute(text, values).rowcount, 1)
        day = 86400
        serial = int(number[-6:])
        change("UPDATE case_file SET received_at = received_at - ?, state = 'closed', outcome = 'spam', closed_at = received_at "
               "- ?, closed_day = '2026-01-01' WHERE serial = ?", 200 * day, 100 * day, serial)
        for _ in range(2):
            here.start()
            self.assertEqual(here.command("purge").returncode, 0)
            self.assertEqual(here.stop(), 0)
            change("UPDATE case_file SET purge_announced_at = purge_announced_at - ? WHERE serial = ?", 8 * day, serial)
        self.assertIsNotNone(here.state_rows("SELECT purged_at FROM v1_case WHERE case_no = ?", number)[0][0])

    def test_stop_silences_the_mail_and_never_the_case(self):
        here = self.begin()
        letters = self.write(here, "STOP")
        self.assertEqual(sorted(l["to"] for l in letters), [STATION, DESK])
        for letter in letters:
            self.assertRegex(self.words(letter), "(?i)STOP came by mail. It may not be her.")
        self.assertEqual(self.write(here, "STATUS"), [])
        self.assertEqual(sorted(l["to"] for l in self.write(here, STORY, HIS)), [HIS, STATION], "others are not silenced")
        self.assertEqual(self.write(here, "STOP", "nobody@example.net"), [], "of no case: nobody needs to read it")
        self.assertEqual(self.write(here, "STATUS", "nobody@example.net"), [], "as silent as where there is a case")
        self.assertEqual(self.case(here)[0], "with_station")
        self.assertEqual(len(self.events(here, "silenced")), 1)
        self.say(here, "RECEIVED")
        self.assertEqual(self.case(here)[0], "confirmed")
        self.finish(here)

    def test_who_says_that_mail_is_not_safe_gets_none(self):
        for text in ("He reads my mail. Do not reply.", "അവൻ എന്റെ മെയിൽ വായിക്കും. മറുപടി അയക്കരുത്."):
            with self.subTest(text):
                here = self.begin(STORY + " " + text)
                self.assertEqual(self.to(here, HER), [])
                (letter,) = self.to(here, STATION)
                self.assertIn("He may read her mail.", self.words(letter))
                self.assertEqual(len(self.events(here, "silenced")), 1)
                self.finish(here)

    def test_a_mail_that_is_read_late_is_not_thanked_for(self):
        here = self.begin()
        self.assertEqual([l["to"] for l in self.write(here, STORY, "late@example.org", late=2 * 3600)], [STATION])
        self.finish(here)

    def test_an_officer_learns_how_to_write_to_her(self):
        here = self.begin()
        (letter,) = self.to(here, STATION)
        self.assertIn("Ask her first whether mail is safe. Use no channel that she has not named. When you answer, delete the "
                      "old mails below your text.", self.words(letter))
        (follow_up,) = self.write(here, "Call me after six.", to=NOTICES,
                                  headers=f"In-Reply-To: {self.to(here, HER)[0]['message']['Message-ID']}\n")
        self.assertEqual(follow_up["to"], STATION)
        self.assertIn("Mail to her: NOT known safe", self.words(follow_up))
        self.finish(here)


if __name__ == "__main__":
    her_story.main()
