"""Each officer reads our letters in the language that the rules give to her station or desk, whatever kind of letter."""
import re

import turned
from turned import CHIEF, DESK, HEAD, STATION, story

KAZHAKUTTAM, CYBER = "sho.kazhakuttam@tvc.ps.invalid", "cyber.tvc@cell.invalid"
COMPLAINT = """I live near Statue Junction; please send this to Museum police station. My former colleague threatens me every day from
+91 68300 22334 and I am afraid.

My number is 6830033445.

Divya Thomas
"""


def languages(here):
    """The district in Malayalam, one station of it in Hindi, its head in Hindi, its cell in Malayalam."""
    rules = here.home / "routing_rules"
    for name, pairs in {"kerala/tvc.yaml": [("unit: tvc\n", "unit: tvc\nlanguage: ml\n"),
                                            ("  tvc.kazhakuttam:\n", "  tvc.kazhakuttam:\n    language: hi\n")],
                        "desks.yaml": [("  head.tvc:\n", "  head.tvc:\n    language: hi\n"),
                                       ("  cyber.tvc:\n", "  cyber.tvc:\n    language: ml\n")]}.items():
        text = (rules / name).read_text()
        for old, new in pairs:
            assert text.count(old) == 1, (name, old)
            text = text.replace(old, new)
        (rules / name).write_text(text)


class InTheirLanguage(turned.Turned):
    def begin_in_languages(self, local):
        here = self.begin(local, clocks=lambda text: re.sub(r"weekly_rest: .*\n", "", re.sub(
            r"drill: {day: \d+", "drill: {day: %d" % ((turned.datetime.date.today().day + 14) % 28 + 1), text)))
        languages(here)
        self.assertEqual(here.command("check").returncode, 0)
        self.arrive(here, story.plain_mail("Divya Thomas <divya.thomas@example.org>", "Threats", COMPLAINT))
        return here

    def say(self, here, letter, line):
        to = letter["message"]["Reply-To"].encode()
        self.arrive(here, story.plain_mail(letter["to"], "Re: x", line).replace(b"To: complaints@example.org", b"To: " + to))

    def joined(self, letter):
        return " ".join(letter["text"].split())

    def last(self, here, address, subject):
        found = self.to(here, address, subject)
        self.assertTrue(found, [(letter["to"], letter["subject"]) for letter in here.letters()])
        return found[-1]

    def test_letters_of_a_case(self):
        here = self.begin_in_languages("10:00")
        first = self.to(here, STATION)[0]
        self.assertIn("-ന് മുമ്പ് അവരെ വിളിക്കുക ", self.joined(first))
        self.assertIn("6830022334", first["text"].replace(" ", ""))
        self.tap(here, STATION, first, "received")
        self.assertIn("വിളിക്കേണ്ട നമ്പർ\n6830033445\n", self.last(here, STATION, "വിളിക്കാൻ")["text"])
        self.say(here, first, "WHAT IS THIS")
        self.assertIn("ആദ്യ വരി മനസ്സിലായില്ല. ഒന്നും മാറിയിട്ടില്ല.", self.joined(self.last(here, STATION, "നിങ്ങളുടെ മറുപടി")))
        self.say(here, first, "ASSIST cyber cell")
        self.assertIn("സഹായം ചോദിക്കുന്നു", self.last(here, CYBER, "സഹായം")["text"])
        self.say(here, first, "NOT OURS Kazhakuttam")
        second = self.last(here, KAZHAKUTTAM, "Kazhakuttam - ")
        self.assertIn("तक उन्हें फ़ोन करें ", self.joined(second))
        self.assertIn("6830022334", second["text"].replace(" ", ""))
        # What nobody says a language of is English: the desk and the chief.
        self.say(here, second, "NOT OURS Kovalam")
        self.assertIn("DECIDE: which station is it for?", self.last(here, DESK, "desk - ")["text"])
        self.assert_fine(here)

    def test_letters_of_the_clocks(self):
        here = self.begin_in_languages("10:00")
        self.wait(here, hours=4, minutes=5)
        self.assertIn("RECEIVED വന്നിട്ടില്ല", self.last(here, STATION, "വൈകി")["text"])
        self.wait(here, hours=4, minutes=5)
        stands_in = self.last(here, HEAD, "Museum - ")
        self.assertIn("तक उन्हें फ़ोन करें ", self.joined(stands_in))
        self.turn_to("08:31")
        self.once(here)
        self.assertIn("ഇനിയും വിളിക്കാത്ത സ്ത്രീകൾ: 1", self.last(here, STATION, "വിളിക്കാനുള്ളത് 1")["text"])
        self.assertIn("महिलाएँ जिन्हें अब तक कॉल नहीं हुई: 1", self.last(here, HEAD, "कॉल बाकी 1")["text"])
        self.assertIn("WOMEN NOT YET CALLED: 1", self.last(here, CHIEF, "not yet called 1")["text"])
        officers = here.home / "routing_rules" / "officers" / "tvc.yaml"
        text, n = re.subn(r"(  tvc\.museum:\n)", r"\1    - {post: WASI 9, rank: WASI, trained_on: [2026-01-05], active_from: 2026-02-01}\n",
                          officers.read_text())
        self.assertEqual(n, 1)
        officers.write_text(text)
        self.once(here)
        self.assertIn("തസ്തിക മാറി", self.last(here, STATION, "തുറന്ന കേസുകൾ")["text"])
        self.assert_fine(here)

    def test_a_language_that_no_letter_has_is_refused(self):
        here = self.install()
        path = here.home / "routing_rules" / "kerala" / "tvc.yaml"
        path.write_text(path.read_text().replace("unit: tvc\n", "unit: tvc\nlanguage: tamil\n"))
        refused = here.command("check")
        self.assertEqual(refused.returncode, 65)
        self.assertIn("no letters are written in 'tamil'", refused.stdout + refused.stderr)


if __name__ == "__main__":
    turned.main()
