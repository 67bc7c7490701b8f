// Is he in the register of officers? Held against every mail about a case (redaction.md 5.3).
//
// Promises: whose name or mailbox stands there beside a rank, a station or a number serves in
// the police for us: his station is barred like one that the mail names. A bare name bars
// nobody, and the desk decides in place of the rules.
#pragma once

#include "pipeline/journey.h"

namespace pipeline {

// After the decision: the stations of those who were found are barred, or a person decides.
void look_into_register(Journey& journey, const RuleSet& rules);
// For the desk: why it has the case, and who must not get it; may be empty.
std::string sentence_of_register(const Journey& journey, const RuleSet& rules);

}  // namespace pipeline
