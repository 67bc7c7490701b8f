#include "redaction/life.h"

#include <algorithm>
#include <array>

namespace redaction {

namespace {

using understanding::TokenKind;

std::string digits_of(const Page& page, std::size_t token) {
    const auto& t = page.tokens()[token];
    return t.kind == TokenKind::digits ? ascii_of(page.text(), {t.start, t.end})
                                       : std::string();
}

bool is_year(std::string_view digits) {
    return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

bool is_ordinal_end(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 5> ends{U"th", U"st", U"nd", U"rd", U"of"};
    return std::find(ends.begin(), ends.end(), word) != ends.end();
}

// 1998-05-12: two more digits stand one sign behind the year.
bool is_followed_by_month(const Page& page, std::size_t year) {
    const auto& tokens = page.tokens();
    return year + 1 < tokens.size() && tokens[year + 1].start - tokens[year].end == 1 &&
           digits_of(page, year + 1).size() == 2;
}

// A date in numbers or with a month's name, or a year alone.
std::optional<Range> date_from(const Page& page, std::size_t first) {
    const auto& tokens = page.tokens();
    constexpr std::size_t longest_gap = 3, most_tokens = 6;
    std::size_t parts = 0, last = first;
    bool year = false;
    for (std::size_t t = first;
         t < tokens.size() && t < first + most_tokens && !year && parts < 3; ++t) {
        if (t > first && tokens[t].start - tokens[t - 1].end > longest_gap) break;
        const auto digits = digits_of(page, t);
        if (!digits.empty()) {
            year = is_year(digits);
            if (digits.size() > 2 && !year) break;
        } else if (t > first && is_ordinal_end(page.word(t))) {
            continue;
        } else if (!page.covered_by("type.month", tokens[t].start)) {
            break;
        }
        ++parts;
        last = t;
        if (year && parts == 1 && is_followed_by_month(page, t)) year = false;
    }
    if (parts == 3 || year) return Range{tokens[first].start, tokens[last].end};
    return std::nullopt;
}

Candidate words_found(ValueType type, const Page& page, Range range, double points,
                      std::string cue) {
    return {type, range, points, page.seen(range), Label::none, std::move(cue)};
}

std::string only_digits(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits.push_back(c);
    }
    return digits;
}

}  // namespace

Candidates find_dates_of_birth(const Page& page) {
    Candidates found;
    constexpr std::size_t reach = 40;
    const auto& tokens = page.tokens();
    for (const auto& cue : page.cues("type.dob")) {
        const auto from = cue.start > reach ? cue.start - reach : 0;
        std::optional<Range> best;
        for (auto t = page.token_at(cue.end);
             t < tokens.size() && tokens[t].start < cue.end + reach && !best; ++t) {
            best = date_from(page, t);
        }
        for (auto t = page.token_at(from);
             !best && t < tokens.size() && tokens[t].end <= cue.start; ++t) {
            best = date_from(page, t);
        }
        if (!best) continue;
        auto candidate = words_found(ValueType::dob, page, *best, score::checked, "label:dob");
        candidate.label = Label::own;
        found.push_back(std::move(candidate));
    }
    return found;
}

std::string age_band(std::string_view years) {
    int age = 0;
    for (const char c : years.substr(0, 3)) age = age * 10 + (c - '0');
    if (age < 18) return "minor";
    if (age <= 24) return "18-24";
    if (age <= 34) return "25-34";
    return age <= 59 ? "35-59" : "60+";
}

namespace {

bool is_age(const Page& page, std::size_t token) {
    const auto digits = digits_of(page, token);
    return !digits.empty() && digits.size() <= 2 && digits != "0" && digits != "00";
}

Candidate age_at(const Page& page, std::size_t token) {
    const Range range{page.tokens()[token].start, page.tokens()[token].end};
    return {ValueType::age,         range,      score::labelled,
            digits_of(page, token), Label::own, "label:age"};
}

// "24 years old", but not "24 years ago".
void find_ages_before_cues(const Page& page, Candidates& found) {
    const auto& tokens = page.tokens();
    constexpr std::size_t touching = 2;
    for (const auto& cue : page.cues("type.age_after")) {
        const auto next = page.token_at(cue.start);
        if (next == 0 || !is_age(page, next - 1) || cue.start - tokens[next - 1].end > touching)
            continue;
        if (next >= 2 && page.covered_by("type.duration", tokens[next - 2].start)) continue;
        const auto behind = page.token_at(cue.end);
        if (behind < tokens.size() && tokens[behind].start - cue.end <= touching &&
            page.covered_by("type.duration_after", tokens[behind].start)) {
            continue;
        }
        found.push_back(age_at(page, next - 1));
    }
}

// "age: 24", "age is 24".
void find_ages_behind_cues(const Page& page, Candidates& found) {
    const auto& tokens = page.tokens();
    constexpr std::size_t reach = 12;
    for (const auto& cue : page.cues("type.age")) {
        for (auto t = page.token_at(cue.end);
             t < tokens.size() && tokens[t].start <= cue.end + reach; ++t) {
            if (is_age(page, t)) found.push_back(age_at(page, t));
            if (tokens[t].kind == TokenKind::digits ||
                !page.covered_by("type.is", tokens[t].start))
                break;
        }
    }
}

}  // namespace

Candidates find_ages(const Page& page) {
    Candidates found;
    find_ages_before_cues(page, found);
    find_ages_behind_cues(page, found);
    return found;
}

Candidates find_pins(const Page& page, const understanding::Facts& facts) {
    Candidates found;
    for (const auto& pin : facts.pins) {
        if (pin.span.where != page.where()) continue;
        const auto range = page.range_of(pin.span);
        if (range.start >= range.end) continue;
        found.push_back({ValueType::pin_code, range, score::shaped, only_digits(pin.pin),
                         Label::none, "place"});
    }
    return found;
}

}  // namespace redaction
