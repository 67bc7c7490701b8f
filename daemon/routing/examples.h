// Rules carry their own examples: `text:` and where it should go. check runs them; a failing
// one is a Problem.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "routing/rule_book.h"

namespace routing {

struct Example {
    std::string text;                  // the mail's body
    std::string subject;               // may be empty
    std::string from;                  // may be empty
    std::optional<int> minute_of_day;  // when it was received, by the clock on the wall
    std::string expect;                // station id, "triage", "urgent" or "digest"
    base::RuleId rule;                 // the rule it belongs to
    base::Problem at;                  // position for the problem, sentence still empty
};

const std::vector<Example>& examples(const RuleBook& book);

// What became of an example on the whole way of a mail; the caller walks it, because this room
// sees no text.
struct ExampleOutcome {
    Decision decision;
    bool urgent = false;
};
using RunExample = std::function<ExampleOutcome(const Example&)>;

// Every example that does not go where it should, and every rule that decides none of its own
// examples: such a rule is not shown to work.
base::Problems check_examples(const RuleBook& book, const RunExample& run);

}  // namespace routing
