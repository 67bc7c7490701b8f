#include "routing/examples.h"

#include <set>

#include "routing/inside.h"

namespace routing {
namespace {

// Where it went, in the words that `expect:` uses.
std::string went_to(const ExampleOutcome& outcome) {
    const Decision& decision = outcome.decision;
    switch (decision.action) {
        case Action::forward:
            return decision.station.str();
        case Action::digest:
            return "digest";
        case Action::triage:
            return outcome.urgent ? "urgent" : "triage";
        case Action::attach:
        case Action::record:
            break;
    }
    return std::string(name_of(decision.action));
}

// An urgent mail without a station is at the triage desk's urgent twin; expecting the plain
// desk is not wrong.
bool is_as_expected(const Example& example, const ExampleOutcome& outcome) {
    const std::string place = went_to(outcome);
    return place == example.expect || (place == "urgent" && example.expect == "triage");
}

base::Problem misled(const Example& example, const ExampleOutcome& outcome) {
    base::Problem problem = example.at;
    const Decision& decision = outcome.decision;
    problem.sentence = "this example of rule '" + example.rule.str() + "' goes to " +
                       went_to(outcome) + ", not to " + example.expect;
    problem.hint = decision.rule ? "rule '" + decision.rule->str() + "' decided"
                                 : "no rule decided; the reason was " +
                                       std::string(name_of(decision.reason));
    return problem;
}

base::Problem unproven(const Example& example) {
    base::Problem problem = example.at;
    problem.sentence = "rule '" + example.rule.str() + "' decides none of its own examples";
    problem.hint = "give it an example that only this rule sends there";
    return problem;
}

}  // namespace

const std::vector<Example>& examples(const RuleBook& book) { return book.examples(); }

base::Problems check_examples(const RuleBook& book, const RunExample& run) {
    base::Problems problems;
    std::set<base::RuleId> misleading;
    std::set<base::RuleId> proven;
    for (const auto& example : book.examples()) {
        const ExampleOutcome outcome = run(example);
        if (!is_as_expected(example, outcome)) {
            problems.push_back(misled(example, outcome));
            misleading.insert(example.rule);
        }
        if (outcome.decision.rule == example.rule) proven.insert(example.rule);
    }
    for (const auto& example : book.examples()) {
        if (misleading.contains(example.rule) || !proven.insert(example.rule).second) continue;
        problems.push_back(unproven(example));
    }
    yaml::sort_by_place(problems);
    return problems;
}

}  // namespace routing
