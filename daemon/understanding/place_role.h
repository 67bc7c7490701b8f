// Whose place is it? The role of a name by the clause that it stands in.
#pragma once

#include <string>
#include <vector>

#include "understanding/facts.h"
#include "understanding/passage.h"
#include "understanding/place_index.h"
#include "understanding/zones.h"

namespace understanding {

struct RoleFound {
    PlaceRole role = PlaceRole::unknown;
    std::vector<std::string> cues;  // ids of the lists that decided
    bool direct = false;            // a cue stands right beside the name
    bool beside_residence = false;  // a word of living stands beside it
    bool district_word = false;     // "district" stands beside it
};

// `places`: the tokens that names occupy, so that a cue of another name is not taken.
RoleFound find_role(const Passage& passage, Range name, const Glued& glued,
                    const std::vector<bool>& places, const Sender& sender);

}  // namespace understanding
