// Breaks text into lines at blanks.
//
// Promises: nothing is lost but the blanks at which lines break; a combining mark, a virama or
// a joiner never begins a line (a cluster over 32 characters, which no language has, is cut all
// the same).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace letter {

// What happens to a word longer than the line: cut it, or let it stand whole and alone
// (addresses, hashes).
enum class LongWords { cut, keep };

// `width` in columns. LF ends a line; a final LF adds no empty line.
std::vector<std::string> wrap(std::string_view utf8, std::size_t width, LongWords long_words);

}  // namespace letter
