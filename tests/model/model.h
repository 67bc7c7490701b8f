// Every interleaving of the durable protocol's steps with the faults of a scenario, breadth
// first.
//
// The steps, their order and the lawful states are those of protocol/steps.h and states.h; what
// an attempt means is asked of delivery::classify(), what follows from it of
// outbox::next_step(): the functions that the daemon runs. A mutant changes the table or one
// rule, and must be found out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "protocol/steps.h"

namespace model {

enum class Mutant {
    none,
    accepted_first,      // `accepted` is committed before SMTP
    moved_first,         // MOVE before SMTP
    refused_is_done,     // a 5xx counts as done
    state_before_vault,  // aparajita.db before vault.db
    random_id,           // a new Message-ID for each attempt
    seen_as_memory,      // \Seen says what was fetched
    highest_uid,         // the highest UID says what was fetched
    no_content_key,      // the same octets under a new UID are a new case
    acknowledge_again,   // an acknowledgement at least once
    lazy_sync,           // synchronous=NORMAL
    no_reconcile,        // Done is not looked through after a restore
    acknowledge_older,   // after a restore older mail is acknowledged
    no_epoch             // a daemon that lost its lease may still write
};

struct Scenario {
    std::string name;
    int mails = 1;
    int daemons = 1;
    int faults = 2;
    bool deletions = false;    // people delete from the mailbox
    bool renumbering = false;  // UIDVALIDITY changes
    bool restores = false;     // an empty backup is put back
    bool power_cuts = false;
    Mutant mutant = Mutant::none;
    std::string only;  // "P5": other breaches do not end the search; "": any does
};

struct Finding {
    std::size_t states = 0;
    int most_copies = 0;
    std::string breach;            // "" when all holds: "P1" ... "P6", or "stuck"
    std::vector<std::string> way;  // the steps that lead there
};

Finding search(const Scenario& scenario);

}  // namespace model
