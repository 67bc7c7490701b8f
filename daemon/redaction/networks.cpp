#include <algorithm>

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

// "version 12.4.1.2", "v2.3.0.11"; an address that is called one is one.
bool is_version(const Page& page, Range range) {
    const auto& text = page.latin();
    if (range.start > 0 && text[range.start - 1] == U'v') return true;
    const auto version = page.last_cue_before("type.version", range.start);
    constexpr std::size_t reach = 30;
    if (!version || range.start - version->end > reach ||
        version->start < page.clause_of(range.start).start)
        return false;
    return !page.has_cue_in("type.ip", {version->end, range.start});
}

bool is_hex(char32_t c) { return is_digit(c) || (c >= U'a' && c <= U'f'); }

struct Groups {
    std::size_t groups = 0;   // of hexadecimal digits
    std::size_t doubles = 0;  // "::"
    std::size_t longest_group = 0;
    std::size_t end = 0;
};

Groups count_groups(const std::u32string& text, std::size_t start) {
    constexpr std::size_t longest = 45;
    Groups counted;
    std::size_t digits = 0, i = start;
    for (; i < text.size() && i - start < longest; ++i) {
        if (is_hex(text[i])) {
            if (++digits == 1) ++counted.groups;
            counted.longest_group = std::max(counted.longest_group, digits);
        } else if (text[i] == U':') {
            if (i > start && text[i - 1] == U':') ++counted.doubles;
            digits = 0;
        } else {
            break;
        }
    }
    counted.end = i;
    return counted;
}

// IPv6 (RFC 4291): eight groups, or fewer with one "::".
std::optional<Range> ipv6_at(const std::u32string& text, std::size_t start) {
    const auto [groups, doubles, longest_group, end] = count_groups(text, start);
    if (longest_group > 4) return std::nullopt;
    std::size_t i = end;
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

bool is_number_start(const std::u32string& text, std::size_t i) {
    return is_digit(text[i]) && (i == 0 || (!is_alnum(text[i - 1]) && text[i - 1] != U'.'));
}

// The second figure of a position, on the same line a few signs behind the first.
std::optional<Range> degrees_behind(const std::u32string& text, std::size_t end) {
    constexpr std::size_t reach = 16;
    std::size_t k = end;
    while (k < text.size() && k < end + reach && !is_digit(text[k]) && text[k] != U'\n') ++k;
    return k < text.size() && is_digit(text[k]) ? degrees_at(text, k) : std::nullopt;
}

bool is_one_of(const std::u32string& text, std::size_t at, std::u32string_view signs) {
    return at < text.size() && signs.find(text[at]) != std::u32string_view::npos;
}

std::size_t skip_blanks(const std::u32string& text, std::size_t at) {
    while (at < text.size() && text[at] == U' ') ++at;
    return at;
}

// One to `most` digits, decimals allowed, and one of the signs behind them, or 0.
std::size_t marked_figure(const std::u32string& text, std::size_t at, std::size_t most,
                          std::u32string_view signs) {
    std::size_t i = skip_blanks(text, at), digits = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) ++digits;
    if (digits == 0 || digits > most) return 0;
    if (is_one_of(text, i, U".")) {
        for (++i; i < text.size() && is_digit(text[i]);) ++i;
    }
    i = skip_blanks(text, i);
    return is_one_of(text, i, signs) ? i + 1 : 0;
}

// 10°31'39" N: degrees and minutes with their signs, seconds and the side of the world or not.
std::size_t sexagesimal_end(const std::u32string& text, std::size_t start) {
    constexpr std::u32string_view degrees = U"°˚o", minutes = U"'′’‘`´", seconds = U"\"″”“'′’";
    constexpr std::size_t most_degrees = 3, most_minutes = 2;
    const auto whole = marked_figure(text, start, most_degrees, degrees);
    if (whole == 0) return 0;
    auto end = marked_figure(text, whole, most_minutes, minutes);
    if (end == 0) return 0;
    if (const auto more = marked_figure(text, end, most_minutes, seconds); more != 0) {
        end = more;
        if (is_one_of(text, end, seconds)) ++end;  // '' for "
    }
    const auto side = skip_blanks(text, end);
    const bool alone = side + 1 >= text.size() || !is_alnum(text[side + 1]);
    return is_one_of(text, side, U"nsew") && alone ? side + 1 : end;
}

// 7J3VG6HF+4X, and G6HF+4X before a town: an open location code, with digits and letters.
std::size_t location_code_end(const std::u32string& text, std::size_t start) {
    constexpr std::u32string_view alphabet = U"23456789cfghjmpqrvwx";
    const auto span_of = [&](std::size_t from) {
        auto i = from;
        while (is_one_of(text, i, alphabet)) ++i;
        return i;
    };
    const auto plus = span_of(start);
    const auto size = plus - start;
    if ((size != 4 && size != 6 && size != 8) || !is_one_of(text, plus, U"+")) return 0;
    const auto end = span_of(plus + 1);
    const auto behind = end - plus - 1;
    if (behind < 2 || behind > 3 || (end < text.size() && is_alnum(text[end]))) return 0;
    const auto digits =
        std::count_if(text.begin() + static_cast<std::ptrdiff_t>(start),
                      text.begin() + static_cast<std::ptrdiff_t>(plus), is_digit);
    return digits > 0 && static_cast<std::size_t>(digits) < size ? end : 0;
}

// The other writings of a position: degrees in minutes, and location codes.
void find_other_positions(const Page& page, Candidates& found) {
    const auto& text = page.latin();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_alnum(text[i]) || (i > 0 && (is_alnum(text[i - 1]) || text[i - 1] == U'.')))
            continue;
        auto end = is_digit(text[i]) ? sexagesimal_end(text, i) : 0;
        constexpr std::u32string_view between = U" ,;/";
        if (end != 0) {
            auto next = end;
            while (is_one_of(text, next, between)) ++next;
            if (const auto second = sexagesimal_end(text, next); second != 0) end = second;
        } else {
            end = location_code_end(text, i);
        }
        if (end == 0) continue;
        found.push_back({ValueType::gps,
                         {i, end},
                         score::link,
                         ascii_of(text, {i, end}),
                         Label::none,
                         "shape"});
        i = end - 1;
    }
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
        if (is_version(page, *range)) {
            i = range->end - 1;
            continue;
        }
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
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_number_start(text, i)) continue;
        const auto first = degrees_at(text, i);
        if (!first) continue;
        const auto second = degrees_behind(text, first->end);
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
    find_other_positions(page, found);
    return found;
}

}  // namespace redaction
