// Whose words are these? A text cut into zones: fresh, quoted, forwarded, signature, form and
// chat lines.
//
// Promises: zones cover the text without gaps and in order; a zone begins and ends at a line.
// What cannot be decided is fresh text of the writer. Source: redaction.md 5.2 step 1; RFC
// 3676 4.3 for the signature mark.
#pragma once

#include <string>
#include <vector>

#include "understanding/facts.h"
#include "understanding/passage.h"

namespace understanding {

struct Sender {
    std::string name;
    std::string address;  // lower case
    WrittenBy writes = WrittenBy::unclear;
};

std::vector<Zone> find_zones(const Passage& passage, const Sender& sender);

}  // namespace understanding
