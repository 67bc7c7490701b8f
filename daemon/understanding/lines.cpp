#include "understanding/lines.h"

namespace understanding {

bool is_blank(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\r' || c == U'\n' || c == 0x00A0 || c == 0x200E ||
           c == 0x200F || c == 0x202F || c == 0xFEFF;
}

std::u32string_view trim(std::u32string_view s) {
    while (!s.empty() && is_blank(s.front())) s.remove_prefix(1);
    while (!s.empty() && is_blank(s.back())) s.remove_suffix(1);
    return s;
}

std::vector<Line> lines_of(const Passage& passage) {
    const auto& text = passage.text();
    std::vector<Line> lines;
    for (std::size_t start = 0; start < text.size();) {
        const auto newline = text.find(U'\n', start);
        const std::size_t end = newline == std::u32string::npos ? text.size() : newline + 1;
        Line line{start, end, {passage.token_at(start), passage.token_at(end)}, {}};
        line.text = trim(std::u32string_view(text).substr(start, end - start));
        lines.push_back(line);
        start = end;
    }
    return lines;
}

}  // namespace understanding
