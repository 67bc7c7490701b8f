// Identity numbers of letters and digits: PAN, voter card, passport, licence, GSTIN, IFSC,
// vehicle marks, device addresses, and identifiers that only their own label gives away
// (redaction.md 3.1, 3.2). Inside the room only.
#pragma once

#include "redaction/candidate.h"

namespace redaction {

Candidates find_codes(const Page& page);
// Numbers that an office gives and that nothing names: "PPO/KL/0099123", "HRX-20914".
Candidates find_file_numbers(const Page& page);

}  // namespace redaction
