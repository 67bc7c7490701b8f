// "Ranni police station", "the SHO of Ranni": a police word that belongs to a name.
#pragma once

#include <vector>

#include "understanding/passage.h"

namespace understanding {

// `places`: the tokens that names occupy. Not for railway, bus or fire stations.
bool stands_beside_station(const Passage& passage, Range name, const std::vector<bool>& places);

// "I went to Ranni police station", "they did not take it", or so in a sentence behind that names no
// other place: she has been there, and it did not help her, or she would not write.
bool has_turned_her_away(const Passage& passage, Range sentence,
                         const std::vector<bool>& places);

}  // namespace understanding
