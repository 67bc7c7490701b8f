"""Bad input from the first day: broken rules, servers away, mail that cannot be read, a daemon that is killed."""
import json
import os
import signal
import threading
import time

import story


def break_rules(here):
    rules = here.home / "routing_rules" / "kerala" / "tvc.yaml"
    good = rules.read_text()
    rules.write_text(good + "\nbroken: [\n")
    return rules, good


def undercut_floor(here):
    policy = here.home / "routing_rules" / "redaction.yaml"
    good = policy.read_text()
    policy.write_text(good.replace("protected_roles: 0.08", "protected_roles: 0.01"))
    return policy, good


class Policy(story.Story):
    """The redaction policy: what covers must never be weakened by a slip, nor be missing."""

    def station_letters(self, here):
        return [l for l in here.letters() if l["to"] == "sho.museum@tvc.ps.invalid"]

    def test_a_policy_below_its_floor_is_named_and_the_last_good_one_stays(self):
        here = self.install(poll=5)
        here.first_run()
        here.start()
        policy, good = undercut_floor(here)
        checked = here.command("check")
        self.assertEqual(checked.returncode, 65)
        self.assertRegex(checked.stderr, r"redaction\.yaml:\d+:28: error: 'protected_roles' is below its floor\n"
                                         r" +\d+ \| margins: \{protected_roles: 0\.01, offender: 0\.35\}\n"
                                         r" +\| {28}\^\^\^\^\nhint: the floor is 0\.05; ")
        here.signal(signal.SIGHUP)
        here.wait_for_log("reload_refused")
        here.imap.deliver(story.sample("03"))
        here.wait_until(lambda: self.station_letters(here), 20, "the letter")
        self.assertEqual(here.stop(), 0)
        here.imap.deliver(story.sample("03") + b"\nonce more\n")
        self.assertEqual(here.once(), 0, "a start falls back on the stored set")
        self.assertEqual(len(self.station_letters(here)), 2)
        self.assertTrue(self.events(here, "rules_refused"))
        self.assert_fine(here)

    def test_without_any_good_policy_nothing_is_forwarded_and_the_desk_hears_of_each_mail(self):
        here = self.install()
        policy, good = undercut_floor(here)
        for name in ("01", "03"):
            here.imap.deliver(story.sample(name))
        self.assertEqual(here.once(), 75)
        self.assertEqual({l["to"] for l in here.letters()}, {"triage@cell.invalid"})
        self.assertEqual(len(here.letters()), 2)
        for letter in here.letters():
            self.assertNotIn("Sreeja", letter["text"])
            self.assertNotIn("Museum", letter["text"])
        self.assertTrue(self.events(here, "hold_mode"))
        self.assertEqual(len(here.imap.list("INBOX")), 2)
        policy.write_text(good)
        self.assertEqual(here.once(), 0)
        self.assertEqual(len(self.station_letters(here)), 1)
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assert_fine(here)

    def test_a_missing_policy_is_as_bad_as_a_wrong_one(self):
        here = self.install()
        (here.home / "routing_rules" / "redaction.yaml").unlink()
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 75)
        self.assertEqual([l["to"] for l in here.letters()], ["triage@cell.invalid"])
        self.assertIn("redaction.yaml: error: this file is missing", here.command("check").stderr)


