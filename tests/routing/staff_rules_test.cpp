#include "routing/examples.h"
#include "small_rules.h"

using namespace small;

namespace {

// One rule with these conditions and this effect.
std::string rule(const std::string& when, const std::string& then) {
    return "rules:\n  - id: it\n    why: for the test\n    when: " + when +
           "\n    then: " + then + "\n    examples: [{text: x, expect: triage}]\n";
}

std::string decide(const Mail& mail, const std::string& rules) {
    return outcome(book(rules).decide(mail.facts));
}

Mail with_words(const std::string& list) {
    Mail mail;
    mail.facts.words.push_back({list, {understanding::Where::text, 0, 4}});
    return mail;
}

}  // namespace

TEST_CASE("a rule sends to its station when its words stand in the mail") {
    const auto rules = rule("{words: [Harbour View hostel]}", "{station: tvc.museum}");
    REQUIRE(decide(with_words("rule.it"), rules) == "forward tvc.museum rule");
    REQUIRE(decide(with_words("rule.other"), rules) == "triage none");
    const auto decision = book(rules).decide(with_words("rule.it").facts);
    REQUIRE(decision.rule->str() == "it");
    REQUIRE(decision.trace == std::vector<std::string>{"rule 'it' fits: for the test",
                                                       "the rule sends it to tvc.museum"});
}

TEST_CASE("the words of a rule are given to those who look for words") {
    const auto with = book(rule("{words: [Harbour View hostel]}", "{triage: held}"));
    REQUIRE(with.vocabulary().lists.at("rule.it").words.at("any") ==
            std::vector<std::string>{"Harbour View hostel"});
    REQUIRE(routing::examples(with).size() == 1);
    REQUIRE(routing::examples(with)[0].expect == "triage");
    REQUIRE(routing::examples(with)[0].at.line == 6);
}

TEST_CASE("words in quoted text do not fit a rule") {
    Mail mail = with_words("rule.it");
    understanding::ExaminedText text;
    text.text = U"word";
    text.zones.push_back({understanding::ZoneKind::quoted,
                          {understanding::Where::text, 0, 4},
                          understanding::ZoneOwner::other,
                          {},
                          {}});
    mail.facts.texts.push_back(text);
    REQUIRE(decide(mail, rule("{words: [word]}", "{station: tvc.museum}")) == "triage none");
}

TEST_CASE("the first rule that fits decides") {
    const std::string two =
        "rules:\n"
        "  - {id: one, why: w, when: {language: ml, category: fraud}, then: {triage: held}, "
        "examples: [{text: x, expect: triage}]}\n"
        "  - {id: two, why: w, when: {language: ml}, then: {station: tvc.museum}, examples: "
        "[{text: x, expect: tvc.museum}]}\n";
    Mail mail;
    mail.facts.language = understanding::Language::ml;
    REQUIRE(decide(mail, two) == "forward tvc.museum rule");
    mail.facts.category = understanding::Category::fraud;
    REQUIRE(decide(mail, two) == "triage held");
}

TEST_CASE("every field of a rule is asked of the facts") {
    const auto fits = [](const Mail& mail, const std::string& when) {
        return decide(mail, rule(when, "{triage: held}")) == "triage held";
    };
    Mail mail;
    mail.place(PlaceRole::residence, museum()).pin(PlaceRole::residence, "695033");
    auto& facts = mail.facts;
    facts.kind = understanding::MailKind::platform_alert;
    facts.language = understanding::Language::ml_latn;
    facts.category = understanding::Category::self_harm;
    facts.urgency.reasons = {understanding::UrgentReason::self_harm};
    facts.child = understanding::Child::victim;
    facts.written_by = understanding::WrittenBy::other;
    facts.life.platforms = {"instagram"};
    for (const auto* when :
         {"{kind: platform_alert}", "{language: [ml, ml-Latn]}", "{category: self_harm}",
          "{urgent: any}", "{urgent: self_harm}", "{child: victim}", "{written_by: other}",
          "{platform: instagram}", "{station: tvc.museum}", "{district: Thiruvananthapuram}",
          "{pin: 695033}", "{kind: platform_alert, child: victim, pin: 695033}"})
        REQUIRE(fits(mail, when));
    for (const auto* when :
         {"{kind: complaint}", "{language: ml}", "{category: fraud}",
          "{urgent: missing_person}", "{child: \"no\"}", "{written_by: self}",
          "{platform: whatsapp}", "{station: tvc.kazhakuttam}", "{district: Kollam}",
          "{pin: 695010}", "{kind: platform_alert, child: mentioned}"})
        REQUIRE_FALSE(fits(mail, when));
    REQUIRE_FALSE(fits(Mail(), "{urgent: any}"));
    REQUIRE_FALSE(fits(Mail().place(PlaceRole::offender, museum()), "{station: tvc.museum}"));
}

