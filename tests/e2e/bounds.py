"""Mails made to cost: huge, nothing but digits, never closed. Each ends with a person, in bounded time, and the next goes on."""
import itertools
import resource

import story

MOST_SECONDS = 90  # of CPU for all of them together; one takes a second or two, and what is not bounded takes minutes


senders = itertools.count(1)  # one mail each: a second one of the same woman would join her case


def mail(text, kind="text/plain", subject="help"):
    return (f"From: w{next(senders)}@example.org\nTo: complaints@example.org\nSubject: {subject}\nMIME-Version: 1.0\n"
            f"Content-Type: {kind}; charset=utf-8\n\n{text}\n").encode()


def wrapped(piece, octets):
    """Lines of at most some hundred octets: the reader refuses longer ones for reasons of its own."""
    line = piece * max(1, 300 // len(piece))
    return (line + "\n") * (octets // len(line.encode()) + 1)


HER = "My name is Anitha Thomas, my number is 6830012345. "
# Read in part or found too rich: held, the desk hears of it, no word of the text leaves.
HELD = {"ten megabytes": mail(wrapped(HER, 10_000_000)),
        "ten megabytes of HTML": mail("<p>" + wrapped(HER, 10_000_000), "text/html"),
        "digits only": mail(wrapped("6830012345 ", 1_500_000)),
        "digits without a gap": mail(wrapped("7", 1_500_000)),
        "six thousand numbers": mail("\n".join(f"6830{n:06d}" for n in range(6000)))}
# Odd, but read to the end: a letter goes, and nothing in it is open that should be covered.
CARRIED = {"brackets": mail(HER + wrapped("([{<\"'`", 200_000) + HER),
           "quotes": mail(HER + "\n" + "\n".join(">" * (n % 60) + " and then" for n in range(3000)) + "\n" + HER),
           "tags": mail(HER + "<b><i><u><div>" * 200 + HER, "text/html"),
           "joiners": mail(HER + wrapped("\u200d\u200b\u00ad", 100_000) + HER),
           "one line of words": mail(HER + wrapped("word ", 300_000) + HER)}


def cpu_seconds():
    """Of all the processes that have ended: how busy the machine was does not count."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Bounds(story.Story):
    def test_each_is_bounded_and_ends_with_a_person(self):
        here = self.install()
        here.first_run()
        took = {}
        for group in (HELD, CARRIED):
            for name, octets in group.items():
                here.imap.deliver(octets)
                before = cpu_seconds()
                self.assertEqual(here.once(), 0, here.log()[-2000:])
                took[name] = round(cpu_seconds() - before, 1)
        print("\nseconds of CPU:", took)
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assertLess(sum(took.values()), MOST_SECONDS)
        cases = [row[0] for row in here.state_rows("SELECT case_no FROM v1_case ORDER BY case_no")]
        self.assertEqual(len(cases), len(HELD) + len(CARRIED))
        for case, name in zip(cases, [*HELD, *CARRIED]):
            kinds = [kind for (kind,) in here.state_rows(
                "SELECT kind FROM v1_letter WHERE case_no = ? AND state = 'sent' AND kind <> 'acknowledgement'", case)]
            self.assertEqual(kinds, ["notice"] if name in HELD else ["desk"], (name, kinds))
        for letter in here.letters():
            digits = "".join(c for c in letter["text"] if c.isdigit())
            self.assertNotIn("6830012345", digits, letter["subject"])
            if letter["to"].endswith(".invalid"):
                self.assertNotIn("Anitha", letter["text"])
        self.assert_fine(here)


if __name__ == "__main__":
    story.main()
