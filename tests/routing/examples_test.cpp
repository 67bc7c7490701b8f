#include "routing/examples.h"

#include "small_rules.h"

namespace {

const std::string two_rules = R"(rules:
  - id: hostel
    why: The hostel lies there
    when: {words: [Harbour View hostel]}
    then: {station: tvc.museum}
    examples:
      - text: I stay at Harbour View hostel.
        expect: tvc.museum
      - text: He says that he stayed in a hostel.
        expect: triage
  - id: press
    why: Press queries go to the desk
    when: {words: [press query]}
    then: {triage: held}
    examples: [{text: A press query., expect: triage}]
)";

routing::ExampleOutcome outcome(routing::Action action, const std::string& station,
                                const std::string& rule) {
    routing::ExampleOutcome made;
    made.decision.action = action;
    made.decision.station = base::StationId(station);
    if (!rule.empty()) made.decision.rule = base::RuleId(rule);
    return made;
}

}  // namespace

TEST_CASE("examples that go where they should, by their own rule, are no problem") {
    const auto book = small::book(two_rules);
    const auto problems = routing::check_examples(book, [](const routing::Example& example) {
        if (example.expect == "tvc.museum")
            return outcome(routing::Action::forward, "tvc.museum", "hostel");
        return outcome(routing::Action::triage, "",
                       example.rule.str() == "press" ? "press" : "");
    });
    REQUIRE(base::to_text(problems).empty());
}

TEST_CASE("an example that goes elsewhere is told with the rule that decided") {
    const auto book = small::book(two_rules);
    const auto problems = routing::check_examples(book, [](const routing::Example& example) {
        if (example.rule.str() == "press")
            return outcome(routing::Action::forward, "tvc.museum", "hostel");
        return outcome(routing::Action::triage, "", "");
    });
    REQUIRE(base::to_text(problems) ==
            "rules.yaml:8:17: error: this example of rule 'hostel' goes to triage, not to "
            "tvc.museum\n"
            "  8 |         expect: tvc.museum\n"
            "    |                 ^^^^^^^^^^\n"
            "hint: no rule decided; the reason was none\n"
            "rules.yaml:15:47: error: this example of rule 'press' goes to tvc.museum, not to "
            "triage\n"
            "  15 |     examples: [{text: A press query., expect: triage}]\n"
            "     |                                               ^^^^^^\n"
            "hint: rule 'hostel' decided\n");
}

TEST_CASE("a rule that decides none of its own examples is not shown to work") {
    const auto book = small::book(two_rules);
    const auto problems = routing::check_examples(book, [](const routing::Example& example) {
        if (example.expect == "tvc.museum")
            return outcome(routing::Action::forward, "tvc.museum", "hostel");
        return outcome(routing::Action::triage, "", "");
    });
    REQUIRE(base::to_text(problems) ==
            "rules.yaml:15:47: error: rule 'press' decides none of its own examples\n"
            "  15 |     examples: [{text: A press query., expect: triage}]\n"
            "     |                                               ^^^^^^\n"
            "hint: give it an example that only this rule sends there\n");
}

TEST_CASE("an urgent mail at the urgent desk is where triage was expected") {
    const auto book = small::book(
        "rules: [{id: a, why: w, when: {language: ml}, then: {triage: held}, examples: [{text: "
        "x, expect: triage}, "
        "{text: y, expect: urgent}]}]\n");
    const auto problems = routing::check_examples(book, [](const routing::Example& example) {
        auto made = outcome(routing::Action::triage, "", "a");
        made.urgent = example.text == "x";
        return made;
    });
    REQUIRE(problems.size() == 1);
    REQUIRE(problems[0].sentence == "this example of rule 'a' goes to triage, not to urgent");
}
