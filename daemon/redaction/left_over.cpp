// The part of Owners that decides what nobody claims by what is left: the mail says which
// number is hers, so the one in the midst of the story is not.
#include <algorithm>
#include <array>

#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

namespace {

// A land line rings in her house, at her school.
bool is_mobile(const Candidate& number) {
    constexpr std::size_t digits = 10;
    return number.cue == "shape:e164" ||
           (number.normal.size() == digits && number.normal.front() >= '6');
}

}  // namespace

// In her own words, written for this mail.
bool Owners::is_fresh(std::size_t at) const {
    const auto* zone = page_.zone_at(at);
    return zone == nullptr || (zone->owner == understanding::ZoneOwner::writer &&
                               zone->kind == understanding::ZoneKind::fresh);
}

// Words that are no part of a value.
bool Owners::has_words(Range range, std::size_t least) const {
    const auto& tokens = page_.tokens();
    std::size_t words = 0;
    for (auto t = page_.token_at(range.start);
         t < tokens.size() && tokens[t].end <= range.end && words < least; ++t) {
        if (tokens[t].kind == understanding::TokenKind::word && !is_in_value(tokens[t].start))
            ++words;
    }
    return words >= least;
}

// "He is Manu, X", "Manu (X)": a name that is on no list.
bool Owners::stands_behind_a_capital(std::size_t at) const {
    const auto token = page_.token_at(at);
    if (token == 0 || page_.shouts() || !page_.is_capital(token - 1) ||
        is_in_value(page_.tokens()[token - 1].start))
        return false;
    const auto from = page_.tokens()[token - 1].end;
    const auto between = std::u32string_view(page_.text()).substr(from, at - from);
    return between.find_first_of(U",(") != std::u32string_view::npos;
}

// "pema: X", "pema - X": a line that begins with a word of no list is a name's.
bool Owners::is_row_of_a_name(std::size_t at) const {
    const auto line = page_.line_of(at);
    const auto first = page_.token_at(line.start), token = page_.token_at(at);
    const auto& tokens = page_.tokens();
    if (token != first + 1 || tokens[first].kind != understanding::TokenKind::word ||
        page_.lists_of(first).any())
        return false;
    const auto between =
        std::u32string_view(page_.text()).substr(tokens[first].end, at - tokens[first].end);
    return between.find_first_of(U":-–—=|") != std::u32string_view::npos;
}

// "He asked for my number. X koduthu": in Malayalam the verb says that it was given to another.
bool Owners::is_given_away(std::size_t behind) const {
    static constexpr std::array<std::u32string_view, 4> gave{U"കൊടുത്തു", U"കൊടുത്തത്", U"koduthu",
                                                             U"koduthath"};
    const auto token = page_.token_at(behind);
    return token < page_.tokens().size() &&
           page_.tokens()[token].start < page_.clause_of(behind - 1).end &&
           std::find(gave.begin(), gave.end(), page_.word(token)) != gave.end();
}

// What stands between marks may be an advertisement with her number.
bool Owners::is_in_quotes(std::size_t at) const {
    const auto line = page_.line_of(at);
    std::size_t marks = 0;
    for (auto i = line.start; i < at; ++i) {
        const char32_t c = page_.text()[i];
        marks += c == U'"' || c == 0x201C || c == 0x201D ? 1 : 0;
    }
    return marks % 2 == 1;
}

// Another number of the mail is said to be hers or of one of hers, or stands alone at its end,
// where she gives her own.
bool Owners::is_one_of_hers_known(std::size_t value) const {
    const auto clause = page_.clause_of(values_[value].range.start);
    for (std::size_t other = values_.size(); other-- > 0;) {
        const auto& one = values_[other];
        if (one.type != values_[value].type || one.normal == values_[value].normal) continue;
        const auto& said = weigh(other);
        const bool hers = said.role == Role::complainant || said.role == Role::family ||
                          said.role == Role::third_party;
        if (hers && !said.only_prior) return true;
        if (said.role == Role::unknown && is_fresh(one.range.start) &&
            one.range.start >= clause.end && is_at_end(one.range))
            return true;
    }
    return false;
}

