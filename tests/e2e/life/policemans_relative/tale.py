"""His brother is an officer of the station that would have the case."""
import police


class PolicemansRelative(police.Police):
    def test_the_brother_of_an_officer(self):
        self.run_through(police.life.story.of_tale("brother-of-an-officer.eml").decode(), "about_station")


if __name__ == "__main__":
    police.life.main()
