// What the tests of redaction share: the shipped policy and word lists, and mails made of a
// text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redaction/find_values.h"
#include "redaction/policy.h"
#include "redaction/redact.h"

namespace kit {

const redaction::Policy& policy();
const understanding::Lexicon& lexicon();
const redaction::GivenNames& given_names();

// A mail from Anitha Thomas <anitha.t@example.org>; the text may be marked by zones:
// a line "|other Raju <r@x.example>|" or "|writer|", "|signature|", "|form writer|", "|form
// other|" begins a zone.
struct Case {
    message::ParsedMail mail;
    understanding::Facts facts;
};
Case mail_of(std::string_view text);
void add_text(Case& made, understanding::Where where, std::string_view text);

// The same sender; the facts are found by the understanding room with the shipped rules.
Case understood(std::string_view text);
Case understood(message::ParsedMail mail);

redaction::Findings findings_of(const Case& made);
// "PHONE complainant 9846012345" for each value, in order.
std::vector<std::string> seen(const Case& made);
std::vector<std::string> seen(std::string_view text);
// Only the types and texts: "PHONE 98460 12345".
std::vector<std::string> types(std::string_view text);

redaction::Redaction redacted(const Case& made, redaction::Destination destination);

}  // namespace kit
