// Names that no list has, where only a person can stand: who told, knows or was told something,
// who is with her, who is her daughter or friend, whose number is given.
//
// Promises: only words of no list at all, in Latin letters only with a capital; what cannot be
// told is no name. Inside the room only.
#pragma once

#include "redaction/people.h"

namespace redaction {

void learn_unlisted(const Page& page, People& people);

}  // namespace redaction
