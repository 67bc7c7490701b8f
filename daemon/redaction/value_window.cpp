// The part of Owners that says which words stand about which value (redaction.md 5.2 step 2).
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/ownership.h"

namespace redaction {

// Without a comma the next value's words begin with its preposition or its owner: "A to his
// account B".
std::optional<std::size_t> Owners::border_between(std::size_t left_end,
                                                  std::size_t right_start) const {
    static constexpr std::array<List, 6> beginnings{"role.goal_before", "role.source_before",
                                                    "role.mine",        "role.his",
                                                    "role.kin",         "role.third"};
    constexpr std::size_t longest_lead = 4;  // words
    const auto last = page_.token_at(right_start);
    std::optional<std::size_t> border;
    for (const auto list : beginnings) {
        auto hit = page_.first_cue_after(list, left_end);
        while (hit && hit->end <= right_start &&
               last - page_.token_at(hit->start) > longest_lead)
            hit = page_.first_cue_after(list, hit->end);
        if (!hit || hit->end > right_start) continue;
        if (hit->end <= end_of_name_ending(left_end) || is_own_of_name(left_end)) continue;
        // "Shaji bhai ka number X": the title goes with the name.
        if (hit->start <= left_end + 1 &&
            page_.covered_by("type.honorific_after", hit->start) &&
            case_of(page_, *hit) == Case::genitive)
            continue;
        const auto token = page_.token_at(hit->start);
        const bool predicate = token > 0 && page_.tokens()[token - 1].start >= left_end &&
                               page_.covered_by("type.is", page_.tokens()[token - 1].start);
        if (!predicate && (!border || hit->start < *border)) border = hit->start;
    }
    return border;
}

// Where one value's words end and the next one's begin: the first or last "and" or comma, else
// the edge itself.
std::size_t Owners::cut_between(std::size_t left_end, std::size_t right_start,
                                bool want_last) const {
    std::optional<std::size_t> cut;
    const auto consider = [&](std::size_t at) {
        if (!cut || (want_last ? at > *cut : at < *cut)) cut = at;
    };
    constexpr std::size_t reach = 400;
    for (auto i = want_last && right_start - left_end > reach ? right_start - reach : left_end;
         i < std::min(right_start, left_end + reach) || (want_last && i < right_start); ++i) {
        if (page_.text()[i] == U',') consider(i);
    }
    if (const auto hit = want_last ? page_.last_cue_before("role.and", right_start)
                                   : page_.first_cue_after("role.and", left_end)) {
        if (hit->start >= left_end && hit->end <= right_start) consider(hit->start);
    }
    if (cut) return *cut;
    if (const auto border = border_between(left_end, right_start)) return *border;
    return want_last ? left_end : right_start;
}

// "Ramesh, 68300 12345, follows me", "Ramesh (68300 12345)": given in passing, with nothing but
// its label between.
bool Owners::touches_the_one_before(std::size_t value) const {
    const auto from = values_[value - 1].range.end, to = values_[value].range.start;
    constexpr std::size_t longest = 24;
    if (is_in_brackets_behind(value - 1, to)) return true;
    if (to - from > longest || !only_labels_between(from, to)) return false;
    const auto between = std::u32string_view(page_.text()).substr(from, to - from);
    return between.find_first_of(U"\n.;") == std::u32string_view::npos;
}

// "Dinesan (local leader, X)": what stands in brackets behind a name tells of him.
bool Owners::is_in_brackets_behind(std::size_t person, std::size_t at) const {
    constexpr std::size_t longest = 45, blank = 1;
    const auto from = values_[person].range.end;
    if (values_[person].type != ValueType::person || at <= from || at - from > longest)
        return false;
    const auto between = std::u32string_view(page_.text()).substr(from, at - from);
    static const ListSet others =
        set_of(std::array<List, 8>{"role.mine", "role.kin", "role.third", "role.hers",
                                   "role.me", "role.harm", "role.relative", "role.help"});
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(from); t < tokens.size() && tokens[t].start < at; ++t) {
        if ((page_.lists_of(t) & others).any()) return false;
    }
    return between.find(U'(') <= blank &&
           between.find_first_of(U")\n;") == std::u32string_view::npos;
}

bool Owners::only_labels_between(std::size_t from, std::size_t to) const {
    static constexpr std::array<List, 9> labels{"type.phone",   "type.account", "type.upi",
                                                "type.handle",  "type.is",      "type.age",
                                                "type.vehicle", "type.ifsc",    "type.gstin"};
    static const ListSet set = set_of(labels);
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(from); t < tokens.size() && tokens[t].start < to; ++t) {
        if ((page_.lists_of(t) & set).none()) return false;
    }
    return true;
}

