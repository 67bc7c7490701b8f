#include "cases/case_table.h"

#include <algorithm>
#include <array>

namespace cases {

namespace {

// The names of contract.md 7, in the order of the enumeration.
constexpr std::array<std::string_view, 11> names{
    "received",      "with_desk",    "with_station", "confirmed", "contacted",  "identified",
    "awaiting_wish", "legal_action", "check_call",   "closed",    "quarantined"};

template <class Enum>
std::vector<Enum> all_until(Enum last) {
    std::vector<Enum> all;
    for (int i = 0; i <= static_cast<int>(last); ++i) all.push_back(static_cast<Enum>(i));
    return all;
}

}  // namespace

std::string_view name_of(CaseState state) { return names[static_cast<std::size_t>(state)]; }

const std::vector<CaseState>& all_case_states() {
    static_assert(names.size() == static_cast<std::size_t>(CaseState::quarantined) + 1);
    static const auto states = all_until(CaseState::quarantined);
    return states;
}

std::optional<CaseState> case_state(std::string_view name) {
    for (const CaseState state : all_case_states()) {
        if (name_of(state) == name) return state;
    }
    return std::nullopt;
}

const std::vector<CaseEvent>& all_case_events() {
    static const auto events = all_until(CaseEvent::tried_again);
    return events;
}

namespace {

using S = CaseState;
using E = CaseEvent;

struct Rule {
    E event;
    std::vector<S> before;
    std::optional<S> after;  // nothing: it stays as it is
};

const std::optional<S> the_same = std::nullopt;
// With a station, or with the desk because her station could not reach her.
const std::vector<S> not_spoken{S::with_desk, S::with_station, S::confirmed};
const std::vector<S> spoken{S::contacted, S::identified, S::awaiting_wish, S::legal_action};
const std::vector<S> spoken_or_checked{S::contacted, S::identified, S::awaiting_wish,
                                       S::legal_action, S::check_call};

const std::vector<Rule> rules{
    {E::received, {S::with_station}, S::confirmed},
    {E::received, {S::with_desk, S::confirmed}, the_same},
    {E::received, spoken_or_checked, the_same},

    {E::talked, not_spoken, S::contacted},
    {E::talked, spoken_or_checked, the_same},
    {E::no_answer, not_spoken, the_same},
    {E::no_answer, spoken_or_checked, the_same},
    {E::not_safe, not_spoken, the_same},
    {E::not_safe, spoken_or_checked, the_same},
    {E::wrong_number, not_spoken, S::with_desk},
    {E::wrong_number, spoken_or_checked, the_same},
    {E::given_up_calling, not_spoken, S::with_desk},

    // Only who spoke with her can say it is safe; that it is not, anybody may fear.
    {E::safe_mail, spoken_or_checked, the_same},
    {E::unsafe_mail, not_spoken, the_same},
    {E::unsafe_mail, spoken_or_checked, the_same},

    // Who signs stands before an officer, and whose wish is heard was spoken with.
    {E::is_signed, not_spoken, S::contacted},
    {E::is_signed, spoken_or_checked, the_same},
    {E::identified, not_spoken, the_same},
    {E::identified, {S::contacted}, S::identified},
    {E::identified,
     {S::identified, S::awaiting_wish, S::legal_action, S::check_call},
     the_same},
    {E::wish_yes, not_spoken, S::legal_action},
    {E::wish_yes, spoken_or_checked, S::legal_action},
    {E::wish_no, not_spoken, S::contacted},
    {E::wish_no, {S::awaiting_wish}, S::identified},
    {E::wish_no, {S::contacted, S::identified, S::legal_action, S::check_call}, the_same},
    {E::wish_later, not_spoken, S::contacted},
    {E::wish_later, {S::identified}, S::awaiting_wish},
    {E::wish_later, {S::contacted, S::awaiting_wish, S::legal_action, S::check_call}, the_same},
    {E::fir, not_spoken, S::legal_action},
    {E::fir, spoken_or_checked, S::legal_action},

    {E::closed, {S::with_station, S::confirmed}, S::closed},
    {E::closed, spoken, S::closed},
    {E::closed_heard, spoken, S::check_call},
    {E::called_spam, {S::with_station, S::confirmed}, S::with_desk},
    {E::called_spam, spoken, S::with_desk},
    {E::closing_approved, {S::check_call}, S::closed},
    {E::closing_refused, {S::check_call}, S::contacted},

    {E::given_to_station, {S::received}, S::with_station},
    {E::given_to_station, not_spoken, S::with_station},
    {E::given_to_station, spoken_or_checked, S::with_station},
    {E::given_to_desk, {S::received}, S::with_desk},
    {E::given_to_desk, not_spoken, S::with_desk},
    {E::given_to_desk, spoken_or_checked, S::with_desk},
    {E::recorded, {S::received}, S::closed},
    {E::closed_by_desk, not_spoken, S::closed},
    {E::closed_by_desk, spoken_or_checked, S::closed},
    {E::reopened, {S::closed}, S::with_desk},
    {E::set_aside, {S::received}, S::quarantined},
    {E::tried_again, {S::quarantined}, S::received},
};

}  // namespace

const std::vector<CaseStep>& case_steps() {
    static const std::vector<CaseStep> steps = [] {
        std::vector<CaseStep> all;
        for (const Rule& rule : rules) {
            for (const S before : rule.before)
                all.push_back({before, rule.event, rule.after.value_or(before)});
        }
        return all;
    }();
    return steps;
}

std::optional<CaseState> next_state(CaseState before, CaseEvent event) {
    const auto& steps = case_steps();
    const auto step = std::find_if(steps.begin(), steps.end(), [&](const CaseStep& s) {
        return s.before == before && s.event == event;
    });
    if (step == steps.end()) return std::nullopt;
    return step->after;
}

}  // namespace cases
