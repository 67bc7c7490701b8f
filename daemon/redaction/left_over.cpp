// The part of Owners that decides what nobody claims by what is left: the mail says which
// number is hers, so the one in the midst of the story is not.
#include <algorithm>
#include <array>

#include "redaction/ownership.h"
#include "redaction/value_kinds.h"

namespace redaction {

namespace {

// A land line rings in her house, at her school.
bool is_mobile(const std::string& number) {
    constexpr std::size_t digits = 10;
    return number.starts_with('+') || (number.size() == digits && number.front() >= '6');
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

bool Owners::is_at_end(Range value) const {
    constexpr std::size_t few = 7;
    return !has_words({value.end, page_.text().size()}, few);
}

// Behind "My details:", in a row of a table that says "mine".
bool Owners::is_in_her_rows(std::size_t value) const {
    const auto line = page_.line_of(values_[value].range.start);
    const auto row =
        std::u32string_view(page_.text()).substr(line.start, line.end - line.start);
    if (row.find(U'|') != std::u32string_view::npos && page_.has_cue_in("role.mine", line))
        return true;
    return heading_above(value) == std::optional(false);
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
    if (values_[value].type == ValueType::upi_vpa) return true;
    const auto before = clause_beside(value, clause, true);
    const auto pays = [&](Range range) {
        return range.end > range.start &&
               (page_.has_cue_in("role.pay", range) || page_.has_cue_in("type.amount", range));
    };
    return pays(around) || pays(line) || pays(before);
}

// "The ring back number showed X. Mine is Y.": a letter head stands before the story, her own
// number at its end.
std::optional<Verdict> Owners::left_over(std::size_t value) const {
    const auto& one = values_[value];
    const bool phone = one.type == ValueType::phone,
               vehicle = one.type == ValueType::vehicle_reg;
    if (!(phone || vehicle || is_purse(one.type)) || !is_fresh(one.range.start))
        return std::nullopt;
    constexpr std::size_t told = 8;
    const auto clause = page_.clause_of(one.range.start);
    const bool person_before = value > 0 && values_[value - 1].type == ValueType::person &&
                               values_[value - 1].range.end >= clause.start;
    if (person_before || stands_behind_a_capital(one.range.start) || weigh(value).acted_on ||
        is_claimed(value) || is_in_quotes(one.range.start) || is_in_her_rows(value) ||
        is_at_end(one.range) || !has_words({0, one.range.start}, told))
        return std::nullopt;
    if (phone && (!is_mobile(one.normal) || !is_one_of_hers_known(value))) return std::nullopt;
    if (is_purse(one.type) && !takes_her_money(value)) return std::nullopt;
    Verdict said = weigh(value);
    said.role = Role::offender;
    said.cues.emplace_back("left over");
    return said;
}

}  // namespace redaction
