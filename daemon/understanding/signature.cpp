#include "understanding/signature.h"

#include <optional>

namespace understanding {

namespace {

bool is_closing(const Passage& passage, const Line& line) {
    constexpr std::size_t most_tokens = 4;
    const auto* hit = passage.hit_in("zone.closing", line.tokens);
    return line.tokens.last - line.tokens.first <= most_tokens && hit != nullptr &&
           hit->first == line.tokens.first;
}

bool looks_like_card(const Passage& passage, const std::vector<Line>& lines, std::size_t first,
                     std::size_t end) {
    constexpr std::size_t longest_line = 60, most_lines = 6, number_length = 6;
    constexpr std::size_t digits_of_phone = 10;  // also where blanks part them
    if (end - first > most_lines || end - first < 2 || first == 0) return false;
    bool number = false;
    for (std::size_t i = first; i < end; ++i) {
        const auto& line = lines[i];
        if (line.text.size() > longest_line || line.text.ends_with(U".") ||
            line.text.ends_with(U"?"))
            return false;
        std::size_t digits = 0;
        for (std::size_t t = line.tokens.first; t < line.tokens.last; ++t) {
            const auto& token = passage.tokens()[t];
            if (token.kind != TokenKind::digits) continue;
            digits += token.end - token.start;
            number = number || token.end - token.start >= number_length;
        }
        number = number || digits >= digits_of_phone;
    }
    return number;
}

// The first line of the signature before line `end`; `end` when there is none.
std::size_t find_signature(const Passage& passage, const std::vector<Line>& lines,
                           const std::vector<Zone>& zones, std::size_t end) {
    constexpr std::size_t most_lines = 9;
    std::size_t written = 0;
    std::optional<std::size_t> closing, last_block;
    for (std::size_t i = end; i-- > 0 && written < most_lines;) {
        if (lines[i].blank()) {
            if (!last_block && written > 0) last_block = i + 1;
            continue;
        }
        if (zones[i].kind != ZoneKind::fresh) break;
        ++written;
        if (is_closing(passage, lines[i])) closing = i;
    }
    if (!closing && last_block && looks_like_card(passage, lines, *last_block, end))
        closing = last_block;
    return closing.value_or(end);
}

}  // namespace

void mark_signature(const Passage& passage, const std::vector<Line>& lines,
                    std::vector<Zone>& zones) {
    std::size_t end = lines.size();
    while (end > 0 && (zones[end - 1].kind != ZoneKind::fresh || lines[end - 1].blank())) --end;
    if (end == 0) return;
    for (std::size_t i = find_signature(passage, lines, zones, end); i < end; ++i) {
        if (zones[i].kind == ZoneKind::fresh) zones[i].kind = ZoneKind::signature;
    }
}

}  // namespace understanding
