// The language of the writer's own words: by script, and for Latin letters by small words.
#pragma once

#include <vector>

#include "understanding/facts.h"
#include "understanding/passage.h"

namespace understanding {

Language find_language(const std::vector<Passage>& passages);

}  // namespace understanding
