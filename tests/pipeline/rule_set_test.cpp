#include "pipeline/rule_set.h"

#include <catch2/catch.hpp>

#include "support/shipped_installation.h"

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
