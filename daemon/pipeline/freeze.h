// V2 and T2: a finished journey becomes rows. After it nothing about the letters changes:
// rules, templates and keys may be new tomorrow, the letter is frozen (promises.md 2.3).
#pragma once

#include "pipeline/journey.h"
#include "pipeline/workshop.h"

namespace pipeline {

// A finished letter as its rows: for the outbox, and for the vault under `key`.
struct FrozenLetter {
    outbox::QueuedLetter row;
    ledger::LetterCopy copy;
};
FrozenLetter freeze_letter(const base::CaseId& of, const PlannedLetter& planned,
                           const seal::Key& key, base::Instant now, base::Instant not_before);

store::Step freeze_journey(Workshop& shop, const ledger::MailRow& mail,
                           const seal::Key& case_key, const CaseStamp& stamp,
                           const Journey& journey);

// Letters of a journey that was walked again; what was decided stays as it is recorded.
store::Step freeze_letters(Workshop& shop, const ledger::MailRow& mail,
                           const seal::Key& case_key,
                           const std::vector<PlannedLetter>& planned);

// The mail goes to `quarantined`, the desk gets the notice.
store::Step freeze_quarantine(Workshop& shop, const ledger::MailRow& mail,
                              const std::string& reason, const PlannedLetter& notice);

// A notice to the desk about a case that changes nothing else (hold mode, a refused letter, a
// mail that came back).
store::Step freeze_notice(Workshop& shop, const ledger::MailRow& mail,
                          const PlannedLetter& notice);

}  // namespace pipeline