// With little more than a signature behind it, and no other number in it.
bool Owners::is_at_end(Range value) const {
    constexpr std::size_t few = 7;
    const auto& text = page_.text();
    if (has_words({value.end, text.size()}, few)) return false;
    const auto paragraph = text.find(U"\n\n", value.end);
    return paragraph == std::u32string::npos ||
           std::none_of(values_.begin(), values_.end(), [&](const Candidate& one) {
               return one.type == ValueType::phone && one.range.start > paragraph;
           });
}

// Behind "My details:", in a row of a table that says "mine".
bool Owners::is_in_her_rows(std::size_t value) const {
    const auto line = page_.line_of(values_[value].range.start);
    const auto row =
        std::u32string_view(page_.text()).substr(line.start, line.end - line.start);
    const auto heading = heading_above(value);
    return (row.find(U'|') != std::u32string_view::npos &&
            page_.has_cue_in("role.mine", line)) ||
           (heading && page_.has_cue_in("role.mine", *heading));
}

// "nair.store@oksbi", and her brother is a Nair.
bool Owners::bears_name_of_hers(std::size_t value) const {
    constexpr std::size_t shortest = 4;
    const auto& normal = values_[value].normal;
    return std::any_of(persons_.begin(), persons_.end(), [&](const auto& person) {
        const auto& [name, role] = person;
        if (role == Role::offender || role == Role::unknown) return false;
        for (std::size_t from = 0; from < name.size();) {
            const auto end = std::min(name.find(' ', from), name.size());
            if (end - from >= shortest &&
                normal.find(name.substr(from, end - from)) != std::string::npos)
                return true;
            from = end + 1;
        }
        return false;
    });
}

// "Khata X", "UPI X": nobody owns it, and it is told where money is asked for or sent.
bool Owners::takes_her_money(std::size_t value) const {
    const auto clause = page_.clause_of(values_[value].range.start);
    const auto line = page_.line_of(values_[value].range.start);
    const Range around{std::min(clause.start, label_line_before(value)), clause.end};
    static constexpr std::array<List, 3> hers{"role.me", "role.mine", "role.paid_from"};
    if (std::any_of(hers.begin(), hers.end(),
                    [&](List list) { return page_.has_cue_in(list, around); }))
        return false;
    if (bears_name_of_hers(value)) return false;
    if (values_[value].type == ValueType::upi_vpa) return true;
    const auto before = clause_beside(value, clause, true);
    const auto pays = [&](Range range) {
        return range.end > range.start &&
               (page_.has_cue_in("role.pay", range) || page_.has_cue_in("type.amount", range));
    };
    return pays(around) || pays(line) || pays(before);
}

// The name before it in the sentence may be its owner; of a purse only one who is known.
bool Owners::follows_a_name(std::size_t value) const {
    const auto clause = page_.clause_of(values_[value].range.start);
    if (value == 0 || !is_person(values_[value - 1]) ||
        values_[value - 1].range.end < clause.start)
        return false;
    const auto owner = persons_.find(values_[value - 1].normal);
    const bool nobody = owner != persons_.end() && owner->second == Role::unknown;
    return !nobody || !is_purse(values_[value].type);
}

// "The ring back number showed X. Mine is Y.": a letter head stands before the story, her own
// number at its end.
std::optional<Verdict> Owners::left_over(std::size_t value) const {
    const auto& one = values_[value];
    const bool phone = one.type == ValueType::phone, purse = is_purse(one.type),
               vehicle = one.type == ValueType::vehicle_reg;
    if (!(phone || vehicle || purse) || !is_fresh(one.range.start) || weigh(value).acted_on ||
        follows_a_name(value) || is_row_of_a_name(one.range.start) ||
        is_given_away(one.range.end) || is_claimed(value) || is_in_quotes(one.range.start) ||
        is_in_her_rows(value))
        return std::nullopt;
    constexpr std::size_t told = 6;
    const bool known = (phone || vehicle) && is_one_of_hers_known(value);
    if (!has_words({0, one.range.start}, told) && !(vehicle && known)) return std::nullopt;
    if (phone && (!is_mobile(one) || !known || stands_behind_a_capital(one.range.start)))
        return std::nullopt;
    if (purse ? !takes_her_money(value) : is_at_end(one.range)) return std::nullopt;
    Verdict said = weigh(value);
    said.role = Role::offender;
    said.cues.emplace_back("left over");
    return said;
}

}  // namespace redaction
