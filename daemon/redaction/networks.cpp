#include "redaction/link_parts.h"
#include "redaction/links.h"

namespace redaction {

namespace {

// IPv4 in four parts of at most 255, not a part of a longer dotted number.
std::optional<Range> ipv4_at(const std::u32string& text, std::size_t start) {
    std::size_t i = start;
    for (int part = 0; part < 4; ++part) {
        if (part > 0) {
            if (i >= text.size() || text[i] != U'.') return std::nullopt;
            ++i;
        }
        int value = 0;
        std::size_t digits = 0;
        for (; i < text.size() && is_digit(text[i]) && digits < 4; ++i, ++digits) {
            value = value * 10 + static_cast<int>(text[i] - U'0');
        }
        if (digits == 0 || digits > 3 || value > 255) return std::nullopt;
    }
    if (i < text.size() && (is_alnum(text[i]) || (text[i] == U'.' && i + 1 < text.size() &&
                                                  is_digit(text[i + 1])))) {
        return std::nullopt;
    }
    return Range{start, i};
}

bool is_hex(char32_t c) { return is_digit(c) || (c >= U'a' && c <= U'f'); }

// IPv6 (RFC 4291): eight groups, or fewer with one "::".
std::optional<Range> ipv6_at(const std::u32string& text, std::size_t start) {
    std::size_t i = start, groups = 0, doubles = 0, digits = 0;
    constexpr std::size_t longest = 45;
    for (; i < text.size() && i - start < longest; ++i) {
        if (is_hex(text[i])) {
            if (++digits > 4) return std::nullopt;
        } else if (text[i] == U':') {
            if (digits > 0) ++groups;
            if (i > start && text[i - 1] == U':') ++doubles;
            digits = 0;
        } else {
            break;
        }
    }
    if (digits > 0) ++groups;
    while (i > start && text[i - 1] == U':' && (i - 1 == start || text[i - 2] != U':')) --i;
    if (i < text.size() && is_alnum(text[i])) return std::nullopt;
    const bool fits =
        (doubles == 0 && groups == 8) || (doubles == 1 && groups >= 2 && groups < 8);
    return fits ? std::optional(Range{start, i}) : std::nullopt;
}

// A number with at least three decimals, up to `most` degrees.
std::optional<Range> degrees_at(const std::u32string& text, std::size_t start) {
    std::size_t i = start, whole = 0, decimals = 0;
    if (i < text.size() && text[i] == U'-') ++i;
    for (; i < text.size() && is_digit(text[i]); ++i) ++whole;
    if (whole == 0 || whole > 3 || i >= text.size() || text[i] != U'.') return std::nullopt;
    for (++i; i < text.size() && is_digit(text[i]); ++i) ++decimals;
    constexpr std::size_t least_decimals = 3, most_decimals = 12;
    if (decimals < least_decimals || decimals > most_decimals) return std::nullopt;
    return Range{start, i};
}

}  // namespace

Candidates find_networks(const Page& page) {
    Candidates found;
    const auto& text = page.latin();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool fresh =
            i == 0 || (!is_alnum(text[i - 1]) && text[i - 1] != U'.' && text[i - 1] != U':');
        const bool labelled = i > 0 && text[i - 1] == U':' && (i < 2 || !is_hex(text[i - 2]));
        if (!is_hex(text[i]) || (!fresh && !labelled)) continue;
        auto range = is_digit(text[i]) ? ipv4_at(text, i) : std::nullopt;
        if (!range) range = ipv6_at(text, i);
        if (!range) continue;
        found.push_back({ValueType::ip, *range, score::checked, ascii_of(text, *range),
                         Label::none, "shape"});
        i = range->end - 1;
    }
    return found;
}

// "8.5241, 76.9366", "8.5241 N 76.9366 E", "lat: 8.5241 long: 76.9366".
Candidates find_positions(const Page& page) {
    Candidates found;
    const auto& text = page.latin();
    constexpr std::size_t reach = 16;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(text[i]) || (i > 0 && (is_alnum(text[i - 1]) || text[i - 1] == U'.')))
            continue;
        const auto first = degrees_at(text, i);
        if (!first) continue;
        std::size_t k = first->end;
        while (k < text.size() && k < first->end + reach && !is_digit(text[k]) &&
               text[k] != U'\n')
            ++k;
        const auto second =
            k < text.size() && is_digit(text[k]) ? degrees_at(text, k) : std::nullopt;
        if (!second) continue;
        std::size_t end = second->end;
        for (const auto sign : {U"° e", U"°e", U" e"}) {
            if (matches(text, end, sign)) end += std::u32string_view(sign).size();
        }
        found.push_back({ValueType::gps,
                         {i, end},
                         score::link,
                         ascii_of(text, *first) + "," + ascii_of(text, *second),
                         Label::none,
                         "shape"});
        i = end;
    }
    return found;
}

}  // namespace redaction
