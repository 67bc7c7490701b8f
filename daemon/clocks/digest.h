// What the daily lists show, to whom, and when lists and drills go.
//
// Promises: women not yet called come first, the urgent and the oldest before the others; a
// station sees its own cases, a district those of its unit; a case never stands in the list of
// a recipient it must never reach. Nothing but numbers, stations and times.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/life.h"
#include "clocks/policy.h"

namespace clocks {

struct Listed {
    base::CaseNumber number;
    std::string station;  // empty: none has it
    base::Instant since{};
    bool urgent = false;
    std::string clock;  // of late ones: which
};

struct Digest {
    std::vector<Listed> uncalled;    // with a station, nobody spoke with her
    std::vector<Listed> unanswered;  // urgent, no RECEIVED
    std::vector<Listed> undecided;   // at the desk
    std::vector<Listed> late;        // of the others: a clock has ended
    bool is_empty() const {
        return uncalled.empty() && unanswered.empty() && undecided.empty() && late.empty();
    }
};

// Whose list: of one station, of one unit ("tvc"), or of all.
struct Reader {
    base::RecipientId id;
    std::string station, unit;
};
Digest list_for(const Reader& reader, const std::vector<cases::CaseLife>& lives,
                base::Instant now);

// The moment of today's lists, once it has come; nothing on days of rest.
std::optional<base::Instant> digest_moment(const Policy& policy, base::Seconds zone,
                                           base::Instant now);
// The moment of today's test letters, once it has come: the time of the lists, on every day.
std::optional<base::Instant> tests_moment(const Policy& policy, base::Seconds zone,
                                          base::Instant now);
// The moment of this month's drill, once it has come.
std::optional<base::Instant> drill_moment(const Policy& policy, base::Seconds zone,
                                          base::Instant now);

}  // namespace clocks
