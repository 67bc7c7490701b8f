"""Stories whose clock is turned: hours and nights pass between two runs of the daemon, with the clocks as shipped.

How a story is told: tell.py.
"""
import datetime
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import story  # noqa: E402

KERALA = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
STATION, DUTY, URGENT, DESK = ("sho.museum@tvc.ps.invalid", "duty.tvc@cell.invalid", "urgent@cell.invalid",
                               "triage@cell.invalid")
HEAD, CHIEF, OVERSIGHT = "head.tvc@cell.invalid", "chief.tvc@cell.invalid", "sp@cell.invalid"


class Turned(story.Story):
    def begin(self, local, clocks=lambda text: text, last_day=31, **options):
        """The next time it is `local` ("01:30") in Kerala, on a day of the month up to last_day, on the empty mailbox."""
        here = self.install(clocks=clocks, **options)
        self.clock = self.turned_clock(here)
        self.turn_to(local)
        while self.now().day > last_day:
            self.clock.show(self.clock.shown + 86400)
        here.first_run()
        return here

    def now(self):
        return datetime.datetime.fromtimestamp(self.clock.now(), KERALA)

    def turn_to(self, local):
        hour, minute = map(int, local.split(":"))
        then = self.now().replace(hour=hour, minute=minute, second=0, microsecond=0)
        if then <= self.now():
            then += datetime.timedelta(days=1)
        self.clock.show(then.timestamp())

    def once(self, here):
        self.assertEqual(here.once(), 0, here.log())

    def wait(self, here, **time_passed):
        self.clock.show(self.clock.shown + datetime.timedelta(**time_passed).total_seconds())
        self.once(here)

    def arrive(self, here, octets):
        here.imap.deliver(octets)
        self.once(here)

    def to(self, here, address, subject=""):
        return [letter for letter in here.letters() if letter["to"] == address and subject in letter["subject"]]

    def reminders(self, here, words=""):
        """Those who were told, in their order: who, and the letter."""
        return [letter for letter in here.letters() if re.search(r"\] (LATE|due): .*" + words, letter["subject"])]

    def told(self, here, clock):
        """Whom this clock called, in their order."""
        found = [attrs for (attrs,) in self.events(here, "reminded") if f'"clock":"{clock}"' in attrs]
        return [re.search(r'"to":"([^"]+)"', attrs).group(1) for attrs in found]

    def tap(self, here, sender, letter, verb):
        address = re.search(r"complaints\+" + verb + r"\.[a-z2-7]{26}@example\.org", letter["text"]).group(0)
        mail = story.plain_mail(sender, "", "").replace(b"To: complaints@example.org", b"To: " + address.encode())
        self.arrive(here, mail)


main = story.main
