// A place's name inside a larger name: a person's, a bus's, a road's, a building's; or inside
// words that she only quotes. None of them says where anything happened.
#pragma once

#include <optional>
#include <string>

#include "understanding/passage.h"
#include "understanding/place_index.h"

namespace understanding {

struct LargerName {
    PlaceRole role = PlaceRole::person_name;
    std::string cue;  // id of the list that decided
};

// `direct`: a cue of place stands right beside the name. `places`: tokens that names occupy.
std::optional<LargerName> larger_name_at(const Passage& passage, Range name, const Glued& glued,
                                         const std::vector<bool>& places, bool direct);

// Between quotation marks, with a word of saying before or behind.
bool is_in_speech(const Passage& passage, Range name);

}  // namespace understanding
