// Identity numbers of letters and digits: PAN, voter card, passport, licence, GSTIN, IFSC,
// vehicle marks, device addresses, and identifiers that only their own label gives away
// (redaction.md 3.1, 3.2). Inside the room only.
#pragma once

#include "redaction/candidate.h"

namespace redaction {

Candidates find_codes(const Page& page);

}  // namespace redaction