TEST_CASE("a pattern looks at the fresh text only") {
    const auto rules = rule("{pattern: 'FIR\\s+[0-9]+/[0-9]{4}'}", "{triage: held}");
    const auto mail_of = [](understanding::ZoneKind kind) {
        Mail mail;
        understanding::ExaminedText text;
        text.text = U"about fir 12/2026 please";
        text.zones.push_back({kind,
                              {understanding::Where::text, 0, 24},
                              understanding::ZoneOwner::writer,
                              {},
                              {}});
        mail.facts.texts.push_back(text);
        return mail;
    };
    REQUIRE(decide(mail_of(understanding::ZoneKind::fresh), rules) == "triage held");
    REQUIRE(decide(mail_of(understanding::ZoneKind::quoted), rules) == "triage none");
}

TEST_CASE("a rule cannot send past the vetoes that protect her") {
    const auto rules = rule("{language: und}", "{station: tvc.museum}");
    Mail police;
    police.facts.offender_in_police = true;
    REQUIRE(decide(police, rules) == "triage offender_in_police");
    REQUIRE(decide(Mail().place(PlaceRole::residence, elsewhere("UAE")), rules) ==
            "triage other_state");
    REQUIRE(decide(Mail().place(PlaceRole::residence, district("Kollam")), rules) ==
            "triage ambiguous_name");
    REQUIRE(decide(Mail().place(PlaceRole::residence, district("Thiruvananthapuram")), rules) ==
            "forward tvc.museum rule");
}

TEST_CASE("only a rule that speaks of bulk mail is asked about it") {
    Mail mail = with_words("rule.it");
    mail.facts.kind = understanding::MailKind::bulk;
    REQUIRE(decide(mail, rule("{words: [word]}", "{triage: held}")) == "digest bulk");
    REQUIRE(decide(mail, rule("{words: [word], kind: [complaint, bulk]}", "{triage: held}")) ==
            "triage held");
    const auto listed =
        book(rule("{words: [word], kind: bulk}", "{digest: bulk}")).decide(mail.facts);
    REQUIRE(outcome(listed) == "digest bulk");
    REQUIRE(listed.rule->str() == "it");
}

TEST_CASE("weights and thresholds come from their file") {
    auto sources = small::sources();
    sources.push_back(
        {"weights.yaml",
         "weights: {near: 31.5}\nthresholds: {route_least: 31, lead_least: 0}\n"});
    const auto loaded = routing::load_rules(sources, {}, {});
    REQUIRE(loaded->book.weights().near == 31.5);
    REQUIRE(loaded->book.weights().residence == 60);
    REQUIRE(outcome(loaded->book.decide(Mail().place(PlaceRole::near_by, museum()).facts)) ==
            "forward tvc.museum incident");
}

TEST_CASE("without the text it is known which decisions turn on words that are gone") {
    const auto words = book(rule("{words: [Harbour View hostel]}", "{station: tvc.museum}"));
    CHECK_FALSE(words.turns_on_text(Mail{}.facts, {}));
    CHECK(words.turns_on_text(Mail{}.facts, {"rule.it"}));
    CHECK_FALSE(words.turns_on_text(with_words("rule.it").facts, {"rule.it"}));
    const auto pattern = book(rule("{language: ml, pattern: 'hostel [0-9]+'}", "{triage: held}"));
    Mail mail;
    mail.facts.language = understanding::Language::ml;
    CHECK(pattern.turns_on_text(mail.facts, {}));
    mail.facts.language = understanding::Language::en;
    CHECK_FALSE(pattern.turns_on_text(mail.facts, {}));
    mail.facts.language = understanding::Language::ml;
    mail.facts.offender_in_police = true;
    CHECK_FALSE(pattern.turns_on_text(mail.facts, {}));
}
