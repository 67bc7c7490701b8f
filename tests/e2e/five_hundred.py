"""500 mails in the mailbox, run --once: each is accounted for, and nothing of them stands where it must not."""
import contextlib
import pathlib
import random

import story

PLACES = ["Kazhakuttam", "കഴക്കൂട്ടത്ത്", "Museum police station", "Aluvayil", "ആലുവയിൽ", "Pala", "nowhere at all",
          "कोल्लम में", "Chengannur police station", "Kochi", "Vatakara", "वड़ा"]
TEXTS = ["He calls me every night from 68300{n:05d}. I live at {place}. My number is 68301{n:05d}. {word}",
         "ഞാൻ {place} താമസിക്കുന്നു. അയാൾ 68300{n:05d} എന്ന നമ്പറിൽ നിന്ന് വിളിക്കുന്നു. എന്റെ നമ്പർ 68301{n:05d}. {word}",
         "मैं {place} रहती हूँ। वह 68300{n:05d} से धमकी देता है। मेरा नंबर 68301{n:05d} है। {word}",
         "Njan {place} aanu thamasam. Avan 68300{n:05d} il ninnu vilikkunnu. Ente number 68301{n:05d}. {word}"]


def generated(n):
    word = f"vizhumkaattu{n:04d}q"
    text = TEXTS[n % 4].format(n=n, place=PLACES[n % len(PLACES)], word=word)
    name = f"Kadalaas{n:04d}q"
    return word, name, story.plain_mail(f"{name} Person <{name.lower()}@example.org>", f"help {n}", text + "\n",
                                        headers=f"X-Trace: penthouse{n:04d}q\n")


class FiveHundred(story.Story):
    def test_every_mail_is_accounted_for(self):
        here = self.install()
        here.first_run()
        planted = []
        for n in range(500):
            word, name, octets = generated(n)
            planted += [word, name.lower(), f"penthouse{n:04d}q"]
            here.imap.deliver(octets)
        self.assertEqual(here.once(), 0, here.log()[-3000:])
        states = here.state_rows("SELECT state, count(*) FROM v1_intake GROUP BY state")
        self.assertEqual(states, [("filed", 500)])
        self.assertEqual(here.imap.list("INBOX"), [])
        reached = here.state_rows("SELECT count(DISTINCT case_no) FROM v1_letter WHERE kind IN ('station', 'desk') "
                                  "AND state = 'sent'")
        self.assertEqual(reached, [(500,)])
        arrived = [letter for letter in here.letters() if letter["to"].endswith(".invalid")]
        self.assertEqual(len({letter["message"]["Message-ID"] for letter in arrived}), len(arrived), "no twins")
        self.assert_fine(here)

        sent = len(here.smtp.mails())
        self.assertEqual(here.once(), 0)
        self.assertEqual(len(here.smtp.mails()), sent, "a second run sends nothing")
        self.check_nothing_leaked(here, planted)

    def check_nothing_leaked(self, here, planted):
        """Names and header words: not in log, databases or any file of the state folder."""
        places = {"log": here.log().encode().lower()}
        for path in here.files_of_state():
            places[path.name] = path.read_bytes().lower()
        self.assertIn("aparajita.db", places)
        self.assertIn("vault.db", places)
        for word in random.Random(1).sample(planted, len(planted)):
            for where, octets in places.items():
                self.assertNotIn(word.encode(), octets, f"{word} stands in {where}")


class NothingLeaks(story.Story):
    """Unique words in every corner of a mail; while it is carried, and afterwards."""

    CORNERS = {"from_name": "manjadikuru", "from_address": "ponnambili", "to_name": "thazhvaaram", "subject": "velluvili",
               "message_id": "oonjaalu", "references": "karikkatta", "x_header": "pambaram", "received": "thumbapoo",
               "reply_to": "valappottu", "text": "chakkaramuthu", "html": "kunnimani", "html_comment": "mayilpeeli",
               "html_hidden": "pookkalam", "file_name": "theevandi", "attachment": "kaalavandi",
               "preamble": "muttayiurundu", "epilogue": "aattuvanchi", "boundary": "pachathathu"}

    def mail(self):
        c = self.CORNERS
        return (f"Received: from {c['received']}.example.org by mx.example.org; Sun, 22 Nov 2026 10:30:00 +0530\n"
                f"From: {c['from_name']} <{c['from_address']}@example.org>\nTo: {c['to_name']} <complaints@example.org>\n"
                f"Reply-To: {c['reply_to']}@example.org\nSubject: {c['subject']} at Museum police station\n"
                f"Message-ID: <{c['message_id']}@example.org>\nReferences: <{c['references']}@example.org>\n"
                f"X-Word: {c['x_header']}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary={c['boundary']}\n\n"
                f"{c['preamble']}\n--{c['boundary']}\nContent-Type: multipart/alternative; boundary=inner\n\n"
                f"--inner\nContent-Type: text/plain; charset=utf-8\n\nPlease help, {c['text']} happened at Museum police "
                "station.\n--inner\nContent-Type: text/html; charset=utf-8\n\n"
                f"<p>Please help {c['html']}</p><!-- {c['html_comment']} --><p hidden>{c['html_hidden']}</p>\n--inner--\n"
                f"--{c['boundary']}\nContent-Type: image/png; name=\"{c['file_name']}.png\"\n"
                f"Content-Disposition: attachment; filename=\"{c['file_name']}.png\"\n\nPNG {c['attachment']}\n"
                f"--{c['boundary']}--\n{c['epilogue']}\n").encode()

    def test_no_planted_word_leaves_its_place(self):
        here = self.install(poll=5)
        here.first_run()
        here.start()
        here.imap.deliver(self.mail())
        here.wait_until_filed()
        arguments = b""
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):  # it has ended
                arguments += path.read_bytes().lower()
        self.assertEqual(here.stop(), 0)
        headers = b"".join(mail["octets"].split(b"\r\n\r\n")[0] for mail in here.smtp.mails()
                           if ".invalid" in mail["rcpt_to"][0]).lower()
        places = {"log": here.log().encode().lower(), "process arguments": arguments, "letter headers": headers}
        places.update({path.name: path.read_bytes().lower() for path in here.files_of_state()})
        letters = "".join(letter["text"] for letter in here.letters() if letter["to"].endswith(".invalid")).lower()
        for corner, word in self.CORNERS.items():
            for where, octets in places.items():
                self.assertNotIn(word.encode(), octets, f"{corner} stands in {where}")
            if corner in ("from_name", "from_address", "message_id", "file_name", "reply_to", "x_header", "received",
                          "references", "attachment", "boundary", "to_name"):
                self.assertNotIn(word, letters, f"{corner} stands in a letter")
        self.assertIn(self.CORNERS["text"], letters, "her words do reach the officer")
        self.assert_fine(here)


if __name__ == "__main__":
    story.main()
