// Dates of birth, ages, PIN codes, addresses, schools and workplaces: what identifies without a
// number of its own (redaction.md 3.4).
//
// Promises: a town or district name alone is no address; a date without a birth cue is evidence
// and no finding. Inside the room only.
#pragma once

#include "redaction/candidate.h"
#include "understanding/facts.h"

namespace redaction {

Candidates find_dates_of_birth(const Page& page);
Candidates find_ages(const Page& page);
Candidates find_pins(const Page& page, const understanding::Facts& facts);
Candidates find_addresses(const Page& page, const understanding::Facts& facts);
Candidates find_told_addresses(const Page& page, const understanding::Facts& facts);
Candidates find_organisations(const Page& page, const understanding::Facts& facts);
Candidates find_named_workplaces(const Page& page, const understanding::Facts& facts);

// "minor", "18-24", "25-34", "35-59", "60+" for one to three digits.
std::string age_band(std::string_view years);

}  // namespace redaction
