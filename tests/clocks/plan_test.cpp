#include "kit.h"

using namespace clocks;
using base::RecipientId;
using cases::CaseState;
using kit::monday;
using kit::told;
using Lines = std::vector<std::string>;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

std::vector<Step> until(const CaseTimes& of, base::Instant now,
                        const People& people = kit::people()) {
    return steps_until(kit::policy(), of, people, kit::zone, now);
}

}  // namespace

TEST_CASE(
    "nothing is due before four hours, then the station hears, then one after the other") {
    const CaseTimes of = kit::with_station();
    REQUIRE(until(of, monday + hours(4) - base::Seconds{1}).empty());
    REQUIRE(told(until(of, monday + hours(4)), Clock::receipt) ==
            Lines{"!receipt Mon 23 Nov 14:00 tvc.museum"});
    REQUIRE(told(until(of, monday + days(3)), Clock::receipt) ==
            Lines{"!receipt Mon 23 Nov 14:00 tvc.museum",
                  "!receipt Mon 23 Nov 18:00 tvc.vanitha", "!receipt Tue 24 Nov 07:00 head.tvc",
                  "!receipt Tue 24 Nov 11:00 chief.tvc",
                  "!receipt Tue 24 Nov 15:00 desk.triage",
                  "!receipt Wed 25 Nov 15:00 desk.triage"});
}

TEST_CASE("each step names who hears next, the last one nobody") {
    const auto steps = until(kit::with_station(), monday + days(2));
    std::vector<std::string> next;
    for (const auto& step : steps)
        if (step.clock == Clock::receipt)
            next.push_back(step.next.empty() ? "-" : step.next.str());
    REQUIRE(next == Lines{"tvc.vanitha", "head.tvc", "chief.tvc", "desk.triage", "-"});
}

TEST_CASE("an urgent case is told at night, in minutes") {
    CaseTimes of = kit::with_station();
    of.urgent = true;
    of.received = kit::at("2026-11-22T20:00:00Z");  // Mon 23 Nov 01:30
    of.given = of.received;
    REQUIRE(told(until(of, of.received + minutes(85)), Clock::receipt) ==
            Lines{"!receipt Mon 23 Nov 01:40 tvc.museum",
                  "!receipt Mon 23 Nov 01:50 tvc.vanitha", "!receipt Mon 23 Nov 02:00 head.tvc",
                  "!receipt Mon 23 Nov 02:10 chief.tvc",
                  "!receipt Mon 23 Nov 02:20 desk.urgent",
                  "!receipt Mon 23 Nov 02:50 desk.urgent"});
}

TEST_CASE("whoever is missing is left out and costs no time") {
    const auto now = monday + hours(9);
    REQUIRE(told(until(kit::with_station(), now, {RecipientId("tvc.museum"), {}, {}, {}}),
                 Clock::receipt) == Lines{"!receipt Mon 23 Nov 14:00 tvc.museum",
                                          "!receipt Mon 23 Nov 18:00 desk.triage"});
    REQUIRE(told(until(kit::with_station(), now, {}), Clock::receipt) ==
            Lines{"!receipt Mon 23 Nov 14:00 desk.triage"});
    // Who stands in for the station and heads the district hears once.
    const People one{
        RecipientId("tvc.museum"), {RecipientId("head.tvc")}, {RecipientId("head.tvc")}, {}};
    REQUIRE(
        told(until(kit::with_station(), now, one), Clock::receipt) ==
        Lines{"!receipt Mon 23 Nov 14:00 tvc.museum", "!receipt Mon 23 Nov 18:00 head.tvc"});
}

TEST_CASE("the first call is reminded of before the night in which its time would come") {
    CaseTimes of = kit::with_station();
    of.state = cases::CaseState::confirmed;
    of.received = kit::at("2026-11-22T21:30:00Z");  // Mon 23 Nov 03:00; 20 h later it is 23:00
    REQUIRE(told(until(of, of.received + hours(30)), Clock::first_call) ==
            Lines{"first_call Mon 23 Nov 20:59 tvc.museum",
                  "!first_call Tue 24 Nov 07:00 tvc.museum",
                  "!first_call Tue 24 Nov 09:00 tvc.vanitha"});
    REQUIRE(next_end(kit::policy(), of)->clock == Clock::first_call);
    REQUIRE(next_end(kit::policy(), of)->due == of.received + hours(22));
    of.contacted = of.received + hours(1);
    REQUIRE(told(until(of, of.received + hours(30)), Clock::first_call).empty());
}

TEST_CASE("letters about the slow clocks wait for a working day, the law's day does not") {
    CaseTimes of = kit::with_station();
    of.state = cases::CaseState::contacted;
    of.contacted = monday;
    of.received = kit::at("2026-12-22T05:00:00Z");  // Tue; three days later it is Christmas
    REQUIRE(told(until(of, of.received + days(5)), Clock::signature) ==
            Lines{"signature Thu 24 Dec 10:30 tvc.museum",
                  "!signature Sat 26 Dec 07:00 tvc.museum"});
    for (const auto& running : running_clocks(kit::policy(), of))
        if (running.clock == Clock::signature)
            REQUIRE(running.due == kit::at("2026-12-25T05:00:00Z"));
    of.is_signed = of.received + days(1);
    REQUIRE(told(until(of, of.received + days(5)), Clock::signature).empty());
}

