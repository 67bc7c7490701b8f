// NOT OURS, ROUTE, ASSIST: a case goes to another station or to the desk, or a cell is asked to
// help.
//
// Promises: the first NOT OURS of a case goes on to one more station, the second to the desk;
// the call stays with the first station until the next one's RECEIVED (ledger/life.h,
// `call_with`). Area is no reason to refuse (BNSS 173): the reply says so.
#include <algorithm>

#include "cases/arguments.h"
#include "pipeline/answer_words.h"
#include "pipeline/moving.h"

namespace pipeline {
namespace {

// The station that was named, else the best other one that the rules had found; empty: the
// desk.
base::Result<base::StationId> next_station(const Answering& a, const std::string& named) {
    const base::StationId from(a.life.station);
    const auto may = [&](const base::StationId& id) {
        const auto* station = a.desk.rules.book.station(id);
        return station != nullptr && !station->retired && id != from &&
               !a.desk.must_not_hear(a.life, base::RecipientId(id.str()));
    };
    if (a.life.refused_by_stations > 0) return base::StationId();
    if (const auto* station = a.desk.rules.book.station_named(named);
        station != nullptr && may(station->id))
        return station->id;
    auto kept = read_copies(a.desk, a.life.id);
    if (!kept) return kept.error();
    if (!kept.value()) return base::StationId();
    const auto& candidates = kept.value()->decision.candidates;
    const auto best = std::find_if(
        candidates.begin(), candidates.end(),
        [&](const routing::Candidate& one) { return !one.unconfirmed && may(one.station); });
    return best == candidates.end() ? base::StationId() : best->station;
}

std::string name_of_station(const Answering& a, const std::string& id) {
    const auto* station = a.desk.rules.book.station(base::StationId(id));
    return station != nullptr ? station->name : id;
}

// What the first letter to the desk said, said again: the desk chooses once more.
std::string barred_stations(const Answering& a) {
    std::string names;
    for (const auto& never : a.life.never_to) {
        if (const auto* station = a.desk.rules.book.station(base::StationId(never.str())))
            names += (names.empty() ? " Barred: " : ", ") + station->name;
    }
    return names.empty() ? names : names + ".";
}

base::Result<void> tell_why(const Answering& a, AnswerPlan& plan, Moved moved) {
    switch (moved) {
        case Moved::yes:
            return reply(a, plan, {"moved_on", "", 0});
        // It is still hers to call: nobody else has it, and the desk has read why.
        case Moved::not_composed:
            return reply(a, plan, {"stays_yours", "", 0});
        case Moved::no_station:
        case Moved::there_already:
        case Moved::unread:
        case Moved::no_place:
        case Moved::never_to:
        case Moved::destroyed:
            return reply(a, plan, {std::string(name_of(moved)), "", 0});
    }
    base::ensure(false);
    return {};
}

base::Result<void> move_on(const Answering& a, AnswerPlan& plan, const std::string& named) {
    auto to = next_station(a, named);
    if (!to) return to.error();
    Move move{*to, "not_ours", ledger::MovedBy::not_ours, a.actor, a.letter.id, ""};
    if (to->empty())
        move.desk_reason =
            name_of_station(a, a.life.station) + " says that it is not theirs" +
            (a.life.refused_by_stations > 0 ? ", as the station before it." : ".") +
            barred_stations(a);
    auto moved = add_move(a.desk, a.life, move, plan);
    if (!moved) return moved.error();
    return tell_why(a, plan, *moved);
}

}  // namespace

base::Result<void> not_ours(const Answering& a, AnswerPlan& plan,
                            const cases::Command& command) {
    auto with_them = has_the_case(a, plan);
    if (!with_them) return with_them.error();
    if (!*with_them) return {};
    if (auto learned = learn(a, plan, command); !learned) return learned;
    return move_on(a, plan, command.argument);
}

base::Result<void> route(const Answering& a, AnswerPlan& plan, const cases::Command& command) {
    if (auto learned = learn(a, plan, command); !learned) return learned;
    const Move move{{}, "route", ledger::MovedBy::desk_or_daemon, a.actor, a.letter.id, ""};
    auto routed = add_route(a.desk, a.life, command.argument, move, plan);
    if (!routed) return routed.error();
    // That no letter could be composed the desk reads in a notice of its own.
    if (*routed == Moved::yes || *routed == Moved::not_composed) return {};
    return reply(a, plan, {std::string(name_of(*routed)), "", 0});
}

base::Result<void> assist(const Answering& a, AnswerPlan& plan, const cases::Command& command) {
    auto with_them = has_the_case(a, plan);
    if (!with_them) return with_them.error();
    if (!*with_them) return {};
    const auto unit = a.life.station.substr(0, a.life.station.find('.'));
    const auto cell = cases::cell_in(command.argument, unit);
    if (!cell || a.desk.mailbox(*cell).empty()) return reply(a, plan, {"no_cell", "", 0});
    SecondLetter order;
    order.kind = letter::LetterKind::assist;
    order.to = *cell;
    order.view = redaction::Destination::cyber_cell;
    auto composed = add_second_letter(a.desk, a.life, order, plan);
    if (!composed) return composed.error();
    if (*composed == Composed::nothing_kept || *composed == Composed::leak)
        return reply(a, plan, {"cell_not_asked", "", 0});
    if (*composed != Composed::yes)
        return reply(a, plan, {std::string(name_of(*composed)), "", 0});
    plan.notes.push_back({base::AuditEvent::assist_asked,
                          a.actor,
                          a.life.id,
                          base::StationId(a.life.station),
                          {{"letter", a.letter.id}, {"to", cell->str()}}});
    return {};
}

}  // namespace pipeline
