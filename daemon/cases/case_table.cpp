#include "cases/case_table.h"

#include <algorithm>

#include "base/ensure.h"

namespace cases {

std::string_view name_of(CaseState state) {
    switch (state) {
        case CaseState::received:
            return "received";
        case CaseState::with_desk:
            return "with_desk";
        case CaseState::with_station:
            return "with_station";
        case CaseState::confirmed:
            return "confirmed";
        case CaseState::contacted:
            return "contacted";
        case CaseState::identified:
            return "identified";
        case CaseState::awaiting_wish:
            return "awaiting_wish";
        case CaseState::legal_action:
            return "legal_action";
        case CaseState::check_call:
            return "check_call";
        case CaseState::closed:
            return "closed";
        case CaseState::quarantined:
            return "quarantined";
    }
    base::ensure(false);
    return {};
}

const std::vector<CaseState>& all_case_states() {
    using enum CaseState;
    static const std::vector<CaseState> states{
        received,      with_desk,    with_station, confirmed, contacted,  identified,
        awaiting_wish, legal_action, check_call,   closed,    quarantined};
    return states;
}

std::optional<CaseState> case_state(std::string_view name) {
    for (const CaseState state : all_case_states()) {
        if (name_of(state) == name) return state;
    }
    return std::nullopt;
}

const std::vector<CaseStep>& case_steps() {
    static const std::vector<CaseStep> steps{
        {CaseState::with_station, Word::received, CaseState::confirmed},
    };
    return steps;
}

CaseState next_state(CaseState before, Word word) {
    const auto& steps = case_steps();
    const auto step = std::find_if(steps.begin(), steps.end(), [&](const CaseStep& s) {
        return s.before == before && s.word == word;
    });
    return step == steps.end() ? before : step->after;
}

}  // namespace cases