TEST_CASE("a clock pauses in a state where nobody can do its work") {
    CaseTimes of = kit::with_station();
    of.state = cases::CaseState::with_desk;
    const auto steps = until(of, monday + days(2));
    REQUIRE_FALSE(steps.empty());
    for (const auto& step : steps) REQUIRE(step.clock == Clock::decision);
    of.state = cases::CaseState::closed;
    REQUIRE(until(of, monday + days(400)).empty());
    REQUIRE_FALSE(next_end(kit::policy(), of));
}

TEST_CASE("the desk's clock waits until the day to which the desk holds a case") {
    CaseTimes of = kit::with_station();
    of.state = cases::CaseState::with_desk;
    REQUIRE(told(until(of, monday + days(2)), Clock::decision) ==
            Lines{"!decision Mon 23 Nov 14:00 desk.triage",
                  "!decision Mon 23 Nov 18:00 oversight.1",
                  "!decision Tue 24 Nov 18:00 desk.triage"});
    of.held_until = monday + days(5);
    REQUIRE(until(of, monday + days(5)).empty());
    REQUIRE(next_end(kit::policy(), of)->due == monday + days(5) + hours(4));
}

TEST_CASE("a child, pictures, an FIR and a known offender start clocks of their own") {
    CaseTimes of = kit::with_station();
    of.state = cases::CaseState::confirmed;
    const auto running = [&of] {
        std::vector<std::string> names;
        for (const auto& one : running_clocks(kit::policy(), of))
            names.emplace_back(name_of(one.clock));
        return names;
    };
    REQUIRE(running() == Lines{"first_call", "signature", "progress"});
    of.child_victim = true;
    of.pictures = true;
    REQUIRE(running() ==
            Lines{"first_call", "takedown", "child_report", "signature", "progress"});
    of.contacted = monday;
    of.state = cases::CaseState::identified;
    of.identified = monday;
    REQUIRE(running() == Lines{"takedown", "child_report", "signature", "wish", "progress"});
    of.takedown_sent = true;
    of.wish_heard = true;
    of.wish_no = true;
    REQUIRE(running() == Lines{"child_report", "progress"});
    of.state = cases::CaseState::legal_action;
    of.fir = monday + days(1);
    REQUIRE(running() == Lines{"child_report", "report", "progress"});
    of.child_reported = true;
    REQUIRE(running() == Lines{"report", "progress"});
}

TEST_CASE("pictures and a child's report end with the word for them, and with nothing else") {
    const auto runs = [](const CaseTimes& of, Clock clock) {
        const auto running = running_clocks(kit::policy(), of);
        return std::any_of(running.begin(), running.end(),
                           [clock](const Running& one) { return one.clock == clock; });
    };
    CaseTimes of = kit::with_station();
    of.pictures = of.child_victim = true;
    for (const auto state : {CaseState::with_station, CaseState::confirmed, CaseState::contacted,
                             CaseState::identified, CaseState::awaiting_wish,
                             CaseState::legal_action}) {
        CAPTURE(name_of(state));
        CaseTimes all = of;
        all.state = state;
        // Everything else that can be said of a case was said.
        all.contacted = all.is_signed = all.fir = all.identified = all.last_word = monday;
        all.wish_heard = true;
        REQUIRE(runs(all, Clock::takedown));
        REQUIRE(runs(all, Clock::child_report));
        all.takedown_sent = true;
        REQUIRE_FALSE(runs(all, Clock::takedown));
        REQUIRE(runs(all, Clock::child_report));
        all.takedown_sent = false;
        all.child_reported = true;
        REQUIRE(runs(all, Clock::takedown));
        REQUIRE_FALSE(runs(all, Clock::child_report));
    }
    of.state = CaseState::closed;
    REQUIRE_FALSE(runs(of, Clock::takedown));
    REQUIRE_FALSE(runs(of, Clock::child_report));
}

TEST_CASE("WISH LATER asks again, and a word of the officer is progress") {
    CaseTimes of = kit::with_station();
    of.state = cases::CaseState::awaiting_wish;
    of.contacted = of.identified = of.is_signed = monday;
    const auto due = [&of](Clock clock) {
        for (const auto& one : running_clocks(kit::policy(), of))
            if (one.clock == clock) return one.due;
        return base::Instant{};
    };
    REQUIRE(due(Clock::wish) == monday + days(3));
    of.wish_later = monday + days(2);
    REQUIRE(due(Clock::wish) == monday + days(5));
    REQUIRE(due(Clock::progress) == monday + days(90));
    of.last_word = monday + days(40);
    REQUIRE(due(Clock::progress) == monday + days(130));
}

TEST_CASE("a month of silence gives the last contact one letter, not thirty") {
    const auto steps = told(until(kit::with_station(), monday + days(30)), Clock::receipt);
    REQUIRE(steps.size() == 6);
    REQUIRE(steps.back() == "!receipt Tue 22 Dec 15:00 desk.triage");
}

TEST_CASE("the letter says by when to call: twenty hours, an hour where it is urgent") {
    REQUIRE(call_within(kit::policy(), Lane::usual) == hours(20));
    REQUIRE(call_within(kit::policy(), Lane::urgent) == hours(1));
}

TEST_CASE("after NOT OURS the first station is reminded of the call, the new one of the rest") {
    CaseTimes of = kit::with_station();
    People people = kit::people();
    people.caller = RecipientId("tvc.fort");
    const auto first = [&](Clock clock) {
        return told(until(of, monday + days(2), people), clock).front();
    };
    REQUIRE(first(Clock::first_call) == "first_call Mon 23 Nov 20:59 tvc.fort");
    REQUIRE(first(Clock::receipt) == "!receipt Mon 23 Nov 14:00 tvc.museum");
}
