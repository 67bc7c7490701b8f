// What staff read instead of the names of reasons and kinds of evidence: "she lives there".
#pragma once

#include <string>
#include <string_view>

#include "routing/decision.h"

namespace routing {

std::string_view in_words(Reason reason);
std::string_view in_words(EvidenceClass kind);

// The list under which the facts keep where a rule's own words stand: "rule.ID".
std::string word_list_of(const base::RuleId& rule);
bool is_word_list_of_rule(std::string_view list);

}  // namespace routing
