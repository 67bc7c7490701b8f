// Which words can be part of a name: capitals in Latin, any word of an Indic script that is no
// everyday word. Inside the room only.
#pragma once

#include <vector>

#include "redaction/page.h"

namespace redaction {

// True when the token may stand in a name of a person, house or school. Everyday words, cue
// words, kin words and pronouns may not.
bool could_be_name(const Page& page, std::size_t token);
// The same for a Latin word in small letters: only where a strong cue says that a name follows.
bool could_be_small_name(const Page& page, std::size_t token);
// The code points between two tokens are blanks, one stop (initials) or nothing.
bool side_by_side(const Page& page, std::size_t left, std::size_t right);

bool is_indic(char32_t c);

}  // namespace redaction
