// Whether a covered value may be shown: the judgement on a request, and the life of one.
//
// Promises: no state but `sent` releases a value, and `sent` is reached only by as many
// approvals of different approvers as are needed, none of them by who asked. Every pair of
// state and event stands in the table. Source: promises.md 5.3; redaction.md 5.4 (10).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/command.h"
#include "redaction/policy.h"

namespace cases {

enum class RevealState { awaiting_two, awaiting_one, sent, refused, expired };
enum class RevealEvent {
    approve,
    approve_again,  // by one who has voted already
    approve_own,    // by who asked
    refuse,
    refuse_again,
    refuse_own,
    time_over,
    destroyed,  // the key of the case is gone
    held,       // the finished letter did not pass its proof
};
enum class RevealAction {
    none,
    count_vote,    // one of two
    send_value,    // and count the vote
    tell_refused,  // and count the vote
    tell_expired,
    tell_destroyed,
    tell_held,
    say_voted,  // to the approver: your vote counted before
    say_own,    // to the approver: who asks does not approve
    say_over,   // to the approver: this was decided or ran out
};

std::string_view name_of(RevealState state);
std::optional<RevealState> reveal_state(std::string_view name);
const std::vector<RevealState>& all_reveal_states();
const std::vector<RevealEvent>& all_reveal_events();

struct RevealStep {
    RevealState before = RevealState::refused;
    RevealEvent event = RevealEvent::refuse;
    RevealState after = RevealState::refused;
    RevealAction action = RevealAction::none;
};
const std::vector<RevealStep>& reveal_steps();
RevealStep next_step(RevealState before, RevealEvent event);

// Of the policy file.
using RevealLimits = redaction::RevealFigures;

// What is known of the case when a station asks.
struct Request {
    Mask mask;
    bool key_is_there = true;     // false: the case was shredded
    bool value_is_there = false;  // the mask is one of this case, and stands for a value
    bool waits_already = false;   // the same value was asked for and is not decided
    bool signed_or_fir = false;   // the trail has SIGNED or FIR
    bool child_victim = false;
    int approvers = 0;         // mailboxes that may approve: without the one that asks
    std::int64_t of_case = 0;  // requests so far, without this one
    std::int64_t of_day = 0;
};
enum class Refusal {
    destroyed,
    not_of_this_case,
    waits_already,
    not_yet,  // FIR before SIGNED or FIR
    case_limit,
    station_limit,
    no_approvers,
};
std::string_view name_of(Refusal refusal);
// A request on record: refused by a rule, and the trail says so. Others only get an answer.
bool is_recorded(Refusal refusal);

int needed_approvals(bool child_victim);
// How many approvals it takes; or why it is refused.
base::Result<int, Refusal> judge(const Request& request, const RevealLimits& limits);

}  // namespace cases
