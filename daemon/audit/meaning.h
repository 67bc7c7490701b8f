// Does the trail tell a lawful story? Each case walks the states of promises.md 2.3: nothing is
// attempted before custody, nothing is filed before somebody has it, no acknowledgement goes
// twice.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "audit/canonical.h"

namespace audit {

class Meaning {
  public:
    // Takes the events in order; a sentence when this one must not come here.
    std::optional<std::string> step(const Columns& event);

  private:
    struct Story {
        bool custody = false;       // received, recovered, or set aside as unread
        bool somebody = false;      // accepted, quarantined or recorded: it may be filed
        bool acknowledged = false;  // counts as sent
    };
    std::optional<std::string> walk(Story& story, const Columns& event);
    std::unordered_map<std::string, Story> cases_;
};

}  // namespace audit