// "Rohit calls me from X at night": the sentence goes on behind what it is done with.
bool Owners::is_passed_over(std::size_t value) const {
    if (values_[value].type == ValueType::person) return false;
    const auto from = values_[value - 1].range.end, to = values_[value].range.start;
    static constexpr std::array<List, 4> others{"role.and", "role.mine", "role.kin",
                                                "role.third"};
    for (const auto list : others) {
        if (page_.has_cue_in(list, {from, to})) return false;
    }
    const auto between = std::u32string_view(page_.text()).substr(from, to - from);
    return page_.clause_of(from).end >= to && between.find(U',') == std::u32string_view::npos;
}

// Given in passing, or one of a list: no value that the words behind it stand for.
bool Owners::goes_with_the_one_before(std::size_t value) const {
    return is_attached(value) || is_passed_over(value) || continues_list(value);
}

// The first value behind a person that is not given in passing; behind anything else the next.
std::size_t Owners::first_unattached(std::size_t value) const {
    const auto next = value + 1;
    return values_[value].type == ValueType::person ? unattached_[next] : next;
}

// A denial is heard to the end of its clause: "the number X on that page is not mine".
std::size_t Owners::end_of_denial(std::size_t token, Range clause) const {
    const auto& tokens = page_.tokens();
    if (token >= tokens.size()) return 0;
    const auto denied = page_.first_cue_after("role.denied", tokens[token].start);
    if (!denied || denied->end > clause.end) return 0;
    return page_.token_at(denied->end);
}

// Where the line before begins, if it is a label on a line of its own: "Phone of the accused",
// "My husband:".
std::size_t Owners::label_line_before(std::size_t value) const {
    const auto start = values_[value].range.start;
    const auto line = page_.line_of(start);
    const auto& tokens = page_.tokens();
    const auto first = page_.token_at(line.start);
    if (line.start == 0) return start;
    const auto label = page_.line_of(line.start - 1);
    // "> His number:" was asked, "there are two, X" is the answer.
    constexpr std::size_t few = 3;
    const bool asked = page_.text()[label.start] == U'>';
    const auto before = page_.token_at(start) - first;
    if (first < tokens.size() && before > (asked ? few : 0)) return start;
    if (value > 0 && values_[value - 1].range.end > label.start) return start;
    return is_label_line(label) ? label.start : start;
}

bool Owners::is_label_line(Range line) const {
    static constexpr std::array<List, 14> words{
        "type.phone",  "type.name_label", "type.is",    "type.account",      "type.upi",
        "type.handle", "type.ifsc",       "type.card",  "type.vehicle",      "type.address",
        "role.mine",   "role.kin",        "role.third", "role.offender_noun"};
    static const ListSet set = set_of(words);
    constexpr std::size_t most_tokens = 6, shortest_word = 4;
    const auto& tokens = page_.tokens();
    std::size_t count = 0;
    bool all = true;
    for (auto t = page_.token_at(line.start); t < tokens.size() && tokens[t].start < line.end;
         ++t, ++count) {
        const bool small = tokens[t].end - tokens[t].start < shortest_word;
        all = all && (small || (page_.lists_of(t) & set).any());
    }
    const auto text =
        std::u32string_view(page_.text()).substr(line.start, line.end - line.start);
    const auto last = text.find_last_not_of(U" \t\r\n");
    const bool colon = last != std::u32string_view::npos && text[last] == U':';
    return count > 0 && count <= most_tokens && (all || colon);
}

// "nihal nte no X": the ending of a name, written apart, is no "mine".
std::size_t Owners::end_of_name_ending(std::size_t name_end) const {
    static constexpr std::array<std::u32string_view, 4> endings{U"nte", U"inte", U"ന്റെ",
                                                                U"ൻ്റെ"};
    const auto token = page_.token_at(name_end);
    const auto& tokens = page_.tokens();
    constexpr std::size_t touching = 1;
    const bool ending = token < tokens.size() && tokens[token].start <= name_end + touching &&
                        among(page_.word(token), endings);
    return ending ? tokens[token].end : 0;
}

// "X hai, wo aadmi ...", "X ആണ്, അയാൾ ...": behind "is" and a comma something else is told.
std::size_t Owners::end_of_copula(std::size_t token, std::size_t from) const {
    const auto& tokens = page_.tokens();
    const auto never = page_.text().size();
    if (token >= tokens.size() || !page_.covered_by("role.copula", tokens[token].start))
        return never;
    const auto end = tokens[token].end;
    const bool touches = tokens[token].start - from <= 1;
    return touches && end < never && page_.text()[end] == U',' ? end : never;
}

// "It came to X and he asked me for it": behind "and" another one acts.
std::size_t Owners::next_thought(Range right) const {
    const auto& tokens = page_.tokens();
    for (auto joint = page_.first_cue_after("role.and", right.start);
         joint && joint->end <= right.end;
         joint = page_.first_cue_after("role.and", joint->end)) {
        const auto next = page_.token_at(joint->end);
        if (next >= tokens.size()) break;
        const auto at = tokens[next].start;
        const bool subject =
            page_.covered_by("role.i", at) ||
            (page_.covered_by("role.his", at) && !page_.covered_by("role.his_own", at) &&
             !page_.covered_by("role.him", at));
        if (subject) return joint->start;
    }
    return page_.text().size();
}

