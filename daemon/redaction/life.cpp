#include "redaction/life.h"

#include <array>

#include "redaction/among.h"
#include "redaction/name_words.h"

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
    return among(word, ends);
}

// 1998-05-12: two more digits stand one sign behind the year.
bool is_followed_by_month(const Page& page, std::size_t year) {
    const auto& tokens = page.tokens();
    return year + 1 < tokens.size() && tokens[year + 1].start - tokens[year].end == 1 &&
           digits_of(page, year + 1).size() == 2;
}

bool goes_on_with_month(const Page& page, std::size_t year) {
    const auto next = year + 1;
    return is_followed_by_month(page, year) ||
           (next < page.tokens().size() &&
            page.covered_by("type.month", page.tokens()[next].start));
}

// A date in numbers or with a month's name, a day and a month, or a year alone.
std::optional<Range> date_from(const Page& page, std::size_t first) {
    const auto& tokens = page.tokens();
    constexpr std::size_t longest_gap = 3, most_tokens = 6;
    std::size_t parts = 0, last = first;
    bool year = false, month = false;
    for (std::size_t t = first;
         t < tokens.size() && t < first + most_tokens && !year && parts < 3; ++t) {
        if (t > first && tokens[t].start - tokens[t - 1].end > longest_gap) break;
        const auto digits = digits_of(page, t);
        if (!digits.empty()) {
            year = is_year(digits);
            if (digits.size() > 2 && !year) break;
        } else if (t > first && is_ordinal_end(page.word(t))) {
            continue;
        } else if (page.covered_by("type.month", tokens[t].start)) {
            month = true;
        } else {
            break;
        }
        ++parts;
        last = t;
        year = year && (parts > 1 || !goes_on_with_month(page, t));
    }
    if (parts == 3 || year || (month && parts == 2))
        return Range{tokens[first].start, tokens[last].end};
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
