// The review page: one HTML text with everything in it, in every language it is worded in.
//
// Promises: no script, nothing is loaded from anywhere; all text is escaped; a choice of
// language without a script; tables that turn to cards on a phone; prints the language that is
// chosen. Counts of stations come banded from table.h.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "letter/templates.h"
#include "review/table.h"

namespace review {

struct Page {
    Rows rows;
    Figures figures;
    Period period;
    base::Instant made{};
};

// The first wording is the one shown at first.
base::Result<std::string> write_page(const Page& page,
                                     const std::vector<letter::Wording>& wordings);

}  // namespace review
