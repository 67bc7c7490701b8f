"""The reveal path by mail: RECEIVED and her number, REVEAL and its approvals, and everybody who must not get through."""
import re
import sqlite3

import story

STATION = "sho.museum@tvc.ps.invalid"
DESK = "triage@cell.invalid"
FIRST, SECOND = "first@cell.invalid", "second@cell.invalid"
OVERSIGHT = "sp@cell.invalid"
NUMBER = "6830033445"

COMPLAINT = """From: Divya Thomas <divya.thomas@example.org>
To: complaints@example.org
Subject: He is blackmailing me
Date: Sun, 22 Nov 2026 10:30:00 +0530
Message-ID: <{mid}@mail.example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Dear madam,

I live near Statue Junction; please send this to Museum police station.
My former colleague calls me from +91 68300 22334 and says he will send my
private pictures to my family unless I pay. {more}

My number is 6830033445, my Aadhaar is 2341 2341 2346. Please call between 10 am and 1 pm.

Regards
Divya Thomas
Kunnil House, TC 12/345, Statue Road
"""


def approvers(text):
    return text.replace("approvers: []", f"approvers: [{FIRST}, {SECOND}]")


def with_authserv(text):
    return approvers(text).replace("  relay: plus", "  relay: plus\n  authserv_id: mx.example.org")


def in_threads(text):
    return approvers(text).replace("relay: plus", "relay: thread")


class Reveal(story.Story):
    count = 0

    def begin(self, more="", changes=approvers, limits=None):
        here = self.install(changes=changes)
        if limits is not None:
            policy = here.home / "routing_rules" / "redaction.yaml"
            text, n = re.subn(r"(?m)^reveals: .*$", "reveals: " + limits, policy.read_text())
            self.assertEqual(n, 1)
            policy.write_text(text)
        here.first_run()
        self.complain(here, more)
        return here

    def complain(self, here, more=""):
        Reveal.count += 1
        text = COMPLAINT.format(mid=f"case-{Reveal.count}", more=more)
        # A second mail of the same address would join the first one's case.
        here.cases = getattr(here, "cases", 0) + 1
        here.imap.deliver((text if here.cases == 1 else text.replace("divya.thomas@", f"divya{here.cases}@")).encode())
        self.once(here)

    def once(self, here):
        self.assertEqual(here.once(), 0, here.log())

    def to(self, here, address, subject=""):
        return [letter for letter in here.letters() if letter["to"] == address and subject in letter["subject"]]

    def last(self, here, address, subject=""):
        found = self.to(here, address, subject)
        self.assertTrue(found, f"no letter to {address} with '{subject}' in its subject")
        return found[-1]

    def words(self, letter):
        return " ".join(letter["text"].split())

    def mask(self, letter, kind):
        return re.search(r"\[(" + kind + r"-[2-9A-Z]{4})\]", letter["text"]).group(1)

    def tap(self, letter, verb):
        return re.search(rf"(?m)^(complaints\+{verb}\.[a-z2-7]{{26}}@example\.org)$", letter["text"]).group(1)

    def say(self, here, letter, line, sender=None, extra="", to=None, mid=None, content="text/plain; charset=utf-8"):
        """An answer to a letter: the first line of a reply; or an empty mail to an address that was tapped."""
        Reveal.count += 1
        mid = mid or f"answer-{Reveal.count}@mail.example.org"
        octets = (f"{extra}From: {sender or letter['to']}\nTo: {to or letter['message']['Reply-To']}\nSubject: Re: x\n"
                  f"Date: Sun, 22 Nov 2026 12:00:00 +0530\nMessage-ID: <{mid}>\nMIME-Version: 1.0\n"
                  f"Content-Type: {content}\nContent-Transfer-Encoding: 8bit\n\n{line}\n").encode()
        here.imap.deliver(octets)
        self.once(here)
        return octets

    def state(self, here):
        return here.state_rows("SELECT state FROM v1_case WHERE case_no = ?", story.case_no(1))[0][0]

    def kinds(self, here):
        return [row[0] for row in here.state_rows("SELECT kind FROM audit_event ORDER BY seq")]

    def reveals(self, here):
        return here.state_rows("SELECT kind, state, refused_why, approved_by, reason FROM v1_reveal ORDER BY at, kind")

    def carriers(self, here, value):
        """Letters that hold the value, by recipient."""
        return [letter["to"] for letter in here.letters() if value in letter["text"]]

    def ask(self, here, reason="investigation_order", letter=None, kind="PHONE"):
        letter = letter or self.to(here, STATION)[0]
        self.say(here, letter, f"REVEAL {self.mask(letter, kind)} {reason}")

    def vote(self, here, address, verb, nth=-1):
        letter = self.to(here, address, "approve or refuse")[nth]
        self.say(here, letter, "", to=self.tap(letter, verb))

    def deliver_only(self, here, letter, line, to=None):
        self.once = lambda _: None
        try:
            self.say(here, letter, line, to=to)
        finally:
            del self.once

    def finish(self, here):
        self.assert_fine(here)
        self.assertEqual(here.imap.list("INBOX"), [])
        for row in here.state_rows("SELECT received, accepted + answered FROM v1_balance"):
            self.assertEqual(row[0], row[1])
        for value in (NUMBER, "Kunnil", "Divya"):
            for name in ("aparajita.db", "aparajita.db-wal"):
                path = here.home / "state" / name
                if path.exists():
                    self.assertNotIn(value.encode(), path.read_bytes())
            self.assertNotIn(value, here.log())


