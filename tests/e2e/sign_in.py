"""Signing in by token: a real Dovecot asks a stub issuer, which rotates, revokes, is slow or away."""
import json
import signal
import subprocess
import time

import story
import token_issuer
from watching import Watched

OAUTH = """  oauth2:
    token_url: {url}
    client_id: a-client
    client_secret: {{file: client-secret}}
    scope: mail
    ca_file: {ca}
{refresh}"""


class SignIn(Watched):
    def issued(self, refresh="    refresh_token: {file: refresh-token}\n", **issuing):
        self.issuer = token_issuer.start()
        self.addCleanup(self.issuer.stop)
        for name, value in issuing.items():
            setattr(self.issuer, name, value)
        oauth = OAUTH.format(url=self.issuer.token_url, ca=self.issuer.ca_file, refresh=refresh)
        here = self.watched(edit=lambda text: text.replace("  password: {file: imap-password}\n", oauth),
                            imap_options={"introspection_url": self.issuer.introspection_url})
        here._secret("client-secret", "what the provider gave us")
        here._secret("refresh-token", "first-refresh-token")
        return here

    def refreshed_with(self):
        return [form.get("refresh_token") for form in self.issuer.asked]

    def test_a_mail_comes_in_by_token(self):
        here = self.issued()
        here.first_run()
        here.imap.deliver(story.sample("03"))
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.assertEqual(here.imap.count("INBOX"), 0)
        self.assertEqual(self.issuer.asked[0], {"grant_type": "refresh_token", "refresh_token": "first-refresh-token",
                                                "client_id": "a-client", "scope": "mail",
                                                "client_secret": "what the provider gave us"})
        for place in [here.log().encode()] + [p.read_bytes() for p in here.files_of_state()]:
            for secret in (b"first-refresh-token", b"what the provider", b"access-1"):
                self.assertNotIn(secret, place)
        self.assert_fine(here)

    def test_a_rotated_token_is_on_disk_before_it_is_used_and_survives_a_kill(self):
        here = self.issued(rotate=True)
        for number in range(3):
            self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.assertEqual(self.refreshed_with(), ["first-refresh-token", "refresh-1", "refresh-2"])
        here.start()
        here.daemon.send_signal(signal.SIGKILL)
        here.daemon.wait()
        here.start()
        self.assertEqual(here.stop(), 0)
        self.assertEqual(self.refreshed_with()[3:], ["refresh-3", "refresh-4"], "no token was used twice or lost")
        self.assertEqual((here.home / "state" / "oauth2-mailbox.token").stat().st_mode & 0o777, 0o600)
        for path in here.files_of_state():
            self.assertNotIn(b"refresh-", path.read_bytes(), path.name)
        self.assert_fine(here)

    def test_a_revoked_token_is_told_once_and_never_tried_again_until_login(self):
        here = self.issued()
        here.first_run()
        self.issuer.revoke()
        asked = len(self.issuer.asked)
        with open(here.log_path, "ab") as log:
            here.daemon = subprocess.Popen([here.binary, "--config", str(here.config), "run"], stderr=log, stdout=log)
        here.wait_until(lambda: "began sign_in_revoked" in self.heard(here), 30, "the alarm")
        time.sleep(8)
        self.assertEqual(len(self.issuer.asked), asked + 1, "the dead token was shown again")
        here.daemon.kill()
        here.daemon.wait()
        with open(here.log_path, "ab") as log:
            here.daemon = subprocess.Popen([here.binary, "--config", str(here.config), "run"], stderr=log, stdout=log)
        time.sleep(4)
        self.assertEqual(len(self.issuer.asked), asked + 1, "a restart showed the dead token again")
        for command in (["doctor"], ["check", "--connect"]):
            said = here.command(*command)
            self.assertEqual(said.returncode, 69, said.stdout + said.stderr)
            self.assertRegex(said.stdout + said.stderr, "mailbox:? .*the provider does not accept the refresh token of "
                                                        "the mailbox any more.*\n? *.*aparajita login mailbox")
        # The operator signs in anew while the daemon runs.
        self.issuer.refresh = "a-new-beginning"
        done = here.command("login", "mailbox", stdin="a-new-beginning\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        here.wait_for_log("mailbox_connected", timeout=60, count=2)
        here.wait_until(lambda: "ended sign_in_revoked" in self.heard(here), 60, "the news that it is over")
        self.assertEqual(here.stop(), 0)
        self.assertEqual([line for line in self.heard(here) if "sign_in" in line],
                         ["began sign_in_revoked", "ended sign_in_revoked"])
        self.assertEqual(self.refreshed_with()[-1], "a-new-beginning")
        self.assert_fine(here)

    def test_without_a_first_token_login_gives_it(self):
        here = self.issued(refresh="")
        self.assertEqual(here.once(), 69)
        self.assertIn("aparajita login mailbox", here.log())
        self.assertEqual(here.command("login", "mailbox", stdin="\n").returncode, 64)
        self.assertEqual(here.command("login", "relay", stdin="x\n").returncode, 78, "the relay has a password")
        self.assertEqual(here.command("login", "mailbox", stdin="first-refresh-token\n").returncode, 0)
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.assert_fine(here)

    def test_a_new_credential_is_taken_before_the_stored_token(self):
        here = self.issued(rotate=True)
        self.assertEqual(here.once(), 0)
        self.issuer.refresh = "given-anew"
        (here.home / "refresh-token").write_text("given-anew\n")
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.assertEqual(self.refreshed_with(), ["first-refresh-token", "given-anew"])

    def test_an_issuer_that_is_away_talks_nonsense_or_is_slow_costs_nothing_but_time(self):
        here = self.issued()
        here.first_run()
        for answer in ((503, "busy"), (200, "no JSON"), (200, json.dumps({"access_token": "two words"})),
                       (200, json.dumps({"token_type": "Bearer"})), (400, json.dumps({"error": "invalid_client"}))):
            self.issuer.answer = answer
            self.assertEqual(here.once(), 69, answer)
        self.assertNotIn("began sign_in_revoked", self.heard(here))
        self.issuer.answer = None
        self.issuer.delay = 0.5
        self.assertEqual(here.once(), 0, here.log()[-2000:])
        self.assert_fine(here)

    def test_a_token_is_renewed_before_it_ends(self):
        here = self.issued(lasts=310)  # 15.5 s here, of which the last 15 s count as ended; at least 1.5 s
        here.first_run()
        here.start()
        asked = len(self.issuer.asked)
        time.sleep(2)
        here.imap.cut()  # the next connection comes after the token's time
        here.wait_for_log("mailbox_connected", timeout=30, count=3)
        self.assertEqual(here.stop(), 0)
        self.assertGreater(len(self.issuer.asked), asked)
        self.assertNotIn("mailbox_login", " ".join(self.heard(here)))


if __name__ == "__main__":
    story.main()
