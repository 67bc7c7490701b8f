"""Rules that are right and a world that changed: two rules for one mail, a station that is closed while it has cases."""
import json
import re

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
