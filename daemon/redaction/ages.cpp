#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/life.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;

std::string digits_of(const Page& page, std::size_t token) {
    const auto& t = page.tokens()[token];
    return t.kind == TokenKind::digits ? ascii_of(page.text(), {t.start, t.end})
                                       : std::string();
}

}  // namespace

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
        if (!number || is_duration(page, *number, cue)) continue;
        found.push_back(age_at(page, *number));
        // "are 4 and 6 years old"
        constexpr std::size_t pair = 2;
        if (*number >= pair && page.word(*number - 1) == U"and" && is_age(page, *number - pair))
            found.push_back(age_at(page, *number - pair));
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
                       page.word(number - 1) == U"am" || page.word(number - 1) == U"only");
    auto after = cue.end;
    while (after < text.size() && (text[after] == U' ' || text[after] == U'.')) ++after;
    const auto next = page.token_at(cue.end);
    const bool closed =
        after >= text.size() || text[after] == U',' || text[after] == U')' ||
        text[after] == U'\n' || text[after] == U'।' || after > cue.end + 1 ||
        (next < page.tokens().size() && page.covered_by("type.is", page.tokens()[next].start));
    return (parted || told) && closed;
}

// "Wo Gayatri hai, 9 saal.", "Anna, 9 yrs."
bool follows_name(const Page& page, std::size_t number) {
    const auto& text = page.text();
    auto before = page.tokens()[number].start;
    while (before > 0 && text[before - 1] == U' ') --before;
    if (before == 0 || text[before - 1] != U',' || number < 2) return false;
    const bool is = page.covered_by("type.is", page.tokens()[number - 1].start);
    return could_be_name(page, number - (is ? 2 : 1));
}

void find_bare_ages(const Page& page, Candidates& found) {
    for (const auto& cue : page.cues("type.age_bare")) {
        const auto number = age_before(page, cue);
        if (!number) continue;
        const bool of_kin =
            *number > 0 && page.covered_by("role.kin", page.tokens()[*number - 1].start);
        const bool only = *number > 0 && page.word(*number - 1) == U"only";
        if (digits_of(page, *number).size() != 2 && !of_kin && !only &&
            !follows_name(page, *number))
            continue;
        if (is_duration(page, *number, cue) || !stands_apart(page, *number, cue)) continue;
        found.push_back(age_at(page, *number));
    }
}

struct WordedAge {
    std::u32string_view word;
    int years;
};

// "സഹോദരി ശില്പയ്ക്ക് പതിനാറ് വയസ്സ്", "sixteen years old". Small numbers count where "years old"
// follows, not where years may have gone by.
constexpr std::array worded_ages{
    WordedAge{U"three", 3},        WordedAge{U"four", 4},         WordedAge{U"five", 5},
    WordedAge{U"six", 6},          WordedAge{U"seven", 7},        WordedAge{U"eight", 8},
    WordedAge{U"nine", 9},         WordedAge{U"ten", 10},         WordedAge{U"മൂന്ന്", 3},
    WordedAge{U"നാല്", 4},          WordedAge{U"അഞ്ച്", 5},          WordedAge{U"ആറ്", 6},
    WordedAge{U"ഏഴ്", 7},           WordedAge{U"എട്ട്", 8},          WordedAge{U"ഒമ്പത്", 9},
    WordedAge{U"പത്ത്", 10},         WordedAge{U"आठ", 8},           WordedAge{U"नौ", 9},
    WordedAge{U"दस", 10},          WordedAge{U"aath", 8},         WordedAge{U"nau", 9},
    WordedAge{U"das", 10},         WordedAge{U"ettu", 8},         WordedAge{U"onpathu", 9},
    WordedAge{U"pathu", 10},       WordedAge{U"eleven", 11},      WordedAge{U"twelve", 12},
    WordedAge{U"thirteen", 13},    WordedAge{U"fourteen", 14},    WordedAge{U"fifteen", 15},
    WordedAge{U"sixteen", 16},     WordedAge{U"seventeen", 17},   WordedAge{U"eighteen", 18},
    WordedAge{U"nineteen", 19},    WordedAge{U"twenty", 20},      WordedAge{U"thirty", 30},
    WordedAge{U"forty", 40},       WordedAge{U"fifty", 50},       WordedAge{U"പതിനൊന്ന്", 11},
    WordedAge{U"പന്ത്രണ്ട്", 12},      WordedAge{U"പതിമൂന്ന്", 13},      WordedAge{U"പതിനാല്", 14},
    WordedAge{U"പതിനഞ്ച്", 15},      WordedAge{U"പതിനാറ്", 16},      WordedAge{U"പതിനേഴ്", 17},
    WordedAge{U"പതിനെട്ട്", 18},     WordedAge{U"പത്തൊൻപത്", 19},     WordedAge{U"പത്തൊമ്പത്", 19},
    WordedAge{U"ഇരുപത്", 20},        WordedAge{U"മുപ്പത്", 30},        WordedAge{U"നാല്പത്", 40},
    WordedAge{U"ग्यारह", 11},       WordedAge{U"बारह", 12},        WordedAge{U"तेरह", 13},
    WordedAge{U"चौदह", 14},        WordedAge{U"पंद्रह", 15},        WordedAge{U"सोलह", 16},
    WordedAge{U"सत्रह", 17},        WordedAge{U"अठारह", 18},       WordedAge{U"उन्नीस", 19},
    WordedAge{U"बीस", 20},         WordedAge{U"इक्कीस", 21},       WordedAge{U"बाईस", 22},
    WordedAge{U"तेईस", 23},         WordedAge{U"चौबीस", 24},       WordedAge{U"पच्चीस", 25},
    WordedAge{U"तीस", 30},         WordedAge{U"चालीस", 40},       WordedAge{U"pathinonnu", 11},
    WordedAge{U"panthrandu", 12},  WordedAge{U"pathimoonnu", 13}, WordedAge{U"pathinaalu", 14},
    WordedAge{U"pathinanchu", 15}, WordedAge{U"pathinaaru", 16},  WordedAge{U"pathinezhu", 17},
    WordedAge{U"pathinettu", 18},  WordedAge{U"pathonpathu", 19}, WordedAge{U"irupathu", 20},
    WordedAge{U"muppathu", 30},    WordedAge{U"gyarah", 11},      WordedAge{U"barah", 12},
    WordedAge{U"terah", 13},       WordedAge{U"chaudah", 14},     WordedAge{U"pandrah", 15},
    WordedAge{U"solah", 16},       WordedAge{U"satrah", 17},      WordedAge{U"atharah", 18},
    WordedAge{U"athara", 18},      WordedAge{U"unnees", 19},      WordedAge{U"unnis", 19},
    WordedAge{U"bees", 20},        WordedAge{U"bis", 20},         WordedAge{U"ikkis", 21},
    WordedAge{U"bais", 22},        WordedAge{U"teis", 23},        WordedAge{U"chaubis", 24},
    WordedAge{U"pachis", 25},      WordedAge{U"pachchis", 25},    WordedAge{U"tees", 30}};

