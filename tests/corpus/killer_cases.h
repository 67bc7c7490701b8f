// The mails of tests/corpus/killers: made to crash, hang or fill a reader. Small ones lie there
// as they are; large ones as a recipe, see tests/support/killer_mails.py.
#pragma once

#include <vector>

#include "corpus/reading_cases.h"

namespace corpus {

// In order of their names. An empty list is a failure of the caller's test.
std::vector<Case> load_killers();

}  // namespace corpus
