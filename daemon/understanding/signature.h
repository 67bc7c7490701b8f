// Where the signature of a mail stands: closing words, or the last short lines with a number in
// them.
#pragma once

#include <vector>

#include "understanding/lines.h"
#include "understanding/zones.h"

namespace understanding {

// `zones`: one for each line; only fresh ones become a signature.
void mark_signature(const Passage& passage, const std::vector<Line>& lines,
                    std::vector<Zone>& zones);

}  // namespace understanding
