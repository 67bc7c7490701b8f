// What the trail of one case says about its life: who may say what, and in which order it may
// be closed and opened again (contract.md 6 and 7).
//
// Promises: only an officer tells of calls, of mail that is safe, of what she signed and
// wishes; mail is called safe only after somebody spoke with her; a case that is closed hears
// no word and is closed once until it is opened again; what settles or withdraws a complaint
// closes it only by the desk, after it was asked; no letter is posted to a mailbox once it must
// get none.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "audit/canonical.h"

namespace audit {

class LifeStory {
  public:
    // Takes the events of one case in order; a sentence when this one must not come here.
    // Events about other things are nothing to it.
    std::optional<std::string> step(base::AuditEvent kind, const Columns& event);

  private:
    std::optional<std::string> word(base::AuditEvent kind, const Columns& event);
    std::optional<std::string> close(const Columns& event);
    std::optional<std::string> post(const Columns& event) const;

    bool spoken_ = false;
    bool closed_ = false;
    std::string asked_;  // the outcome that waits
    std::set<std::string> never_to_;
};

}  // namespace audit
