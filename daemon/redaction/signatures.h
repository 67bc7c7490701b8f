// Names that stand where a letter ends, and the names of those whose lines are quoted. Inside
// the room only.
#pragma once

#include "redaction/people.h"

namespace redaction {

void learn_signatures(const Page& page, People& people);

}  // namespace redaction
