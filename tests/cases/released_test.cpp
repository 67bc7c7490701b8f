#include "cases/released.h"

#include <catch2/catch.hpp>

namespace {

using redaction::Role;
using redaction::ValueType;
using Text = base::Sensitive<std::string>;

std::vector<redaction::CoveredValue> covered() {
    return {{"[PERSON-AAAA]", ValueType::person, Role::complainant, Text("Anitha Thomas")},
            {"[PHONE-BBBB]", ValueType::phone, Role::complainant, Text("98460 12345")},
            {"[PHONE-CCCC]", ValueType::phone, Role::family, Text("97450 54321")},
            {"[ADDRESS-DDDD]", ValueType::address, Role::complainant, Text("Rose Villa, Museum")}};
}

cases::ReleaseOf of_case() {
    return {base::CaseId(std::string(16, 'c')), base::StationId("tvc.museum"), "officer:tvc.museum"};
}

cases::ApprovedReveal approved(const std::string& mask, int needed,
                               std::vector<cases::Approval> approvals) {
    return {7, mask, "first_call", needed, "sho.museum@tvc.ps.invalid", std::move(approvals)};
}

const cases::Approval first{"approver.1", "a@cell.invalid"};
const cases::Approval second{"approver.2", "b@cell.invalid"};

std::optional<cases::Release> released(const cases::ApprovedReveal& reveal) {
    return cases::release_reveal(reveal, covered(), Text("Anitha T"), of_case());
}

std::string shown(const std::optional<cases::Release>& release) {
    if (!release) return "nothing";
    std::string out;
    for (const auto& item : release->value.items())
        out += std::string(redaction::name_of(item.type)) + " " + item.mask + " " +
               item.value.reveal() + "\n";
    return out;
}

}  // namespace

TEST_CASE("one approval releases one value, with the note that tells of it") {
    const auto release = released(approved("PHONE-BBBB", 1, {first}));
    CHECK(shown(release) == "PHONE PHONE-BBBB 98460 12345\n");
    CHECK(release->note.event == base::AuditEvent::reveal_sent);
    CHECK(release->note.case_id == base::CaseId(std::string(16, 'c')));
    CHECK(release->note.station == base::StationId("tvc.museum"));
    for (const auto& [key, value] : release->note.attrs) {
        const auto* text = std::get_if<std::string>(&value);
        if (text != nullptr) CHECK(text->find("98460") == std::string::npos);
    }
}

TEST_CASE("too few approvals release nothing") {
    CHECK(shown(released(approved("PHONE-BBBB", 1, {}))) == "nothing");
    CHECK(shown(released(approved("PHONE-BBBB", 2, {first}))) == "nothing");
    CHECK(shown(released(approved("PHONE-BBBB", 0, {}))) == "nothing");
}

TEST_CASE("one mailbox under two names has one vote") {
    CHECK(shown(released(approved("PHONE-BBBB", 2, {first, first}))) == "nothing");
    CHECK(shown(released(approved("PHONE-BBBB", 2, {first, {"approver.2", "a@cell.invalid"}}))) ==
          "nothing");
    CHECK(shown(released(approved("PHONE-BBBB", 2, {first, second}))) ==
          "PHONE PHONE-BBBB 98460 12345\n");
}

TEST_CASE("who asks does not approve, and nobody without a mailbox does") {
    CHECK(shown(released(approved("PHONE-BBBB", 1, {{"approver.1", "sho.museum@tvc.ps.invalid"}}))) ==
          "nothing");
    CHECK(shown(released(approved("PHONE-BBBB", 1, {{"approver.9", ""}}))) == "nothing");
}

TEST_CASE("a mask of another case releases nothing") {
    CHECK(shown(released(approved("PHONE-EEEE", 1, {first}))) == "nothing");
    CHECK(shown(released(approved("PERSON-BBBB", 1, {first}))) == "nothing");
}

TEST_CASE("the bundle holds her name, address and phone, and nobody else's") {
    CHECK(shown(released(approved("FIR", 1, {first}))) ==
          "PERSON PERSON-AAAA Anitha Thomas\nADDRESS ADDRESS-DDDD Rose Villa, Museum\n"
          "PHONE PHONE-BBBB 98460 12345\n");
    CHECK(cases::types_behind("FIR", covered(), Text("")) == "PERSON,ADDRESS,PHONE");
}

TEST_CASE("who wrote no name in her mail still has one in her mail program") {
    const std::vector<redaction::CoveredValue> only_phone{covered()[1]};
    const auto release = cases::release_reveal(approved("FIR", 1, {first}), only_phone,
                                               Text("Anitha T"), of_case());
    CHECK(shown(release) == "PERSON  Anitha T\nPHONE PHONE-BBBB 98460 12345\n");
    CHECK(cases::types_behind("FIR", {}, Text("")).empty());
    CHECK(cases::types_behind("PHONE-BBBB", covered(), Text("")) == "PHONE");
}

TEST_CASE("her contact number goes out with its note, and the note has no number") {
    const auto release = cases::release_contact({Text("98460 12345"), Text("9846012345")},
                                                "PHONE-BBBB", of_case());
    CHECK(shown(release) == "PHONE PHONE-BBBB 98460 12345\n");
    CHECK(release.note.event == base::AuditEvent::contact_released);
    CHECK(release.note.actor == "officer:tvc.museum");
    CHECK(release.note.attrs.size() == 1);
    CHECK(std::get<std::string>(release.note.attrs.at("mask")) == "PHONE-BBBB");
}
