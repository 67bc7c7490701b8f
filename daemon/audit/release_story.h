// May a value of this case leave? What the trail of one case says about its contact number and
// its reveals (promises.md 5.3).
//
// Promises: a value is released only after as many approvals as its request needs, each of
// another approver; her number once, after RECEIVED; no letter with a value is attempted that
// no event released.
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

    bool confirmed_ = false;
    std::set<std::string> confirmed_by_;  // stations, since the case last moved
    bool contact_decided_ = false;
    std::map<std::int64_t, Request> requests_;
    std::set<std::int64_t> letters_;  // that carry a value
};

}  // namespace audit
