#include "protocol/states.h"

#include <algorithm>
#include <array>

namespace protocol {
namespace {

template <class State>
struct Named {
    State state;
    std::string_view name;
};

constexpr std::array<Named<MailState>, 7> mail_names{{
    {MailState::none, ""},
    {MailState::received, "received"},
    {MailState::reading, "reading"},
    {MailState::decided, "decided"},
    {MailState::filed, "filed"},
    {MailState::quarantined, "quarantined"},
    {MailState::vanished, "vanished"},
}};

constexpr std::array<Named<LetterState>, 6> letter_names{{
    {LetterState::queued, "queued"},
    {LetterState::sending, "sending"},
    {LetterState::deferred, "deferred"},
    {LetterState::sent, "sent"},
    {LetterState::refused, "refused"},
    {LetterState::held, "held"},
}};

template <class State, std::size_t n>
std::optional<State> state_called(const std::array<Named<State>, n>& names,
                                  std::string_view name) {
    const auto* found = std::find_if(names.begin(), names.end(),
                                     [&](const auto& one) { return one.name == name; });
    if (found == names.end()) return std::nullopt;
    return found->state;
}

struct MailMove {
    MailDeed deed;
    MailState from;
    MailState to;
};

// A mail that vanished and then lies there after all is taken like a new one.
constexpr std::array<MailMove, 23> mail_moves{{
    {MailDeed::take, MailState::none, MailState::received},
    {MailDeed::take, MailState::vanished, MailState::received},
    {MailDeed::set_aside_new, MailState::none, MailState::quarantined},
    {MailDeed::set_aside_new, MailState::vanished, MailState::quarantined},
    {MailDeed::link, MailState::none, MailState::decided},
    {MailDeed::link, MailState::vanished, MailState::decided},
    {MailDeed::link_in_done, MailState::none, MailState::filed},
    {MailDeed::link_in_done, MailState::vanished, MailState::filed},
    {MailDeed::miss, MailState::none, MailState::vanished},
    {MailDeed::count_reading, MailState::received, MailState::reading},
    {MailDeed::count_reading, MailState::reading, MailState::reading},
    {MailDeed::decide, MailState::reading, MailState::decided},
    {MailDeed::decide_gone, MailState::reading, MailState::vanished},
    {MailDeed::quarantine, MailState::received, MailState::quarantined},
    {MailDeed::quarantine, MailState::reading, MailState::quarantined},
    {MailDeed::requeue, MailState::quarantined, MailState::received},
    {MailDeed::file, MailState::decided, MailState::filed},
    {MailDeed::file, MailState::quarantined, MailState::quarantined},
    {MailDeed::find_gone, MailState::received, MailState::received},
    {MailDeed::find_gone, MailState::reading, MailState::reading},
    {MailDeed::find_gone, MailState::decided, MailState::vanished},
    {MailDeed::find_gone, MailState::filed, MailState::filed},
    {MailDeed::find_gone, MailState::quarantined, MailState::quarantined},
}};

struct LetterMove {
    LetterDeed deed;
    Promise promise;
    LetterState from;
    LetterState to;
};

// A station letter that is refused or waits too long goes to the desk; a desk letter never ends
// anywhere but in the desk's mailbox; what she gets goes back to the queue only when not an
// octet of it was handed over.
constexpr std::array<LetterMove, 17> sending_moves{{
    {LetterDeed::begin, Promise::at_least_once, LetterState::queued, LetterState::sending},
    {LetterDeed::begin, Promise::at_least_once, LetterState::deferred, LetterState::sending},
    {LetterDeed::begin, Promise::last_hope, LetterState::queued, LetterState::sending},
    {LetterDeed::begin, Promise::last_hope, LetterState::deferred, LetterState::sending},
    {LetterDeed::begin, Promise::at_most_once, LetterState::queued, LetterState::sent},
    {LetterDeed::begin, Promise::at_most_once, LetterState::deferred, LetterState::sent},
    {LetterDeed::settle, Promise::at_least_once, LetterState::sending, LetterState::sent},
    {LetterDeed::settle, Promise::at_least_once, LetterState::sending, LetterState::deferred},
    {LetterDeed::settle, Promise::at_least_once, LetterState::sending, LetterState::refused},
    {LetterDeed::settle, Promise::at_least_once, LetterState::sending, LetterState::held},
    {LetterDeed::settle, Promise::last_hope, LetterState::sending, LetterState::sent},
    {LetterDeed::settle, Promise::last_hope, LetterState::sending, LetterState::deferred},
    {LetterDeed::settle, Promise::at_most_once, LetterState::sent, LetterState::sent},
    {LetterDeed::settle, Promise::at_most_once, LetterState::sent, LetterState::queued},
    {LetterDeed::settle, Promise::at_most_once, LetterState::sent, LetterState::refused},
    {LetterDeed::bounce, Promise::at_least_once, LetterState::sent, LetterState::refused},
    {LetterDeed::bounce, Promise::last_hope, LetterState::sent, LetterState::deferred},
}};

// The same whatever was promised.
struct OrderedMove {
    LetterDeed deed;
    LetterState from;
    LetterState to;
};
constexpr std::array<OrderedMove, 5> ordered_moves{{
    {LetterDeed::hold, LetterState::queued, LetterState::held},
    {LetterDeed::hold, LetterState::deferred, LetterState::held},
    {LetterDeed::retry, LetterState::held, LetterState::deferred},
    {LetterDeed::retry, LetterState::refused, LetterState::deferred},
    {LetterDeed::retry, LetterState::deferred, LetterState::deferred},
}};

}  // namespace

std::string_view name_of(MailState state) {
    return mail_names.at(static_cast<std::size_t>(state)).name;
}
std::optional<MailState> mail_state(std::string_view name) {
    return state_called(mail_names, name);
}
std::string_view name_of(LetterState state) {
    return letter_names.at(static_cast<std::size_t>(state)).name;
}
std::optional<LetterState> letter_state(std::string_view name) {
    return state_called(letter_names, name);
}

std::optional<MailState> after(MailDeed deed, MailState state) {
    for (const MailMove& move : mail_moves) {
        if (move.deed == deed && move.from == state) return move.to;
    }
    return std::nullopt;
}

bool may_become(LetterDeed deed, Promise promise, LetterState from, LetterState to) {
    const auto fits = [&](const auto& move) {
        return move.deed == deed && move.from == from && move.to == to;
    };
    return std::any_of(ordered_moves.begin(), ordered_moves.end(), fits) ||
           std::any_of(sending_moves.begin(), sending_moves.end(), [&](const LetterMove& move) {
               return move.promise == promise && fits(move);
           });
}

LetterState begun_as(Promise promise) {
    return promise == Promise::at_most_once ? LetterState::sent : LetterState::sending;
}

bool may_begin(LetterState from) {
    return may_become(LetterDeed::begin, Promise::at_least_once, from, LetterState::sending);
}

}  // namespace protocol
