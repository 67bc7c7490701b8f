#include "pipeline/rule_set.h"

#include <catch2/catch.hpp>

#include "support/shipped_installation.h"
#include "understanding/find_facts.h"

TEST_CASE("the shipped rules load, know every station, and pass their own examples") {
    const auto rules = support::shipped_rules();
    REQUIRE(rules->book.stations().size() == 538);
    const auto failing = pipeline::run_examples(*rules);
    INFO(base::to_text(failing));
    REQUIRE(failing.empty());
}

TEST_CASE("a rule set goes through the database unchanged") {
    const auto& files = pipeline::shipped_files();
    const auto back = pipeline::from_stored(pipeline::to_stored(files));
    REQUIRE(pipeline::fingerprint(back) == pipeline::fingerprint(files));
}

TEST_CASE("a set without its redaction policy is no set, and says which file is missing") {
    auto files = pipeline::shipped_files();
    std::erase_if(files.rules, [](const auto& file) { return file.name == "redaction.yaml"; });
    const auto loaded = pipeline::load_rule_set(files, support::rehearsal_settings());
    REQUIRE_FALSE(loaded.ok());
    REQUIRE(base::to_text(loaded.error()) ==
            "redaction.yaml: error: this file is missing\n"
            "hint: aparajita init DIR writes a complete sample to compare with\n");
}

TEST_CASE("a policy with holes is taken, and the holes are told") {
    auto files = pipeline::shipped_files();
    const auto shipped = pipeline::load_rule_set(files, support::rehearsal_settings());
    REQUIRE(shipped.ok());
    CHECK(base::to_text(shipped->warnings).find("have no row") == std::string::npos);
    for (auto& file : files.rules) {
        if (file.name != "redaction.yaml") continue;
        const std::string row = "  - {types: [GPS], roles: [offender],\n"
                                "     station: keep, cyber_cell: keep, oversight: drop, platform: drop, auditors: drop}\n";
        const auto at = file.text.find(row);
        REQUIRE(at != std::string::npos);
        file.text.erase(at, row.size());
    }
    const auto loaded = pipeline::load_rule_set(files, support::rehearsal_settings());
    REQUIRE(loaded.ok());
    REQUIRE_THAT(base::to_text(loaded->warnings), Catch::EndsWith(
            "redaction.yaml: warning: 21 cells of the policy have no row, the first is GPS offender station\n"
            "hint: what has no row is treated as for auditors: covered, or counted\n"));
}

TEST_CASE("every problem of every file is reported together") {
    auto files = pipeline::shipped_files();
    for (auto& file : files.rules) {
        if (file.name == "redaction.yaml" || file.name == "kerala/tvc.yaml") file.text += "\nnonsense: 1\n";
    }
    for (auto& file : files.templates) file.text += "{{unknown_name}}\n";
    const auto loaded = pipeline::load_rule_set(files, support::rehearsal_settings());
    REQUIRE_FALSE(loaded.ok());
    const std::string text = base::to_text(loaded.error());
    for (const char* name : {"redaction.yaml", "kerala/tvc.yaml", "unknown_name"}) {
        CAPTURE(name);
        REQUIRE(text.find(name) != std::string::npos);
    }
}

TEST_CASE("words and letters of an older set come from the program, which says so") {
    auto files = pipeline::shipped_files();
    for (auto& file : files.rules) {
        if (file.name != "words/life.yaml") continue;
        const auto from = file.text.find("  relation.husband:\n");
        const auto to = file.text.find("  relation.ex:\n");
        REQUIRE(from < to);
        file.text.erase(from, to - from);
    }
    const std::string status = "status.en.mustache";
    REQUIRE(std::erase_if(files.templates, [&](const auto& file) { return file.name == status; }) == 1);

    const auto loaded = pipeline::load_rule_set(files, support::rehearsal_settings());
    REQUIRE(loaded.ok());
    const std::string warnings = base::to_text(loaded->warnings);
    CHECK_THAT(warnings, Catch::Contains(
            "words/: warning: the word list 'relation.husband' is missing\n"
            "hint: the shipped words are used; copy the list from what 'aparajita init' writes\n"));
    CHECK_THAT(warnings, Catch::Contains(
            "status.en.mustache: warning: this template is missing\n"
            "hint: the shipped one is used; copy it from what 'aparajita init' writes\n"));

    message::ParsedMail mail;
    mail.text = "My husband beats me.";
    const auto facts = understanding::find_facts(mail, loaded->rules->lexicon, {});
    CHECK(facts.life.relation == "husband");
}

TEST_CASE("a folder without any template is a wrong folder") {
    auto files = pipeline::shipped_files();
    files.templates.clear();
    const auto loaded = pipeline::load_rule_set(files, support::rehearsal_settings());
    REQUIRE_FALSE(loaded.ok());
    CHECK_THAT(base::to_text(loaded.error()),
               Catch::Contains("acknowledgement.en.mustache: error: this template is missing\n"));
}
