#include "pipeline/moving.h"

#include "base/ensure.h"

namespace pipeline {
namespace {

using cases::CaseEvent;
using cases::CaseState;

std::string word(CaseState state) { return std::string(cases::name_of(state)); }

Moved why_not_moved(Composed composed) {
    switch (composed) {
        case Composed::yes:
            return Moved::yes;
        case Composed::never_to:
            return Moved::never_to;
        case Composed::destroyed:
            return Moved::destroyed;
        case Composed::nothing_kept:
        case Composed::leak:
            return Moved::not_composed;
    }
    base::ensure(false);
    return Moved::not_composed;
}

SecondLetter letter_of(const Move& move) {
    SecondLetter order;
    if (move.to.empty()) {
        order.kind = letter::LetterKind::desk;
        order.to = base::RecipientId("desk.triage");
        order.view = redaction::Destination::desk;
        order.desk_reason = move.desk_reason;
        return order;
    }
    order.to = base::RecipientId(move.to.str());
    order.why_you = move.by == ledger::MovedBy::not_ours ? "moved" : "routed";
    return order;
}

// SPAM can be taken back, and whatever the desk closed: then it goes on from there.
CaseState begin_again(const cases::CaseLife& life, const Move& move, AnswerPlan& plan) {
    const auto open = cases::next_state(life.state, CaseEvent::reopened);
    if (!open || move.by == ledger::MovedBy::not_ours) return life.state;
    const ledger::Deed deed{life.id,          base::StationId(life.station),
                            move.actor,       move.letter,
                            word(life.state), word(*open)};
    plan.changes.emplace_back([deed, why = move.why](auto& state, const auto& moment) {
        return ledger::reopen_case(state, moment, deed, why);
    });
    return *open;
}

}  // namespace

base::Result<Moved> add_move(const AnswerDesk& desk, const cases::CaseLife& life,
                             const Move& move, AnswerPlan& plan) {
    const auto event = move.to.empty() ? CaseEvent::given_to_desk : CaseEvent::given_to_station;
    AnswerPlan steps;
    const CaseState from = begin_again(life, move, steps);
    const auto after = cases::next_state(from, event);
    if (!after) return is_unread(from) ? Moved::unread : Moved::no_place;
    auto composed = add_second_letter(desk, life, letter_of(move), plan);
    if (!composed) return composed.error();
    if (*composed != Composed::yes) return why_not_moved(*composed);
    if (auto more = add_further_mails(desk, life, letter_of(move), plan); !more)
        return more.error();
    for (auto& change : steps.changes) plan.changes.push_back(std::move(change));
    const ledger::Deed deed{life.id,    base::StationId(life.station),
                            move.actor, move.letter,
                            word(from), word(*after)};
    plan.changes.emplace_back([deed, move](auto& state, const auto& moment) {
        return ledger::move_case(state, moment, deed, move.to, move.why, move.by);
    });
    return Moved::yes;
}

bool is_unread(CaseState state) {
    return state == CaseState::received || state == CaseState::quarantined;
}

std::string_view name_of(Moved moved) {
    switch (moved) {
        case Moved::yes:
            return "";
        case Moved::no_station:
            return "no_station";
        case Moved::there_already:
            return "there_already";
        case Moved::unread:
            return "unread";
        case Moved::no_place:
            return "not_now";
        case Moved::never_to:
            return "never_to";
        case Moved::not_composed:
            return "not_composed";
        case Moved::destroyed:
            return "destroyed";
    }
    base::ensure(false);
    return {};
}

base::Result<Moved> add_route(const AnswerDesk& desk, const cases::CaseLife& life,
                              const std::string& named, Move move, AnswerPlan& plan) {
    const auto* station = desk.rules.book.station_named(named);
    if (station == nullptr || station->retired) return Moved::no_station;
    // Also where that station has the case since before she said that he may serve there.
    if (desk.must_not_hear(life, base::RecipientId(station->id.str()))) return Moved::never_to;
    const bool open = life.state != CaseState::closed;
    if (open && station->id.str() == life.station) return Moved::there_already;
    move.to = station->id;
    return add_move(desk, life, move, plan);
}

}  // namespace pipeline
