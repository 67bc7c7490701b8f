// Gives a filled template its final lines.
//
// Promises: our own lines have at most `width` columns except single words (addresses to tap,
// hashes); quoted lines
// ("| ") stay as they are; sections that were left out leave no hole (never two empty lines
// together); ends with LF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace letter {

// Stands in a template's body for an empty line that its author wrote. All other empty lines
// are left over from sections (the library keeps some of them) and are dropped. No value can
// hold this character: hidden ones are shown.
constexpr char empty_line_mark = '\x1F';

constexpr std::size_t phone_width = 40;
constexpr std::size_t mail_width = 78;

std::string lay_out(std::string_view filled, std::size_t width);

}  // namespace letter
