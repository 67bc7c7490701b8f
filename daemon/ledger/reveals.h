// Covered values that stations ask for, as rows: asked, voted, ended. No value stands here.
//
// What may follow from what is decided by the cases room; here it is written, each step with
// its audit event, and refused when the row is no longer as it was read (promises.md 5.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

namespace ledger {

struct RevealRow {
    std::int64_t id = 0;
    base::CaseId case_id;
    std::string cause;      // of the mail that asked
    std::string mask;       // "PHONE-K7Q2", "FIR"
    std::string what_type;  // "PHONE", "PERSON,ADDRESS,PHONE"
    std::string reason;
    std::string actor;  // who asked: "officer:tvc.museum"
    base::StationId station;
    base::Instant asked_at{};
    std::string local_day;
    int needed = 1;
    std::string state;        // awaiting_two, awaiting_one, sent, refused, expired
    std::string refused_why;  // empty unless refused
    base::Instant expires_at{};
};

struct RevealCounts {
    std::int64_t of_case = 0;
    std::int64_t of_day = 0;  // of this station, local day
};
// Requests so far; those that a limit refused do not count again.
base::Result<RevealCounts> count_reveals(store::ReadOnly& state, const base::CaseId& id,
                                         const base::StationId& station,
                                         const std::string& local_day);

base::Result<std::optional<RevealRow>> find_reveal(store::ReadOnly& state, std::int64_t id);
// The request that this letter asks an approver about.
base::Result<std::optional<RevealRow>> reveal_of_letter(store::ReadOnly& state,
                                                        std::int64_t letter);
// A request for the same value that still waits.
base::Result<std::optional<RevealRow>> waiting_reveal(store::ReadOnly& state,
                                                      const base::CaseId& id,
                                                      const std::string& mask);
// Waiting past their time, oldest first.
base::Result<std::vector<RevealRow>> overdue_reveals(store::ReadOnly& state, base::Instant now);

struct Vote {
    std::string approver;  // "approver.1"
    std::string vote;      // approve, refuse
};
base::Result<std::vector<Vote>> votes_of(store::ReadOnly& state, std::int64_t reveal);

// Audit `reveal_asked`; `counts` with this request.
base::Result<std::int64_t> ask_reveal(store::Transaction& state, const audit::Moment& moment,
                                      const RevealRow& reveal, const RevealCounts& counts);
// One vote of one approver and the state that follows; who approved may still refuse while
// nothing has left. Audit `reveal_approved`, or
// `reveal_refused` with why = approver.
struct Ballot {
    std::string approver;
    std::string vote;
    std::string after;  // state
    int n = 0;          // approvals so far, with this one
};
base::Result<void> vote_on_reveal(store::Transaction& state, const audit::Moment& moment,
                                  const RevealRow& reveal, const Ballot& ballot);
// The letter with the value is posted in this very transaction; `release` is its `reveal_sent`.
base::Result<void> note_reveal_sent(store::Transaction& state, const audit::Moment& moment,
                                    const RevealRow& reveal, const base::AuditNote& release);
// Ended by a rule of ours; audit `reveal_refused`.
base::Result<void> refuse_reveal(store::Transaction& state, const audit::Moment& moment,
                                 const RevealRow& reveal, const std::string& why);
// Audit `reveal_expired`.
base::Result<void> expire_reveal(store::Transaction& state, const audit::Moment& moment,
                                 const RevealRow& reveal);

}  // namespace ledger
