// Text of the outside, made harmless to show: it can be read, and it does nothing.
//
// Promises: no control, bidi or zero-width character is left (each is shown as <U+202E>),
// except U+200C and U+200D inside Indic words, where they are spelling. Links cannot be tapped
// (hxxps[:]//, www[.], bit[.]ly/). No line of a quotation can be taken for a header, a
// boundary, a signature mark or a line of ours: each begins with "|".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace letter {

// Keeps LF (CR LF becomes LF), turns TAB into a blank and shows every other hidden character.
std::string show_hidden(std::string_view utf8);

// For reading only: whoever needs the link whole copies it from evidence.txt.
std::string break_links(std::string_view utf8);

// One line of at most `most` characters: line ends become blanks, links are broken, hidden
// characters shown.
std::string inert_line(std::string_view utf8, std::size_t most = 78);

// Every line begins with "| " and has at most 78 columns; ends with LF unless empty.
std::string quote(std::string_view utf8);

}  // namespace letter
