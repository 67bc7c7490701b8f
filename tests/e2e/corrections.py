"""The desk learns: NOT OURS of a station and ROUTE of the desk become rules to paste, and nobody else's word does."""
import json

import story
from reveal import DESK, STATION, Reveal

NOWHERE = """From: Divya Thomas <divya.elsewhere@example.org>
To: complaints@example.org
Subject: He follows me
Date: Sun, 22 Nov 2026 10:30:00 +0530
Message-ID: <nowhere@mail.example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

I live in Kovalam and in Varkala, a week here and a week there. A man follows me everywhere.
My number is 6830033445.
"""


class Corrections(Reveal):
    def corrections(self, here):
        rows = here.state_rows("SELECT actor, station, attrs FROM audit_event WHERE kind = 'correction' ORDER BY seq")
        return [(actor, station, {key: value for key, value in json.loads(attrs).items() if key != "letter"})
                for actor, station, attrs in rows]

    def paste(self, here, text):
        rules = here.home / "routing_rules" / "rules.yaml"
        rules.write_text(rules.read_text() + text)

    def test_not_ours_proposes_a_rule_that_check_accepts_and_is_closed_by_it(self):
        here = self.begin()
        self.say(here, self.last(here, STATION), "NOT OURS Kazhakuttam")
        self.assertEqual(self.corrections(here), [("officer:tvc.museum", "tvc.museum",
                         {"word": "NOT OURS", "to": "tvc.kazhakuttam", "places": "explicit_station:Museum"})])
        self.assertIn("MOVED TO YOU", self.last(here, "sho.kazhakuttam@tvc.ps.invalid")["text"])
        done = here.command("explain", "--propose")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, f"""# Paste at the end of rules.yaml, say who confirmed it, run aparajita check.
  - id: {story.case_no(1).lower()}
    why: tvc.museum said NOT OURS tvc.kazhakuttam (confirmed by, on)
    when:
      place: ["Museum"]
    then: {{station: tvc.kazhakuttam}}
    examples:
      - text: "Please forward to Museum police station."
        expect: tvc.kazhakuttam
""")
        self.paste(here, done.stdout)
        checked = here.command("check")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        closed = here.command("explain", "--propose")
        self.assertEqual((closed.returncode, closed.stdout), (0, "# every correction has its rule\n"))
        self.assertEqual(here.command("explain", "--propose", story.case_no(1)).stdout, done.stdout)
        self.assertIn("nobody corrected", here.command("explain", "--propose", story.case_no(2)).stderr)
        self.finish(here)

    def test_route_of_the_desk_proposes_a_rule(self):
        here = self.begin()
        here.imap.deliver(NOWHERE.encode())
        self.once(here)
        self.say(here, self.last(here, DESK, story.case_no(3)) if self.to(here, DESK, story.case_no(3))
                 else self.last(here, DESK), "ROUTE tvc.kovalam")
        self.assertEqual(self.corrections(here), [("desk:desk.triage", None,
                         {"word": "ROUTE", "to": "tvc.kovalam", "places": "residence:Kovalam;residence:Varkala"})])
        done = here.command("explain", "--propose")
        self.assertIn('place: ["Kovalam", "Varkala"]', done.stdout)
        self.assertIn("why: the desk said ROUTE tvc.kovalam (confirmed by, on)", done.stdout)
        self.paste(here, done.stdout)
        checked = here.command("check")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.finish(here)

    def test_words_that_name_no_station_are_listed_without_the_words(self):
        here = self.begin()
        self.say(here, self.last(here, STATION), "NOT OURS ask Divya's brother")
        self.assertEqual(self.corrections(here)[0][2]["to"], "")
        self.assertIn(f"# {story.case_no(1)}: tvc.museum said NOT OURS, and named no station that the rules know.\n",
                      here.command("explain", "--propose").stdout)
        self.finish(here)

    def test_nobody_else_teaches_the_desk(self):
        here = self.begin()
        letter = self.last(here, STATION)
        self.say(here, letter, "NOT OURS Kazhakuttam", sender="sho.fort@tvc.ps.invalid")
        self.say(here, letter, "NOT OURS Kazhakuttam", sender="divya.thomas@example.org")
        self.say(here, letter, "ROUTE Kazhakuttam")
        self.say(here, letter, "NOT OURS Kazhakuttam", extra="Auto-Submitted: auto-replied\n")
        self.say(here, letter, "Noted with thanks.\n> NOT OURS Kazhakuttam")
        self.assertEqual(self.corrections(here), [])
        same = self.say(here, letter, "NOT OURS Kazhakuttam")
        here.imap.deliver(same)
        self.once(here)
        self.assertEqual(len(self.corrections(here)), 1)
        self.finish(here)


if __name__ == "__main__":
    story.main()
