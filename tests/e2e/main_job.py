"""The main job: complaints lie in a real mailbox, letters arrive through a real SMTP server, every step is in the trail."""
import time

import story


class MainJob(story.Story):
    def test_each_sample_reaches_whom_it_should(self):
        here = self.install(poll=5)
        here.first_run()
        time.sleep(1.1)  # a database younger than a mail never acknowledges it; INTERNALDATE counts seconds
        here.start()
        for path in sorted(story.SAMPLES.glob("*.eml")):
            here.imap.deliver(path.read_bytes())
        here.wait_until_filed()
        self.assertEqual(here.stop(), 0)

        letters = here.letters()
        to = [letter["to"] for letter in letters]
        for station in ("sho.kazhakuttam@tvc.ps.invalid", "sho.kollam-east@klc.ps.invalid",
                        "sho.museum@tvc.ps.invalid", "sho.aluva-east@ekr.ps.invalid"):
            self.assertIn(station, to)
        self.assertIn("urgent@cell.invalid", to)  # the platform's alert
        self.assertIn("triage@cell.invalid", to)  # the mail that names no place
        self.assertIn("sreeja.menon@example.org", to)
        for nobody in ("old.friend@example.org", "safety@alerts.platform.example", "asha.2026@example.com"):
            self.assertNotIn(nobody, to)
        self.assertEqual(len(here.imap.list("Aparajita/Attention")), 1)
        self.assertEqual(len(here.imap.list("Aparajita/Done")), 9)
        self.check_kazhakuttam(next(l for l in letters if l["to"].startswith("sho.kazhakuttam@")))
        self.check_sealed_picture(next(l for l in letters if l["to"].startswith("sho.museum@")))
        self.check_acknowledgement(next(l for l in letters if l["to"] == "sreeja.menon@example.org"))
        self.assert_fine(here)

        sent = len(here.smtp.mails())
        self.assertEqual(here.once(), 0)
        self.assertEqual(len(here.smtp.mails()), sent, "a second run sends nothing")

    def check_sealed_picture(self, letter):
        """Blackmail: her picture is listed under a name of ours, and stays sealed."""
        self.assertIn("attachment-1.jpg", letter["text"])
        self.assertIn("sealed, at the records office", letter["text"])
        types = [part.get_content_type() for part in letter["message"].walk()]
        self.assertNotIn("image/jpeg", types)
        self.assertNotIn("chat.jpg", letter["message"].as_string())

    def check_kazhakuttam(self, letter):
        """Her own number is covered, the caller's stays; nothing of her headers travels."""
        self.assertIn("6830 012 345", letter["text"])
        for hers in ("067 890", "067890", "ശ്രീജ", "മേനോൻ", "sreeja"):
            self.assertNotIn(hers, letter["text"])
        self.assertNotIn("https://", letter["text"])
        self.assertRegex(letter["subject"], r"^\[APJ-\d{4}-\d{6}\] Kazhakuttam - ")
        self.assertRegex(letter["text"], r"(?m)^complaints\+received\.[a-z2-7]{26}@example\.org$")
        names = {name.lower() for name in letter["message"].keys()}
        self.assertLessEqual(names, {"from", "to", "subject", "date", "message-id", "mime-version", "content-type",
                                     "content-transfer-encoding", "reply-to", "auto-submitted"})

    def check_acknowledgement(self, letter):
        self.assertIn(letter["from"], ("", "<>"))
        self.assertEqual(letter["message"]["Auto-Submitted"], "auto-replied")
        self.assertIn("hello@mail.example.net", letter["message"]["From"])
        self.assertIn("hello@mail.example.net", letter["message"]["Reply-To"])
        for header in ("In-Reply-To", "References"):
            self.assertIsNone(letter["message"][header])
        self.assertNotIn("APJ-", letter["octets"].decode())

    def test_an_address_tapped_on_a_phone_moves_the_case_and_troubles_nobody(self):
        here = self.install(poll=5)
        here.first_run()
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 0)
        letter = next(l for l in here.letters() if l["to"].startswith("sho.museum@"))
        tap = next(line for line in letter["text"].splitlines() if line.startswith("complaints+talked."))
        answer = (f"From: sho.museum@tvc.ps.invalid\nTo: {tap}\nSubject:\nMIME-Version: 1.0\n"
                  "Content-Type: text/plain\n\n\n").encode()
        here.imap.deliver(answer)
        self.assertEqual(here.once(), 0)
        attrs = self.events(here, "officer_answer")
        self.assertEqual(len(attrs), 1)
        self.assertIn('"verified":1', attrs[0][0].replace(" ", ""))
        self.assertEqual(here.state_rows("SELECT state FROM v1_case ORDER BY case_no")[0], ("contacted",))
        self.assertEqual(here.imap.list("INBOX"), [])
        self.assertEqual([l for l in here.letters() if l["to"] == "triage@cell.invalid"], [])
        self.assert_fine(here)

    def test_the_same_mail_twice_is_one_case(self):
        here = self.install()
        here.first_run()
        here.imap.deliver(story.sample("04"))
        self.assertEqual(here.once(), 0)
        sent = len(here.smtp.mails())
        here.imap.change_uidvalidity("INBOX")
        here.imap.deliver(story.sample("04"))
        self.assertEqual(here.once(), 0)
        self.assertEqual(len(here.smtp.mails()), sent)
        self.assertEqual(len(self.events(here, "alias")), 1)
        self.assert_fine(here)


if __name__ == "__main__":
    story.main()
