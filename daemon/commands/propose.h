// A rule to paste, made of a mail that a person had to place.
//
// Promise: of the mail it holds only words that stand in the rules' own lists and places the
// rules know, and only where the station may read them: nothing that names a person.
#pragma once

#include <string>

#include "pipeline/journey.h"

namespace commands {

std::string propose(const pipeline::Journey& journey, const base::StationId& station);

}  // namespace commands
