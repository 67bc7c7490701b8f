// Numbers in words: "nine double four", "onpathu naalu", "नौ चार" (redaction.md 3.4).
//
// Promise: only runs of at least six digits, so "do", "no", "ek" and Anju stay words. Inside
// the room only.
#pragma once

#include "redaction/numbers.h"

namespace redaction {

Candidates find_worded_numbers(const Page& page, const NumberJudge& judge);

}  // namespace redaction
