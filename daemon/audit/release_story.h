// May a value of this case leave? What the trail of one case says about its contact number and
// its reveals (promises.md 5.3).
//
// Promises: a value is released only after as many approvals as its request needs, each of
// another approver; her number after RECEIVED, to the station that calls her and once while the
// call stays there; no letter with a value is attempted that no event released.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "audit/canonical.h"

namespace audit {

class ReleaseStory {
  public:
    // Takes the events of one case in order; a sentence when this one must not come here.
    // Events about other things are nothing to it.
    std::optional<std::string> step(base::AuditEvent kind, const Columns& event);

  private:
    struct Request {
        std::int64_t needed = 0;
        std::set<std::string> approved_by;
        bool over = false;
    };
    std::optional<std::string> confirm(const Columns& event);
    std::optional<std::string> decide_contact(base::AuditEvent kind, const Columns& event);
    std::optional<std::string> ask(const Columns& event);
    std::optional<std::string> decide(base::AuditEvent kind, const Columns& event);
    std::optional<std::string> attempt(const Columns& event) const;

    std::set<std::string> confirmed_by_;  // stations, since the case last moved
    std::string caller_;      // who confirmed it last, else who had it first and gave it away
    std::string contact_of_;  // the station that her number was last decided for
    std::map<std::int64_t, Request> requests_;
    std::set<std::int64_t> letters_;  // that carry a value
};

}  // namespace audit
