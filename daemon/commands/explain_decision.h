// What explain tells people of a decision: which words were found in which line, what each
// weighs for whom and which word said so, who lost, and what decided.
//
// Promise: words of the mail stand between quotation marks, with hidden characters written out;
// a station stands with its name, an id of a list stands only behind the words found by it.
#pragma once

#include <string>

#include "pipeline/journey.h"

namespace commands {

std::string decision_lines(const pipeline::Journey& journey);

}  // namespace commands