class Received(Reveal):
    def test_a_tap_confirms_the_case_and_brings_her_number_in_a_mail_of_its_own(self):
        here = self.begin()
        letter = self.last(here, STATION)
        self.assertNotIn(NUMBER, letter["text"])
        self.assertEqual(self.state(here), "with_station")
        tapped = self.say(here, letter, "", to=self.tap(letter, "received"))
        self.assertEqual(self.state(here), "confirmed")
        contact = self.last(here, STATION, "for your call")
        self.assertIn(f"\n{NUMBER}\n", contact["text"])
        self.assertRegex(contact["text"], r"(?m)^Safe hours: 10-13   Say first: [2-9A-Z]{4}$")
        ref = re.search(r"Say first: (\w{4})", letter["text"]).group(1)
        self.assertIn("Say first: " + ref, contact["text"])
        for word in ("Statue", "colleague", "pictures", "Divya"):
            self.assertNotIn(word, contact["text"])
        self.assertEqual(self.carriers(here, NUMBER), [STATION])
        self.assertEqual(self.reveals(here), [("contact", "sent", None, None, "first_call")])
        actor = here.state_rows("SELECT actor FROM audit_event WHERE kind = 'confirmed'")
        self.assertEqual(actor, [("officer:tvc.museum",)])
        self.assertIn("confirmed", here.command("cases").stdout)

        # Again, by word, by another tap, and the same mail with a new trace line: nothing more.
        before = len(here.letters())
        self.say(here, letter, "मिला")
        self.say(here, letter, "", to=self.tap(letter, "received"))
        here.imap.deliver(b"Received: from elsewhere.test by mx.example.org; Sun, 22 Nov 2026 12:00:09 +0530\n" + tapped)
        self.once(here)
        self.assertEqual(len(here.letters()), before)
        self.assertEqual(self.kinds(here).count("confirmed"), 1)
        self.assertEqual(self.kinds(here).count("contact_released"), 1)
        self.finish(here)

    def test_words_in_three_languages_confirm(self):
        for word in ("got it", "കിട്ടി", "मिल गया", "ok thanks"):
            here = self.begin()
            self.say(here, self.last(here, STATION), word)
            self.assertEqual(self.state(here), "confirmed", word)
            self.finish(here)

    def test_without_one_number_of_hers_the_desk_decides(self):
        for more, why in (("My other number is 6830055667.", "several"), ("Please do not call.", "do_not_call"),
                          ("He is a police constable.", None)):
            here = self.begin(more)
            letters = self.to(here, STATION)
            if why is None:  # the whole complaint waits at the desk: no station can confirm it
                self.assertEqual(letters, [])
                continue
            self.say(here, letters[-1], "RECEIVED")
            self.assertEqual(self.state(here), "confirmed")
            self.assertEqual(self.carriers(here, NUMBER), [])
            notice = self.last(here, DESK, "no number went to the station")
            self.assertNotIn(NUMBER, notice["text"])
            self.assertEqual(self.reveals(here), [("contact", "refused", why, None, "first_call")])
            self.finish(here)

    def test_the_numbers_of_a_day_are_limited_and_oversight_hears(self):
        here = self.begin(limits="{contacts_per_station_and_day: 1}")
        self.say(here, self.last(here, STATION), "RECEIVED")
        self.complain(here, "It is the second day.")
        self.say(here, self.last(here, STATION, "000003"), "RECEIVED")
        self.assertEqual(self.carriers(here, NUMBER), [STATION])
        self.assertEqual([row[2] for row in self.reveals(here)], [None, "station_limit"])
        self.last(here, DESK, "no number went to the station")
        self.last(here, OVERSIGHT, "a limit of requests was reached")
        self.finish(here)


