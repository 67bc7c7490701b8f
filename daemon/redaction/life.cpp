#include "redaction/life.h"

#include <algorithm>
#include <array>

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
bool is_duration(const Page& page, std::size_t number, Range cue) {
    constexpr std::size_t touching = 2;
    const auto& tokens = page.tokens();
    if (number >= 1 && page.covered_by("type.duration", tokens[number - 1].start)) return true;
    const auto behind = page.token_at(cue.end);
    return behind < tokens.size() && tokens[behind].start - cue.end <= touching &&
           page.covered_by("type.duration_after", tokens[behind].start);
}

// The figure right before a word.
std::optional<std::size_t> age_before(const Page& page, Range cue) {
    constexpr std::size_t touching = 2;
    const auto next = page.token_at(cue.start);
    if (next == 0 || !is_age(page, next - 1)) return std::nullopt;
    if (cue.start - page.tokens()[next - 1].end > touching) return std::nullopt;
    return next - 1;
}

void find_ages_before_cues(const Page& page, Candidates& found) {
    for (const auto& cue : page.cues("type.age_after")) {
        const auto number = age_before(page, cue);
        if (number && !is_duration(page, *number, cue)) found.push_back(age_at(page, *number));
    }
}

// "Lincy, 26 yrs.", "20 साल।", "26F": apart from what stands before, and nothing behind.
bool stands_apart(const Page& page, std::size_t number, Range cue) {
    const auto& text = page.text();
    auto before = page.tokens()[number].start;
    while (before > 0 && text[before - 1] == U' ') --before;
    const bool parted = before == 0 || text[before - 1] == U',' || text[before - 1] == U'(' ||
                        text[before - 1] == U'\n' || text[before - 1] == U'.';
    const bool told =
        number > 0 && (page.covered_by("type.is", page.tokens()[number - 1].start) ||
                       page.covered_by("role.kin", page.tokens()[number - 1].start) ||
                       page.word(number - 1) == U"am");
    auto after = cue.end;
    while (after < text.size() && (text[after] == U' ' || text[after] == U'.')) ++after;
    const auto next = page.token_at(cue.end);
    const bool closed =
        after >= text.size() || text[after] == U',' || text[after] == U')' ||
        text[after] == U'\n' || text[after] == U'।' || after > cue.end + 1 ||
        (next < page.tokens().size() && page.covered_by("type.is", page.tokens()[next].start));
    return (parted || told) && closed;
}

void find_bare_ages(const Page& page, Candidates& found) {
    for (const auto& cue : page.cues("type.age_bare")) {
        const auto number = age_before(page, cue);
        if (!number) continue;
        const bool of_kin =
            *number > 0 && page.covered_by("role.kin", page.tokens()[*number - 1].start);
        if (digits_of(page, *number).size() != 2 && !of_kin) continue;
        if (is_duration(page, *number, cue) || !stands_apart(page, *number, cue)) continue;
        found.push_back(age_at(page, *number));
    }
}

// "സഹോദരി ശില്പയ്ക്ക് പതിനാറ് വയസ്സ്", "sixteen years old": words are counted by their lists' order.
std::optional<std::string> worded_age(std::u32string_view word) {
    static constexpr std::array<std::array<std::u32string_view, 10>, 5> words{
        {{U"eleven", U"twelve", U"thirteen", U"fourteen", U"fifteen", U"sixteen", U"seventeen",
          U"eighteen", U"nineteen", U"twenty"},
         {U"പതിനൊന്ന്", U"പന്ത്രണ്ട്", U"പതിമൂന്ന്", U"പതിനാല്", U"പതിനഞ്ച്", U"പതിനാറ്", U"പതിനേഴ്",
          U"പതിനെട്ട്", U"പത്തൊൻപത്", U"ഇരുപത്"},
         {U"ग्यारह", U"बारह", U"तेरह", U"चौदह", U"पंद्रह", U"सोलह", U"सत्रह", U"अठारह", U"उन्नीस",
          U"बीस"},
         {U"pathinonnu", U"panthrandu", U"pathimoonnu", U"pathinaalu", U"pathinanchu",
          U"pathinaaru", U"pathinezhu", U"pathinettu", U"pathonpathu", U"irupathu"},
         {U"gyarah", U"barah", U"terah", U"chaudah", U"pandrah", U"solah", U"satrah",
          U"atharah", U"unnees", U"bees"}}};
    constexpr std::size_t first_age = 11;
    for (const auto& writing : words) {
        const auto found = std::find(writing.begin(), writing.end(), word);
        if (found != writing.end())
            return std::to_string(first_age +
                                  static_cast<std::size_t>(found - writing.begin()));
    }
    return std::nullopt;
}

