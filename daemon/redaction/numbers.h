// Decides what a run of digits is: phone, Aadhaar, card, account, reference, PIN code ...
// (redaction.md 3.1-3.3).
//
// Promise: ten digits that begin with 6 to 9 are a phone whatever any operator's table says; a
// run of eleven or more that fits nothing is MISC_ID. Inside the room only.
#pragma once

#include <optional>
#include <string_view>

#include "base/instant.h"
#include "redaction/candidate.h"
#include "redaction/digit_runs.h"
#include "redaction/labels.h"

namespace redaction {

// How the digits were written.
struct Writing {
    std::vector<std::size_t> groups;  // digits of each
    bool plus = false;                // +91...
    bool over_lines = false;          // a line end inside
    bool guessed = false;             // letters were read as digits
    bool same_separator = true;
    void begin_anew() {
        groups.clear();  // what it holds room for, it keeps
        plus = over_lines = guessed = false;
        same_separator = true;
    }
};

struct NumberJudge {
    const Policy& policy;
    std::optional<base::Instant> mail_date;

    // What `digits` are; `range` of the result is left empty.
    std::optional<Candidate> judge(std::string_view digits, const Writing& writing,
                                   const Labels& labels) const;
};

// UPI and IMPS references hold the year's last digit, the day of the year and the hour.
bool fits_upi_reference(std::string_view digits, base::Instant mail_date);
// 11 digits with trunk 0, or 10 without: a Kerala area code and a subscriber number from 2
// to 7.
bool is_kerala_landline(std::string_view digits);

Candidates find_numbers(const Page& page, const NumberJudge& judge);

}  // namespace redaction
