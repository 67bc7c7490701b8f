#include "redaction/address_edges.h"

#include <algorithm>
#include <array>

#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;

// Above names: a house that bears one is covered whole.
constexpr double address_score = score::words + 2;

// The places that may stay: they carry the jurisdiction (fixed rule 3).
std::vector<Range> open_places(const Page& page, const understanding::Facts& facts) {
    std::vector<Range> places;
    for (const auto& place : facts.places) {
        const bool quarter =
            !place.candidates.empty() &&
            std::all_of(place.candidates.begin(), place.candidates.end(), [](const auto& one) {
                return one.kind == understanding::PlaceKind::locality;
            });
        if (place.span.where == page.where() && !quarter)
            places.push_back(page.range_of(place.span));
    }
    return places;
}

bool is_quote(char32_t c) {
    return c == U'"' || c == U'\'' || c == 0x2018 || c == 0x2019 || c == 0x201C ||
           c == 0x201D || c == U'(';
}

bool is_part_end(char32_t c) { return c == U',' || c == U'\n' || c == U';' || c == U'|'; }

}  // namespace

std::vector<Range> places_on(const Page& page, const understanding::Facts& facts) {
    std::vector<Range> places;
    for (const auto& place : facts.places) {
        if (place.span.where == page.where()) places.push_back(page.range_of(place.span));
    }
    return places;
}

OpenPlaces::OpenPlaces(std::vector<Range> places) : places_(std::move(places)) {
    std::sort(places_.begin(), places_.end());
    std::size_t farthest = 0;
    for (auto& place : places_) place.end = farthest = std::max(farthest, place.end);
}

bool OpenPlaces::hold(Range part) const {
    const auto behind =
        std::upper_bound(places_.begin(), places_.end(), part.start,
                         [](std::size_t at, const Range& place) { return at < place.start; });
    return behind != places_.begin() && part.end <= std::prev(behind)->end;
}

AddressEdges::AddressEdges(const Page& page, const understanding::Facts& facts)
    : page_(page), text_(page.text()), places_(open_places(page, facts)) {}

std::size_t AddressEdges::head(std::size_t start) const {
    const auto line = page_.line_of(start);  // a mark of speech may begin a clause
    constexpr int most_parts = 3;
    for (int part = 0; part < most_parts; ++part) {
        auto at = start;
        while (at > line.start && is_blank(text_[at - 1])) --at;
        if (at == line.start || text_[at - 1] != U',') return start;
        const auto end = at - 1;
        const auto before = start_of_part(end, line.start);
        if (before == end || is_open_place({before, end})) return start;
        start = before;
    }
    return start;
}

std::size_t AddressEdges::tail(std::size_t from) const {
    const auto limit = address_limit(from);
    constexpr int most_parts = 5;
    auto end = part_end(from, limit);
    if (count_tokens({from, end}) > 4) return after_tokens(from, end);
    for (int part = 0; part < most_parts && end < limit && text_[end] == U','; ++part) {
        auto start = end + 1;
        while (start < limit && is_blank(text_[start])) ++start;
        const auto next = part_end(start, limit);
        if (!looks_like_part({start, next}) && !is_open_place({start, next})) {
            end = std::max({end, street_at(start, next), quarter_at(from, start, next)});
            break;
        }
        end = next;
    }
    return end;
}

std::size_t AddressEdges::part_end(std::size_t at, std::size_t limit) const {
    while (at < limit && !is_part_end(text_[at])) ++at;
    return at;
}

std::size_t AddressEdges::part_before(std::size_t at) const {
    const auto line = page_.line_of(at);
    constexpr std::size_t most = 2;
    auto start = at;
    constexpr std::size_t longest = 40;
    while (start > line.start && at - start < longest && !is_part_end(text_[start - 1]))
        --start;
    if (start == line.start || text_[start - 1] != U',') return at;
    while (start < at && is_blank(text_[start])) ++start;
    return count_tokens({start, at}) <= most ? start : at;
}

bool AddressEdges::is_open_place(Range part) const {
    const auto loose = [&](char32_t c) { return is_loose(c) || is_digit(c); };
    while (part.start < part.end && loose(text_[part.start])) ++part.start;
    while (part.end > part.start && loose(text_[part.end - 1])) --part.end;
    return part.start < part.end && places_.hold(part);
}