void find_worded_ages(const Page& page, Candidates& found) {
    for (const auto list : {List("type.age_after"), List("type.age_bare")}) {
        for (const auto& cue : page.cues(list)) {
            const auto next = page.token_at(cue.start);
            if (next == 0 || cue.start - page.tokens()[next - 1].end > 2) continue;
            const auto years = worded_age(page.word(next - 1));
            if (!years || is_duration(page, next - 1, cue)) continue;
            auto age = age_at(page, next - 1);
            age.normal = *years;
            found.push_back(std::move(age));
        }
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

// "Athulya (22) did not", "our son Adhi, 6.", "I am 19.", "मैं 24 की हूँ": a figure right behind a
// name or a person, and nothing behind it that it could count.
bool closes(const Page& page, std::size_t number, char32_t open) {
    const auto& text = page.text();
    const auto end = page.tokens()[number].end;
    if (end >= text.size()) return open != U'(';
    if (open == U'(') return text[end] == U')';
    if (text[end] == U',' || text[end] == U'\n' || text[end] == U';' || text[end] == U'।')
        return true;
    return text[end] == U'.' && (end + 1 >= text.size() || is_blank(text[end + 1]));
}

char32_t opening_before(const Page& page, std::size_t number) {
    const auto& text = page.text();
    auto before = page.tokens()[number].start;
    while (before > 0 && text[before - 1] == U' ') --before;
    return before == 0 ? U'\n' : text[before - 1];
}

bool is_person_before(const Page& page, std::size_t token) {
    const auto start = page.tokens()[token].start;
    for (const auto list :
         {List("type.house"), List("type.org"), List("type.place_word"), List("type.org_link"),
          List("type.venue"), List("type.number_word")}) {
        if (page.covered_by(list, start)) return false;
    }
    return could_be_name(page, token) && page.word(token).size() > 2;
}

// "she is 19 and", "who is 12.": told of somebody.
bool speaks_of_person(const Page& page, std::size_t token) {
    const auto start = page.tokens()[token].start;
    return page.word(token) == U"she" || page.word(token) == U"who" ||
           page.covered_by("role.kin", start) || page.covered_by("role.third", start);
}

void find_ages_behind_names(const Page& page, Candidates& found) {
    const auto& tokens = page.tokens();
    for (std::size_t t = 1; t < tokens.size(); ++t) {
        if (!is_age(page, t) || tokens[t].start - tokens[t - 1].end > 3) continue;
        const auto open = opening_before(page, t);
        const bool named = (open == U',' || open == U'(') && is_person_before(page, t - 1) &&
                           closes(page, t, open);
        const bool am = page.word(t - 1) == U"am" && closes(page, t, open);
        const bool kin = open == U'(' && page.covered_by("role.kin", tokens[t - 1].start) &&
                         closes(page, t, open);
        const bool she =
            t > 1 && page.word(t - 1) == U"is" && speaks_of_person(page, t - 2) &&
            (closes(page, t, open) || (t + 1 < tokens.size() && page.word(t + 1) == U"and"));
        const bool hindi = t + 2 < tokens.size() &&
                           page.covered_by("type.i_am", tokens[t - 1].start) &&
                           (page.word(t + 1) == U"की" || page.word(t + 1) == U"ki");
        if (named || am || kin || she || hindi) found.push_back(age_at(page, t));
    }
}

}  // namespace

Candidates find_ages(const Page& page) {
    Candidates found;
    find_ages_behind_names(page, found);
    find_ages_before_cues(page, found);
    find_bare_ages(page, found);
    find_ages_behind_cues(page, found);
    find_worded_ages(page, found);
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
