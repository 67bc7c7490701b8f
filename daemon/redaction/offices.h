// Telephones of public offices that no list names (redaction.md 0.2, rule 8). Inside the room
// only.
#pragma once

#include "redaction/candidate.h"

namespace redaction {

// "The police station's number is 0471 ...": a fixed line, called the police's right before it,
// and nobody's own in the same clause. A mobile number never is one.
bool is_office_number(const Page& page, const Candidate& phone);

}  // namespace redaction
