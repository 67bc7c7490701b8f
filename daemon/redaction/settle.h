// Settles overlaps between recognisers. Inside the room only.
//
// Promises: the result is in order and does not overlap; a weaker finding of words (name,
// address, school) keeps what a stronger one leaves of it; nothing of a dropped one is covered
// twice.
#pragma once

#include "redaction/candidate.h"

namespace redaction {

Candidates settle(const Page& page, Candidates candidates);

}  // namespace redaction
