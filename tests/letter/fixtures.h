// Invented cases for the tests of this room, and a small reader of finished letters that is not
// the writer's code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "letter/letter.h"
#include "message/parsed_mail.h"

namespace fixtures {

// A value that stands in subject or body, and whose it is.
struct Found {
    std::string text;
    redaction::ValueType type = redaction::ValueType::phone;
    redaction::Role role = redaction::Role::complainant;
};
struct MailText {
    std::string subject;
    std::string body;
    std::vector<Found> found;
    std::vector<message::Leaf> attachments;
};
// Through redact(), with the shipped policy, for a station.
redaction::RedactedMail redacted(
    const MailText& text, redaction::Destination destination = redaction::Destination::station);

letter::Address address(std::string_view text);
letter::Envelope station_envelope();
letter::Envelope desk_envelope();
letter::Envelope her_envelope();
letter::CaseSheet sheet();
understanding::Facts facts();
MailText malayalam_mail();

// The templates of mailtemplates/, as shipped.
std::vector<yaml::SourceText> shipped_sources();
const letter::Templates& shipped();

struct ReadPart {
    std::vector<std::pair<std::string, std::string>> headers;  // unfolded
    std::string text;                                          // decoded; CR LF kept
    std::string header(std::string_view name) const;
};
// The mail, and its parts when it has several. Throws std::runtime_error on anything that is
// not as RFC 5322 and 2045 want it.
struct ReadLetter {
    ReadPart whole;
    std::vector<ReadPart> parts;
};
ReadLetter read(const std::string& octets);
std::string without_cr(std::string text);
std::string decode_words(std::string_view value);

// The letter, or std::runtime_error with the reason why there is none.
letter::Letter must(base::Result<letter::Letter> written);
// A finished letter as golden files have it: headers decoded, then its text, part by part.
std::string shown(const letter::Letter& letter);
// The first of our own lines in it that is wider than a phone's forty columns and could have
// been broken; "" where there is none. Below each header that stands in it.
std::string too_wide_line(const std::string& shown);
// What stands below the headers.
std::vector<std::string> body_lines(const std::string& shown);

// Compares with tests/letter/golden/NAME.txt; on a difference writes NAME.txt.actual beside it
// and says where.
std::string differs_from_golden(const std::string& name, const std::string& actual);

}  // namespace fixtures