// ഇരുപത്തിരണ്ട്, irupathiyettu: tens and a figure in one word. Only the band matters: below five
// or from five on.
std::optional<int> joined_age(std::u32string_view word) {
    constexpr int lower = 2, upper = 7;
    static constexpr std::array tens{WordedAge{U"ഇരുപത്തി", 20}, WordedAge{U"മുപ്പത്തി", 30},
                                     WordedAge{U"irupathi", 20}, WordedAge{U"muppathi", 30}};
    static constexpr std::array<std::u32string_view, 11> from_five{
        U"ഞ്ച",   U"ാറ",   U"േഴ",  U"െട്ട", U"മ്പത",  U"ൻപത",
        U"anch", U"aaru", U"ezh", U"ett", U"pathu"};
    for (const auto& ten : tens) {
        if (!word.starts_with(ten.word)) continue;
        const auto rest = word.substr(ten.word.size());
        const bool high = std::any_of(from_five.begin(), from_five.end(), [&](auto figure) {
            return rest.find(figure) != std::u32string_view::npos;
        });
        return ten.years + (high ? upper : lower);
    }
    return std::nullopt;
}

// Also പതിനഞ്ചു for പതിനഞ്ച്.
std::optional<int> worded_age(std::u32string_view word) {
    std::u32string closed(word);
    if (closed.ends_with(U"ു")) closed.back() = U'്';
    for (const auto& age : worded_ages) {
        if (age.word == closed || age.word == word) return age.years;
    }
    return joined_age(word);
}

// "thirty two", "twenty-four": the tens before the word.
std::optional<int> tens_before(const Page& page, std::size_t token) {
    static constexpr std::array tens{WordedAge{U"twenty", 20}, WordedAge{U"thirty", 30},
                                     WordedAge{U"forty", 40},  WordedAge{U"fourty", 40},
                                     WordedAge{U"fifty", 50},  WordedAge{U"sixty", 60}};
    if (token == 0 || page.tokens()[token].start - page.tokens()[token - 1].end > 1)
        return std::nullopt;
    for (const auto& ten : tens) {
        if (ten.word == page.word(token - 1)) return ten.years;
    }
    return std::nullopt;
}

