// Answers to our letters: each counts once, and her number is released once to each station
// that the call passes to.
//
// Source: promises.md 5.6 (idempotent: letter token and content of the answer), 5.3 (one
// number, to the station that must call).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "seal/keys.h"
#include "store/store.h"

namespace ledger {

// What an answer says, as one keyed hash of 32 octets: Message-ID, Date and text as the sender
// wrote them. Trace fields stand outside, so that the same answer sent again is the same.
std::string answer_content(const seal::ServerKeys& keys, const std::string& message_id,
                           const std::string& date, const std::string& text);

struct AnswerRow {
    std::int64_t letter = 0;
    std::string content;   // answer_content()
    base::CaseId case_id;  // the answer's own row
    std::string word;      // of the closed list; empty: not understood
};

enum class Counts { first, again };
// Notes the answer; `again` when it was noted before: then nothing may follow from it.
base::Result<Counts> claim_answer(store::Transaction& state, const audit::Moment& moment,
                                  const AnswerRow& answer);
base::Result<bool> was_answered(store::ReadOnly& state, std::int64_t letter,
                                const std::string& content);
// How many lines of this recipient were not understood since then: what stops two machines from
// answering each other for ever.
base::Result<std::int64_t> count_not_understood(store::ReadOnly& state,
                                                const base::RecipientId& recipient,
                                                base::Instant since);

// The case that a mail's row belongs to: itself, or the one it is attached to.
base::Result<base::CaseId> root_case(store::ReadOnly& state, const base::CaseId& id);

// Once while the call stays with one station: a second one is a Failure of kind temporary.
// `withheld` empty: released.
struct ContactRelease {
    base::CaseId case_id;
    base::StationId station;
    std::string local_day, actor, mask, withheld;
};
base::Result<void> note_contact(store::Transaction& state, const audit::Moment& moment,
                                const ContactRelease& release);
// Whether the last decision was about this station.
base::Result<bool> contact_was_decided(store::ReadOnly& state, const base::CaseId& id,
                                       const base::StationId& station);
base::Result<std::int64_t> contacts_released(store::ReadOnly& state,
                                             const base::StationId& station,
                                             const std::string& local_day);

// Whether the trail of this case holds one of these events ("signed", "fir").
base::Result<bool> has_event(store::ReadOnly& state, const base::CaseId& id,
                             base::AuditEvent event);

}  // namespace ledger
