// What a word of a station does to a case: the state table, as data.
//
// Promises: every pair of state and word has an answer; a pair without a row leaves the case as
// it is. Words of a later issue are added as rows here. Source: contract.md 7 (states).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cases/words.h"

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

struct CaseStep {
    CaseState before = CaseState::received;
    Word word = Word::note;
    CaseState after = CaseState::received;
};
const std::vector<CaseStep>& case_steps();

CaseState next_state(CaseState before, Word word);

}  // namespace cases
