// Danger now: self-harm, danger to life or body, a missing person, a child at risk.
//
// Promises: a missed danger is worse than a false one; a word is passed over only when it is
// part of a listed idiom, denied by the word beside it, or (missing) said of a thing. Text
// quoted from our own letters does not count.
#pragma once

#include <string>
#include <vector>

#include "understanding/facts.h"
#include "understanding/passage.h"

namespace understanding {

// `places`: a word inside the exact name of one ("Kuthiathodu") says nothing.
Urgency find_urgency(const std::vector<Passage>& passages,
                     const std::vector<std::string>& own_addresses, Child child,
                     const std::vector<PlaceMention>& places);

}  // namespace understanding
