#include <catch2/catch.hpp>

#include "review/csv.h"
#include "review/kit.h"
#include "review/period.h"
#include "review/plot.h"
#include "review/table.h"

using namespace review_test;

namespace {

std::string days(const Period& period) {
    std::string out;
    for (const Step& step : steps_of(period))
        out += step.from.substr(5) + ".." + step.to.substr(5) + " ";
    return out;
}

}  // namespace

TEST_CASE("a period is cut into days, weeks or months by its length") {
    REQUIRE(days({"2026-11-20", "2026-11-22", base::Seconds{19800}}) ==
            "11-20..11-20 11-21..11-21 11-22..11-22 ");
    REQUIRE(days({"2026-10-20", "2026-11-22", base::Seconds{19800}}) ==
            "10-20..10-26 10-27..11-02 11-03..11-09 11-10..11-16 11-17..11-22 ");
    REQUIRE(days({"2026-01-15", "2026-08-02", base::Seconds{0}}) ==
            "01-15..01-31 02-01..02-28 03-01..03-31 04-01..04-30 05-01..05-31 06-01..06-30 "
            "07-01..07-31 08-01..08-02 ");
}

TEST_CASE("the first screen counts whom nobody called, urgent ones, the desk's, empty posts") {
    Rows rows = two_districts();
    rows.cases = {waiting(19), waiting(21), waiting(30, ""), closed(90, 1, "warned")};
    rows.cases[0].urgent = true;
    rows.cases.push_back(waiting(50));
    rows.cases.back().contacted = ago(1);
    rows.cases.back().reopened = 1;
    rows.cases.push_back(closed(100, 3, "settled_heard_alone"));
    rows.cases.push_back(closed(100, 3, "withdrawn_heard"));
    rows.cases.push_back(waiting(100));
    rows.cases.back().state = "check_call";
    rows.cases.back().contacted = ago(90);
    const FirstScreen first = count(rows, week, noon).first;
    REQUIRE(first.not_called == 2);
    REQUIRE(first.urgent_unanswered == 1);
    REQUIRE(first.at_desk == 1);
    REQUIRE(first.posts_empty == 1);
    REQUIRE(first.posts_unknown == 1);
    REQUIRE(first.settled == 2);
    REQUIRE(first.settled_checking == 1);
    REQUIRE(first.reopened == 1);
}

TEST_CASE("by when she should have been called is said by the clocks, not by the page") {
    Rows rows = two_districts();
    rows.cases = {waiting(19), waiting(21), waiting(30, "")};
    for (const auto& [hours, late] : {std::pair{20, 2}, {18, 3}, {25, 1}, {31, 0}}) {
        CAPTURE(hours);
        rows.call_within = base::Seconds{hours * 3600};
        REQUIRE(count(rows, week, noon).first.not_called == late);
    }
}

TEST_CASE("pending and late stand as they were at the end of each day") {
    Rows rows = two_districts();
    // Came on the 19th at 11:30, was called on the 21st at 11:30, closed on the 22nd at 10:30.
    rows.cases = {closed(72, 1, "counselled", "")};
    rows.cases[0].contacted = ago(24);
    const auto steps = count(rows, week, noon).steps;
    std::string seen;
    for (const Step& step : steps) {
        seen += std::to_string(step.received) + std::to_string(step.pending) +
                std::to_string(step.late) + std::to_string(step.disposed) + " ";
    }
    REQUIRE(seen == "0000 0000 0000 1100 0110 0100 0001 ");
}

TEST_CASE("a case from before the period is pending in it and not received in it") {
    Rows rows = two_districts();
    rows.cases = {waiting(24 * 40)};
    const Figures figures = count(rows, week, noon);
    REQUIRE(figures.steps.front().received == 0);
    REQUIRE(figures.steps.front().pending == 1);
    REQUIRE(figures.ageing[4].station == 1);
    const auto& fort = figures.districts.back().stations.front();
    REQUIRE(fort.load.received == 0);
    REQUIRE(fort.load.pending == 1);
}

