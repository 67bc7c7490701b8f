// The signatures under a set of rules: their octets, who joins whom, what is no signature.
#include "audit/rules_note.h"

#include <catch2/catch.hpp>

namespace {

const base::Instant noon = *base::from_rfc3339("2026-11-22T12:00:00Z");
const std::string set = "sha256:" + std::string(64, 'a');

audit::Signer signer(const std::string& name, char first) {
    std::string seed;
    for (char c = 0; c < 32; ++c) seed += static_cast<char>(first + c);
    return {name, seal::Key(seed)};
}

}  // namespace

TEST_CASE("a signed set of rules is a note of three lines, an empty one and the signatures") {
    const auto sp = signer("sp.women", 0);
    const std::string note = audit::add_signature(sp, "", set, noon);
    REQUIRE(note.starts_with("aparajita/rules\n" + set +
                             "\n2026-11-22T12:00:00Z\n\n\xE2\x80\x94 sp.women "));
    const auto read = audit::read_rules_note(note);
    REQUIRE(read.has_value());
    CHECK(read->fingerprint == set);
    CHECK(read->signed_at == noon);
    CHECK(audit::is_signed(*read, audit::verifier_key(sp)));
    CHECK_FALSE(audit::is_signed(*read, audit::verifier_key(signer("sp.women", 1))));
    CHECK_FALSE(audit::is_signed(*read, audit::verifier_key(signer("sp.other", 0))));
}

TEST_CASE("a second signer joins the first; who signs the same set once more begins anew") {
    const auto one = signer("one", 0);
    const auto two = signer("two", 1);
    const std::string first = audit::add_signature(one, "", set, noon);
    const auto later = noon + base::Seconds{60};
    const std::string both = audit::add_signature(two, first, set, later);
    REQUIRE(both.starts_with(first));
    const auto read = audit::read_rules_note(both);
    REQUIRE(read.has_value());
    CHECK(read->signed_at == noon);
    CHECK(audit::is_signed(*read, audit::verifier_key(one)));
    CHECK(audit::is_signed(*read, audit::verifier_key(two)));
    CHECK(audit::add_signature(one, both, set, later) ==
          audit::add_signature(one, "", set, later));
    // Nor is a note joined that is of another set, of a moment to come, or no note.
    const std::string other = "sha256:" + std::string(64, 'b');
    CHECK(audit::add_signature(two, first, other, later) ==
          audit::add_signature(two, "", other, later));
    CHECK(audit::add_signature(two, first, set, noon - base::Seconds{1}) ==
          audit::add_signature(two, "", set, noon - base::Seconds{1}));
    CHECK(audit::add_signature(two, "garbage\n", set, noon) ==
          audit::add_signature(two, "", set, noon));
}

TEST_CASE("no octet of signed rules can be another one") {
    const auto sp = signer("sp.women", 0);
    const auto key = audit::verifier_key(sp);
    const std::string text = audit::add_signature(sp, "", set, noon);
    const auto is_good = [&key](const std::string& octets) {
        const auto read = audit::read_rules_note(octets);
        return read && audit::is_signed(*read, key);
    };
    REQUIRE(is_good(text));
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const char with : {'A', '1', '\n', ' ', '\xFF'}) {
            if (text[i] == with) continue;
            std::string changed = text;
            changed[i] = with;
            CAPTURE(i, with);
            REQUIRE_FALSE(is_good(changed));
        }
    }
    for (std::size_t size = 0; size < text.size(); ++size)
        REQUIRE_FALSE(is_good(text.substr(0, size)));
    REQUIRE_FALSE(is_good(text + "x"));
}

TEST_CASE("a signing key is one line that names its owner, and nothing else is one") {
    const auto sp = signer("sp.women", 0);
    const std::string line = audit::to_text(sp);
    CHECK(line == "PRIVATE+KEY+sp.women+6b7c6ecd+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
    const auto read = audit::read_signer(line);
    REQUIRE(read.has_value());
    CHECK(read->name == "sp.women");
    CHECK(read->seed == sp.seed);
    const audit::Signer plus{"plus", seal::Key(std::string(32, '\xFB'))};
    REQUIRE(audit::to_text(plus).ends_with("+Afv7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7"));
    CHECK(audit::read_signer(audit::to_text(plus)).has_value());
    CHECK_FALSE(audit::read_signer(audit::verifier_key(sp).str()).has_value());
    CHECK_FALSE(audit::read_signer(line + "\n").has_value());
    CHECK_FALSE(audit::read_signer("PRIVATE+KEY+sp.women").has_value());
    CHECK_FALSE(audit::read_signer("").has_value());
    CHECK_FALSE(base::is_key_name(""));
    CHECK_FALSE(base::is_key_name("a b"));
    CHECK_FALSE(base::is_key_name("a+b"));
    CHECK_FALSE(base::is_key_name("a\nb"));
    CHECK(base::is_key_name("എസ്‌പി"));
}
