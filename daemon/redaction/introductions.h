// The places of a text where somebody is introduced by name: after a cue ("my name is", a kin
// word, "warden"), before one ("X എന്നയാൾ", "X madam"), behind a form label. Inside the room
// only.
#pragma once

#include "redaction/people.h"

namespace redaction {

void learn_introductions(const Page& page, People& people);

}  // namespace redaction
