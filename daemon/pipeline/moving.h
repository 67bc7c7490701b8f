// A case goes on: to another station, or to the desk. One way for NOT OURS, for ROUTE by mail,
// and for ROUTE from the terminal.
//
// Promises: the row changes only where whoever gets the case also gets its letter; where none
// can be composed, the desk is told and the case stays where it is. Her further mails go with
// it. The history stays in the trail.
#pragma once

#include <optional>
#include <string>

#include "pipeline/second_letter.h"

namespace pipeline {

struct Move {
    base::StationId to;  // empty: the desk
    std::string why;     // of the trail: "not_ours", "route"
    ledger::MovedBy by = ledger::MovedBy::desk_or_daemon;
    std::string actor;
    std::int64_t letter = 0;  // that was answered
    std::string desk_reason;  // a sentence for the desk; may be empty
};

// Of `no_station` on: why it stays where it is. `unread`: no text of it could be read yet;
// `no_place`: its state has no room for it; `not_composed`: the desk has a notice that says
// why.
enum class Moved {
    yes,
    no_station,
    there_already,
    unread,
    no_place,
    never_to,
    not_composed,
    destroyed
};
base::Result<Moved> add_move(const AnswerDesk& desk, const cases::CaseLife& life,
                             const Move& move, AnswerPlan& plan);

// The desk named a station by id, name or alias.
base::Result<Moved> add_route(const AnswerDesk& desk, const cases::CaseLife& life,
                              const std::string& named, Move move, AnswerPlan& plan);
bool is_unread(cases::CaseState state);
std::string_view name_of(Moved moved);  // the event of the reply that says why not

}  // namespace pipeline
