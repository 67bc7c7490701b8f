#include "redaction/name_words.h"

#include <array>

namespace redaction {

namespace {

// Lists whose words are never a part of a name.
constexpr std::array<List, 27> never{
    "type.plain",  "role.mine",          "role.me",
    "role.i",      "role.yours",         "role.kin",
    "role.third",  "role.offender_noun", "role.his",
    "role.hers",   "role.source",        "role.source_before",
    "role.goal",   "role.goal_before",   "role.contact_request",
    "role.naming", "role.naming_before", "role.harm",
    "role.denied", "role.pay",           "role.receive",
    "role.former", "type.phone",         "type.amount",
    "type.is",     "type.name_label",    "type.role_noun"};

// "I am Sakshi": a word of another writing that is a name in this one, with a capital.
bool is_name_as_well(const Page& page, std::size_t token) {
    static constexpr std::array<List, 2> friends{"role.third", "type.role_noun"};
    static const ListSet others = [] {
        auto set = set_of(never);
        for (const auto list : friends) set.reset(list.number());
        return set;
    }();
    return page.is_capital(token) && !page.tokens()[token].sentence_start &&
           page.covered_by("type.given_name", page.tokens()[token].start) &&
           (page.lists_of(token) & others).none();
}

bool is_never(const Page& page, std::size_t token) {
    static const ListSet set = set_of(never);
    if ((page.lists_of(token) & set).none()) return false;
    return !is_name_as_well(page, token);
}

}  // namespace

bool is_indic(char32_t c) { return c >= 0x0900 && c <= 0x0DFF; }

bool could_be_name(const Page& page, std::size_t token) {
    const auto word = page.word(token);
    if (page.tokens()[token].kind != understanding::TokenKind::word) return false;
    if (!is_indic(word[0]) && !page.is_capital(token)) return false;
    return !is_never(page, token);
}

// ലത, ഉഷ and രമ are two letters long.
bool could_be_small_name(const Page& page, std::size_t token) {
    constexpr std::size_t shortest = 3, shortest_indic = 2;
    if (page.tokens()[token].kind != understanding::TokenKind::word) return false;
    const auto word = page.word(token);
    return word.size() >= (is_indic(word[0]) ? shortest_indic : shortest) &&
           !is_never(page, token);
}

bool side_by_side(const Page& page, std::size_t left, std::size_t right) {
    const auto& text = page.text();
    const auto from = page.tokens()[left].end, to = page.tokens()[right].start;
    constexpr std::size_t longest = 3;
    if (to - from > longest) return false;
    const auto word = page.word(left);
    const bool abbreviated = is_indic(word[0])
                                 ? page.covered_by("type.initial", page.tokens()[left].start)
                                 : word.size() <= 2;
    for (std::size_t i = from; i < to; ++i) {
        const bool initial = text[i] == U'.' && abbreviated;
        const bool apostrophe = text[i] == U'\'' || text[i] == 0x2019;
        if (text[i] != U' ' && !initial && !apostrophe) return false;
    }
    return to > from || page.word(left).size() <= 2;
}

}  // namespace redaction
