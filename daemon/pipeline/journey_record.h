// What a finished journey leaves behind: the secrets of its case, its decision, its notes for
// the trail, and who may never hear of it. Nothing is written here.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ledger/ledger.h"
#include "pipeline/journey.h"

namespace pipeline {

// Kind and octets, for the vault.
std::vector<std::pair<std::string, std::string>> secrets_of(const Journey& journey,
                                                            const CaseStamp& stamp);

ledger::DecisionRecord decision_of(const ledger::MailRow& mail, const Journey& journey,
                                   const std::string& policy);

// What an answer, a bounce or a recorded mail leaves in the trail.
std::vector<base::AuditNote> effects_of(const ledger::MailRow& mail, const Journey& journey);

// Nothing is left to do for it but to file it.
bool effect_is_complete(const Journey& journey);

// Where he may be an officer: that station, whoever stands in for it, and the posts of its
// district (redaction.md 5.3).
std::vector<base::RecipientId> kept_out(const routing::Decision& decision, const RuleSet* rules,
                                        const std::string& today);

}  // namespace pipeline
