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
                                                       "the rule sends it to Museum (tvc.museum)"});
}

TEST_CASE("a rule may say that nobody is thanked, and no rule says so unasked") {
    const auto quiet =
        rule("{words: [Harbour View hostel]}", "{station: tvc.museum}\n    acknowledge: never");
    const auto thanks_of = [](const std::string& rules) {
        return book(rules).decide(with_words("rule.it").facts).thanks;
    };
    REQUIRE(decide(with_words("rule.it"), quiet) == "forward tvc.museum rule");
    REQUIRE(thanks_of(quiet) == routing::Thanks::never);
    REQUIRE(thanks_of(rule("{words: [Harbour View hostel]}", "{station: tvc.museum}")) ==
            routing::Thanks::usual);
    REQUIRE(book(quiet).decide(with_words("rule.other").facts).thanks ==
            routing::Thanks::usual);
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
    const auto decision = book(two).decide(mail.facts);
    REQUIRE(decision.trace[decision.trace.size() - 2] == "rule 'one' fits: w");
    REQUIRE(decision.trace.back() == "rule 'two' fits as well; the first one decides");
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

TEST_CASE("a pattern that makes others try for ever is asked once over the text (C07)") {
    // Engines that go back would try two to the power of 200,000.
    const std::u32string near(200'000, U'a');
    const auto decided = [&near](const std::string& pattern, char32_t last) {
        Mail mail;
        understanding::ExaminedText text;
        text.text = near + last;
        text.zones.push_back({understanding::ZoneKind::fresh,
                              {understanding::Where::text, 0, 200'001},
                              understanding::ZoneOwner::writer,
                              {},
                              {}});
        mail.facts.texts.push_back(text);
        return decide(mail, rule("{pattern: '" + pattern + "'}", "{triage: held}"));
    };
    CHECK(decided("^(a+)+$", U'!') == "triage none");
    CHECK(decided("^(a+)+!$", U'!') == "triage held");
    CHECK(decided("^(a|aa)+$", U'!') == "triage none");
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
    const auto pattern =
        book(rule("{language: ml, pattern: 'hostel [0-9]+'}", "{triage: held}"));
    Mail mail;
    mail.facts.language = understanding::Language::ml;
    CHECK(pattern.turns_on_text(mail.facts, {}));
    mail.facts.language = understanding::Language::en;
    CHECK_FALSE(pattern.turns_on_text(mail.facts, {}));
    mail.facts.language = understanding::Language::ml;
    mail.facts.offender_in_police = true;
    CHECK_FALSE(pattern.turns_on_text(mail.facts, {}));
}

TEST_CASE("a rule asks for the sender's domain and those below it, in full labels") {
    const auto rules = rule("{sender_domain: school.example}", "{station: tvc.museum}");
    const auto from = [&](const std::string& domain) {
        Mail mail;
        mail.facts.sender_domain = domain;
        return decide(mail, rules);
    };
    REQUIRE(from("school.example") == "forward tvc.museum rule");
    REQUIRE(from("mail.school.example") == "forward tvc.museum rule");
    REQUIRE(from("oldschool.example") == "triage none");
    REQUIRE(from("school.example.org") == "triage none");
    REQUIRE(from("") == "triage none");
}

TEST_CASE("a rule asks for a part of the day, over midnight too, the end not included") {
    const auto at = [&](const std::string& hours, std::optional<int> minute) {
        Mail mail;
        mail.facts.minute_of_day = minute;
        const auto rules = rule("{time_of_day: " + hours + "}", "{station: tvc.museum}");
        return decide(mail, rules) == "forward tvc.museum rule";
    };
    REQUIRE(at("09:00-17:30", 9 * 60));
    REQUIRE(at("09:00-17:30", 17 * 60 + 29));
    REQUIRE_FALSE(at("09:00-17:30", 17 * 60 + 30));
    REQUIRE_FALSE(at("09:00-17:30", 9 * 60 - 1));
    REQUIRE(at("22:00-06:00", 23 * 60));
    REQUIRE(at("22:00-06:00", 0));
    REQUIRE_FALSE(at("22:00-06:00", 6 * 60));
    REQUIRE_FALSE(at("22:00-06:00", 12 * 60));
    REQUIRE(at("[\"08:00-09:00\", \"12:00-13:00\"]", 12 * 60));
    REQUIRE_FALSE(at("22:00-06:00", std::nullopt));
}

TEST_CASE("a rule asks for a place by its name in the rules, here or elsewhere") {
    const auto rules = rule("{place: [Museum, Dubai]}", "{triage: held}");
    REQUIRE(
        decide(Mail().place(PlaceRole::residence,
                            PlaceCandidate{PlaceKind::station, base::StationId("tvc.museum"),
                                           "Thiruvananthapuram", "Museum"}),
               rules) == "triage held");
    REQUIRE(decide(Mail().place(PlaceRole::incident,
                                PlaceCandidate{PlaceKind::elsewhere, {}, "UAE", "Dubai"}),
                   rules) == "triage held");
    REQUIRE(decide(Mail().place(PlaceRole::offender,
                                PlaceCandidate{PlaceKind::elsewhere, {}, "UAE", "Dubai"}),
                   rules) == "triage offender_only");
}

TEST_CASE("an example has a time of its own") {
    const auto with = book(
        "rules:\n  - id: night\n    why: At night\n    when: {time_of_day: 22:00-06:00}\n"
        "    then: {triage: held}\n    examples: [{text: x, at: \"23:30\", expect: triage}]\n");
    REQUIRE(routing::examples(with)[0].minute_of_day == 23 * 60 + 30);
}

TEST_CASE("deputies come in the order of the file") {
    auto sources = small::sources();
    for (auto& source : sources) {
        const auto at = source.text.find("tvc.museum: {name: Museum,");
        if (at == std::string::npos) continue;
        source.text.insert(at + 26, " deputies: [tvc.kazhakuttam, head.tvc],");
    }
    sources.push_back(
        {"desks.yaml", "desks: {head.tvc: {name: Head, mailbox: head.tvc@cell.invalid}}\n"});
    const auto loaded = routing::load_rules(sources, {}, {});
    REQUIRE(loaded.ok());
    REQUIRE(loaded->book.station(base::StationId("tvc.museum"))->deputies ==
            std::vector<std::string>{"tvc.kazhakuttam", "head.tvc"});
}

namespace {

std::string decide_with(const std::string& weights, const Mail& mail) {
    auto sources = small::sources();
    sources.push_back({"weights.yaml", weights});
    const auto loaded = routing::load_rules(sources, {}, {});
    if (!loaded.ok()) FAIL(base::to_text(loaded.error()));
    return outcome(loaded->book.decide(mail.facts));
}

}  // namespace

TEST_CASE("the two vetoes that staff may take back are taken back, with a warning") {
    Mail namesake;
    namesake.place(PlaceRole::residence, ramapuram());
    REQUIRE(decide_with("vetoes: {namesake_elsewhere: true}\n", namesake) ==
            "triage ambiguous_name");
    REQUIRE(decide_with("vetoes: {namesake_elsewhere: false}\n", namesake) ==
            "forward ktm.ramapuram residence");
    Mail contradiction;
    contradiction.place(PlaceRole::incident, museum())
        .place(PlaceRole::incident, district("Kollam"));
    REQUIRE(decide_with("vetoes: {}\n", contradiction) == "triage ambiguous_name");
    REQUIRE(decide_with("vetoes: {other_district: false}\n", contradiction) ==
            "forward tvc.museum incident");
}

TEST_CASE("how much a shared name loses stands in the weights") {
    Mail shared;
    shared.place(PlaceRole::residence, twins());
    auto sources = small::sources();
    sources.push_back({"weights.yaml", "weights: {shared_power: 1}\n"});
    const auto loaded = routing::load_rules(sources, {}, {});
    REQUIRE(loaded->book.decide(shared.facts).score == 30);
    REQUIRE(book().decide(shared.facts).score < 22);
}
