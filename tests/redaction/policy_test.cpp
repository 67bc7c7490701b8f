#include "redaction/policy.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

using redaction::Action;
using redaction::Destination;
using redaction::Label;
using redaction::Role;
using redaction::Treatment;
using redaction::ValueType;

namespace {

redaction::Policy policy_of(std::string name, std::string text) {
    auto loaded = redaction::load_policy({std::move(name), std::move(text)});
    if (!loaded.ok()) FAIL(base::to_text(loaded.error()));
    return std::move(loaded).value();
}

std::string shipped_text() {
    std::ifstream file(APARAJITA_SOURCE_DIR "/routing_rules/redaction.yaml");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

redaction::Policy shipped() { return policy_of("redaction.yaml", shipped_text()); }

std::string problems_of(const std::string& text) {
    const auto loaded = redaction::load_policy({"p.yaml", text});
    return loaded.ok() ? "none" : base::to_text(loaded.error());
}

const std::string rest =
    "public_numbers: {as_of: \"2026-11-22\", numbers: [\"112\"]}\n"
    "upi_handles: {as_of: \"2026-11-22\", handles: [ybl]}\n"
    "cards_without_luhn: {as_of: \"2026-11-22\", prefixes: [\"60\"]}\n";

}  // namespace

TEST_CASE("a missing row is treated as for auditors, and never kept") {
    const auto policy =
        policy_of("p.yaml",
                  "policy:\n  - {types: [PHONE], roles: [offender], auditors: count}\n"
                  "  - {types: [PERSON], roles: [official], auditors: keep}\n" +
                      rest);
    REQUIRE(policy.treatment(ValueType::phone, Role::offender, Destination::station,
                             Label::none) == Treatment{Action::count, false});
    REQUIRE(policy.treatment(ValueType::email, Role::offender, Destination::station,
                             Label::none) == Treatment{Action::drop, false});
    REQUIRE(policy.treatment(ValueType::person, Role::official, Destination::station,
                             Label::none) == Treatment{Action::drop, false});
    REQUIRE_FALSE(policy.gaps().empty());
}

TEST_CASE("every mistake of a policy is named with its place") {
    REQUIRE(problems_of("margins: {protected_roles: 0.01}\npolicy:\n"
                        "  - {types: [PHON], roles: [offender], station: keep}\n"
                        "  - {types: [PHONE], roles: [him], station: hide}\n" +
                        rest) ==
            "p.yaml:1:28: error: 'protected_roles' is below its floor\n"
            "  1 | margins: {protected_roles: 0.01}\n"
            "    |                            ^^^^\n"
            "hint: the floor is 0.05; beyond it, numbers of hers would pass as his\n"
            "p.yaml:3:14: error: there is no type 'PHON'\n"
            "  3 |   - {types: [PHON], roles: [offender], station: keep}\n"
            "    |              ^^^^\n"
            "hint: the names stand at the top of this file\n"
            "p.yaml:4:30: error: there is no role 'him'\n"
            "  4 |   - {types: [PHONE], roles: [him], station: hide}\n"
            "    |                              ^^^\n"
            "hint: the names stand at the top of this file\n"
            "p.yaml:4:45: error: 'hide' is no treatment\n"
            "  4 |   - {types: [PHONE], roles: [him], station: hide}\n"
            "    |                                             ^^^^\n"
            "hint: keep, mask, drop, band or count, with ' flag' behind if wanted\n");
}

TEST_CASE("a column for a reader that does not exist is refused, not passed over") {
    const auto text = problems_of(
        "policy:\n  - {types: [PHONE], roles: [offender], station: keep, press: keep}\n" +
        rest);
    REQUIRE(text.find("p.yaml:2:56: error: unknown key 'press'") == 0);
}

TEST_CASE("two rows for one cell are refused") {
    const auto text = problems_of(
        "policy:\n  - {types: [PHONE], roles: [offender], station: keep}\n"
        "  - {types: [PHONE], roles: any, station: mask}\n" +
        rest);
    REQUIRE(text.find("p.yaml:3:5: error: PHONE of offender has two rows\n") == 0);
}

TEST_CASE("public numbers are exact numbers or series") {
    const auto policy = shipped();
    REQUIRE(policy.is_public_number("1930"));
    REQUIRE(policy.is_public_number("14555"));
    REQUIRE(policy.is_public_number("9497996992"));
    REQUIRE_FALSE(policy.is_public_number("145555"));
    REQUIRE_FALSE(policy.is_public_number("9497996991"));
}

TEST_CASE("the version is the beginning of the file's fingerprint") {
    REQUIRE(shipped().version().size() == 12);
    REQUIRE(shipped().version() != policy_of("x", shipped_text() + "\n# more\n").version());
}

TEST_CASE("pictures may pass for the four shipped categories only") {
    const auto policy = shipped();
    using understanding::Category;
    REQUIRE(policy.images_may_pass_for(Category::impersonation));
    REQUIRE(policy.images_may_pass_for(Category::fraud));
    REQUIRE_FALSE(policy.images_may_pass_for(Category::image_abuse));
    REQUIRE_FALSE(policy.images_may_pass_for(Category::domestic));
}
