// The lines of a text, as its zones are told apart by them.
#pragma once

#include <string_view>
#include <vector>

#include "understanding/passage.h"

namespace understanding {

struct Line {
    std::size_t start = 0;
    std::size_t end = 0;  // past the newline
    Range tokens;
    std::u32string_view text;  // without the newline and blanks at both ends
    bool blank() const { return text.empty(); }
};

std::vector<Line> lines_of(const Passage& passage);

// Blanks of every writing, and the marks of direction that mail programs set.
bool is_blank(char32_t c);
std::u32string_view trim(std::u32string_view text);

}  // namespace understanding