void find_worded_ages(const Page& page, Candidates& found) {
    for (const auto list : {List("type.age_after"), List("type.age_bare")}) {
        for (const auto& cue : page.cues(list)) {
            const auto next = page.token_at(cue.start);
            if (next == 0 || cue.start - page.tokens()[next - 1].end > 2) continue;
            const auto tens = tens_before(page, next - 1);
            const auto figure = worded_age(page.word(next - 1));
            const auto years = tens ? std::optional(*tens + figure.value_or(1)) : figure;
            constexpr int grown = 11;
            const bool told = list == List("type.age_after");
            if (!years || (*years < grown && !told) || is_duration(page, next - 1, cue))
                continue;
            auto age = age_at(page, next - 1);
            if (tens) age.range.start = page.tokens()[next - 2].start;
            age.normal = std::to_string(*years);
            found.push_back(std::move(age));
        }
    }
}

// "age: 24", "age is 24".
void find_ages_behind_cues(const Page& page, Candidates& found) {
    const auto& tokens = page.tokens();
    constexpr std::size_t reach = 16;
    for (const auto& cue : page.cues("type.age")) {
        for (auto t = page.token_at(cue.end);
             t < tokens.size() && tokens[t].start <= cue.end + reach; ++t) {
            if (is_age(page, t)) found.push_back(age_at(page, t));
            static constexpr std::array<std::u32string_view, 5> about{
                U"about", U"around", U"only", U"nearly", U"above"};
            const bool goes_on =
                page.covered_by("type.is", tokens[t].start) || among(page.word(t), about);
            if (tokens[t].kind == TokenKind::digits || !goes_on) break;
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

bool says_i_am(const Page& page, std::size_t token) {
    const auto word = page.word(token);
    return word == U"am" || word == U"im" || word == U"m" || word == U"i'm";
}

// "she is 19", "my daughter was 12", "girl of 15", "turned 18": told of somebody who is not he.
bool is_told_of_somebody(const Page& page, std::size_t number) {
    static constexpr std::array<std::u32string_view, 6> is{U"is", U"was",    U"be",
                                                           U"of", U"turned", U"completed"};
    static constexpr std::array<std::u32string_view, 9> she{
        U"i", U"she", U"who", U"will", U"girl", U"woman", U"lady", U"child", U"have"};
    const auto before = page.word(number - 1);
    if (says_i_am(page, number - 1)) return true;
    if (number < 2 || !among(before, is)) return false;
    const auto start = page.tokens()[number - 2].start;
    // "Our daughter Angel is 5."
    const Range clause{page.clause_of(start).start, start};
    if (is_person_before(page, number - 2) && page.has_cue_in("role.kin", clause)) return true;
    return among(page.word(number - 2), she) || page.covered_by("role.kin", start) ||
           page.covered_by("role.third", start);
}

// Nothing stands behind that the figure could count.
bool counts_nothing(const Page& page, std::size_t number, char32_t open) {
    static constexpr std::array<std::u32string_view, 18> goes_on{
        U"and",   U"but", U"when", U"from",   U"now",    U"in",   U"last", U"this",    U"f",
        U"years", U"yrs", U"then", U"female", U"single", U"next", U"so",   U"because", U"who"};
    static constexpr std::array<std::u32string_view, 22> units{
        U"week",  U"weeks", U"month", U"months", U"day",    U"days",    U"hour", U"hours",
        U"min",   U"mins",  U"km",    U"kms",    U"kg",     U"minutes", U"feet", U"percent",
        U"times", U"th",    U"st",    U"nd",     U"people", U"members"};
    if (closes(page, number, open)) return true;
    const auto next = number + 1;
    if (next >= page.tokens().size()) return false;
    if (among(page.word(next), goes_on)) return true;
    // "i am 19 i want to study"
    return says_i_am(page, number - 1) && digits_of(page, number).size() == 2 &&
           page.tokens()[next].kind == TokenKind::word && !among(page.word(next), units);
}

// "मैं 24 की", "beti 12 ki hai", "ab 31 ki hu", "मैं तब 17 की थी".
bool is_hindi_age(const Page& page, std::size_t number) {
    static constexpr std::array<std::u32string_view, 9> am{
        U"हूँ", U"हूं", U"हुँ", U"हु", U"hu", U"hun", U"hoon", U"hoo", U"huun"};
    static constexpr std::array<std::u32string_view, 2> was{U"थी", U"thi"};
    if (number + 2 >= page.tokens().size() || !is_hindi_of(page.word(number + 1))) return false;
    const auto is_she = [&](std::size_t token) {
        const auto start = page.tokens()[token].start;
        return page.covered_by("type.i_am", start) || page.covered_by("role.kin", start);
    };
    if (is_she(number - 1)) return true;
    if (digits_of(page, number).size() != 2) return false;
    const auto behind = page.word(number + 2);
    return among(behind, am) || (among(behind, was) && number > 1 && is_she(number - 2));
}

// "എനിക്ക് 20 ഉണ്ട്", "avalkk 16 aanu", "molkk 4.": Malayalam gives the years to the person.
bool is_malayalam_age(const Page& page, std::size_t number) {
    static constexpr std::array<std::u32string_view, 6> datives{U"ക്ക്", U"ക്കു",  U"ക്കും",
                                                                U"kk", U"kku", U"kkum"};
    static constexpr std::array<std::u32string_view, 12> has{
        U"ഉണ്ട്", U"ആയി",  U"ഉള്ളൂ",        U"und",     U"undu",     U"aayi",
        U"ayi", U"ullu", U"aayittullu", U"ആയിട്ടുള്ളൂ", U"thikanju", U"തികഞ്ഞു"};
    const auto word = page.word(number - 1);
    const auto start = page.tokens()[number - 1].start;
    const bool dative = std::any_of(datives.begin(), datives.end(),
                                    [&](auto ending) { return word.ends_with(ending); });
    const bool her = word.starts_with(U"aval") || word.starts_with(U"അവൾ");
    const bool person =
        (page.covered_by("role.me", start) && (dative || word.starts_with(U"enik"))) ||
        (dative && (her || page.covered_by("role.kin", start)));
    if (!person) return false;
    const auto next = number + 1;
    return closes(page, number, U' ') ||
           (next < page.tokens().size() &&
            (page.covered_by("type.is", page.tokens()[next].start) ||
             among(page.word(next), has)));
}

// "Njan teacher aanu, 34, divorcee": between two commas, told of herself or of a relative.
bool stands_between_commas(const Page& page, std::size_t number, char32_t open) {
    const auto& tokens = page.tokens();
    const auto end = tokens[number].end;
    if (open != U',' || digits_of(page, number).size() != 2 || end >= page.text().size() ||
        page.text()[end] != U',' || number + 1 >= tokens.size() ||
        tokens[number - 1].kind != TokenKind::word ||
        tokens[number + 1].kind != TokenKind::word)
        return false;
    const Range before{page.clause_of(tokens[number].start).start, tokens[number].start};
    return page.has_cue_in("role.i", before) || page.has_cue_in("type.i_am", before) ||
           page.has_cue_in("role.kin", before);
}

// "beti Anjum 17", "aniyan Cyril 12,": a relative's name, then nothing but the figure.
bool follows_relative(const Page& page, std::size_t number) {
    if (number < 2 || !is_person_before(page, number - 1) ||
        !side_by_side(page, number - 1, number) || !closes(page, number, U' '))
        return false;
    return page.covered_by("role.kin", page.tokens()[number - 2].start) &&
           side_by_side(page, number - 2, number - 1);
}

void find_ages_behind_names(const Page& page, Candidates& found) {
    const auto& tokens = page.tokens();
    for (std::size_t t = 1; t < tokens.size(); ++t) {
        if (!is_age(page, t) || tokens[t].start - tokens[t - 1].end > 3) continue;
        const auto open = opening_before(page, t);
        const bool named = (open == U',' || open == U'(') && is_person_before(page, t - 1) &&
                           closes(page, t, open);
        const bool kin = (open == U'(' || open == U',') &&
                         page.covered_by("role.kin", tokens[t - 1].start) &&
                         closes(page, t, open);
        const bool told = is_told_of_somebody(page, t) && counts_nothing(page, t, open);
        if (named || kin || told || is_hindi_age(page, t) || is_malayalam_age(page, t) ||
            stands_between_commas(page, t, open) || follows_relative(page, t))
            found.push_back(age_at(page, t));
    }
}

// "24/F", "F/24", "(31/M)": age and sex, as forms and hospitals write them.
void find_ages_with_sex(const Page& page, Candidates& found) {
    static constexpr std::array<std::u32string_view, 4> sexes{U"f", U"m", U"female", U"male"};
    const auto& tokens = page.tokens();
    const auto& text = page.text();
    const auto slash_between = [&](std::size_t left) {
        return tokens[left + 1].start == tokens[left].end + 1 && text[tokens[left].end] == U'/';
    };
    for (std::size_t t = 0; t < tokens.size(); ++t) {
        if (digits_of(page, t).size() != 2 || !is_age(page, t)) continue;
        const bool behind =
            t + 1 < tokens.size() && slash_between(t) && among(page.word(t + 1), sexes);
        const bool before = t > 0 && slash_between(t - 1) && among(page.word(t - 1), sexes);
        if (behind || before) found.push_back(age_at(page, t));
    }
}

}  // namespace

Candidates find_ages(const Page& page) {
    Candidates found;
    find_ages_with_sex(page, found);
    find_ages_behind_names(page, found);
    find_ages_before_cues(page, found);
    find_bare_ages(page, found);
    find_ages_behind_cues(page, found);
    find_worded_ages(page, found);
    return found;
}

}  // namespace redaction
