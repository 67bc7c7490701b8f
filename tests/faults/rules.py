"""Rules that are right and a world that changed: two rules for one mail, a station that is closed while it has cases."""
import json
import re
import signal
import time

import fault_story

TWO_RULES = """rules:
  - id: hostel
    why: The hostel lies in the area of Fort station
    when:
      words: [Harbour View hostel]
    then: {station: tvc.fort}
    examples:
      - text: I stay at Harbour View hostel.
        expect: tvc.fort
  - id: town
    why: Whoever speaks of the sea front
    when:
      words: [sea front]
    then: {station: tvc.museum}
    examples:
      - text: He waits at the sea front.
        expect: tvc.museum
"""


class Rules(fault_story.FaultStory):
    def test_C04_no_rule_fits_or_two_do(self):
        """Nothing fits: the desk. Two fit: the first of the file decides, and both are named."""
        here = self.install_faulty()
        (here.home / "routing_rules" / "rules.yaml").write_text(TWO_RULES)
        here.first_run()
        neither = fault_story.story.plain_mail("w1@example.org", "help", "Somebody writes to me. tokenbx\n")
        both = fault_story.story.plain_mail("w2@example.org", "help", "He waits at the sea front, near Harbour View hostel. tokencx\n")
        for mail in (neither, both):
            here.imap.deliver(mail)
        self.assertEqual(here.once(), 0)
        got = {token: [l["to"] for l in here.letters() if token in l["text"] and l["to"].endswith(".invalid")]
               for token in ("tokenbx", "tokencx")}
        self.assertEqual(got, {"tokenbx": ["triage@cell.invalid"], "tokencx": ["sho.fort@tvc.ps.invalid"]})
        self.assertEqual(here.state_rows("SELECT action, reason, rule FROM v1_decision ORDER BY case_no"),
                         [("triage", "none", None), ("forward", "rule", "hostel")])
        file = here.folder / "both.eml"
        file.write_bytes(both)
        trace = json.loads(here.command("explain", "--json", str(file)).stdout)["decision"]["trace"]
        self.assertIn("rule 'hostel' fits: The hostel lies in the area of Fort station", trace)
        self.assertIn("rule 'town' fits as well; the first one decides", trace)
        self.assert_fine(here)

    def test_C05_rules_change_while_a_letter_waits(self):
        """What was frozen goes where it was frozen to, in the very octets; only the next mail knows the new mailbox."""
        here = self.install_faulty()
        here.first_run()
        waiting = here.smtp.fault(stage="dot", cut="after", recipient="sho.museum", times=1)
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 75, "its letter waits: the answer was lost")
        self.assertEqual(waiting.fired, 1)
        rules = here.home / "routing_rules" / "kerala" / "tvc.yaml"
        rules.write_text(rules.read_text().replace("sho.museum@", "museum.new@"))
        self.assertEqual(here.command("check").returncode, 0)
        here.imap.deliver(self.complaint(2))
        self.settle(here)
        sent = [(l["to"], l["octets"]) for l in here.letters() if "tokenbx" in l["text"] and l["to"].endswith(".invalid")]
        self.assertEqual([to for to, _ in sent], ["sho.museum@tvc.ps.invalid"] * 2)
        self.assertEqual(len({octets for _, octets in sent}), 1)
        self.assertEqual([l["to"] for l in here.letters() if "tokencx" in l["text"] and l["to"].endswith(".invalid")],
                         ["museum.new@tvc.ps.invalid"])
        self.assert_fine(here)

    def test_C06_a_changed_mailbox_is_told_to_oversight(self):
        """In the trail of the reload, and by mail to oversight: who got another mailbox. Each decision names its rules."""
        here = self.install_faulty()
        here.first_run()
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 0)
        rules = here.home / "routing_rules" / "kerala" / "tvc.yaml"
        rules.write_text(rules.read_text().replace("sho.museum@", "museum.new@"))
        here.imap.deliver(self.complaint(2))
        self.assertEqual(here.once(), 0)
        told = [l["text"] for l in here.letters() if l["to"] == "sp@cell.invalid"]
        self.assertEqual(len([text for text in told if "tvc.museum" in text]), 1, told)
        self.assertEqual(len([attrs for (attrs,) in self.events(here, "rules_activated") if "tvc.museum" in attrs]), 1)
        sets = [row[0] for row in here.state_rows("SELECT rules_sha256 FROM v1_decision ORDER BY case_no")]
        known = [row[0] for row in here.state_rows("SELECT sha256 FROM rule_set ORDER BY rule_set_id")]
        self.assertEqual((len(set(sets)), sets), (2, known))
        self.assert_fine(here)

    def signed(self, here):
        """An installation whose rules sp.women must sign. Gives how a key signs, and what check says."""
        for name in ("sp.women", "stranger"):
            here._must("keygen", "--signer", name, "--out", str(here.folder / name))
        key = (here.folder / "sp.women.pub").read_text().strip()
        here.config.write_text(here.config.read_text() + f"rules_signed_by: [{key}]\n")

        def sign(name):
            done = here.command("check", "--sign", str(here.folder / f"{name}.key"))
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stdout
        return sign

    def assert_check_says(self, here, sentence):
        done = here.command("check")
        self.assertEqual(done.returncode, 65, done.stdout + done.stderr)
        self.assertTrue(done.stderr.endswith(f"rules.signature: error: {sentence}\n"
                                             "hint: who may sign reads what was changed and runs `aparajita check --sign "
                                             "KEYFILE`\n"), done.stderr)

    def test_C06_a_set_without_the_signature_is_refused_at_a_reload(self):
        """Unsigned, signed by another, put back from an older day: refused and told, and the set in force stays, also over a
        start. Signed by who must: taken."""
        here = self.install_faulty(poll=5)
        sign = self.signed(here)
        self.assertRegex(sign("sp.women"), r"^signed by 'sp\.women'\nfine: \d+ stations, rules sha256:[0-9a-f]{12}\n$")
        here.first_run()
        rules, signature = (here.home / "routing_rules" / name for name in ("kerala/tvc.yaml", "rules.signature"))
        old = rules.read_text(), signature.read_text()
        here.start()

        def reload(told):
            before = here.log().count(told)
            here.signal(signal.SIGHUP)
            here.wait_for_log(told, count=before + 1)

        def goes_to(number, mailbox):
            here.imap.deliver(self.complaint(number))
            here.wait_until(lambda: self.letters_about(here, number), 30, f"the letter about mail {number}")
            self.assertEqual(self.letters_about(here, number), [mailbox + "@tvc.ps.invalid"])

        rules.write_text(old[0].replace("sho.museum@", "museum.new@"))
        self.assert_check_says(here, "the rules are not those that were signed")
        reload("reload_refused")
        here.wait_until(lambda: self.alarms(here) == ["rules_refused"], 20, "the alarm")
        goes_to(1, "sho.museum")
        self.assertEqual(sign("stranger").splitlines()[:2], ["signed by 'stranger'", "not yet by 'sp.women'"])
        self.assert_check_says(here, "not signed by 'sp.women'")
        reload("reload_refused")
        self.assertEqual(len(self.events(here, "rules_refused")), 2)
        self.assertEqual(len(self.events(here, "rules_activated")), 1)
        time.sleep(1.1)  # a signature says its second
        sign("sp.women")
        reload("rules_activated")
        goes_to(2, "museum.new")
        rules.write_text(old[0])
        signature.write_text(old[1])
        self.assertEqual(here.command("check").returncode, 0, "nothing in the files tells that they are of an older day")
        reload("reload_refused")
        self.assertRegex(here.log(), r"rules_problem file=rules\.signature .*these rules were signed at \S+Z, before those in force")
        goes_to(3, "museum.new")
        self.assertEqual(here.stop(), 0)
        here.imap.deliver(self.complaint(4))
        self.assertEqual(here.once(), 0, "a start falls back on the stored set")
        self.assertEqual(self.letters_about(here, 4), ["museum.new@tvc.ps.invalid"])
        sign("sp.women")  # back to the old ones on purpose
        here.imap.deliver(self.complaint(5))
        self.assertEqual(here.once(), 0)
        self.assertEqual(self.letters_about(here, 5), ["sho.museum@tvc.ps.invalid"])
        self.assertEqual([len(self.events(here, kind)) for kind in ("rules_activated", "rules_refused")], [3, 4])
        self.assert_fine(here)

    def letters_about(self, here, number):
        return [l["to"] for l in here.letters() if f"token{chr(97 + number)}x" in l["text"] and l["to"].endswith("@tvc.ps.invalid")]

    def test_C06_a_set_without_the_signature_is_refused_at_the_start(self):
        """With no signed set at hand, on disk or stored: hold mode, and the desk hears of each mail. The terminal has no other
        rules than the daemon."""
        here = self.install_faulty()
        here.first_run()  # unsigned, stored, and then somebody must sign
        sign = self.signed(here)
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 75)
        self.assertEqual([l["to"] for l in here.letters()], ["triage@cell.invalid"])
        self.assertNotIn("tokenbx", here.letters()[0]["text"])
        self.assertEqual(sorted(self.alarms(here)), ["hold_mode", "rules_refused"])
        self.assert_check_says(here, "the rules are not signed")
        case = here.state_rows("SELECT case_no FROM v1_case")[0][0]
        moved = here.command("route", case, "--to", "tvc.fort", "--reason", "near her")
        self.assertIn("the rules have mistakes, or are not signed", moved.stderr)
        sign("sp.women")
        self.assertEqual(here.once(), 0)
        self.assertEqual(self.letters_about(here, 1), ["sho.museum@tvc.ps.invalid"])
        self.assert_fine(here)

    def test_C08_a_station_is_closed_while_it_has_cases(self):
        """Retired: what comes for it goes to the desk, also further mail of a case that it has. Nothing goes nowhere."""
        here = self.install_faulty()
        here.first_run()
        waiting = here.smtp.fault(stage="rcpt", reply="451 4.3.0 later", recipient="sho.museum")
        here.imap.deliver(self.complaint(1))
        self.assertEqual(here.once(), 75, "its letter waits")
        folder = here.home / "routing_rules"
        rules, officers = folder / "kerala" / "tvc.yaml", folder / "officers" / "tvc.yaml"
        rules.write_text(rules.read_text().replace("  tvc.museum:\n", "  tvc.museum:\n    retired: true\n"))
        officers.write_text(re.sub(r"(?m)^  tvc\.museum:.*\n(?:   .*\n)*", "", officers.read_text()))
        checked = here.command("check")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        waiting.times = 0
        here.imap.deliver(self.complaint(2))
        # The same woman writes once more about the first.
        here.imap.deliver(self.complaint(1, "once more").replace(b"Subject: help", b"Subject: again"))
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.one_station_letter(here, 1)  # what was frozen before goes where it was sent (C05)
        desk = [l["text"] for l in here.letters() if l["to"] == "triage@cell.invalid"]
        self.assertTrue(any("tokencx" in text for text in desk), "a new one for the closed station")
        self.assertTrue(any("once more" in text for text in desk) or
                        any("once more" in l["text"] for l in here.letters() if "sho.museum" in l["to"]), "her second mail")
        self.assertEqual(here.state_rows("SELECT count(*) FROM v1_letter WHERE state <> 'sent' AND kind <> 'acknowledgement'"),
                         [(0,)])
        self.assert_fine(here)


if __name__ == "__main__":
    fault_story.main()
