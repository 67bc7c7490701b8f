// What another said to her, set between quotation marks in her own text: 'He wrote: "my number
// is X, I know your brother Y"' (redaction.md 5.2 step 1: there "my" is his and "your" hers).
//
// Promises: only where the words beside the marks tell of him or of something received, or the
// words between them speak to her; what she, a relative or a friend said stays hers. Inside the
// room only.
#pragma once

#include <vector>

#include "redaction/page.h"

namespace redaction {

// In order, without overlaps; owner and kind as of a quoted mail of the other side.
std::vector<understanding::Zone> find_said(const Page& page);

}  // namespace redaction
