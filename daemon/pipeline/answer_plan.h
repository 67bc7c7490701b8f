// What one answer leads to, gathered before anything is written: letters and changes of rows,
// for one transaction. A value leaves only with its audit event in that very transaction.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cases/released.h"
#include "pipeline/freeze.h"
#include "pipeline/journey.h"
#include "pipeline/workshop.h"

namespace pipeline {

// An answer that was read: the mail's own row and key, and what was understood.
struct Answered {
    const ledger::MailRow& mail;
    const seal::Key& key;
    const CaseStamp& stamp;
    const Journey& journey;
};

struct PlanLetter {
    base::CaseId of;  // whose key locks it
    seal::Key key;
    PlannedLetter planned;
};

// A letter that carries a value, and the note that must stand beside it.
struct ReleaseLetter {
    PlanLetter letter;
    base::AuditNote note;
    std::optional<ledger::RevealRow> reveal;  // none: her contact number
};

struct Refused {
    ledger::RevealRow reveal;
    std::string why;
};

struct Asked {
    ledger::RevealRow reveal;
    ledger::RevealCounts counts;
    std::string refused_why;  // empty: it waits for approvals
};

struct Voted {
    ledger::RevealRow reveal;
    ledger::Ballot ballot;
};

struct AnswerPlan {
    std::optional<ledger::AnswerRow> answer;  // counts once
    // Of a case's row, in this order; each writes its audit event (ledger/life.h).
    std::vector<std::function<base::Result<void>(store::Transaction&, const audit::Moment&)>>
        changes;
    std::optional<ledger::ContactRelease> contact;
    std::optional<Asked> asked;
    std::optional<Voted> voted;
    std::optional<Refused> refused;
    std::optional<ledger::RevealRow> expired;
    std::optional<ReleaseLetter> release;
    std::vector<base::AuditNote> notes;
    std::vector<ledger::DueRow> dues;
    std::vector<PlanLetter> letters;
    std::vector<std::string> alarms;  // words for the log, without anything of the case
};

// The plan as one step; `before` is what is recorded about the answer's own mail, or empty.
store::Step step_of(AnswerPlan plan, store::Step before, base::Instant now);

}  // namespace pipeline
