// What is known of the life of one case: whose it is, how far it has come, and when.
//
// Promises: a value; ledger/life.h reads it out of the database and writes every change of it.
// Source: schema.sql, table case_file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/identity.h"
#include "base/instant.h"
#include "cases/case_table.h"

namespace cases {

struct CaseLife {
    base::CaseId id;
    base::CaseNumber number;
    base::Instant received{};
    CaseState state = CaseState::received;
    std::string kind, action, language, category, station;
    std::string child = "no";             // no, mentioned, victim
    std::string mail_safety = "unknown";  // unknown, safe, unsafe
    bool urgent = false;
    bool silent = false;  // no mail to her

    std::optional<base::Instant> station_since;  // this station has it
    std::optional<base::Instant> confirmed;      // RECEIVED
    std::optional<base::Instant> last_try;       // the last call that nobody answered
    std::optional<base::Instant> contacted;      // an officer first spoke with her
    std::optional<base::Instant> signed_at;
    std::optional<base::Instant> identified;
    std::optional<base::Instant> wish_at;
    std::optional<base::Instant> fir;
    std::optional<base::Instant> held_until;      // HOLD of the desk
    std::optional<base::Instant> asked_at;        // see asked_outcome
    std::optional<base::Instant> takedown_sent;   // the request to the platform
    std::optional<base::Instant> child_reported;  // to the committee and the special court
    std::optional<base::Instant> closed;          // last; stays when it is opened again

    int call_tries = 0;           // before she was first reached
    int refused_by_stations = 0;  // NOT OURS
    int reopened = 0;
    std::string wish;           // yes, no, later; empty: not heard
    std::string outcome;        // as last closed
    std::string asked_outcome;  // closing waits for the check call, or for a second person
    std::string asked_by;       // who said so: "officer:tvc.museum"
    std::string
        call_with;  // the station that calls until the new one's RECEIVED; empty: `station`

    std::optional<base::Instant> last_word;  // understood, of an officer or the desk
    std::optional<base::Instant> due;        // as last noted: the clock that ends first
    std::string due_clock;                   // its name

    std::vector<base::RecipientId> never_to;  // no letter of this case goes there
};

}  // namespace cases
