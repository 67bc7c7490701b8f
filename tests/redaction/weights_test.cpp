#include "redaction/weights.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "redaction/kit.h"

namespace {

std::string shipped_file() {
    std::ifstream in(APARAJITA_SOURCE_DIR "/routing_rules/redaction.yaml", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

// The role of the only value, with the shipped file changed in one place.
std::string role_with(const std::string& from, const std::string& to,
                      const std::string& words) {
    const auto policy =
        redaction::load_policy({"redaction.yaml", replaced(shipped_file(), from, to)});
    if (!policy.ok()) FAIL(base::to_text(policy.error()));
    const auto made = kit::mail_of(words);
    const auto found = redaction::find_values(made.mail, made.facts, kit::lexicon(),
                                              kit::given_names(), policy.value());
    REQUIRE(found.values.size() == 1);
    return std::string(redaction::name_of(found.values.front().role));
}

}  // namespace

TEST_CASE("the shipped file says the numbers that hold without a file") {
    REQUIRE(kit::policy().weights() == redaction::shipped_weights());
}

TEST_CASE("cues weigh what the file says") {
    const std::string his = "His number is 6830012345.";
    REQUIRE(role_with("third_person: 1.0", "third_person: 1.1", his) == "offender");
    REQUIRE(role_with("third_person: 1.0", "third_person: 0.1", his) == "unknown");
}

TEST_CASE("a wider margin leaves more undecided") {
    const std::string his = "His number is 6830012345.";
    REQUIRE(role_with("offender: 0.35", "offender: 0.4", his) == "offender");
    REQUIRE(role_with("offender: 0.35", "offender: 2.5", his) == "unknown");
}

TEST_CASE("words far from the value weigh what the distance says") {
    const std::string his = "His thing which he shows is 6830012345.";
    REQUIRE(role_with("left: 0.35", "left: 0.3", his) == "offender");
    REQUIRE(role_with("left: 0.35", "left: 1", his) == "unknown");
}

TEST_CASE("a type without words has the owner that the file presumes") {
    const std::string bare = "203.0.113.9";
    REQUIRE(role_with("IP: 0.3", "IP: 0.4", bare) == "offender");
    REQUIRE(role_with("IP: 0.3", "IP: 0", bare) == "unknown");
}