class Rules(story.Story):
    def test_a_bad_reload_is_refused_and_the_old_rules_stay(self):
        here = self.install(poll=5)
        here.first_run()
        here.start()
        rules, good = break_rules(here)
        here.signal(signal.SIGHUP)
        here.wait_for_log("reload_refused")
        here.imap.deliver(story.sample("03"))
        here.wait_until(lambda: [m for m in here.smtp.mails() if "sho.museum@" in m["rcpt_to"][0]], 20, "the letter")
        rules.write_text(good + "\n# a comment\n")
        here.signal(signal.SIGHUP)
        here.wait_for_log("rules_activated", count=3)
        self.assertEqual(here.stop(), 0)
        self.assertEqual(len(self.events(here, "rules_refused")), 1)
        self.assertEqual(len(self.events(here, "rules_activated")), 2)
        self.assert_fine(here)

    def test_rules_that_change_while_a_letter_waits_do_not_touch_it(self):
        """Killed after T2, the station has another mailbox at the restart: the letter goes where it was meant to go."""
        here = self.install()
        here.first_run()
        os.environ["APARAJITA_FAILPOINT"] = "T2.after"
        self.addCleanup(os.environ.pop, "APARAJITA_FAILPOINT", None)
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), -signal.SIGKILL)
        del os.environ["APARAJITA_FAILPOINT"]
        rules = here.home / "routing_rules" / "kerala" / "tvc.yaml"
        self.assertIn("sho.museum@tvc.ps.invalid", rules.read_text())
        rules.write_text(rules.read_text().replace("sho.museum@tvc.ps.invalid", "other.museum@tvc.ps.invalid"))
        for _ in range(2):
            self.assertEqual(here.once(), 0)
        here.imap.deliver(story.plain_mail("w@example.org", "x", "Museum police station\n"))
        self.assertEqual(here.once(), 0)
        to = [mail["rcpt_to"][0] for mail in here.smtp.mails() if "museum@" in mail["rcpt_to"][0]]
        self.assertEqual(to, ["sho.museum@tvc.ps.invalid", "other.museum@tvc.ps.invalid"])
        self.assertEqual(len(here.state_rows("SELECT DISTINCT rules_sha256 FROM v1_decision")), 2)
        self.assert_fine(here)

    def test_a_file_half_written_at_a_reload_changes_nothing(self):
        """A writer pauses in the middle of a file: refused; when it has ended, taken; and never a mixture of two."""
        here = self.install(poll=5)
        here.first_run()
        here.start()
        rules = here.home / "routing_rules" / "kerala" / "tvc.yaml"
        good = rules.read_text()
        whole = good + "# all of it\n"
        with open(rules, "w") as writer:
            writer.write(whole[:len(good) // 2] + "  - id: tvc.mus")
            writer.flush()
            here.signal(signal.SIGHUP)
            here.wait_for_log("reload_refused")
            here.imap.deliver(story.sample("03"))
            here.wait_until(lambda: [m for m in here.smtp.mails() if "sho.museum@" in m["rcpt_to"][0]], 20, "the letter")
            writer.seek(0)
            writer.write(whole)
        here.signal(signal.SIGHUP)
        here.wait_for_log("rules_activated", count=3)
        # Now one that never stops writing: what is active is one of its two texts, whole.
        other, ended = good + "# the other\n" * 2000, threading.Event()

        def write_on():
            while not ended.is_set():
                rules.write_text(whole)
                rules.write_text(other)

        writer = threading.Thread(target=write_on)
        writer.start()
        for _ in range(8):
            seen = len(here.log())
            here.signal(signal.SIGHUP)
            here.wait_until(lambda: any(word in here.log()[seen:] for word in ("reload_refused", "rules_activated",
                                                                              "rules_unchanged")), 20, "a verdict")
        ended.set()
        writer.join()
        self.assertEqual(here.stop(), 0)
        taken = here.state_rows("SELECT files FROM rule_set WHERE refused = 0 AND files IS NOT NULL")
        for (files,) in taken:
            self.assertIn(json.loads(files)["rules/kerala/tvc.yaml"], (good, whole, other))
        self.assert_fine(here)

    def test_broken_rules_at_start_fall_back_on_the_last_good_set(self):
        here = self.install()
        here.first_run()
        break_rules(here)
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 0)
        self.assertTrue([m for m in here.smtp.mails() if "sho.museum@" in m["rcpt_to"][0]])
        self.assertEqual(here.command("check").returncode, 65)
        self.assert_fine(here)

    def test_without_any_good_rules_mail_is_kept_and_the_desk_hears(self):
        here = self.install()
        rules, good = break_rules(here)
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 75)
        self.assertEqual([l["to"] for l in here.letters()], ["triage@cell.invalid"])
        self.assertEqual(here.state_rows("SELECT state FROM v1_intake"), [("received",)])
        self.assertEqual(len(here.imap.list("INBOX")), 1)
        rules.write_text(good)
        self.assertEqual(here.once(), 0)
        self.assertTrue([m for m in here.smtp.mails() if "sho.museum@" in m["rcpt_to"][0]])
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assert_fine(here)

    def test_wrong_settings_stop_the_start_with_every_problem(self):
        here = self.install()
        here.config.write_text(here.config.read_text().replace("poll_seconds: 60", "poll_secnds: sixty")
                               .replace("mode: rehearsal", "mode: rehersal"))
        for command in (["run", "--once"], ["check"]):
            done = here.command(*command)
            self.assertEqual(done.returncode, 78)
            self.assertIn("poll_secnds", done.stderr)
            self.assertIn("rehersal", done.stderr)
            self.assertIn("did you mean", done.stderr)


