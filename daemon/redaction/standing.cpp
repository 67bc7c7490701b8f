#include "redaction/standing.h"

#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

// "स्वाति गवाह है", "सपना ने कहा": only persons do. (സ്വപ്ന കണ്ടു: she saw a dream.)
bool sees(const Page& page, std::size_t token) {
    const auto next = token + 1;
    return next < page.tokens().size() && side_by_side(page, token, next) &&
           (page.word(next) == U"गवाह" || page.word(next) == U"ने");
}

// സ്വപ്നയോട്, ദിവ്യയ്ക്ക്: one tells or gives something to persons.
bool is_spoken_to(const Page& page, std::size_t token) {
    static constexpr std::array<std::u32string_view, 7> endings{U"യോട്", U"നോട്", U"യോടു",  U"നോടു",
                                                                U"യ്ക്ക്", U"യ്ക്കു", U"ചേച്ചി"};
    const auto word = page.word(token);
    return std::any_of(endings.begin(), endings.end(),
                       [&](auto ending) { return word.ends_with(ending); });
}

bool is_venue(const Page& page, std::size_t token) {
    static constexpr std::array<List, 3> lists{"type.venue", "type.org", "type.place_word"};
    static const ListSet set = set_of(lists);
    return (page.lists_of(token) & set).any();
}

// The mark before a token, past blanks; a newline where the text begins.
char32_t mark_before(const Page& page, std::size_t token) {
    auto at = page.tokens()[token].start;
    while (at > 0 && page.text()[at - 1] == U' ') --at;
    return at == 0 ? U'\n' : page.text()[at - 1];
}
char32_t mark_behind(const Page& page, std::size_t token) {
    auto at = page.tokens()[token].end;
    while (at < page.text().size() && page.text()[at] == U' ') ++at;
    return at == page.text().size() ? U'\n' : page.text()[at];
}

// "(निधि)", "साक्षी: आशा, ...", "| Ambika |", a line of its own: an item, a call or a signature,
// between marks on both sides. "Star: Rohini" is none.
bool stands_between_marks(const Page& page, std::size_t token) {
    constexpr std::u32string_view openings =
        U"\n(\"\u201C\u2018[]|:,\u2192>\u2022*-\u2013\u2014/";
    constexpr std::u32string_view closings =
        U"\n),(\"\u201D\u2019]|:;.?!\u0964\u2192-\u2013\u2014/";
    const auto before = mark_before(page, token), behind = mark_behind(page, token);
    if (openings.find(before) == std::u32string_view::npos ||
        closings.find(behind) == std::u32string_view::npos)
        return false;
    if (before == U',' && behind == U'.') return false;  // the last of a list of words
    constexpr std::u32string_view quotes = U"\"\u201C\u2018\u201D\u2019";
    const bool titled = quotes.find(before) != std::u32string_view::npos &&
                        quotes.find(behind) != std::u32string_view::npos;
    if (titled) return false;  // the name of a group, a saved number
    return token == 0 || !is_venue(page, token - 1);
}

// "അദിതി (14)", "आदित्य, 12": a name with an age.
bool is_told_with_age(const Page& page, std::size_t token) {
    const auto next = token + 1;
    if (next >= page.tokens().size()) return false;
    const auto& number = page.tokens()[next];
    const auto end = page.tokens()[token].end;
    constexpr std::size_t longest = 2;
    return number.kind == understanding::TokenKind::digits &&
           number.end - number.start <= longest && number.start - end == 2 &&
           (page.text()[end] == U',' || page.text()[end + 1] == U'(');
}

// "ഓഫീസിലെ ദീപ 68300 12345", "आशा 68300...": a name with a telephone.
bool is_told_with_phone(const Page& page, std::size_t token) {
    constexpr std::size_t least_digits = 10, longest = 16;
    const auto& text = page.text();
    auto at = page.tokens()[token].end;
    if (at >= text.size() || text[at] != U' ') return false;
    std::size_t digits = 0;
    for (const auto end = std::min(text.size(), at + longest); at < end; ++at) {
        if (is_digit(text[at]))
            ++digits;
        else if (text[at] != U' ' && text[at] != U'-' && text[at] != U'+')
            break;
    }
    return digits >= least_digits;
}

