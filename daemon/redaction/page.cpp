#include "redaction/page.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "redaction/among.h"
#include "redaction/said.h"
#include "understanding/look_alike.h"

namespace redaction {

namespace {

using understanding::Token;
using understanding::TokenKind;

// A line that is this long was broken by a mail program, not by the writer.
constexpr std::size_t wrapped_line = 55;
// Before a stop these do not end a sentence; nor does a single letter.
constexpr std::array<std::u32string_view, 18> abbreviations{
    U"mr", U"mrs", U"ms",  U"dr",  U"no",  U"nos", U"ph",  U"mob", U"tel",
    U"rs", U"st",  U"sri", U"smt", U"adv", U"acc", U"ref", U"jn",  U"rd"};

bool is_indic(char32_t c) { return c >= 0x0900 && c <= 0x0D7F && c != 0x0964 && c != 0x0965; }

// "ഡോ. ജയദേവൻ", "मकान नं. 17": of other scripts only these.
bool ends_indic_abbreviation(const std::u32string& text, std::size_t stop) {
    static constexpr std::array<std::u32string_view, 12> words{
        U"ഡോ", U"ശ്രീ", U"അഡ്വ", U"നം", U"മി", U"ഫോ", U"डॉ", U"श्री", U"नं", U"मो", U"एड", U"सु"};
    constexpr std::size_t longest = 6;
    std::size_t letters = 0;
    while (letters < longest && letters < stop && is_indic(text[stop - letters - 1])) ++letters;
    const auto word = std::u32string_view(text).substr(stop - letters, letters);
    return among(word, words);
}

bool stop_is_abbreviation(const std::u32string& text, std::size_t stop) {
    if (ends_indic_abbreviation(text, stop)) return true;
    constexpr std::size_t longest = 4;
    std::size_t letters = 0;
    while (letters < longest && letters < stop && is_latin(text[stop - letters - 1])) ++letters;
    const auto word = std::u32string_view(text).substr(stop - letters, letters);
    // "It is my husband's.": no initial.
    const auto before = stop - letters;
    if (before > 0 && (text[before - 1] == U'\'' || text[before - 1] == 0x2019)) return false;
    return letters == 1 || among(word, abbreviations);
}

// Two lines that begin with a number or with the same mark stand below one another.
bool goes_on_in_list(char32_t first, char32_t next) {
    if (is_digit(first)) return is_digit(next);
    return first == next && !is_alnum(first) && !is_indic(first) && !is_blank(first);
}

bool is_wrap(const std::u32string& text, std::size_t line_start, std::size_t newline) {
    if (newline - line_start < wrapped_line || newline + 1 >= text.size()) return false;
    const char32_t next = text[newline + 1];
    if (next == U'\n' || next == U'\r' || next == U'>' || next == U'-') return false;
    if (goes_on_in_list(text[line_start], next)) return false;
    const auto is_labelled = [&text](std::size_t line, std::size_t within) {
        const auto start = std::u32string_view(text).substr(line, within);
        return start.substr(0, start.find(U'\n')).find(U':') != std::u32string_view::npos;
    };
    // "Phone: ..." begins a line of its own, a longer label where the line before has one too.
    constexpr std::size_t label = 25, long_label = 40;
    return !is_labelled(newline + 1, label) &&
           !(is_labelled(line_start, long_label) && is_labelled(newline + 1, long_label));
}

const understanding::Zone* zone_in(const std::vector<understanding::Zone>& zones,
                                   std::uint32_t at) {
    const auto after = std::upper_bound(
        zones.begin(), zones.end(), at,
        [](std::uint32_t offset, const auto& zone) { return offset < zone.span.start; });
    if (after == zones.begin() || std::prev(after)->span.end <= at) return nullptr;
    return &*std::prev(after);
}

}  // namespace

std::string ascii_of(const std::u32string& text, Range range) {
    std::string ascii;
    for (std::size_t i = range.start; i < range.end; ++i) {
        if (text[i] < 0x80) ascii.push_back(static_cast<char>(text[i]));
    }
    return ascii;
}

Page::Page(const understanding::ExaminedText& source,
           const std::vector<understanding::WordHit>& words, understanding::Language language)
    : source_(source),
      view_(understanding::make_view(source.text)),
      latin_(view_.text),
      tokens_(understanding::tokenise(view_, source.text)),
      language_(language) {
    for (auto& c : latin_) c = understanding::look_alike(c);
    count_positions();
    lists_of_.resize(tokens_.size());
    for (const auto& hit : words) {
        if (hit.span.where == source_.where) note(hit);
    }
    find_clauses();
    hear_shouting();
    said_ = find_said(*this);
}

void Page::hear_shouting() {
    std::size_t small = 0, capital = 0;
    for (const auto& token : tokens_) {
        if (token.kind != TokenKind::word || !is_latin(view_.text[token.start])) continue;
        ++(token.capital ? capital : small);
    }
    constexpr std::size_t least = 12;
    shouts_ = capital >= least && capital > 3 * small;
}

void Page::count_positions() {
    token_at_.reserve(view_.text.size());
    std::uint32_t token = 0;
    for (std::size_t i = 0; i < view_.text.size(); ++i) {
        while (token < tokens_.size() && tokens_[token].end <= i) ++token;
        token_at_.push_back(token);
    }
    view_at_.reserve(source_.text.size() + 1);
    std::uint32_t position = 0;
    const auto size = static_cast<std::uint32_t>(view_.text.size());
    for (std::size_t offset = 0; offset <= source_.text.size(); ++offset) {
        while (position < size && view_.from[position] < offset) ++position;
        view_at_.push_back(position);
    }
}

void Page::note(const understanding::WordHit& hit) {
    // role.mine, type.phone, who.am: most hits are of other rooms' lists.
    if (hit.list.empty() || std::string_view("rtw").find(hit.list[0]) == std::string_view::npos)
        return;
    const auto list = List::named(hit.list);
    if (!list) return;
    const auto range = range_of(hit.span);
    if (is_of_another_writing(range) || is_suffered(*list, range) || is_son(*list, range))
        return;
    auto& ranges = cues_[list->number()];
    if (!ranges.empty() && range.end <= ranges.back().end) return;
    ranges.push_back(range);
    for (auto t = token_at(range.start); t < tokens_.size() && tokens_[t].start < range.end;
         ++t) {
        lists_of_[t].set(list->number());
    }
}

// "Us raat", "mera number X he": in Hindi these are no English words; and outside Malayalam
// "Mon" is a day.
bool Page::is_of_another_writing(Range word) const {
    static constexpr std::array<std::u32string_view, 2> hindi{U"us", U"he"};
    using understanding::Language;
    const auto text = std::u32string_view(view_.text).substr(word.start, word.end - word.start);
    if (text == U"mon") return language_ != Language::ml_latn && language_ != Language::ml;
    return language_ == Language::hi_latn && among(text, hindi);
}

// "सास भी परेशान हैं", "saas pareshan hain": who is troubled troubles nobody.
bool Page::is_suffered(List list, Range harm) const {
    static constexpr std::array<std::u32string_view, 3> troubled{U"परेशान", U"pareshan",
                                                                 U"pareshaan"};
    static constexpr std::array<std::u32string_view, 8> is{U"है",   U"हैं",    U"रहती",  U"रहते",
                                                           U"hai", U"hain", U"rehti", U"rehte"};
    const auto text = std::u32string_view(view_.text).substr(harm.start, harm.end - harm.start);
    const auto next = token_at(harm.end);
    return list == List("role.harm") && among(text, troubled) && next < tokens_.size() &&
           among(word(next), is);
}

// "Ente makan": in Malayalam a son, in Hindi a house.
bool Page::is_son(List list, Range house) const {
    return list == List("type.house") && language_ == understanding::Language::ml_latn &&
           std::u32string_view(view_.text).substr(house.start, house.end - house.start) ==
               U"makan";
}

bool Page::is_shouted(std::size_t token) const {
    for (auto at = tokens_[token].start; at < tokens_[token].end; ++at) {
        const char32_t c = source_at(at);
        if (c >= U'a' && c <= U'z') return false;
    }
    return true;
}

void Page::find_clauses() {
    clause_starts_.push_back(0);
    line_starts_.push_back(0);
    const auto& text = view_.text;
    std::size_t line_start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        bool cut = c == U';' || c == U'।' || c == U'॥' || c == 0x2028 || c == 0x2029;
        const bool at_blank = i + 1 >= text.size() || is_blank(text[i + 1]);
        if (c == U'!' || c == U'?') cut = at_blank;
        if (c == U'.') cut = at_blank && !stop_is_abbreviation(text, i);
        if (c == U'\n') {
            cut = !is_wrap(text, line_start, i);
            line_start = i + 1;
            line_starts_.push_back(line_start);
        }
        if (cut) clause_starts_.push_back(i + 1);
    }
}

