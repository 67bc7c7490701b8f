"""kill -9 while an answer releases a value: at each durable step, and around the release itself."""
import os
import subprocess
import time

import reveal
import story

os.environ.setdefault("APARAJITA_RETRY_SCALE", "600")

class Killed(reveal.Reveal):
    """kill -9 at each step: no value leaves that no event released, and each leaves once."""
    POINTS = ["V2.before", "V2.after", "answer_before_release", "answer_after_release", "T2.before", "T2.after", "T3.after"]
    LIMITS = "{per_case: 5, per_station_and_day: 100, contacts_per_station_and_day: 100}"

    def kill_at(self, here, point):
        environment = dict(os.environ, APARAJITA_FAILPOINT=point)
        with open(here.log_path, "ab") as log:
            code = subprocess.run([here.binary, "--config", str(here.config), "run", "--once"], env=environment,
                                  stderr=log, stdout=log, timeout=120).returncode
        self.assertEqual(code, -9, f"{point} was not passed\n{here.log()}")
        self.assertLessEqual(len(self.values_sent(here)), self.released(here), point)

    def send_deferred(self, here):
        """A letter whose attempt was cut off is tried again in ten minutes, which are a second here."""
        for _ in range(30):
            if not here.command("queue", "list", "--json").stdout.strip():
                return
            time.sleep(0.5)
            self.assertIn(here.once(), (0, 75), here.log())
        self.fail("a letter still waits\n" + here.command("queue", "list").stdout)

    def released(self, here):
        return self.kinds(here).count("contact_released") + self.kinds(here).count("reveal_sent")

    def values_sent(self, here):
        return {letter["message"]["Message-ID"] for letter in here.letters() if reveal.NUMBER in letter["text"]}

    def walk(self, answer):
        """A new case for each round: a mail that has killed its reader twice would be set aside."""
        here = self.begin(limits=self.LIMITS)
        for n, point in enumerate(self.POINTS):
            if n > 0:
                self.complain(here, f"This is letter {n} of mine.")
            answer(here, self.to(here, reveal.STATION, "] Museum - ")[-1])
            self.kill_at(here, point)
            self.assertIn(here.once(), (0, 75), here.log())  # 75: an attempt that was cut off waits
            self.send_deferred(here)
            self.assertEqual(self.released(here), n + 1, f"{point}\n{here.log()}")
            self.assertEqual(len(self.values_sent(here)), n + 1, point)
        self.finish(here)

    def test_her_number_leaves_once_and_only_audited(self):
        self.walk(lambda here, letter: self.deliver_only(here, letter, "RECEIVED"))

    def test_an_approved_value_leaves_once_and_only_audited(self):
        def approve(here, letter):
            self.ask(here, letter=letter)
            question = self.last(here, reveal.FIRST, "approve or refuse")
            self.deliver_only(here, question, "", to=self.tap(question, "approve"))
        self.walk(approve)


if __name__ == "__main__":
    story.main()
