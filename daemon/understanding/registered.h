// Names and mailboxes of the register of officers, looked for in a mail: is he one of them?
//
// Promises: whole words, in any case of letters and with any blanks between them; an ending of
// an Indian language may follow. `certain`: a rank, the word station or a number stands within
// 60 characters of a name, a word for him or a rank beside a mailbox; else it is a doubt, for a
// person to look at. Source: redaction.md 5.3 (offender in the police).
#pragma once

#include <string>
#include <vector>

#include "base/identity.h"
#include "understanding/facts.h"

namespace understanding {

struct Registered {
    std::string text;  // a name, or an address with '@'
    base::StationId station;
};

enum class Beside { certain, doubt };
struct NamedOfficer {
    base::StationId station;
    Beside beside = Beside::doubt;
    bool operator==(const NamedOfficer&) const = default;
};

// Each station once, in the order of `known`; certain where any place in the mail makes it so.
std::vector<NamedOfficer> find_registered(const Facts& facts,
                                          const std::vector<Registered>& known);

}  // namespace understanding
