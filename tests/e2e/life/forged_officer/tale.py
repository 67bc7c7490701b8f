"""Every word that changes a case, said by somebody who may not, or not as a word: nothing changes."""
import life
from life import DESK, HER, STATION

WORDS = ("CALLED TALKED", "CALLED NO ANSWER", "CALLED NOT SAFE", "CALLED WRONG NUMBER", "SAFE MAIL", "UNSAFE MAIL", "SIGNED",
         "IDENTIFIED", "WISH YES", "WISH NO", "WISH LATER", "FIR 1/2026", "CLOSED warned", "CLOSED withdrawn_heard",
         "CLOSED spam", "വിളിച്ചു സംസാരിച്ചു", "ആഗ്രഹം അതെ", "എഫ്ഐആർ", "അവസാനിപ്പിച്ചു താക്കീത് നൽകി", "बात हुई", "इच्छा नहीं",
         "एफआईआर", "बंद चेतावनी दी")
COLUMNS = ("state, mail_safety, silent, call_tries, last_try_at, contacted_at, signed_at, identified_at, wish, fir_at, outcome, "
           "closed_at, asked_outcome, station")


class ForgedOfficer(life.Life):
    def assert_unchanged_by(self, here, send):
        """All words at once, then one run: the case, its trail and the supervisors' mailboxes are as they were."""
        before, events = self.row(here, COLUMNS), self.life_events(here)
        letter = self.to(here, STATION)[0]
        run, self.once = self.once, lambda _: None
        for word in WORDS:
            send(letter, word)
        self.once = run
        run(here)
        self.assertEqual(self.row(here, COLUMNS), before)
        self.assertEqual(self.life_events(here), events)
        self.assertEqual(self.to(here, life.CHIEF) + self.to(here, life.OVERSIGHT), [])

    def test_another_sender_or_no_token(self):
        here = self.begin()
        self.station(here, "RECEIVED")
        self.assert_unchanged_by(here, lambda letter, word: self.say(here, letter, word, sender="sho.fort@tvc.ps.invalid"))
        self.assertEqual(len(self.to(here, DESK, "could not be verified")), len(WORDS))
        self.assert_unchanged_by(here, lambda letter, word: self.say(here, letter, word, sender=HER))
        self.assert_unchanged_by(here, lambda letter, word: self.say(here, letter, word, to="complaints@example.org"))
        self.assert_fine(here)

    def test_typos_quotes_html_and_machines(self):
        here = self.begin()
        self.station(here, "RECEIVED")
        self.assert_unchanged_by(here, lambda letter, word: self.say(here, letter, "x" + word))
        self.assert_unchanged_by(here, lambda letter, word: self.say(here, letter, f"> {word}\n> the old letter"))
        self.assert_unchanged_by(here, lambda letter, word: self.say(here, letter, f"<p>{word}</p>",
                                                                     content="text/html; charset=utf-8"))
        self.assert_unchanged_by(here, lambda letter, word: self.say(here, letter, word, extra="Auto-Submitted: auto-replied\n"))
        self.assert_fine(here)

    def test_another_station_with_a_token_of_its_own(self):
        here = self.begin()
        self.station(here, "RECEIVED")
        text = life.reveal.COMPLAINT.replace("Museum police station", "Kazhakuttam police station").replace("Statue", "Technopark")
        here.imap.deliver(text.format(mid="second", more="").replace("divya.thomas", "other.woman").encode())
        self.once(here)
        others = [letter for letter in here.letters() if letter["to"].startswith("sho.") and letter["to"] != STATION]
        self.assertTrue(others)
        before = self.row(here, COLUMNS)
        self.say(here, others[0], "CLOSED warned", sender=STATION)
        self.say(here, others[0], "CALLED TALKED")
        self.assertEqual(self.row(here, COLUMNS), before)

    def test_a_replay_changes_nothing_the_second_time(self):
        here = self.begin()
        self.station(here, "RECEIVED", "CALLED TALKED")
        yes = self.say(here, self.to(here, STATION)[0], "WISH YES")
        self.say(here, self.to(here, STATION)[0], "WISH NO")
        self.assertEqual(self.row(here, "state, wish"), ("legal_action", "no"))
        told = len(self.to(here, life.CHIEF))
        for trace in (b"", b"Received: from elsewhere.test by mx.example.org; Sun, 22 Nov 2026 12:00:09 +0530\n"):
            here.imap.deliver(trace + yes)
            self.once(here)
        self.assertEqual(self.row(here, "state, wish"), ("legal_action", "no"))
        self.assertEqual(len(self.to(here, life.CHIEF)), told)
        self.finish(here)

    def test_where_our_server_judges_domains_its_pass_is_needed(self):
        here = self.begin(changes=life.reveal.with_authserv)
        letter = self.to(here, STATION)[0]
        passed = "Authentication-Results: mx.example.org; dmarc=pass header.from=tvc.ps.invalid\n"
        self.say(here, letter, "RECEIVED", extra=passed)
        self.assert_unchanged_by(here, lambda letter, word: self.say(here, letter, word))
        self.assert_unchanged_by(here, lambda letter, word: self.say(
            here, letter, word, extra=passed.replace("dmarc=pass", "dmarc=fail")))
        self.say(here, letter, "CALLED TALKED", extra=passed)
        self.assertEqual(self.state(here), "contacted")
        self.assert_fine(here)


if __name__ == "__main__":
    life.main()