std::optional<Range> Page::first_cue_after(List list, std::size_t start) const {
    const auto& hits = cues(list);
    const auto found = std::lower_bound(
        hits.begin(), hits.end(), start,
        [](const Range& hit, std::size_t position) { return hit.start < position; });
    if (found == hits.end()) return std::nullopt;
    return *found;
}

// Hits of one list do not contain each other, so they end in the order in which they begin.
std::optional<Range> Page::last_cue_before(List list, std::size_t end) const {
    const auto& hits = cues(list);
    const auto found = std::upper_bound(
        hits.begin(), hits.end(), end,
        [](std::size_t position, const Range& hit) { return position < hit.end; });
    if (found == hits.begin()) return std::nullopt;
    return *std::prev(found);
}

std::optional<Range> Page::cue_from(List list, std::size_t start) const {
    const auto hit = first_cue_after(list, start);
    if (!hit || hit->start != start) return std::nullopt;
    return hit;
}

bool Page::covered_by(List list, std::size_t position) const {
    const auto& hits = cues(list);
    const auto after =
        std::upper_bound(hits.begin(), hits.end(), position,
                         [](std::size_t at, const Range& hit) { return at < hit.start; });
    return after != hits.begin() && std::prev(after)->end > position;
}

bool Page::has_cue_in(List list, Range range) const {
    const auto hit = first_cue_after(list, range.start);
    return hit && hit->end <= range.end;
}

