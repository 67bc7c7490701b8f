// Covers what the destination may not see, and proves it on the finished letter.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "message/parsed_mail.h"
#include "redaction/find_values.h"
#include "redaction/policy.h"
#include "redaction/redacted_mail.h"
#include "routing/decision.h"

namespace redaction {

// A letter that cannot be made safe waits for a person.
struct HoldReason {
    std::string word;  // stable: "unreadable", "incomplete", "attachment", "leak"
};

// 32 octets, random per case, drawn by the shell and stored under the case key: the same case
// gives the same tokens.
struct TokenSeed {
    base::Sensitive<std::string> octets;
};

struct Redaction {
    RedactedMail mail;
    std::vector<CoveredValue> covered;
};

base::Result<Redaction, HoldReason> redact(const message::ParsedMail& mail,
                                           const understanding::Facts& facts,
                                           const routing::Decision& decision,
                                           const Findings& findings, const Policy& policy,
                                           Destination destination, const TokenSeed& seed);

// Searches the finished letter, parsed again by the reader, for every protected value and seed
// in normalised form. Returns where the first hit stands ("body", "subject", "filename"), or
// nothing.
std::optional<std::string> find_leak(const message::ParsedMail& finished_letter,
                                     const Findings& findings, const Policy& policy,
                                     Destination destination);

}  // namespace redaction
