// A year of thousands of cases, with people who do not answer, posts that are empty, nights and
// holidays: no case is ever without a next step, and none is forgotten.
#include "kit.h"

using namespace clocks;
using base::RecipientId;
using cases::CaseState;
using std::chrono::days;
using std::chrono::hours;

namespace {

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2654435761U + 1) {}
    std::uint64_t below(std::uint64_t n) {
        state_ ^= state_ << 13U;
        state_ ^= state_ >> 7U;
        state_ ^= state_ << 17U;
        return state_ % n;
    }
    bool one_in(std::uint64_t n) { return below(n) == 0; }

  private:
    std::uint64_t state_;
};

People missing_people(Dice& dice) {
    People people = kit::people();
    if (dice.one_in(10)) people.station = {};
    if (dice.one_in(3)) people.deputies.clear();
    if (dice.one_in(3)) people.district.clear();
    if (dice.one_in(3)) people.oversight.clear();
    return people;
}

CaseTimes new_case(Dice& dice, base::Instant at) {
    CaseTimes of;
    of.received = at;
    of.state = dice.one_in(4) ? CaseState::with_desk : CaseState::with_station;
    if (of.state == CaseState::with_station) of.given = at;
    of.urgent = dice.one_in(8);
    of.child_victim = dice.one_in(9);
    of.pictures = dice.one_in(5);
    return of;
}

// What somebody does who was told; most do nothing most of the time.
void act(CaseTimes& of, Dice& dice, base::Instant now) {
    of.last_word = now;
    switch (of.state) {
        case CaseState::received:
        case CaseState::quarantined:
        case CaseState::with_desk:
            if (dice.one_in(3)) {
                of.held_until = now + days(2);
            } else {
                of.state = CaseState::with_station;
                of.given = now;
            }
            return;
        case CaseState::with_station:
            of.state = dice.one_in(5) ? CaseState::with_desk : CaseState::confirmed;
            return;
        case CaseState::confirmed:
            of.contacted = now;
            of.state = CaseState::contacted;
            return;
        case CaseState::contacted:
            if (dice.one_in(2)) of.is_signed = now;
            of.identified = now;
            of.state = CaseState::identified;
            return;
        case CaseState::identified:
        case CaseState::awaiting_wish:
            if (dice.one_in(3)) {
                of.wish_later = now;
                of.state = CaseState::awaiting_wish;
            } else if (dice.one_in(2)) {
                of.wish_heard = true;
                of.state = CaseState::legal_action;
                of.fir = now;
            } else {
                of.state = CaseState::check_call;
            }
            return;
        case CaseState::legal_action:
            if (dice.one_in(4)) of.state = CaseState::closed;
            return;
        case CaseState::check_call:
            of.state = dice.one_in(4) ? CaseState::contacted : CaseState::closed;
            return;
        case CaseState::closed:
            return;
    }
}

struct Told {
    std::int64_t letters = 0, at_night = 0, on_holidays = 0, closed = 0;
    base::Seconds longest_silence{};
};

// One case from its arrival to the end of the year. How likely an answer is differs by contact;
// a case of the deaf is answered by nobody until the last contact steps in, late or never.
void live(CaseTimes of, Dice& dice, base::Instant end, Told& told) {
    const Policy policy = kit::policy();
    const bool deaf = dice.one_in(20);
    base::Instant now = of.received;
    while (now < end && of.state != CaseState::closed) {
        const People people = missing_people(dice);
        const auto step = next_step(policy, of, people, kit::zone, now);
        // Half a million steps: a REQUIRE for each would take longer than the year.
        if (!step || step->at <= now || step->to.id.empty() || !next_end(policy, of))
            FAIL("a case without a next step, in state " << name_of(of.state));
        told.longest_silence = std::max(told.longest_silence, step->at - now);
        now = step->at;
        ++told.letters;
        const Hours letters = policy.of(step->clock).hours;
        const Hours hours = of.urgent ? Hours::any : letters;
        if (!is_open(policy.calendar, hours == Hours::any ? Hours::any : Hours::waking,
                     kit::zone, now))
            ++told.at_night;
        if (!is_open(policy.calendar, hours, kit::zone, now)) ++told.on_holidays;
        if (!deaf && dice.one_in(step->to.role == Role::desk ? 2 : 4)) act(of, dice, now);
    }
    if (of.state == CaseState::closed) ++told.closed;
}

}  // namespace

TEST_CASE("in a year with holidays and missing people no case is without a next step") {
    constexpr int cases_a_day = 6;
    const base::Instant begin = kit::at("2026-11-22T00:00:00Z");
    const base::Instant end = begin + days(365);
    Told told;
    int many = 0;
    Dice dice(1);
    for (int day = 0; day < 365; ++day) {
        for (int i = 0; i < cases_a_day; ++i) {
            const auto at =
                begin + days(day) + base::Seconds{static_cast<std::int64_t>(dice.below(86400))};
            live(new_case(dice, at), dice, end, told);
            ++many;
        }
    }
    REQUIRE(many == 2190);
    REQUIRE(told.letters > many);
    REQUIRE(told.closed > many / 2);  // the world did turn
    REQUIRE(told.at_night == 0);
    REQUIRE(told.on_holidays == 0);
    // The slowest of all is the reminder of a case in which an officer has just spoken.
    REQUIRE(told.longest_silence <= days(75));
}

TEST_CASE(
    "a case that nobody ever answers is told to the last contact to the end of the year") {
    const Policy policy = kit::policy();
    for (const CaseState state : cases::all_case_states()) {
        if (state == CaseState::closed) continue;
        CAPTURE(name_of(state));
        CaseTimes of = kit::with_station();
        of.state = state;
        base::Instant now = of.received;
        base::Instant heard = now;
        while (now < of.received + days(365)) {
            const auto step = next_step(policy, of, {}, kit::zone, now);
            REQUIRE(step);
            REQUIRE(step->to.id == policy.chain.last);
            now = step->at;
            REQUIRE(now - heard <= days(76));
            heard = now;
        }
    }
}

TEST_CASE("asking twice about the same past gives the same steps") {
    Dice dice(7);
    for (int i = 0; i < 500; ++i) {
        CaseTimes of = new_case(dice, kit::monday + hours(i));
        const People people = missing_people(dice);
        const auto now = of.received + days(3);
        const auto once = steps_until(kit::policy(), of, people, kit::zone, now);
        const auto later = steps_until(kit::policy(), of, people, kit::zone, now + hours(1));
        REQUIRE(later.size() >= once.size());
        for (const auto& step : once) {
            REQUIRE(step.at <= now);
            REQUIRE(step.at >= of.received);
        }
    }
}