std::size_t Page::token_at(std::size_t position) const {
    return position < token_at_.size() ? token_at_[position] : tokens_.size();
}

std::u32string_view Page::word(std::size_t token) const {
    const auto& t = tokens_[token];
    return std::u32string_view(view_.text).substr(t.start, t.end - t.start);
}

Range Page::clause_of(std::size_t position) const {
    const auto next = std::upper_bound(clause_starts_.begin(), clause_starts_.end(), position);
    return {*std::prev(next), next == clause_starts_.end() ? view_.text.size() : *next};
}

Range Page::line_of(std::size_t position) const {
    const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), position);
    return {*std::prev(next), next == line_starts_.end() ? view_.text.size() : *next - 1};
}

const understanding::Zone* Page::zone_at(std::size_t position) const {
    const auto at = view_.from[position];
    const auto* said = zone_in(said_, at);
    return said != nullptr ? said : zone_in(source_.zones, at);
}

std::string Page::as_written(Range range) const {
    const auto source = span(range);
    return base::to_utf8(
        std::u32string_view(source_.text).substr(source.start, source.end - source.start));
}

std::string Page::seen(Range range) const {
    return base::to_utf8(
        std::u32string_view(view_.text).substr(range.start, range.end - range.start));
}

Range Page::range_of(const understanding::Span& span) const {
    const auto place = [this](std::size_t offset) {
        return offset < view_at_.size() ? view_at_[offset] : view_at_.back();
    };
    return {place(span.start), place(span.end)};
}

char32_t Page::source_at(std::size_t position) const {
    return source_.text[view_.from[position]];
}

}  // namespace redaction
