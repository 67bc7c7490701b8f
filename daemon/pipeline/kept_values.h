// What the vault keeps of a case under its key, so that a number or a covered value can be
// released later without reading the mail again: as JSON, and back.
//
// Promises: nothing here that the policy drops; what is altered is a Failure of kind text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/sensitive.h"
#include "cases/contact.h"
#include "pipeline/journey.h"
#include "redaction/redacted_mail.h"
#include "redaction/values.h"

namespace pipeline {

struct KeptValues {
    std::vector<redaction::CoveredValue> covered;
    // For the proof on a finished letter: the covered values and the identity seeds.
    redaction::Findings findings;
};
std::string covered_to_json(const Journey& journey);
base::Result<KeptValues> covered_from_json(const std::string& text);

// Which number she may be called on, from this mail alone; or why none.
struct KeptContact {
    base::Result<cases::Contact, cases::NoContact> contact{cases::NoContact::not_kept};
    std::string mask;                           // "PHONE-K7Q2"; empty where no copy covered it
    std::string safe_hours;                     // "10-13"; empty: not said
    base::Sensitive<std::string> display_name;  // as her mail program gives it; may be empty
};
std::string contact_to_json(const Journey& journey);
base::Result<KeptContact> contact_from_json(const std::string& text);

}  // namespace pipeline