class Servers(story.Story):
    def test_check_connect_says_what_is_wrong_with_a_server(self):
        here = self.install()
        done = here.command("check", "--connect")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("mailbox: logged in; INBOX has 0, Junk has 0", done.stdout)
        self.assertIn("delivery: logged in and ready to take letters", done.stdout)
        (here.home / "imap-password").write_text("not-the-password-7x")
        here.smtp.fault(stage="ehlo", reply="554 5.7.1 go away")
        done = here.command("check", "--connect")
        self.assertEqual(done.returncode, 69)
        self.assertRegex(done.stderr, r"(?m)^mailbox: .*(password|login|refused)")
        self.assertRegex(done.stderr, r"(?m)^delivery: ")
        self.assertNotIn("not-the-password-7x", done.stderr)

    def test_letters_wait_while_the_relay_is_away(self):
        here = self.install()
        here.first_run()
        here.smtp.fault(stage="connect", cut="before")
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 75)
        self.assertEqual(len(here.imap.list("INBOX")), 1, "nobody has it yet, so it stays")
        waiting = here.command("queue", "list").stdout
        self.assertIn("tvc.museum", waiting)
        self.assertIn("deferred", waiting)
        self.assert_fine(here)

    def test_a_mailbox_that_cannot_be_reached_is_said_in_one_line(self):
        here = self.install()
        here.first_run()
        here.imap.pause()
        self.assertEqual(here.once(), 69)
        self.assertEqual(here.log().count("mailbox_unreachable"), 1)

    def test_an_outage_costs_one_line_a_try_and_no_busy_loop(self):
        here = self.install(poll=5)
        here.first_run()
        here.start()
        here.imap.pause()
        here.imap.cut()
        here.wait_for_log("mailbox_lost")
        time.sleep(4)
        self.assertLessEqual(here.log().count("mailbox_lost"), 5)
        here.imap.resume()
        here.imap.deliver(story.sample("03"))
        here.wait_until(lambda: here.smtp.mails(), 40, "the letter after the outage")
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)

    def test_a_stop_does_not_wait_for_a_server_that_is_deaf(self):
        here = self.install(poll=5)
        here.first_run()
        here.start()
        here.imap.freeze()
        here.imap.deliver(story.sample("03"))
        time.sleep(6)  # past the poll: it waits for an answer that does not come
        began = time.monotonic()
        self.assertEqual(here.stop(), 0)
        self.assertLess(time.monotonic() - began, 45, "it waited for the answer, a minute long")
        here.imap.thaw()

    def test_a_refused_station_letter_goes_to_the_desk(self):
        here = self.install()
        here.first_run()
        here.smtp.fault(stage="rcpt", reply="550 5.1.1 No such person", recipient="museum")
        here.imap.deliver(story.sample("03"))
        here.once()
        self.assertTrue(self.events(here, "refused") or self.events(here, "deferred"))
        self.assert_fine(here)


