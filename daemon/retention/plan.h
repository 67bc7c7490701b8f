// When the time of a mail has come: the figures of the policy against what is known of it.
//
// Promises: an open case has no date; a hold, a new mail and a child each only ever make it
// later; nothing is purged that oversight did not hear of `announce_days` before, and that was
// not changed since.
#pragma once

#include <optional>
#include <string>

#include "base/instant.h"
#include "retention/policy.h"

namespace retention {

enum class Hold { none, legal };

struct Kept {
    std::string kind, outcome;  // as stored; outcome is empty where the mail is no case
    bool child_victim = false;
    base::Instant received{};
    std::optional<base::Instant> closed;  // of a case, as last closed; nothing: it is open
    base::Instant last_mail{};            // the latest of the mails that belong to it
    std::optional<base::Instant> announced;
    Hold hold = Hold::none;
};

// Nothing: it stays.
std::optional<base::Instant> end_of(const Kept& kept, const Policy& policy);

enum class Step { keep, announce, wait, purge };
Step next_step(const Kept& kept, const Policy& policy, base::Instant now);

}  // namespace retention
