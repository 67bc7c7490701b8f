// What is wrong with a file before its YAML is looked at: size, UTF-8, control characters,
// directives.
//
// Promise: a text without problems here has lines that can be quoted to people and positions
// that can be counted. The limits are 1 MB a file and 8,000 octets a line. The YAML library
// would pass bad octets on in silence.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"
#include "yaml/node.h"

namespace yaml {

base::Problems check_text(const SourceText& source);

// Line `line` (from 1) without its line end; empty when there is none.
std::string_view line_of(std::string_view text, int line);

// A problem at a place given in octets: `offset` from 0 within line `line` from 1.
base::Problem problem_at_octet(const SourceText& source, int line, std::size_t offset,
                               std::string sentence, std::string hint);

}  // namespace yaml
