// The ready request to a platform in the letters of an image case (letters.md; IT Rules 2021,
// rule 3(2)(b); redaction.md 4).
//
// Promises: made of the view for platforms alone, and proved for that reader before it is put
// into a letter and once more on the letter's finished octets (leak_in_copy). A request that
// would tell who she is is left out, with the event `leak_stopped`: the letter itself goes.
#pragma once

#include "letter/letter.h"
#include "pipeline/rule_set.h"
#include "redaction/redact.h"

namespace pipeline {

// Whether pictures of her are what the case is about, as for the clock `takedown`.
bool is_image_case(const understanding::Facts& facts);

struct ForPlatform {
    const redaction::RedactedMail& view;
    const redaction::Findings& findings;
    const understanding::Facts& facts;
};
// Fills takedown_request and takedown_by of the sheet, or says where the proof stopped it.
base::Result<std::optional<std::string>> put_takedown(letter::CaseSheet& sheet,
                                                      const RuleSet& rules, base::Seconds zone,
                                                      const ForPlatform& about);

// The proof of a request within a finished letter, read again. Where the hit stands, or
// nothing.
std::optional<std::string> leak_in_request(const message::ParsedMail& letter,
                                           const redaction::Findings& findings,
                                           const redaction::Policy& policy);

}  // namespace pipeline
