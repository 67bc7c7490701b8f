// T2: what was decided about a mail, and effects that need no letter.
//
// Letters are posted with outbox::post() in the same transaction. QueuedLetter::case_id is the
// case row of the mail that caused the letter (also for a follow-up), QueuedLetter::cause is
// cause_of(content) of that mail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "ledger/custody.h"
#include "store/store.h"

namespace ledger {

// What was covered for one destination: figures only.
struct RedactionRecord {
    std::string destination;  // "station", "desk"
    std::string policy;       // version of the policy file
    int masked = 0;
    int dropped = 0;
    int kept = 0;
    int banded = 0;
    bool complete = true;
    std::string classes = {};  // covered values by type: "PERSON=1,PHONE=2"
};

// Words of the closed lists of contract.md 5 and 6, as name_of() spells them.
struct DecisionRecord {
    MailId mail = 0;
    std::string kind;      // "complaint", ...
    std::string language;  // "ml", ...
    std::string category;
    std::string child = "no";
    bool urgent = false;
    std::string action;  // forward, triage, attach, digest, record
    std::string reason;
    base::StationId station;  // forward only
    double score = 0;
    double lead = 0;
    std::string rules_sha256;
    std::vector<std::string> evidence_kinds;  // with repeats or not: stored sorted, once each
    std::string rule;                         // id of the staff rule that decided; may be empty
    std::optional<base::CaseId> attached_to;  // attach: the case this mail belongs to
    std::vector<RedactionRecord> redactions;
};

// Mail becomes `decided`. Case: forward -> with_station, triage and digest -> with_desk, attach
// and record -> closed (the mail's own row; the case it is attached to is not touched). Audit
// `routed`, then one `redacted` each.
base::Result<void> record_decision(store::Transaction& state, const audit::Moment& moment,
                                   const DecisionRecord& decision);

// The effect of this mail is complete without a station or desk letter (an answer noted, a
// bounce, a canary): it may be filed now. Audit `recorded`.
base::Result<void> record_effect(store::Transaction& state, const audit::Moment& moment,
                                 MailId mail, const std::string& kind);

// The mails listed in this digest letter (its cause); they are filed when it is accepted.
base::Result<void> list_in_digest(store::Transaction& state, const std::vector<MailId>& mails,
                                  const std::string& digest_cause);

// At most one acknowledgement per address and local day (promises.md 5.4). `address_hash` by
// address_hash(). Older days are forgotten in passing.
enum class Turn { first, already_had_one };
base::Result<Turn> claim_acknowledgement(store::Transaction& state,
                                         const std::string& local_day,
                                         const std::string& address_hash);

// HMAC of the lower-case address under the key of that day (K_addr renewed daily); 32 octets.
std::string address_hash(const seal::ServerKeys& keys, std::string_view address,
                         const std::string& local_day);
// HMAC(K_dedup, lower-case address): lasting, lives in the vault only; 32 octets.
std::string sender_hash(const seal::ServerKeys& keys, std::string_view address);
// HMAC(K_dedup, what stays when a mail comes again with other octets); lives in the vault only;
// 32 octets (A11).
std::string likeness_of(const seal::ServerKeys& keys, std::string_view message_id,
                        base::Instant date, std::string_view text);

}  // namespace ledger
