// Rules carry their own examples: `text:` and where it should go. check runs them; a failing
// one is a Problem.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "routing/rule_book.h"

namespace routing {

struct Example {
    std::string text;     // the mail's body
    std::string subject;  // may be empty
    std::string from;     // may be empty
    std::string expect;   // station id, "triage", "urgent" or "digest"
    base::RuleId rule;    // the rule it belongs to
    base::Problem at;     // position for the problem, sentence still empty
};

const std::vector<Example>& examples(const RuleBook& book);

}  // namespace routing
