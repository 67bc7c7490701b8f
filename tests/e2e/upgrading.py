"""A newer program finds the databases of an older one: they are brought up to date at its start, and nothing is lost."""
import pathlib

import story
import older_schema  # noqa: E402  (story knows where tests/support lies)

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "store" / "golden"


class Upgrading(story.Story):
    def test_the_databases_of_every_earlier_schema_are_carried_on(self):
        earlier = sorted(path for path in GOLDEN.glob("version-[0-9].sql"))
        self.assertTrue(earlier)
        for schema in earlier:
            with self.subTest(schema.name):
                here = self.install()
                here.first_run()
                here.imap.deliver(story.sample("03"))
                self.assertEqual(here.once(), 0)
                state = here.home / "state"
                now = older_schema.version(state / "aparajita.db")
                before = here.state_rows("SELECT case_no, received_at, station FROM v1_case")
                older_schema.age(state, schema.read_text(encoding="utf-8"))
                self.assertLess(older_schema.version(state / "aparajita.db"), now)
                # A command that only reads changes nothing, and says what to do.
                asked = here.command("cases")
                self.assertEqual(asked.returncode, 74, asked.stdout + asked.stderr)
                self.assertIn("start the daemon", asked.stderr)
                here.imap.deliver(story.sample("01"))
                self.assertEqual(here.once(), 0, here.log()[-2000:])
                for name in older_schema.FILES:
                    self.assertEqual(older_schema.version(state / name), now)
                after = here.state_rows("SELECT case_no, received_at, station FROM v1_case ORDER BY case_no")
                self.assertEqual(after[:1], before)
                self.assertEqual(len(after), 2)
                self.assert_fine(here)


if __name__ == "__main__":
    story.main()
