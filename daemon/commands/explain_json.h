// The journey of a mail as the JSON of contract.md section 5.
#pragma once

#include <string>

#include "pipeline/journey.h"

namespace commands {

std::string explain_json(const std::string& file, const pipeline::Journey& journey);

// The same for people, on a terminal: what was found, who lost and why, the text with what was
// covered.
enum class Colour { on, off };
std::string explain_text(const std::string& file, const pipeline::Journey& journey,
                         Colour colour);

}  // namespace commands
