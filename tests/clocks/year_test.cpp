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

// What somebody says who was told: by the table of states, like the daemon.
void say(CaseTimes& of, cases::CaseEvent event, base::Instant now) {
    using enum cases::CaseEvent;
    const auto after = cases::next_state(of.state, event);
    if (!after) return;
    of.state = *after;
    of.last_word = now;
    const bool heard = event == talked || event == is_signed || event == wish_yes ||
                       event == wish_no || event == wish_later;
    if (heard && !of.contacted) of.contacted = now;
    if (event == given_to_station) of.given = now;
    if (event == is_signed && !of.is_signed) of.is_signed = now;
    if (event == identified && !of.identified) of.identified = now;
    if (event == fir && !of.fir) of.fir = now;
    if (event == wish_later) of.wish_later = now;
    of.wish_heard = of.wish_heard || event == wish_yes || event == wish_no;
    of.wish_no = event == wish_no;
}

// A word that most often has its place now, and now and then one that has not.
void act(CaseTimes& of, Dice& dice, base::Instant now) {
    using enum cases::CaseEvent;
    if (of.pictures && dice.one_in(6)) of.takedown_sent = true;
    if (of.child_victim && dice.one_in(6)) of.child_reported = true;
    if (of.state == CaseState::with_desk && dice.one_in(3)) of.held_until = now + days(2);
    const std::vector<cases::CaseEvent> by_desk{given_to_station, given_to_station,
                                                closed_by_desk, reopened};
    const std::vector<cases::CaseEvent> at_end{closing_approved, closing_refused};
    const std::vector<cases::CaseEvent> by_station{
        received,      received,     talked,      talked,     no_answer, wrong_number,
        is_signed,     identified,   wish_no,     wish_later, wish_yes,  fir,
        given_to_desk, closed_heard, called_spam, received,   talked};
    const auto& words = of.state == CaseState::with_desk    ? by_desk
                        : of.state == CaseState::check_call ? at_end
                                                            : by_station;
    for (int tries = 0; tries < 3; ++tries) say(of, words[dice.below(words.size())], now);
    if (of.state == CaseState::legal_action && dice.one_in(2)) say(of, closed, now);
}

struct Told {
    std::int64_t letters = 0, at_night = 0, on_holidays = 0, closed = 0;
    base::Seconds longest_silence{};
    std::map<Clock, int> of_clock;
    std::map<Role, int> of_role;
    int waited_for_holiday = 0;  // a letter that a day of the list, not a Sunday, held back
    // Nobody at this step of the chain, and somebody after it was told.
    int no_station = 0, no_deputy = 0, no_district = 0, no_oversight = 0;
};

void note_missing(const Step& step, const People& people, Told& told) {
    const bool in_chain = step.clock != Clock::decision && step.clock != Clock::check_call;
    if (in_chain && step.call == Call::late) {
        if (people.station.empty()) ++told.no_station;
        if (people.deputies.empty() && step.to.role > Role::deputy) ++told.no_deputy;
        if (people.district.empty() && step.to.role > Role::district) ++told.no_district;
    }
    if (!in_chain && people.oversight.empty()) ++told.no_oversight;
}

Calendar without_holidays() {
    Calendar calendar = kit::policy().calendar;
    calendar.holidays.clear();
    return calendar;
}

bool waited_for_holiday(const Policy& policy, const CaseTimes& of, const Step& step) {
    if (of.urgent || step.call != Call::late || step.to.role != Role::station ||
        policy.of(step.clock).hours != Hours::working)
        return false;
    static const Calendar without = without_holidays();
    return is_open(without, Hours::working, kit::zone, step.due) &&
           !is_open(policy.calendar, Hours::working, kit::zone, step.due) && step.at > step.due;
}

// One case from its arrival to the end of the year. How likely an answer is differs by contact;
// a case of the deaf is answered by nobody until the last contact steps in, late or never.
void live(const Policy& policy, CaseTimes of, Dice& dice, base::Instant end, Told& told) {
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
        ++told.of_clock[step->clock];
        ++told.of_role[step->to.role];
        note_missing(*step, people, told);
        if (waited_for_holiday(policy, of, *step)) ++told.waited_for_holiday;
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
    const Policy policy = kit::policy();
    for (int day = 0; day < 365; ++day) {
        for (int i = 0; i < cases_a_day; ++i) {
            const auto at =
                begin + days(day) + base::Seconds{static_cast<std::int64_t>(dice.below(86400))};
            live(policy, new_case(dice, at), dice, end, told);
            ++many;
        }
    }
    REQUIRE(many == 2190);
    REQUIRE(told.letters > many);
    REQUIRE(told.closed > many / 3);  // the world did turn
    REQUIRE(told.at_night == 0);
    REQUIRE(told.on_holidays == 0);
    for (const Clock clock : all_clocks) {
        CAPTURE(name_of(clock));
        REQUIRE(told.of_clock[clock] > 100);
    }
    for (const Role role :
         {Role::station, Role::deputy, Role::district, Role::desk, Role::oversight})
        REQUIRE(told.of_role[role] > 100);
    REQUIRE(told.waited_for_holiday > 5);
    REQUIRE(told.no_station > 100);
    REQUIRE(told.no_deputy > 100);
    REQUIRE(told.no_district > 100);
    REQUIRE(told.no_oversight > 100);
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