bool AddressEdges::has_place_word(Range range) const {
    return page_.has_cue_in("type.place_word", range) ||
           page_.has_cue_in("type.house", range) ||
           page_.has_cue_in("type.post_office", range) || page_.has_cue_in("type.pin", range);
}

bool AddressEdges::is_house_word(std::size_t token) const {
    return page_.covered_by("type.house", page_.tokens()[token].start) ||
           page_.covered_by("type.number_word", page_.tokens()[token].start);
}

bool AddressEdges::ends_with_comma(Range line) const {
    auto end = line.end;
    while (end > line.start && is_blank(text_[end - 1])) --end;
    return end > line.start && text_[end - 1] == U',';
}

// Where the name words or the house number that end at `end` begin.
std::size_t AddressEdges::start_of_part(std::size_t end, std::size_t limit) const {
    const auto& tokens = page_.tokens();
    constexpr std::size_t most = 4;
    auto t = page_.token_at(end);
    if (t == 0 || tokens[t - 1].end + 1 < end) return end;
    auto first = t;
    bool numbered = false;
    while (first > 0 && t - first < most && tokens[first - 1].start >= limit &&
           (first == t || tokens[first].start - tokens[first - 1].end <= 1) &&
           !page_.covered_by("type.address", tokens[first - 1].start) &&
           (tokens[first - 1].kind == TokenKind::digits || could_be_name(page_, first - 1) ||
            is_house_word(first - 1) ||
            page_.covered_by("type.place_word", tokens[first - 1].start))) {
        --first;
        numbered = numbered || tokens[first].kind == TokenKind::digits;
    }
    // "my house Sopanam, Temple Road": the word for the house is no part of its name.
    while (first + 1 < t && !page_.is_capital(first) && is_house_word(first)) ++first;
    const bool introduced = first > 0 && first < t &&
                            (page_.covered_by("type.address", tokens[first - 1].start) ||
                             page_.covered_by("type.lives", tokens[first - 1].start) ||
                             page_.covered_by("type.house", tokens[first - 1].start));
    const bool begins = first != t && (introduced || is_part_start(tokens[first].start, limit));
    const bool sure = begins || numbered || (t - first == 1 && page_.word(first).size() > 3);
    return sure ? tokens[first].start : end;
}

bool AddressEdges::is_part_start(std::size_t at, std::size_t limit) const {
    while (at > limit && (is_blank(text_[at - 1]) || is_quote(text_[at - 1]))) --at;
    return at == limit || is_part_end(text_[at - 1]) || text_[at - 1] == U'.' ||
           text_[at - 1] == U'।';
}

// The street at the beginning of a longer part: "Gandhi Nagar 2nd Street and that ...".
std::size_t AddressEdges::street_at(std::size_t start, std::size_t limit) const {
    const auto& tokens = page_.tokens();
    std::size_t end = 0;
    for (auto t = page_.token_at(start); t < tokens.size() && tokens[t].end <= limit; ++t) {
        const bool street = page_.covered_by("type.place_word", tokens[t].start) ||
                            page_.covered_by("type.house", tokens[t].start);
        const bool ordinal = tokens[t].end - tokens[t].start == 2;
        if (!street && !ordinal && tokens[t].kind != TokenKind::digits &&
            !could_be_name(page_, t))
            break;
        if (street) end = tokens[t].end;
    }
    return end;
}

// "No. 42, 3rd Cross, Ejipura from a man": behind a number the unlisted name of a quarter, and
// then small letters.
std::size_t AddressEdges::quarter_at(std::size_t from, std::size_t start,
                                     std::size_t limit) const {
    const auto& tokens = page_.tokens();
    constexpr std::size_t reach = 4;
    const auto first = page_.token_at(start), begin = page_.token_at(from);
    const bool numbered = std::any_of(
        tokens.begin() + static_cast<std::ptrdiff_t>(begin - std::min(begin, reach)),
        tokens.begin() + static_cast<std::ptrdiff_t>(first),
        [](const auto& token) { return token.kind == TokenKind::digits; });
    if (!numbered || first + 1 >= tokens.size() || tokens[first].end > limit ||
        is_indic(page_.word(first)[0]) || !could_be_name(page_, first) || page_.shouts() ||
        page_.covered_by("type.given_name", tokens[first].start))
        return 0;
    const bool goes_on = tokens[first + 1].kind == TokenKind::word &&
                         tokens[first + 1].start < limit && !page_.is_capital(first + 1);
    return goes_on ? tokens[first].end : 0;
}