TEST_CASE("a middle value is shown from five cases on") {
    Rows rows = two_districts();
    for (int i = 1; i <= 4; ++i) rows.cases.push_back(closed(60 + i, 1, "warned"));
    REQUIRE_FALSE(count(rows, week, noon).districts.back().load.hours_to_confirm);
    rows.cases.push_back(waiting(60));
    rows.cases.back().confirmed = ago(20);
    const Load load = count(rows, week, noon).districts.back().load;
    REQUIRE(load.hours_to_confirm == 2.0);
    REQUIRE_FALSE(load.hours_to_call);
    REQUIRE(load.answered_in_a_day == 4);
}

TEST_CASE("a station that left the rules counts where no station does") {
    Rows rows = two_districts();
    rows.cases = {waiting(5, "old.station"), waiting(5, "")};
    const auto districts = count(rows, week, noon).districts;
    REQUIRE(districts.front().district.empty());
    REQUIRE(districts.front().load.received == 2);
    REQUIRE(districts.size() == 3);
}

TEST_CASE("the table of stations as CSV is banded and in alphabetical order") {
    Rows rows = two_districts();
    for (int i = 0; i < 12; ++i) rows.cases.push_back(closed(60, 1, "warned"));
    for (int i = 0; i < 3; ++i) rows.cases.push_back(waiting(30, "tvc.museum"));
    for (int i = 0; i < 9; ++i) rows.cases.push_back(waiting(5, "klc.east"));
    const Figures figures = count(rows, week, noon);
    const std::string csv = to_csv(stations_table(figures, Writing::latin));
    REQUIRE(csv ==
            "district,station,received,pending,late,disposed,answered_in_a_day,"
            "hours_to_confirm,hours_to_call\r\n"
            "Kollam,all_stations,>=5,>=5,<5,<5,<5,,\r\n"
            "Kollam,Kollam East,>=5,>=5,<5,<5,<5,,\r\n"
            "Thiruvananthapuram,all_stations,>=5,<5,<5,>=5,>=5,2.0,10.0\r\n"
            "Thiruvananthapuram,Fort,>=5,<5,<5,>=5,>=5,2.0,10.0\r\n"
            "Thiruvananthapuram,Museum,<5,<5,<5,<5,<5,,\r\n");
    REQUIRE(to_csv(posts_table(figures, Writing::latin)) ==
            "district,station,trained_officers\r\nThiruvananthapuram,Museum,0\r\n");
    REQUIRE(to_csv(outcomes_table(figures)) == "outcome,cases\r\nwarned,12\r\n");
}

TEST_CASE("a cell that a spreadsheet would calculate is written as text") {
    const Table table{
        "x",
        "station",
        {"cases"},
        {{"", {Cell::Kind::text, "=1+1"}, {}}, {"", {Cell::Kind::text, "a, \"b\""}, {}}}};
    REQUIRE(to_csv(table) == "station,cases\r\n'=1+1\r\n\"a, \"\"b\"\"\"\r\n");
}

TEST_CASE("a plot says its figures in its own scale") {
    REQUIRE(plot({}, PlotForm::bars, "a", "b").empty());
    REQUIRE(top_of_scale(0) == 6);
    REQUIRE(top_of_scale(7) == 8);
    REQUIRE(top_of_scale(81) == 100);
    REQUIRE(top_of_scale(1280) == 2000);
    const std::string one = plot({3, 6}, PlotForm::bars, "Mon", "Tue");
    REQUIRE(one.find(R"(<rect class="bar" x="95.5" y="60.0" width="24.0" height="48.0"/>)") !=
            std::string::npos);
    REQUIRE(one.find(">Mon</text>") != std::string::npos);
    REQUIRE(one.find(">Tue</text>") != std::string::npos);
    REQUIRE(plot({0}, PlotForm::line, "Mon", "Mon").find("nan") == std::string::npos);
}
