// What a step tells the auditor. The list of events is closed; each has a name, the keys it may carry, and one
// sentence saying what it means. No personal data: codes, counts, hashes and ids only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/identity.h"

namespace base {

enum class AuditEvent {
    started,
    stopped,
    clock_jump,
    rules_activated,
    rules_refused,
    hold_mode,
    received,
    alias,
    reappeared,
    vanished,
    gone,
    gap,
    reading,
    reader_died,
    quarantined,
    requeued,
    routed,
    redacted,
    released_vital,
    leak_stopped,
    letter_queued,
    letter_held,
    attempt,
    accepted,
    deferred,
    refused,
    uncertain,
    acknowledged,
    acknowledgement_withheld,
    officer_answer,
    desk_answer,
    confirmed,
    contact_released,
    contact_withheld,
    correction,
    called,
    mail_safety,
    silenced,
    signed_complaint,
    identified,
    wish,
    fir_registered,
    closing_asked,
    closing_refused,
    closed,
    reopened,
    moved,
    case_held,
    assist_asked,
    joined,
    never_to,
    reminded,
    drill_answered,
    reveal_asked,
    reveal_approved,
    reveal_refused,
    reveal_expired,
    reveal_sent,
    bounce,
    canary,
    recorded,
    filed,
    recovered,
    swept,
    purged,
    checkpoint,
    exported,
    purge_announced,
    legal_hold,
    shred_ordered,
    shredded,
    read_case,
    original_opened,
    older_listed,
    alarm_raised,
    alarm_ended,
};

struct AuditEventText {
    AuditEvent event;
    std::string_view name;                   // as stored and shown
    std::vector<std::string_view> keys;      // allowed in attrs
    std::string_view meaning;                // one sentence
};

const std::vector<AuditEventText>& audit_events();
std::string_view name_of(AuditEvent event);
std::optional<AuditEvent> audit_event(std::string_view name);

using AuditValue = std::variant<std::int64_t, std::string>;

struct AuditNote {
    AuditEvent event;
    std::string actor = "daemon";  // "daemon", "officer:ID", "desk:ID", "admin:UID"
    std::optional<CaseId> case_id;
    std::optional<StationId> station;
    std::map<std::string, AuditValue> attrs;
};

}  // namespace base
