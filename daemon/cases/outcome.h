// How a case ends: the closed list, and how officers say it in three languages.
//
// Promises: an outcome is read only from its whole words; what is not one of them is none.
// Source: contract.md 6 (closed lists).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cases/case_table.h"

namespace cases {

enum class Outcome {
    legal_action,
    counselled,
    warned,
    content_removed,
    settled_heard_alone,
    no_offence,
    not_traced,
    transferred,
    is_false,  // "false"
    duplicate,
    spam,
    withdrawn_heard,
};
std::string_view name_of(Outcome outcome);
const std::vector<Outcome>& all_outcomes();

// What CLOSED with this outcome is: done, after the check call, or the desk's to decide.
CaseEvent closing_event(Outcome outcome);

// `spoken`: lower case, one blank between words, as command.cpp makes it; the outcome stands
// first, a note may follow.
std::optional<Outcome> outcome_in(std::string_view spoken);

}  // namespace cases