class Poison(story.Story):
    def test_an_unreadable_mail_is_set_aside_and_the_next_goes_on(self):
        here = self.install()
        here.first_run()
        for name in ("08", "10", "03"):
            here.imap.deliver(story.sample(name))
        self.assertEqual(here.once(), 0)
        self.assertEqual(len(here.imap.list("Aparajita/Attention")), 1)
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assertEqual(len(self.events(here, "quarantined")), 1)
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_intake WHERE state = 'quarantined'"), [(1,)])
        self.assertTrue([l for l in here.letters() if "could not be read" in l["subject"]])
        listed = here.command("quarantine", "list").stdout
        self.assertRegex(listed, r"^APJ-\d{4}-00000[123] .* too_deep ")
        case = listed.split()[0]
        healthy = here.state_rows("SELECT case_no FROM v1_case WHERE state <> 'quarantined'")[0][0]
        self.assertEqual(here.command("quarantine", "retry", healthy).returncode, 64)
        self.assertEqual(here.command("quarantine", "retry", case).returncode, 0)
        self.assertEqual(here.command("quarantine", "list").stdout, "nothing is in quarantine\n")
        sent = len(here.smtp.mails())
        self.assertEqual(here.once(), 0)
        self.assertIn(case, here.command("quarantine", "list").stdout)
        self.assertEqual(len(here.smtp.mails()), sent, "the desk has heard of it already")
        self.assertEqual(len(self.events(here, "requeued")), 1)
        self.assert_fine(here)


class OtherHands(story.Story):
    def test_a_mail_that_a_person_deletes_is_forwarded_all_the_same(self):
        here = self.install(poll=5)
        here.first_run()
        here.smtp.fault(stage="dot", stall=5)
        here.start()
        octets = story.sample("03")
        here.imap.deliver(octets)
        here.wait_for_log("mail_received")
        here.imap.clear("INBOX")
        here.wait_until(lambda: [m for m in here.smtp.mails() if "sho.museum@" in m["rcpt_to"][0]], 20, "the letter")
        here.wait_for_log("mail_gone")
        self.assertEqual(here.stop(), 0)
        self.assertEqual(here.state_rows("SELECT state FROM v1_intake"), [("vanished",)])
        self.assert_fine(here)


class Kill(story.Story):
    def test_a_killed_daemon_loses_nothing(self):
        here = self.install(poll=5)
        here.first_run()
        for round_number in range(6):
            here.start()
            for n in range(10):
                here.imap.deliver(story.plain_mail(
                    f"w{round_number}{n}@example.org", "help",
                    f"please send to Museum police station, token{round_number}{n}x\n"))
            time.sleep(0.15 * round_number)
            here.daemon.kill()
            here.daemon.wait()
            here.log_path.write_text("")
        here.once()
        # One that was being read at three deaths was set aside: a person orders it to be read again.
        for line in here.command("quarantine", "list").stdout.splitlines():
            if " attempts " in line:
                self.assertEqual(here.command("quarantine", "retry", line.split()[0]).returncode, 0)
        here.once()
        # Letters whose fate is unknown are repeated after ten minutes: not in this test; they are accounted for.
        doubtful = here.state_rows("SELECT count(*) FROM v1_letter WHERE kind = 'station' AND uncertain = 1")[0][0]
        letters = [l for l in here.letters() if "sho.museum@" in l["to"]]
        tokens = {f"token{r}{n}x" for r in range(6) for n in range(10)}
        found = {token for token in tokens for letter in letters if token in letter["text"]}
        self.assertGreaterEqual(len(found) + doubtful, len(tokens))
        ids = [letter["message"]["Message-ID"] for letter in letters]
        self.assertLessEqual(len(ids) - len(set(ids)), doubtful, "twins only where the answer was lost")
        cases = here.state_rows("SELECT count(*) FROM v1_case")[0][0]
        self.assertEqual(cases, len(tokens))
        self.assert_fine(here)


if __name__ == "__main__":
    story.main()