Window Owners::window_of(std::size_t value) const {
    constexpr std::size_t tokens_left = 9, tokens_right = 6;
    const auto range = values_[value].range;
    auto clause = page_.clause_of(range.start);
    clause.start = std::min(clause.start, label_line_before(value));
    const auto& tokens = page_.tokens();
    const auto next = first_unattached(value);
    Window window;
    window.left_token = page_.token_at(range.start);
    window.right_token = page_.token_at(values_[next - 1].range.end);
    const auto first = window.left_token > tokens_left ? window.left_token - tokens_left : 0;
    window.left = {std::max(clause.start, first < tokens.size() ? tokens[first].start : 0),
                   range.start};
    const auto last = std::min(
        std::max(window.right_token + tokens_right, end_of_denial(window.right_token, clause)),
        tokens.size());
    window.right = {
        range.end,
        std::min(clause.end, last > 0 ? std::max(tokens[last - 1].end, range.end) : range.end)};
    window.from = clause.start;
    if (value > 0 && values_[value - 1].range.end > clause.start) {
        window.from = cut_between(values_[value - 1].range.end, range.start, true);
        window.left.start = std::max(window.left.start, window.from);
    }
    if (next < values_.size() && values_[next].range.start < window.right.end) {
        const auto from = values_[next - 1].range.end;
        window.right.end = cut_between(from, values_[next].range.start, false);
    }
    if (value > 0 && values_[value - 1].type == ValueType::person)
        window.left.start =
            std::max(window.left.start, end_of_name_ending(values_[value - 1].range.end));
    window.right.end = std::min(window.right.end, end_of_copula(window.right_token, range.end));
    if (values_[value].type == ValueType::phone)
        window.right.end = std::min(window.right.end, next_thought(window.right));
    window.right.end = std::max(window.right.end, window.right.start);
    const bool person = values_[value].type == ValueType::person;
    window.together = person ? values_[narrative_.last_of_them(value)].range.end : range.end;
    window.until = std::min(clause.end, narrative_.actor_from(window.together));
    // "Meri saheli X thane aayi, uske baad se pareshan kar raha hai": he, and not X.
    const auto then = page_.first_cue_after("role.since_then", window.together);
    if (person && then) window.until = std::min(window.until, then->start);
    return window;
}

// "I (Merin), Shilpa and Kavya", "Merin (me), Shilpa": nothing but marks and "and" back to her.
bool Owners::is_listed_with_her(std::size_t value) const {
    constexpr std::size_t longest_list = 5, longest_gap = 8;
    const auto& text = page_.text();
    for (auto v = value; v > 0 && value - v < longest_list; --v) {
        if (values_[v - 1].type != ValueType::person) return false;
        const auto from = values_[v - 1].range.end, to = values_[v].range.start;
        if (to - from > longest_gap) return false;
        for (auto t = page_.token_at(from);
             t < page_.tokens().size() && page_.tokens()[t].start < to; ++t) {
            const auto start = page_.tokens()[t].start;
            if (text[start - 1] == U'(' &&
                (page_.covered_by("role.me", start) || page_.covered_by("role.i", start)))
                return true;
            if (!page_.covered_by("role.and", start)) return false;
        }
        const auto first = page_.token_at(values_[v - 1].range.start);
        constexpr std::size_t opening = 2;
        if (first > 0 && page_.covered_by("role.i", page_.tokens()[first - 1].start) &&
            text.substr(page_.tokens()[first - 1].end, opening) == U" (")
            return true;
    }
    return false;
}

// "His number is X, Y is where I can talk": Y is no second one of his.
bool Owners::begins_phrase_of_hers(std::size_t value) const {
    static constexpr std::array<List, 3> her{"role.i", "role.me", "role.mine"};
    static constexpr std::array<List, 6> others{"role.harm",    "role.receive",
                                                "role.blocked", "role.source",
                                                "role.his",     "role.offender_noun"};
    const auto from = values_[value].range.end;
    auto end = page_.clause_of(values_[value].range.start).end;
    if (const auto joint = page_.first_cue_after("role.and", from))
        end = std::min(end, joint->start);
    end = std::min(end, std::u32string_view(page_.text()).find_first_of(U",;\n", from));
    if (end <= from) return false;
    const auto in_it = [&](List list) { return page_.has_cue_in(list, {from, end}); };
    return std::any_of(her.begin(), her.end(), in_it) &&
           std::none_of(others.begin(), others.end(), in_it);
}

}  // namespace redaction