// "Kottarathil, opp. milk society": the stop ends no sentence.
bool AddressEdges::ends_with_abbreviation(std::size_t limit) const {
    static constexpr std::array<std::u32string_view, 5> words{U"opp.", U"nr.", U"jn.", U"st.",
                                                              U"bldg."};
    auto end = limit;
    while (end > 0 && is_blank(text_[end - 1])) --end;
    const auto before = std::u32string_view(text_).substr(0, end);
    return std::any_of(words.begin(), words.end(),
                       [&](auto word) { return before.ends_with(word); });
}

// An address goes on over a line end behind a comma, and no further than this.
std::size_t AddressEdges::address_limit(std::size_t from) const {
    constexpr std::size_t longest = 160;
    auto limit = page_.clause_of(from).end;
    while (limit < text_.size() && limit < from + longest && limit > 0 &&
           text_[limit - 1] == U'\n' && ends_with_comma({from, limit - 1})) {
        limit = page_.clause_of(limit).end;
    }
    if (limit < text_.size() && ends_with_abbreviation(limit))
        limit = page_.clause_of(limit + 1).end;
    return std::min(limit, from + longest);
}

std::size_t AddressEdges::count_tokens(Range range) const {
    return page_.token_at(range.end) - page_.token_at(range.start);
}

// In a sentence that goes on, the house word itself is the end, with the number behind it.
std::size_t AddressEdges::after_tokens(std::size_t from, std::size_t end) const {
    const auto& tokens = page_.tokens();
    auto at = from;
    for (auto t = page_.token_at(from); t < tokens.size() && tokens[t].end <= end; ++t) {
        const bool belongs = tokens[t].kind == TokenKind::digits || could_be_name(page_, t) ||
                             page_.covered_by("type.place_word", tokens[t].start);
        if (!belongs) break;
        at = tokens[t].end;
    }
    return at;
}

bool AddressEdges::looks_like_part(Range part) const {
    constexpr std::size_t most = 4;
    const auto count = count_tokens(part);
    if (count == 0 || count > most) return false;
    if (has_place_word(part)) return true;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(part.start); t < tokens.size() && tokens[t].end <= part.end;
         ++t) {
        if (tokens[t].kind == TokenKind::word && !could_be_name(page_, t) &&
            !is_floor_letter(t))
            return false;
    }
    return true;
}

// "11F", "2nd": touches its number.
bool AddressEdges::is_floor_letter(std::size_t token) const {
    const auto& tokens = page_.tokens();
    constexpr std::size_t most = 2;
    return token > 0 && tokens[token].end - tokens[token].start <= most &&
           tokens[token - 1].kind == TokenKind::digits &&
           tokens[token - 1].end == tokens[token].start;
}

void AddressEdges::cover(Range range, std::string cue, Candidates& found) const {
    while (range.start < range.end && is_loose(text_[range.start])) ++range.start;
    while (range.end > range.start && is_loose(text_[range.end - 1])) --range.end;
    constexpr std::size_t shortest = 3;
    if (range.end - range.start >= shortest) cover_whole(range, std::move(cue), found);
}

void AddressEdges::cover_whole(Range range, std::string cue, Candidates& found) const {
    found.push_back({ValueType::address, range, address_score, page_.seen(range), Label::none,
                     std::move(cue)});
}

void AddressEdges::cover_parts(Range region, const std::string& cue, Candidates& found) const {
    std::optional<Range> open;
    for (auto at = region.start; at < region.end;) {
        const auto end = part_end(at, region.end);
        if (is_open_place({at, end}) || end == at) {
            if (open) cover(*open, cue, found);
            open.reset();
        } else {
            open = Range{open ? open->start : at, end};
        }
        at = end + 1;
    }
    if (open) cover(*open, cue, found);
}

bool AddressEdges::is_loose(char32_t c) {
    constexpr std::u32string_view marks = U",;.:-–=।";
    return is_blank(c) || marks.find(c) != std::u32string_view::npos;
}

}  // namespace redaction
