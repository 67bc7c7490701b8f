// What happens to a case and what becomes of it: the state machine, as data.
//
// Promises: every pair of state and event has an answer: the state after it, often the same
// one, or nothing where the event has no place; then the case is left as it is and whoever
// caused it is told. `identified` and `awaiting_wish` are reached only by somebody an officer
// spoke with, so they never hide a woman who was not called. No event but FIR and her wish to
// go on leaves check_call without the desk. Source: contract.md 6 and 7 (words and states),
// BNSS 173 (an FIR never waits).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace cases {

enum class CaseState {
    received,
    with_desk,
    with_station,
    confirmed,
    contacted,
    identified,
    awaiting_wish,
    legal_action,
    check_call,
    closed,
    quarantined
};
std::string_view name_of(CaseState state);
std::optional<CaseState> case_state(std::string_view name);
const std::vector<CaseState>& all_case_states();

enum class CaseEvent {
    // words of the station that has the case, or of its deputy
    received,
    talked,
    no_answer,
    not_safe,
    wrong_number,
    safe_mail,
    unsafe_mail,
    is_signed,
    identified,
    wish_yes,
    wish_no,
    wish_later,
    fir,
    closed,        // with an outcome that needs nobody else
    closed_heard,  // settled_heard_alone, withdrawn_heard: the desk calls her first
    called_spam,   // closed as spam: the desk decides that
    // what the desk or the daemon does
    given_up_calling,  // three tries at different hours
    given_to_station,
    given_to_desk,
    recorded,  // a follow-up, an answer: nothing of it waits for anybody
    closed_by_desk,
    closing_approved,  // the check call
    closing_refused,
    reopened,
    set_aside,  // unreadable
    tried_again,
};
const std::vector<CaseEvent>& all_case_events();

struct CaseStep {
    CaseState before = CaseState::received;
    CaseEvent event = CaseEvent::received;
    CaseState after = CaseState::received;
};
const std::vector<CaseStep>& case_steps();

// Nothing: the event has no place in that state.
std::optional<CaseState> next_state(CaseState before, CaseEvent event);

}  // namespace cases
