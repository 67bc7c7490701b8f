"""Changed rules, tried on past cases: what replay lists is what the rules then do; a reload that moves too many waits."""
import json
import shutil
import signal

import story

MAILS = {n: story.plain_mail(f"w{n}@example.org", f"mail {n}", text) for n, text in enumerate([
    "Please send this to Museum police station. A man follows me.\n",
    "I live at Kazhakuttam, Trivandrum. A man sends me obscene pictures.\n",
    "A man calls me every night. I stay at Harbour View hostel.\n",
    "Press query. How many complaints did Museum police station receive last year?\n",
    "Please send this to Kazhakuttam police station. He sends obscene messages on Instagram.\n"])}

RULES = """rules:
  - id: harbour-view-hostel
    why: The hostel lies in the area of Museum station
    when: {words: [Harbour View hostel]}
    then: {station: tvc.museum}
    examples:
      - text: I stay at Harbour View hostel. A man calls me every night.
        expect: tvc.museum
  - id: obscene-pattern
    why: Tried with a pattern
    when: {pattern: 'obscene (pictures|messages)'}
    then: {triage: held}
    examples:
      - text: He sends obscene messages. Museum police station.
        expect: triage
"""


def outcomes(here):
    rows = here.state_rows("SELECT c.case_no, d.action, d.station FROM case_file c JOIN decision d USING (case_id) "
                           "ORDER BY c.year, c.serial")
    return {number: station if action == "forward" else action for number, action, station in rows}


def deliver(here):
    """One after the other, so that case numbers follow the mails."""
    for mail in MAILS.values():
        here.imap.deliver(mail)
        assert here.once() == 0


def replay(here, folder, *arguments):
    done = here.command("replay", "--rules", str(folder), "--json", *arguments)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["case_no"]: line for line in lines[:-1]}, lines[-1]


class Replay(story.Story):
    def changed(self, here):
        folder = here.folder / "changed"
        shutil.copytree(here.home / "routing_rules", folder)
        (folder / "rules.yaml").write_text(RULES)
        return folder

    def test_replay_lists_what_the_rules_then_do_and_touches_nothing(self):
        here = self.install()
        here.first_run()
        deliver(here)
        before = outcomes(here)
        events = here.state_rows("SELECT count(*) FROM audit_event")
        sent = len(here.smtp.mails())
        same, totals = replay(here, here.home / "routing_rules")
        self.assertEqual((same, totals["compared"], totals["cannot_tell"]), ({}, len(MAILS), 0))
        folder = self.changed(here)
        moved, totals = replay(here, folder)
        self.assertEqual(totals["moved"], len(moved))
        self.assertEqual(here.state_rows("SELECT count(*) FROM audit_event"), events)
        self.assertEqual(len(here.smtp.mails()), sent)

        fresh = self.install()
        shutil.copy(folder / "rules.yaml", fresh.home / "routing_rules" / "rules.yaml")
        fresh.first_run()
        deliver(fresh)
        after = outcomes(fresh)
        self.assertEqual(set(before), set(after))
        self.assertEqual({number: (line["from"], line["to"]) for number, line in moved.items()},
                         {number: (before[number], after[number]) for number in before
                          if before[number] != after[number]})
        self.assertGreaterEqual(len(moved), 3)
        text = here.command("replay", "--rules", str(folder))
        self.assertIn(f"{len(MAILS)} cases compared since ", text.stdout)
        self.assertIn(f": {len(moved)} would move (", text.stdout)
        nothing, totals = replay(here, folder, "--since", "2099-01-01")
        self.assertEqual((nothing, totals["compared"]), ({}, 0))
        self.assertEqual(here.command("replay", "--rules", str(folder), "--since", "soon").returncode, 64)
        (folder / "rules.yaml").write_text("rules: 7\n")
        self.assertEqual(here.command("replay", "--rules", str(folder)).returncode, 65)
        self.assert_fine(here)

    def test_a_reload_that_moves_too_many_is_refused_until_it_is_accepted_by_name(self):
        here = self.install(poll=5)
        here.first_run()
        deliver(here)
        here.start()
        rules = here.home / "routing_rules"
        (rules / "rules.yaml").write_text(RULES)
        here.signal(signal.SIGHUP)
        here.wait_for_log("rules_move_too_many")
        here.wait_for_log("reload_refused")
        refused = self.events(here, "rules_refused")
        self.assertEqual(len(refused), 1)
        name = json.loads(refused[0][0])["rules"]
        self.assertIn("was refused: they move too many past cases", here.command("doctor").stdout)
        (rules / "accept-moved").write_text("sha256:" + "0" * 64 + "\n")
        here.signal(signal.SIGHUP)
        here.wait_for_log("rules_move_too_many", count=2)
        active = len(self.events(here, "rules_activated"))
        (rules / "accept-moved").write_text(name + "\n")
        here.signal(signal.SIGHUP)
        here.wait_until(lambda: len(self.events(here, "rules_activated")) == active + 1, 20, "the accepted rules")
        self.assertNotIn("was refused", here.command("doctor").stdout)
        self.assertEqual(here.stop(), 0)
        self.assertEqual(len(self.events(here, "rules_refused")), 2)
        self.assert_fine(here)

    def test_rules_whose_examples_fail_are_refused_and_seen_until_they_are_mended(self):
        here = self.install(poll=5)
        here.first_run()
        here.start()
        rules = here.home / "routing_rules" / "rules.yaml"
        sound = rules.read_text()
        good = here.state_rows("SELECT sha256 FROM v1_rules WHERE refused = 0")
        self.assertEqual(len(good), 1)
        rules.write_text(RULES.replace("expect: tvc.museum", "expect: tvc.kazhakuttam"))
        here.signal(signal.SIGHUP)
        here.wait_for_log("reload_refused")
        newest = "SELECT refused, problems, sha256 FROM rule_set ORDER BY rule_set_id DESC LIMIT 1"
        refused, problems, name = here.state_rows(newest)[0]
        self.assertEqual((refused, problems), (1, 1))
        events = self.events(here, "rules_refused")
        self.assertEqual([json.loads(row[0])["rules"] for row in events], [name])
        self.assertIn("this example of rule 'harbour-view-hostel' goes to tvc.museum, not to tvc.kazhakuttam", here.log())
        here.imap.deliver(MAILS[2])
        here.wait_until(lambda: outcomes(here), 30, "the decision of the old rules")
        self.assertEqual(list(outcomes(here).values()), ["triage"])
        used = here.state_rows("SELECT rules_sha256 FROM v1_decision")
        self.assertEqual(used, good)
        rules.write_text(sound)
        here.signal(signal.SIGHUP)
        here.wait_until(lambda: here.state_rows(newest)[0][0] == 0, 20, "the mended rules")
        self.assertEqual(here.state_rows(newest)[0][2], good[0][0])
        self.assertEqual(here.stop(), 0)
        self.assert_fine(here)


if __name__ == "__main__":
    story.main()
