// The audit trail: a hash chain over every event. append() needs the step's transaction, so
// nothing happens without its event and no event without its step. There is no update and no
// delete.
//
// Canonical form (promises.md 4.2): leaf = SHA-256(0x00 | columns before prev), chain =
// SHA-256(prev | leaf).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/audit_note.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

namespace audit {

// Wall clock, boot and uptime, read by the shell once per step.
struct Moment {
    base::Instant now{};
    std::string boot;          // 16 octets
    std::int64_t mono_ms = 0;  // CLOCK_BOOTTIME
};

base::Result<void> append(store::Transaction& transaction, const Moment& moment,
                          const base::AuditNote& note);

struct Event {
    std::int64_t seq = 0;
    base::Instant at{};
    std::string actor, kind;
    std::string case_no;  // "" when the event has no case
    std::string station;
    std::string attrs;  // canonical JSON
    std::string meaning;
};

base::Result<std::vector<Event>> list_events(store::ReadOnly& state, std::int64_t after,
                                             std::int64_t limit);
// All events of one kind, oldest first.
base::Result<std::vector<Event>> events_of(store::ReadOnly& state, base::AuditEvent kind);
base::Result<std::vector<Event>> case_events(store::ReadOnly& state,
                                             const base::CaseNumber& number);

}  // namespace audit
