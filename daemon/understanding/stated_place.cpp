#include "understanding/stated_place.h"

#include <algorithm>
#include <array>

#include "understanding/who_lives.h"

namespace understanding {

namespace {

// Words that say no more than the place does.
bool says_nothing_else(const Passage& p, std::size_t t) {
    constexpr std::array<std::string_view, 8> lists{
        "place.statement", "who.i",          "place.at",  "place.after",
        "place.link",      "place.district", "place.now", "who.am"};
    const Range one{t, t + 1};
    return std::any_of(lists.begin(), lists.end(),
                       [&](std::string_view list) { return p.has(list, one); });
}

bool breaks_line(std::u32string_view gap) {
    return gap.find(U'\n') != std::u32string_view::npos;
}
bool is_blank_line(std::u32string_view gap) {
    return std::count(gap.begin(), gap.end(), U'\n') > 1;
}

constexpr std::size_t most_lines = 6, longest_line = 7;  // tokens

// The lines around a name, up to an empty line on each side; longer ones than an address has
// are cut.
Range block_of(const Passage& p, Range name) {
    constexpr std::size_t longest = most_lines * longest_line + 1;
    Range block = name;
    while (block.first > 0 && block.last - block.first < longest &&
           !is_blank_line(p.gap_after(block.first - 1)))
        --block.first;
    while (block.last < p.tokens().size() && block.last - block.first < longest &&
           !is_blank_line(p.gap_after(block.last - 1)))
        ++block.last;
    return block;
}

bool is_a_sentence(std::u32string_view gap) {
    return gap.find_first_of(U"?!।") != std::u32string_view::npos || gap.starts_with(U". ");
}

// Nobody but herself was spoken of before this token.
bool is_first_spoken_of(const Passage& p, std::size_t token) {
    constexpr std::array<std::string_view, 4> others{"who.he", "who.she", "who.kin",
                                                     "who.friend"};
    return std::none_of(others.begin(), others.end(), [&](std::string_view list) {
        const auto& hits = p.hits(list);
        return !hits.empty() && hits.front().first < token;
    });
}

// A mark or a line's end stands behind it.
bool is_set_apart(const Passage& p, Range clause) {
    const auto gap = p.gap_after(clause.last - 1);
    return clause.last == p.tokens().size() ||
           gap.find_first_of(U".,;:!-–—\n।") != std::u32string_view::npos;
}

// "I live in flat 4B of Vagamon Heights, Palarivattom": the clause before begins her address.
bool is_end_of_her_address(const Passage& p, Range clause, const std::vector<bool>& places) {
    if (clause.first == p.sentence_of(clause.first).first) return false;
    for (std::size_t t = clause.first; t < clause.last; ++t)
        if (!places[t]) return false;
    const Range before = p.clause_of(clause.first - 1);
    return p.has("place.residence", before) && p.has("who.i", before) &&
           !p.has("place.former", before);
}

}  // namespace

bool is_stated_alone(const Passage& p, Range name, const std::vector<bool>& places) {
    const Range clause{p.clause_of(name.first).first, p.clause_of(name.last - 1).last};
    const bool hers = p.has("who.i", clause) || p.has("who.am", clause);
    if (!hers && is_end_of_her_address(p, clause, places)) return true;
    if (!hers && (!is_set_apart(p, clause) || p.has("place.son_of", block_of(p, name))))
        return false;  // "Anchal and Rani study with me", a line of his address
    // Without her nothing may stand before: "on it is written Santhosh, Kunnamkulam".
    const std::size_t first = hers ? clause.first : p.sentence_of(name.first).first;
    constexpr std::size_t longest = 10;  // tokens
    if (clause.last - first > longest) return false;
    for (std::size_t t = first; t < clause.last; ++t) {
        const bool her_name = hers && p.tokens()[t].capital;  // "I am Sheeba from Kalpetta"
        if (!places[t] && !says_nothing_else(p, t) && !her_name) return false;
    }
    return hers || is_first_spoken_of(p, first);
}

bool ends_the_statement(const Passage& p, Range name) {
    for (std::size_t t = name.last; t < p.clause_of(name.last - 1).last; ++t)
        if (!says_nothing_else(p, t)) return false;
    return is_first_spoken_of(p, name.first);
}

bool closes_the_mail(const Passage& p, Range name) {
    const Range block = block_of(p, name);
    const bool last = block.last == p.tokens().size() || !is_own(p.zone_of(block.last));
    if (block.first == 0 || !last || p.has("place.son_of", block)) return false;
    constexpr std::size_t fewest_lines = 2;
    std::size_t lines = 1, length = 0;
    for (std::size_t t = block.first; t < block.last; ++t) {
        const auto gap = p.gap_after(t);
        const bool ends = t + 1 == block.last;
        if (person_at(p, t) != Person::none || p.has("who.me", {t, t + 1})) return false;
        if (++length > longest_line || (!ends && is_a_sentence(gap))) return false;
        if (ends || !breaks_line(gap)) continue;
        ++lines;
        length = 0;
    }
    return lines >= fewest_lines && lines <= most_lines;
}

}  // namespace understanding
