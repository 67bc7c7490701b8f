// One value, one owner, across the whole mail (redaction.md 5.2 step 6). Inside the room only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redaction/ownership.h"
#include "redaction/people.h"
#include "redaction/values.h"

namespace redaction {

// A mention with what was said about it.
struct Mention {
    Candidate candidate;
    Verdict verdict;
    std::optional<Range> name = std::nullopt;  // a person's, once titles were taken along
    bool is_seed = false;
    bool is_public = false;
    bool holds_seed = false;
};

// Makes the roles of equal values equal: fixed rules first, then the most protected role,
// except that words beat a mere prior.
void agree(std::vector<Mention>& mentions);

}  // namespace redaction
