"""She complains of the station itself."""
import police


class ComplaintAgainstTheStation(police.Police):
    def test_a_complaint_against_the_station_itself(self):
        self.run_through(police.life.story.of_tale("the-station-itself.eml").decode(), "about_station")


if __name__ == "__main__":
    police.life.main()