class Forged(Reveal):
    def assert_nothing_happened(self, here, letters):
        self.assertEqual(self.state(here), "with_station")
        self.assertEqual(self.carriers(here, NUMBER), [])
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_reveal"), [(0,)])
        self.assertEqual(len(self.to(here, STATION)), letters)

    def test_another_mailbox_with_the_token_changes_nothing_and_the_desk_sees_it(self):
        here = self.begin()
        letter = self.last(here, STATION)
        for sender in ("sho.fort@tvc.ps.invalid", "divya.thomas@example.org", "sho.museum@tvc.ps.invalid.example"):
            self.say(here, letter, "RECEIVED", sender=sender)
        self.assert_nothing_happened(here, 1)
        self.assertEqual(len(self.to(here, DESK, "could not be verified")), 3)
        verified = here.state_rows("SELECT attrs, actor FROM audit_event WHERE kind = 'officer_answer'")
        self.assertEqual(len(verified), 3)
        for attrs, actor in verified:
            self.assertIn('"verified":0', attrs)
            self.assertEqual(actor, "daemon")
        self.finish(here)

    def test_the_right_mailbox_without_a_token_is_no_command(self):
        here = self.begin()
        letter = self.last(here, STATION)
        self.say(here, letter, "RECEIVED", to="complaints@example.org")
        self.say(here, letter, "RECEIVED", to="complaints+received.aaaaaaaaaaaaaaaaaaaaaaaaaa@example.org")
        self.assert_nothing_happened(here, 1)
        self.finish(here)

    def test_where_our_server_judges_domains_its_pass_is_needed(self):
        here = self.begin(changes=with_authserv)
        letter = self.last(here, STATION)
        for line in ("", "Authentication-Results: mx.example.org; dmarc=fail header.from=tvc.ps.invalid\n",
                     "Authentication-Results: elsewhere.test; dmarc=pass header.from=tvc.ps.invalid\n",
                     "Authentication-Results: mx.example.org; dmarc=pass header.from=tvc.ps.example\n",
                     "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=\"x; dmarc=pass\"\n",
                     "Authentication-Results: mx.example.org; dmarc=fail header.from=tvc.ps.invalid\n"
                     "Authentication-Results: mx.example.org; dmarc=pass header.from=tvc.ps.invalid\n"):
            self.say(here, letter, "RECEIVED", extra=line)
        self.assert_nothing_happened(here, 1)
        self.assertEqual(len(self.to(here, DESK, "could not be verified")), 6)
        self.say(here, letter, "RECEIVED",
                 extra="Authentication-Results: mx.example.org; spf=pass; dmarc=pass (p=reject) header.from=tvc.ps.invalid\n")
        self.assertEqual(self.state(here), "confirmed")
        self.finish(here)

    def test_typos_quotes_and_machines_change_nothing(self):
        here = self.begin()
        letter = self.last(here, STATION)
        self.say(here, letter, "RECIEVED")
        self.say(here, letter, "> RECEIVED\n> the old letter")
        self.say(here, letter, "<p>RECEIVED</p>", content="text/html; charset=utf-8")
        self.assertEqual(self.state(here), "with_station")
        helped = self.to(here, STATION, "your answer")
        self.assertEqual(len(helped), 3)
        self.assertIn("was not understood", helped[0]["text"])
        self.say(here, letter, "RECEIVED", extra="Auto-Submitted: auto-replied\n")
        self.say(here, letter, "I am away. RECEIVED", extra="Auto-Submitted: auto-replied\nPrecedence: bulk\n")
        self.assertEqual(self.state(here), "with_station")
        self.assertEqual(len(self.to(here, STATION)), 4)
        # The helpful reply is a letter like others: its answer counts.
        self.say(here, helped[-1], "RECEIVED")
        self.assertEqual(self.state(here), "confirmed")
        self.finish(here)

    def test_two_machines_do_not_answer_each_other_for_ever(self):
        here = self.begin()
        letter = self.last(here, STATION)
        for n in range(12):
            self.say(here, self.last(here, STATION), f"we got your mail, number {n}")
        self.assertEqual(len(self.to(here, STATION, "your answer")), 10)
        self.assertEqual(len(self.to(here, DESK, "an officer answered")), 2)
        self.assertEqual(self.state(here), "with_station")
        self.assertIn(letter["to"], STATION)
        self.finish(here)