// "പോതി തനു", "canteen Mani annan": beside a word for whom one calls so.
bool is_called(const Page& page, std::size_t token) {
    const auto& tokens = page.tokens();
    const auto next = token + 1;
    return next < tokens.size() && side_by_side(page, token, next) &&
           page.covered_by("type.honorific_after", tokens[next].start);
}

// "Surya TV", "group Karuna Plus", "parlour Sapna": the capital of a title or a shop; behind a
// quotation mark one of a group.
bool is_of_a_title(const Page& page, std::size_t token) {
    static const ListSet names = set_of(
        std::array<List, 4>{"type.given_name", "type.homograph", "type.honorific", "role.kin"});
    const auto& tokens = page.tokens();
    const auto is_capital_word = [&](std::size_t t) {
        return !is_indic(page.word(t)[0]) && page.is_capital(t) && !tokens[t].sentence_start &&
               (page.lists_of(t) & names).none();
    };
    constexpr std::u32string_view quotes = U"\"\u201C\u2018";
    if (quotes.find(mark_before(page, token)) != std::u32string_view::npos) return true;
    if (token > 0 && side_by_side(page, token - 1, token) &&
        (is_venue(page, token - 1) ||
         (is_capital_word(token - 1) && page.word(token - 1).size() > 1 &&
          page.lists_of(token - 1).none())))
        return true;
    const auto next = token + 1;
    return next < tokens.size() && side_by_side(page, token, next) && is_capital_word(next) &&
           page.word(next).size() > 1 && page.lists_of(next).any() &&
           !page.covered_by("type.honorific_after", tokens[next].start);
}

}  // namespace

bool names_a_venue(const Page& page, std::size_t last) {
    const auto next = last + 1;
    return next < page.tokens().size() && side_by_side(page, last, next) &&
           is_venue(page, next);
}

bool acts(const Page& page, std::size_t token) {
    const auto next = token + 1;
    return next < page.tokens().size() && side_by_side(page, token, next) &&
           page.covered_by("type.does", page.tokens()[next].start);
}

bool is_acted_upon(const Page& page, std::size_t token) {
    if (token == 0 || !side_by_side(page, token - 1, token)) return false;
    const auto before = page.tokens()[token - 1].start;
    return page.covered_by("role.harm", before) || page.covered_by("role.says", before);
}

bool ends_names(const Page& page, std::size_t token) {
    static constexpr std::array<std::u32string_view, 22> last{
        U"देवी",   U"कुमारी", U"कुमार", U"बेगम",  U"बीबी",  U"बाला", U"लाल", U"दास",
        U"प्रसाद", U"राज",   U"बाई",  U"ദേവി", U"കുമാരി", U"കുമാർ", U"കൃഷ്ണ", U"ലാൽ",
        U"ദാസ്",   U"രാജ്",   U"ബീവി", U"മോൾ",  U"ശങ്കർ",  U"അമ്മ"};
    const auto word = page.word(token);
    if (!is_indic(word[0])) return !page.shouts() && page.is_capital(token);
    return among(word, last);
}

bool stands_for_person(const Page& page, std::size_t token, NameKind kind) {
    if (kind == NameKind::name) return could_be_small_name(page, token);
    if (kind != NameKind::homograph || !could_be_name(page, token)) return false;
    if (sees(page, token) || is_spoken_to(page, token) || is_told_with_age(page, token) ||
        is_told_with_phone(page, token) || is_called(page, token) ||
        stands_between_marks(page, token))
        return true;
    if (is_indic(page.word(token)[0])) return false;
    const bool begins = page.tokens()[token].sentence_start;
    if (!begins && !page.shouts()) return !is_of_a_title(page, token);
    const bool english = page.language() == understanding::Language::en;
    return ((!begins || english) && acts(page, token)) ||
           (!begins && is_acted_upon(page, token));
}

}  // namespace redaction
