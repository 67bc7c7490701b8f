// Whose home is it? Reads the words around a cue of living ("lives", "native of", "house").
//
// Promise: the complainant's only when the text says so or names nobody else; a former home, a
// relative's, or that of somebody with a name of his own is another's. A wrong station is worse
// than the desk.
#pragma once

#include <vector>

#include "understanding/endings.h"
#include "understanding/passage.h"
#include "understanding/zones.h"

namespace understanding {

enum class Person { none, self, offender, third };

// Who a token speaks of: "I", "my", "my ex", "my husband", "he"; none for an ordinary word.
Person person_at(const Passage& passage, std::size_t token);

// writer: one who writes for her and tells where he himself lives.
enum class Dweller { she, he, another, writer };

// `name`: the place; `cue`: the word of living, in the same sentence; `places`: the tokens that
// names of places occupy.
Dweller who_lives_there(const Passage& passage, Range name, Range cue, const Glued& glued,
                        const std::vector<bool>& places, const Sender& sender);

}  // namespace understanding