class Asked(Reveal):
    def test_an_approved_value_goes_to_the_registered_mailbox_alone(self):
        here = self.begin()
        letter = self.to(here, STATION)[0]
        mask = self.mask(letter, "PHONE")
        self.say(here, letter, f"REVEAL [{mask}] investigation order, CR 12",
                 extra="Reply-To: thief@elsewhere.example\nCc: divya.thomas@example.org\n")
        question = self.last(here, FIRST, "approve or refuse")
        self.assertIn("Museum asks to see: phone number.", question["text"])
        self.assertIn("Requests of this case so far: 1 of 5", question["text"])
        self.assertIn("investigation order", question["text"])
        self.assertNotEqual(self.tap(question, "approve"), self.tap(self.last(here, SECOND), "approve"))
        self.assertEqual(self.carriers(here, NUMBER), [])
        self.vote(here, FIRST, "approve")
        self.assertEqual(self.carriers(here, NUMBER), [STATION])
        sent = self.last(here, STATION, mask)
        self.assertIn(f"Phone:\n{NUMBER}\n", sent["text"])
        self.assertNotIn("Statue", sent["text"])
        self.assertEqual(self.reveals(here), [("reveal", "sent", None, "approver.1", "investigation_order")])
        self.assertEqual([k for k in self.kinds(here) if k.startswith("reveal")],
                         ["reveal_asked", "reveal_approved", "reveal_sent"])
        self.assertNotIn("elsewhere.example", " ".join(l["to"] for l in here.letters()))
        # Late votes change nothing, and say so.
        self.vote(here, SECOND, "approve")
        self.assertIn("decided or ran out", self.words(self.last(here, SECOND, "your answer")))
        self.vote(here, FIRST, "approve")
        self.assertEqual(self.carriers(here, NUMBER), [STATION])
        self.finish(here)

    def test_a_refused_request_stays_covered_and_may_be_asked_again(self):
        here = self.begin()
        self.ask(here)
        self.ask(here)
        self.assertIn("asked for this already", self.words(self.last(here, STATION, "your answer")))
        self.vote(here, SECOND, "refuse")
        self.assertIn("The desk refused", self.words(self.last(here, STATION, "your answer")))
        self.vote(here, FIRST, "approve")
        self.assertEqual(self.carriers(here, NUMBER), [])
        self.assertEqual(self.reveals(here), [("reveal", "refused", "approver", None, "investigation_order")])
        self.ask(here, "her_wish")
        self.vote(here, FIRST, "approve")
        self.assertEqual(self.carriers(here, NUMBER), [STATION])
        self.finish(here)

    def test_limits_refuse_and_oversight_is_told(self):
        here = self.begin(limits="{per_case: 1}")
        self.ask(here)
        self.vote(here, FIRST, "refuse")
        self.ask(here)
        self.assertIn("has had its 1 requests", self.words(self.last(here, STATION, "your answer")))
        self.last(here, OVERSIGHT, "a limit of requests was reached")
        self.assertEqual(len(self.to(here, FIRST, "approve or refuse")), 1)
        self.assertEqual([row[2] for row in self.reveals(here)], ["approver", "case_limit"])
        self.assertEqual(self.carriers(here, NUMBER), [])
        self.finish(here)

    def test_a_station_and_day_has_its_limit_over_all_its_cases(self):
        here = self.begin(limits="{per_station_and_day: 1}")
        self.ask(here)
        self.vote(here, FIRST, "refuse")
        self.complain(here, "It is the second day.")
        self.ask(here, letter=self.to(here, STATION, "Museum")[-1])
        self.assertIn("this station has had its 1 requests of the day", self.words(self.last(here, STATION, "your answer")))
        self.last(here, OVERSIGHT, "a limit of requests was reached")
        self.assertEqual(len(self.to(here, FIRST, "approve or refuse")), 1)
        self.assertEqual([row[2] for row in self.reveals(here)], ["approver", "station_limit"])
        self.assertEqual(self.carriers(here, NUMBER), [])
        self.finish(here)

    def test_a_child_needs_two_different_approvers(self):
        here = self.begin("I am 15 years old and in class 10. My mail is divya.k@example.com.")
        self.assertEqual(here.state_rows("SELECT child FROM v1_case")[0][0], "victim")
        # Her number is open where somebody must reach her tonight; her mail address is not.
        self.ask(here, kind="EMAIL")
        self.assertIn("two different approvers must agree", self.words(self.last(here, FIRST, "approve or refuse")))
        self.vote(here, FIRST, "approve")
        self.vote(here, FIRST, "approve")
        self.say(here, self.last(here, FIRST, "approve or refuse"), "APPROVE", sender=SECOND)  # her token, his mailbox
        self.assertEqual(self.carriers(here, "divya.k@"), [])
        self.assertIn("counted once", self.words(self.last(here, FIRST, "your answer")))
        self.vote(here, SECOND, "approve")
        self.assertEqual(self.carriers(here, "divya.k@"), [STATION])
        self.assertEqual(self.reveals(here),
                         [("reveal", "sent", None, "approver.1,approver.2", "investigation_order")])
        self.finish(here)

    def test_what_is_wrongly_asked_is_answered_and_changes_nothing(self):
        here = self.begin()
        letter = self.to(here, STATION)[0]
        mask = self.mask(letter, "PHONE")
        wrong = mask[:-1] + ("2" if mask[-1] != "2" else "3")
        for line, answer in ((f"REVEAL {mask} curiosity", "not one of the five"), (f"REVEAL {mask}", "needs a reason"),
                             (f"REVEAL {wrong} first_call", "No covered value has that code"),
                             ("REVEAL AADHAAR court_order", "never revealed by mail"),
                             ("REVEAL FIR", "SIGNED or FIR"), ("APPROVE", "not for this mailbox"),
                             ("REVEAL", "needs what you ask for")):
            self.say(here, letter, line)
            self.assertIn(answer, " ".join(self.words(self.last(here, STATION, "your answer")).split()), line)
        self.assertEqual(self.to(here, FIRST), [])
        self.assertEqual(self.reveals(here), [])
        # The mask of another case is a mask, but not of this one.
        self.complain(here, "It is the second day.")
        other = self.mask(self.to(here, STATION, "Museum")[-1], "PHONE")
        self.assertNotEqual(other, mask)
        self.say(here, letter, f"REVEAL {other} first_call")
        self.assertIn("No covered value of this case", self.words(self.last(here, STATION, "your answer")))
        self.assertEqual(self.reveals(here), [])
        self.finish(here)

    def test_the_bundle_comes_after_she_signed(self):
        here = self.begin()
        letter = self.to(here, STATION)[0]
        self.say(here, letter, "SIGNED")
        self.say(here, letter, "REVEAL FIR")
        self.vote(here, FIRST, "approve")
        sent = self.last(here, STATION, "FIR")
        for value in ("Name:\nDivya Thomas", "Phone:\n" + NUMBER, "Kunnil House"):
            self.assertIn(value, sent["text"])
        self.assertEqual(here.state_rows("SELECT what_type FROM v1_reveal"), [("PERSON,ADDRESS,PHONE",)])
        self.assertIn("signed", self.kinds(here))
        self.assert_fine(here)

    def test_nobody_to_approve_is_said_clearly(self):
        here = self.begin(changes=lambda text: text)
        self.ask(here)
        self.assertIn("nobody is there who could approve", self.words(self.last(here, STATION, "your answer")))
        self.assertEqual([row[1:3] for row in self.reveals(here)], [("refused", "no_approvers")])
        self.assertIn("nobody may approve", here.command("check").stderr)
        self.finish(here)

    def test_who_asks_does_not_approve(self):
        here = self.begin(changes=lambda text: text.replace("approvers: []", f"approvers: [{STATION}]"))
        self.ask(here)
        self.assertEqual([row[2] for row in self.reveals(here)], ["no_approvers"])
        self.finish(here)

    def test_time_runs_out(self):
        here = self.begin()
        self.ask(here)
        with sqlite3.connect(here.home / "state" / "aparajita.db") as database:
            database.execute("UPDATE reveal SET expires_at = asked_at - 1")
        database.close()
        self.once(here)
        self.assertIn("Nobody at the desk decided in time", self.words(self.last(here, STATION, "your answer")))
        self.vote(here, FIRST, "approve")
        self.assertEqual(self.carriers(here, NUMBER), [])
        self.assertEqual([row[1] for row in self.reveals(here)], ["expired"])
        self.finish(here)

    def test_a_destroyed_case_answers_clearly(self):
        here = self.begin()
        letter = self.to(here, STATION)[0]
        self.ask(here)
        case_id = here.state_rows("SELECT case_id FROM case_file WHERE serial = 1")[0][0]
        with sqlite3.connect(here.home / "state" / "vault.db") as vault:
            vault.execute("DELETE FROM case_key WHERE case_id = ?", (case_id,))
        vault.close()
        self.vote(here, FIRST, "approve")
        self.assertIn("were destroyed", " ".join(self.words(self.last(here, STATION, "your answer")).split()))
        self.ask(here, letter=letter)
        self.assertEqual([row[2] for row in self.reveals(here)], ["destroyed", "destroyed"])
        self.assertEqual(self.carriers(here, NUMBER), [])
        self.assert_fine(here)

    def test_a_value_that_no_server_takes_is_told_to_the_desk(self):
        here = self.begin()
        here.smtp.fault(stage="rcpt", reply="550 5.1.1 No such mailbox", recipient="museum")
        self.deliver_only(here, self.to(here, STATION)[0], "RECEIVED")
        for _ in range(3):
            self.assertIn(here.once(), (0, 75), here.log())
        here.smtp.clear_faults()
        self.assertEqual(self.carriers(here, NUMBER), [])
        self.assertEqual(len(self.to(here, DESK, "a value did not reach the station")), 1)
        self.finish(here)

    def test_in_thread_mode_our_message_id_is_the_token(self):
        here = self.begin(changes=in_threads)
        letter = self.to(here, STATION)[0]
        self.assertNotIn("complaints+", letter["text"])
        thread = f"In-Reply-To: {letter['message']['Message-ID']}\n"
        self.say(here, letter, "RECEIVED", extra=thread)
        self.assertEqual(self.state(here), "confirmed")
        self.say(here, letter, f"REVEAL {self.mask(letter, 'PHONE')} her_wish", extra=thread)
        question = self.last(here, SECOND, "approve or refuse")
        self.say(here, question, "APPROVE", extra=f"References: <x@y.example> {question['message']['Message-ID']}\n")
        self.assertEqual([row[1] for row in self.reveals(here)], ["sent", "sent"])
        self.finish(here)


if __name__ == "__main__":
    story.main()
