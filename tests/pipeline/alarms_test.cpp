// Troubles as the operators hear of them, and the figures they read.
#include "pipeline/alarms.h"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "pipeline/alarm_command.h"
#include "pipeline/metrics.h"
#include "support/temporary_folder.h"

using pipeline::Alarms;
using pipeline::Trouble;
using std::chrono::minutes;

namespace {

struct Desk {
    boost::asio::io_context io;
    Alarms alarms{io.get_executor()};
    Alarms::Clock::time_point start = Alarms::Clock::now();

    // "began mailbox_login, ended reader_deaths x3"
    std::string news(minutes after) {
        std::string all;
        while (auto one = alarms.next(start + after)) {
            if (!all.empty()) all += ", ";
            all += one->change == Alarms::Change::began ? "began " : "ended ";
            all += pipeline::text_of(one->trouble).name;
            if (one->times > 1) all += " x" + std::to_string(one->times);
        }
        return all;
    }
};

std::string contents(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a trouble is told once, and once more when it has been over for five minutes") {
    Desk desk;
    for (int n = 0; n < 50; ++n) desk.alarms.raise(Trouble::mailbox_login, desk.start);
    REQUIRE(desk.news(minutes(0)) == "began mailbox_login");
    REQUIRE(desk.news(minutes(600)).empty());
    desk.alarms.clear(Trouble::mailbox_login, desk.start + minutes(700));
    REQUIRE(desk.news(minutes(704)).empty());
    REQUIRE(desk.alarms.is_open(Trouble::mailbox_login));
    REQUIRE(desk.news(minutes(705)) == "ended mailbox_login");
    REQUIRE_FALSE(desk.alarms.is_open(Trouble::mailbox_login));
    REQUIRE(desk.news(minutes(9999)).empty());
}

TEST_CASE("a line that comes and goes is one trouble") {
    Desk desk;
    for (int n = 0; n < 100; ++n) {
        desk.alarms.raise(Trouble::relay_unreachable, desk.start + minutes(2 * n));
        desk.alarms.clear(Trouble::relay_unreachable, desk.start + minutes(2 * n + 1));
        const std::string heard = desk.news(minutes(2 * n + 1));
        REQUIRE(heard == (n == 0 ? "began relay_unreachable" : ""));
    }
    REQUIRE(desk.news(minutes(199 + 5)) == "ended relay_unreachable");
}

TEST_CASE("what happens at a moment is over after an hour without it, with a count") {
    Desk desk;
    desk.alarms.raise(Trouble::reader_deaths, desk.start);
    desk.alarms.raise(Trouble::reader_deaths, desk.start + minutes(59));
    desk.alarms.raise(Trouble::reader_deaths, desk.start + minutes(90));
    REQUIRE(desk.news(minutes(149)) == "began reader_deaths");
    REQUIRE(desk.news(minutes(150)) == "ended reader_deaths x3");
}

TEST_CASE("a trouble open before a restart is not told again, but its end is") {
    Desk desk;
    desk.alarms.resume(Trouble::mailbox_login, 1, desk.start);
    desk.alarms.resume(Trouble::mail_vanished, 7, desk.start);
    desk.alarms.raise(Trouble::mailbox_login, desk.start);
    REQUIRE(desk.news(minutes(59)).empty());
    REQUIRE(desk.news(minutes(60)) == "ended mail_vanished x7");
    desk.alarms.clear(Trouble::mailbox_login, desk.start + minutes(60));
    REQUIRE(desk.news(minutes(65)) == "ended mailbox_login");
}

TEST_CASE("clearing what was never raised tells nobody anything") {
    Desk desk;
    for (const auto& text : pipeline::troubles()) desk.alarms.clear(text.trouble, desk.start);
    REQUIRE(desk.news(minutes(9999)).empty());
    REQUIRE(desk.alarms.open() == 0);
}

TEST_CASE("every trouble has a name of its own, one sentence, and something to do") {
    std::set<std::string_view> names;
    for (const auto& text : pipeline::troubles()) {
        INFO(text.name);
        REQUIRE(names.insert(text.name).second);
        REQUIRE(text.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") ==
                std::string_view::npos);
        REQUIRE(text.what.ends_with('.'));
        REQUIRE(text.to_do.ends_with('.'));
        REQUIRE_FALSE(text.rows.empty());
        REQUIRE(text.what.find('@') == std::string_view::npos);
        REQUIRE(pipeline::trouble_named(text.name) == text.trouble);
    }
    // The rows of the fault catalogue that ask for an alarm.
    for (const std::string row :
         {"A04", "A06", "A07", "A12", "A19", "A20", "A21", "A22", "A26", "B01", "C01", "C02",
          "D02", "D08", "D16", "D18", "D20", "D21", "E04", "E08", "E10", "E14", "E22"}) {
        INFO(row);
        const auto& all = pipeline::troubles();
        REQUIRE(std::any_of(all.begin(), all.end(), [&](const auto& text) {
            return text.rows.find(row) != std::string_view::npos;
        }));
    }
    REQUIRE_FALSE(pipeline::trouble_named("no_such_trouble"));
}

TEST_CASE("the alarm command gets two words and the sentences, and no environment of ours") {
    const support::TemporaryFolder folder;
    const auto script = folder / "tell";
    const auto heard = folder / "heard";
    std::ofstream(script) << "#!/bin/sh\n{ echo \"$# $1 $2\"; cat; env | cut -d= -f1 | sort | "
                             "tr '\\n' ' '; } > "
                          << heard.string() << "\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    setenv("A_SECRET_OF_OURS", "x", 1);
    REQUIRE(pipeline::run_alarm_command(script.string(), "began", "disk_full", "Make room.\n")
                .ok());
    const std::string text = contents(heard);
    REQUIRE(text.starts_with("2 began disk_full\nMake room.\n"));
    REQUIRE(text.find("A_SECRET_OF_OURS") == std::string::npos);
    REQUIRE(text.find("PATH") != std::string::npos);
}

TEST_CASE("an alarm command that fails or is not there is told") {
    REQUIRE(pipeline::run_alarm_command("/bin/false", "began", "x", "").error().what ==
            "alarms.command ended with a failure");
    REQUIRE(pipeline::run_alarm_command("/no/such/program", "began", "x", "").error().what ==
            "alarms.command cannot be started");
    REQUIRE(pipeline::run_alarm_command("/bin/true", "began", "x", "").ok());
}

TEST_CASE("the figures are OpenMetrics text, closed by EOF, with every family") {
    pipeline::Figures figures;
    figures.received = 12;
    figures.letters = {{"sent", 20}, {"held", 1}};
    figures.mailbox_up = true;
    figures.alarms = {"canary_missing"};
    const std::string text = pipeline::to_openmetrics(figures, 1795327200);
    REQUIRE(text.ends_with("\n# EOF\n"));
    for (const char* line :
         {"aparajita_mails_received_total 12\n", "aparajita_letters{state=\"held\"} 1\n",
          "aparajita_mailbox_up 1\n", "aparajita_alarm{kind=\"canary_missing\"} 1\n",
          "aparajita_alarm{kind=\"disk_full\"} 0\n", "aparajita_alarms_open 1\n",
          "# TYPE aparajita_mails_received counter\n",
          "aparajita_written_timestamp_seconds 1795327200\n"}) {
        INFO(line);
        REQUIRE(text.find(line) != std::string::npos);
    }
    // Not known yet: a family without a sample, not a zero that looks like trouble.
    REQUIRE(text.find("\naparajita_relay_up ") == std::string::npos);
    REQUIRE(text.find("# TYPE aparajita_relay_up gauge\n") != std::string::npos);
}

TEST_CASE("a file of figures is replaced whole and readable for others") {
    const support::TemporaryFolder folder;
    const auto file = folder / "metrics.prom";
    REQUIRE(pipeline::replace_file(file, "old\n").ok());
    REQUIRE(pipeline::replace_file(file, "new\n").ok());
    REQUIRE(contents(file) == "new\n");
    REQUIRE((std::filesystem::status(file).permissions() &
             std::filesystem::perms::others_read) != std::filesystem::perms::none);
    REQUIRE_FALSE(std::filesystem::exists(folder / "metrics.prom.new"));
    REQUIRE_FALSE(pipeline::replace_file(folder / "no" / "such.prom", "x").ok());
}
