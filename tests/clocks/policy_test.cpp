#include "kit.h"

using namespace clocks;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("the shipped clocks are those that law and mission name") {
    const Policy p = kit::policy();
    REQUIRE(p.of(Clock::receipt).usual.within == hours(4));
    REQUIRE(p.of(Clock::receipt).urgent.within == minutes(10));
    REQUIRE(p.of(Clock::first_call).remind == hours(20));
    REQUIRE(p.of(Clock::first_call).usual.within == hours(22));
    REQUIRE(p.of(Clock::signature).usual.within == days(3));
    REQUIRE(p.of(Clock::progress).usual.within == days(90));
    REQUIRE(p.of(Clock::report).usual.within == days(60));
    REQUIRE(p.of(Clock::child_report).usual.within == hours(24));
    REQUIRE(p.of(Clock::takedown).usual.within == hours(2));
    REQUIRE(p.chain.last.str() == "desk.triage");
    REQUIRE(p.chain.urgent_last.str() == "desk.urgent");
    REQUIRE(p.calendar.quiet_from == 21 * 60);
    REQUIRE(p.calendar.quiet_to == 7 * 60);
    REQUIRE(p.calendar.weekly_rest == std::set<int>{0});
    REQUIRE(p.calendar.holidays.contains("2026-12-25"));
}

TEST_CASE("an urgent case without figures of its own has those of the others") {
    const Policy p = kit::policy();
    REQUIRE(p.of(Clock::signature).urgent.within == days(3));
    REQUIRE(p.of(Clock::signature).urgent.again == days(7));
}

TEST_CASE("a shortened policy divides every length, none to nothing") {
    const Policy p = shortened(kit::policy(), 3600);
    REQUIRE(p.of(Clock::receipt).usual.within == base::Seconds{4});
    REQUIRE(p.of(Clock::receipt).urgent.within == base::Seconds{1});
    REQUIRE(p.of(Clock::first_call).remind == base::Seconds{20});
    REQUIRE(p.of(Clock::receipt).remind == base::Seconds{0});
    REQUIRE(p.drill.within == base::Seconds{24});
    REQUIRE(p.calendar.quiet_from == 21 * 60);
}

TEST_CASE("no state of an open case may be left without a lasting clock") {
    for (const auto state : cases::all_case_states()) {
        if (state == cases::CaseState::closed) continue;
        CAPTURE(name_of(state));
        std::string text = kit::shipped();
        // Taken out of every list of states, whatever stands beside it.
        const std::string name(name_of(state));
        for (const std::string& part : {", " + name, name + ", ", name}) {
            for (auto from = text.find("runs_in: ["); from != std::string::npos;
                 from = text.find("runs_in: [", from + 1)) {
                const auto end = text.find(']', from);
                const auto found = text.find(part, from);
                const char after = found < end ? text[found + part.size()] : ' ';
                if (found < end && (after == ',' || after == ']' || part.ends_with(' ')))
                    text.erase(found, part.size());
            }
        }
        const auto loaded = load_policy({"clocks.yaml", text});
        REQUIRE_FALSE(loaded.ok());
        REQUIRE(base::to_text(loaded.error()).find("'" + name + "'") != std::string::npos);
    }
}
