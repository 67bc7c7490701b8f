// Facts as JSON, without a word of the mail: kept under the case key for replay, and a part of
// what explain prints.
#pragma once

#include <string>

#include "understanding/facts.h"

namespace pipeline {

std::string facts_to_json(const understanding::Facts& facts);

}  // namespace pipeline
