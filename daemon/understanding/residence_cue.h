// Which word of living ("lives", "native of", "house") speaks of a name?
//
// Promise: one of its own clause, else one where a neighbouring clause without a name meets it;
// a word that belongs to another name, or to a noun that the name describes, is none.
#pragma once

#include <optional>
#include <vector>

#include "understanding/endings.h"
#include "understanding/passage.h"

namespace understanding {

// `places`: the tokens that names of places occupy.
std::optional<Range> find_residence_cue(const Passage& passage, Range name, const Glued& glued,
                                        const std::vector<bool>& places);

// Does a name of a place stand in the range?
bool holds_place(const std::vector<bool>& places, Range range);

}  // namespace understanding
