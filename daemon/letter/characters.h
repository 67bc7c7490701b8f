// What single code points do to a line of text (Unicode 15, through ICU's tables).
#pragma once

#include <string_view>

namespace letter {

// Would show nothing, or would steer what stands around it: controls, bidi marks, zero-width
// and other ignorable characters, line and paragraph separators. LF is one of them.
bool is_hidden(char32_t c);
// Variation selectors choose the shape of the character before them.
bool is_variation_selector(char32_t c);
// A letter or mark of an Indic script: there U+200C and U+200D are spelling (old chillu
// letters, conjuncts).
bool is_indic(char32_t c);
// Must stand on the same line as the character before it: combining marks, joiners, what
// follows a virama.
bool clings_to(char32_t previous, char32_t c);
// Columns on a screen of fixed-width letters: 2 for wide East Asian characters and emoji,
// otherwise 1. Marks count too, so that a line is never longer in characters than in columns.
int columns_of(char32_t c);

}  // namespace letter
