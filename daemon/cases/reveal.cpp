#include "cases/reveal.h"

#include <algorithm>

#include "base/ensure.h"

namespace cases {

std::string_view name_of(RevealState state) {
    switch (state) {
        case RevealState::awaiting_two:
            return "awaiting_two";
        case RevealState::awaiting_one:
            return "awaiting_one";
        case RevealState::sent:
            return "sent";
        case RevealState::refused:
            return "refused";
        case RevealState::expired:
            return "expired";
    }
    base::ensure(false);
    return {};
}

const std::vector<RevealState>& all_reveal_states() {
    using enum RevealState;
    static const std::vector<RevealState> states{awaiting_two, awaiting_one, sent, refused,
                                                 expired};
    return states;
}

std::optional<RevealState> reveal_state(std::string_view name) {
    for (const RevealState state : all_reveal_states()) {
        if (name_of(state) == name) return state;
    }
    return std::nullopt;
}

const std::vector<RevealEvent>& all_reveal_events() {
    using enum RevealEvent;
    static const std::vector<RevealEvent> events{approve,   approve_again, approve_own,
                                                 refuse,    refuse_again,  refuse_own,
                                                 time_over, destroyed,     held};
    return events;
}

const std::vector<RevealStep>& reveal_steps() {
    using S = RevealState;
    using E = RevealEvent;
    using A = RevealAction;
    static const std::vector<RevealStep> steps{
        {S::awaiting_two, E::approve, S::awaiting_one, A::count_vote},
        {S::awaiting_two, E::approve_again, S::awaiting_two, A::say_voted},
        {S::awaiting_two, E::approve_own, S::awaiting_two, A::say_own},
        {S::awaiting_two, E::refuse, S::refused, A::tell_refused},
        {S::awaiting_two, E::refuse_again, S::awaiting_two, A::say_voted},
        {S::awaiting_two, E::refuse_own, S::awaiting_two, A::say_own},
        {S::awaiting_two, E::time_over, S::expired, A::tell_expired},
        {S::awaiting_two, E::destroyed, S::refused, A::tell_destroyed},
        {S::awaiting_two, E::held, S::refused, A::tell_held},

        {S::awaiting_one, E::approve, S::sent, A::send_value},
        {S::awaiting_one, E::approve_again, S::awaiting_one, A::say_voted},
        {S::awaiting_one, E::approve_own, S::awaiting_one, A::say_own},
        {S::awaiting_one, E::refuse, S::refused, A::tell_refused},
        // Who approved first may think better of it while nothing has left.
        {S::awaiting_one, E::refuse_again, S::refused, A::tell_refused},
        {S::awaiting_one, E::refuse_own, S::awaiting_one, A::say_own},
        {S::awaiting_one, E::time_over, S::expired, A::tell_expired},
        {S::awaiting_one, E::destroyed, S::refused, A::tell_destroyed},
        {S::awaiting_one, E::held, S::refused, A::tell_held},

        {S::sent, E::approve, S::sent, A::say_over},
        {S::sent, E::approve_again, S::sent, A::say_voted},
        {S::sent, E::approve_own, S::sent, A::say_own},
        {S::sent, E::refuse, S::sent, A::say_over},
        {S::sent, E::refuse_again, S::sent, A::say_over},
        {S::sent, E::refuse_own, S::sent, A::say_own},
        {S::sent, E::time_over, S::sent, A::none},
        {S::sent, E::destroyed, S::sent, A::none},
        {S::sent, E::held, S::sent, A::none},

        {S::refused, E::approve, S::refused, A::say_over},
        {S::refused, E::approve_again, S::refused, A::say_over},
        {S::refused, E::approve_own, S::refused, A::say_own},
        {S::refused, E::refuse, S::refused, A::say_over},
        {S::refused, E::refuse_again, S::refused, A::say_voted},
        {S::refused, E::refuse_own, S::refused, A::say_own},
        {S::refused, E::time_over, S::refused, A::none},
        {S::refused, E::destroyed, S::refused, A::none},
        {S::refused, E::held, S::refused, A::none},

        {S::expired, E::approve, S::expired, A::say_over},
        {S::expired, E::approve_again, S::expired, A::say_over},
        {S::expired, E::approve_own, S::expired, A::say_own},
        {S::expired, E::refuse, S::expired, A::say_over},
        {S::expired, E::refuse_again, S::expired, A::say_over},
        {S::expired, E::refuse_own, S::expired, A::say_own},
        {S::expired, E::time_over, S::expired, A::none},
        {S::expired, E::destroyed, S::expired, A::none},
        {S::expired, E::held, S::expired, A::none},
    };
    return steps;
}

RevealStep next_step(RevealState before, RevealEvent event) {
    const auto& steps = reveal_steps();
    const auto step = std::find_if(steps.begin(), steps.end(), [&](const RevealStep& s) {
        return s.before == before && s.event == event;
    });
    base::ensure(step != steps.end());
    return *step;
}

std::string_view name_of(Refusal refusal) {
    switch (refusal) {
        case Refusal::destroyed:
            return "destroyed";
        case Refusal::not_of_this_case:
            return "not_of_this_case";
        case Refusal::waits_already:
            return "waits_already";
        case Refusal::not_yet:
            return "not_yet";
        case Refusal::case_limit:
            return "case_limit";
        case Refusal::station_limit:
            return "station_limit";
        case Refusal::no_approvers:
            return "no_approvers";
    }
    base::ensure(false);
    return {};
}

bool is_recorded(Refusal refusal) {
    return refusal == Refusal::destroyed || refusal == Refusal::case_limit ||
           refusal == Refusal::station_limit || refusal == Refusal::no_approvers;
}

int needed_approvals(bool child_victim) { return child_victim ? 2 : 1; }

base::Result<int, Refusal> judge(const Request& request, const RevealLimits& limits) {
    if (!request.key_is_there) return Refusal::destroyed;
    if (request.mask.bundle && !request.signed_or_fir) return Refusal::not_yet;
    if (!request.value_is_there) return Refusal::not_of_this_case;
    if (request.waits_already) return Refusal::waits_already;
    if (request.of_case >= limits.per_case) return Refusal::case_limit;
    if (request.of_day >= limits.per_station_and_day) return Refusal::station_limit;
    const int needed = needed_approvals(request.child_victim);
    if (request.approvers < needed) return Refusal::no_approvers;
    return needed;
}

}  // namespace cases
