// The table of the reference, written out a second time, and every cell of the shipped file
// held against it: 28 types x 6 roles x 7 destinations x 3 labels.
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "redaction/kit.h"

using redaction::Action;
using redaction::Destination;
using redaction::Label;
using redaction::Role;
using redaction::Treatment;
using redaction::ValueType;

namespace {

// Types, roles (o offender, p official, u unknown, h hers: complainant, family, third party),
// labels of MISC_ID; then station, cyber cell, oversight, platform, auditors. '+' is the flag.
// An official that is not on the public list is treated as unknown, but for a person's name.
const char* const table = R"(
PERSON                                          h  *       mask  mask  drop  drop  drop
PERSON                                          o  *       keep  keep  mask  drop  drop
PERSON                                          p  *       keep  keep  keep  keep  mask
PERSON                                          u  *       mask+ mask  drop  drop  drop
PHONE,EMAIL,UPI_VPA,BANK_ACCOUNT                h  *       mask  mask  drop  drop  drop
PHONE,EMAIL,UPI_VPA,BANK_ACCOUNT                o  *       keep  keep  count drop  count
PHONE,EMAIL,UPI_VPA,BANK_ACCOUNT                pu *       mask+ mask+ drop  drop  drop
SOCIAL_HANDLE,URL                               h  *       mask  mask  drop  drop  drop
SOCIAL_HANDLE,URL                               o  *       keep  keep  count keep  count
SOCIAL_HANDLE,URL                               pu *       keep+ keep+ drop  drop  drop
IP                                              h  *       mask  mask  drop  drop  drop
IP                                              o  *       keep  keep  drop  drop  drop
IP                                              pu *       keep+ keep+ drop  drop  drop
UPI_REF                                         ho *       keep  keep  drop  drop  drop
UPI_REF                                         pu *       keep+ keep+ drop  drop  drop
CASE_REF                                        hopu *     keep  keep  drop  drop  drop
IFSC,GSTIN                                      opu *      keep  keep  drop  drop  drop
IFSC,GSTIN                                      h  *       mask  drop  drop  drop  drop
VEHICLE_REG                                     o  *       keep  keep  drop  drop  drop
VEHICLE_REG                                     hpu *      mask  mask  drop  drop  drop
IMEI                                            hpu *      mask  mask  drop  drop  drop
IMEI                                            o  *       keep  keep  drop  drop  drop
MISC_ID                                         hpu device mask  mask  drop  drop  drop
MISC_ID                                         o  device  keep  keep  drop  drop  drop
MISC_ID                                         hpu own    drop  drop  drop  drop  drop
MISC_ID                                         o  own     mask  keep  drop  drop  drop
MISC_ID                                         hopu none  mask+ mask+ drop  drop  drop
AADHAAR,VID                                     hopu *     drop  drop  drop  drop  drop
PAN,PASSPORT,VOTER_EPIC,DRIVING_LICENCE,CARD    hpu *      drop  drop  drop  drop  drop
PAN,PASSPORT,VOTER_EPIC,DRIVING_LICENCE,CARD    o  *       mask  keep  drop  drop  drop
ADDRESS,PIN_CODE,ORG                            h  *       mask  drop  drop  drop  drop
ADDRESS,PIN_CODE,ORG                            o  *       keep  keep  drop  drop  drop
ADDRESS,PIN_CODE,ORG                            pu *       mask+ drop  drop  drop  drop
DOB                                             hpu *      drop  drop  drop  drop  drop
DOB                                             o  *       keep  keep  drop  drop  drop
AGE                                             hpu *      band  drop  count drop  count
AGE                                             o  *       keep  keep  drop  drop  drop
GPS                                             hpu *      mask  drop  drop  drop  drop
GPS                                             o  *       keep  keep  drop  drop  drop
)";

std::vector<Role> roles_of(const std::string& letters) {
    std::vector<Role> roles;
    for (const char c : letters) {
        if (c == 'h')
            roles.insert(roles.end(), {Role::complainant, Role::family, Role::third_party});
        if (c == 'o') roles.push_back(Role::offender);
        if (c == 'p') roles.push_back(Role::official);
        if (c == 'u') roles.push_back(Role::unknown);
    }
    return roles;
}

std::vector<Label> labels_of(const std::string& word) {
    if (word == "own") return {Label::own};
    if (word == "device") return {Label::device};
    if (word == "none") return {Label::none};
    return {Label::none, Label::own, Label::device};
}

Treatment treatment_of(std::string word) {
    Treatment treatment;
    treatment.flag = word.back() == '+';
    if (treatment.flag) word.pop_back();
    const auto action = redaction::action(word);
    REQUIRE(action.has_value());
    treatment.action = *action;
    return treatment;
}

}  // namespace

TEST_CASE("every cell of the shipped policy is the reference's") {
    using enum Destination;
    const std::vector<std::vector<Destination>> columns{
        {station, desk, urgent}, {cyber_cell}, {oversight}, {platform}, {auditors}};
    std::set<std::tuple<ValueType, Role, Label>> walked;
    std::istringstream lines(table);
    std::string types, roles, label;
    while (lines >> types >> roles >> label) {
        std::vector<Treatment> expected;
        for (std::size_t column = 0; column < columns.size(); ++column) {
            std::string word;
            lines >> word;
            expected.push_back(treatment_of(word));
        }
        std::istringstream names(types);
        for (std::string name; std::getline(names, name, ',');) {
            const auto type = redaction::value_type(name);
            REQUIRE(type.has_value());
            for (const auto role : roles_of(roles)) {
                for (const auto one : labels_of(label)) {
                    CHECK(walked.emplace(*type, role, one).second);
                    for (std::size_t column = 0; column < columns.size(); ++column) {
                        for (const auto destination : columns[column]) {
                            CAPTURE(name, redaction::name_of(role), label,
                                    redaction::name_of(destination));
                            CHECK(kit::policy().treatment(*type, role, destination, one) ==
                                  expected[column]);
                        }
                    }
                }
            }
        }
    }
    CHECK(walked.size() ==
          redaction::all_value_types().size() * redaction::all_roles().size() * 3);
}

TEST_CASE("without a single row everybody gets the strictest treatment of all") {
    const auto empty = redaction::load_policy(
        {"p.yaml",
         "public_numbers: {as_of: \"2026-11-22\", numbers: [\"112\"]}\n"
         "upi_handles: {as_of: \"2026-11-22\", handles: [ybl]}\n"
         "cards_without_luhn: {as_of: \"2026-11-22\", prefixes: [\"60\"]}\npolicy: []\n"});
    REQUIRE(empty.ok());
    using enum Destination;
    for (const auto type : redaction::all_value_types()) {
        for (const auto role : redaction::all_roles()) {
            for (const auto destination :
                 {station, desk, urgent, cyber_cell, oversight, platform, auditors}) {
                for (const auto label : {Label::none, Label::own, Label::device}) {
                    CHECK(empty->treatment(type, role, destination, label) ==
                          Treatment{Action::drop, false});
                }
            }
        }
    }
}
