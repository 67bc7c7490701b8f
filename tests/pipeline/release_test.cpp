// What is kept of a case for a later release, and the proof on the letter that carries a value.
#include <catch2/catch.hpp>

#include "pipeline/answer_desk.h"
#include "pipeline/kept_values.h"
#include "support/in_process_reader.h"
#include "support/shipped_installation.h"

namespace {

using support::journey_of;

using Text = base::Sensitive<std::string>;

const std::string complaint =
    "From: Divya Thomas <divya.thomas@example.org>\r\nTo: complaints@example.org\r\n"
    "Subject: help\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "I live near Statue Junction; please send this to Museum police station.\r\n"
    "My former colleague calls me from 68300 22334 and threatens me.\r\n"
    "My number is 6830033445. Please call between 10 am and 1 pm.\r\n"
    "Divya Thomas\r\nKunnil House, TC 12/345, Statue Road\r\n";

letter::Address address(const std::string& text) { return *letter::Address::make(text); }

letter::Envelope envelope() {
    return {letter::LetterKind::contact,
            base::RecipientId("tvc.museum"),
            address("sho.museum@tvc.ps.invalid"),
            address("complaints@example.org"),
            "Women Cell Desk",
            address("complaints@example.org"),
            "abc@example.org",
            base::from_unix(1795323600),
            base::Seconds{19800}};
}

cases::ReleasedValue number(const std::string& text) {
    return cases::release_contact({Text(text), Text(text)}, "PHONE-K7Q2",
                                  {base::CaseId(std::string(16, 'c')),
                                   base::StationId("tvc.museum"), "officer:tvc.museum"})
        .value;
}

// The proof on a contact letter with this number, whose hours are whatever the test says.
std::string proof(const cases::ReleasedValue& carried, const cases::ReleasedValue& written,
                  const std::string& hours = "10-13") {
    const letter::AnswerTo answer{base::CaseNumber(2026, 42), std::string(26, 'k'),
                                  letter::RelayMode::plus, address("complaints@example.org"),
                                  understanding::Language::en};
    const auto letter = letter::write_contact_letter(support::shipped_rules()->templates, envelope(),
                                                     answer, {"7K3M", hours}, written);
    REQUIRE(letter.ok());
    const auto kept = pipeline::covered_from_json(pipeline::covered_to_json(journey_of(complaint)));
    REQUIRE(kept.ok());
    support::InProcessReader reader;
    return pipeline::leak_in_release(reader, support::shipped_rules()->policy, *letter, carried,
                                     kept->findings)
        .value_or("passes");
}

}  // namespace

TEST_CASE("what is kept for a release comes back as it was, and nothing that is dropped is in it") {
    const auto journey = journey_of(complaint);
    const auto text = pipeline::covered_to_json(journey);
    const auto kept = pipeline::covered_from_json(text);
    REQUIRE(kept.ok());
    REQUIRE(kept->covered.size() == journey.covered.size());
    REQUIRE(kept->covered.size() >= 3);
    for (std::size_t i = 0; i < kept->covered.size(); ++i) {
        CHECK(kept->covered[i].token == journey.covered[i].token);
        CHECK(kept->covered[i].type == journey.covered[i].type);
        CHECK(kept->covered[i].role == journey.covered[i].role);
        CHECK(kept->covered[i].value == journey.covered[i].value);
    }
    CHECK(kept->findings.seeds.size() == journey.findings.seeds.size());
    CHECK_FALSE(kept->findings.seeds.empty());
    CHECK(text.find("22334") == std::string::npos);  // his: shown to the station anyway
}

TEST_CASE("her number is kept with its mask, hours and name; without one the reason is") {
    const auto journey = journey_of(complaint);
    const auto kept = pipeline::contact_from_json(pipeline::contact_to_json(journey));
    REQUIRE(kept.ok());
    REQUIRE(kept->contact.ok());
    CHECK(kept->contact->number.reveal() == "6830033445");
    CHECK(kept->mask.starts_with("PHONE-"));
    CHECK(kept->mask.size() == 10);
    CHECK(kept->safe_hours == "10-13");
    CHECK(kept->display_name.reveal() == "Divya Thomas");

    std::string without = complaint;
    without.replace(without.find("My number is 6830033445. "), 25, "");
    const auto none = pipeline::contact_from_json(pipeline::contact_to_json(journey_of(without)));
    REQUIRE(none.ok());
    REQUIRE_FALSE(none->contact.ok());
    CHECK(none->contact.error() == cases::NoContact::no_number);
}

TEST_CASE("what was altered in the vault is not believed") {
    for (const char* text : {"", "[]", "{", "{}", R"({"values":[1],"seeds":[]})",
                             R"({"values":[],"seeds":[1]})",
                             R"({"values":[{"type":"FOO","role":"complainant"}],"seeds":[]})"}) {
        CAPTURE(text);
        CHECK_FALSE(pipeline::covered_from_json(text).ok());
    }
    for (const char* text : {"", "[]", "{}", R"({"why":"because"})", R"({"number":7})"}) {
        CAPTURE(text);
        CHECK_FALSE(pipeline::contact_from_json(text).ok());
    }
}

TEST_CASE("a letter with the one value it carries passes its proof") {
    CHECK(proof(number("6830033445"), number("6830033445")) == "passes");
}

TEST_CASE("the proof finds the value a second time, and any other value of the case") {
    CHECK(proof(number("6830033445"), number("6830033445"), "call 6830033445") == "body");
    CHECK(proof(number("6830033445"), number("6830033445"), "68300 33445") == "body");
    CHECK(proof(number("6830033445"), number("6830033445"), "ask for Divya") == "body");
    CHECK(proof(number("6830033445"), number("6830033445"), "divya.thomas@example.org") == "body");
    CHECK(proof(number("6830099999"), number("6830099999"), "6830033445") == "body");
}

TEST_CASE("a letter that does not hold its value, or cannot be read, does not pass") {
    CHECK(proof(number("6830033445"), number("6830099999")) == "value");
    support::InProcessReader reader;
    reader.dies_next = 1;
    letter::Letter broken{letter::LetterKind::contact, base::RecipientId("tvc.museum"),
                          address("sho.museum@tvc.ps.invalid"), {}, "a@example.org", "s", "b", {}, "x"};
    CHECK(pipeline::leak_in_release(reader, support::shipped_rules()->policy, broken,
                                    number("6830033445"), {}) == "unread");
}
