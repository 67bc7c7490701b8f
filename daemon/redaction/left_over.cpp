// The part of Owners that decides by what is left: a purse that takes her money, a vehicle of
// the story that nobody owns. And of whom the story spoke last before a number.
#include <algorithm>
#include <array>

#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

// In her own words, written for this mail.
bool Owners::is_fresh(std::size_t at) const {
    const auto* zone = page_.zone_at(at);
    return zone == nullptr || (zone->owner == understanding::ZoneOwner::writer &&
                               zone->kind == understanding::ZoneKind::fresh);
}

// Words that are no part of a value; found once.
bool Owners::has_words(Range range, std::size_t least) const {
    if (!free_words_) {
        auto& words = free_words_.emplace();
        for (const auto& token : page_.tokens()) {
            if (token.kind == understanding::TokenKind::word && !is_in_value(token.start))
                words.push_back({token.start, token.end});
        }
    }
    const auto first =
        std::upper_bound(free_words_->begin(), free_words_->end(), range.start,
                         [](std::size_t at, const Range& word) { return at < word.end; });
    return static_cast<std::size_t>(free_words_->end() - first) >= least &&
           (first + static_cast<std::ptrdiff_t>(least) - 1)->end <= range.end;
}

// What stands between marks may be an advertisement with her number.
bool Owners::is_in_quotes(std::size_t at) const {
    if (!quotation_marks_) {
        auto& marks = quotation_marks_.emplace();
        for (std::size_t i = 0; i < page_.text().size(); ++i) {
            const char32_t c = page_.text()[i];
            if (c == U'"' || c == 0x201C || c == 0x201D) marks.push_back(i);
        }
    }
    const auto count_before = [&](std::size_t position) {
        return std::lower_bound(quotation_marks_->begin(), quotation_marks_->end(), position) -
               quotation_marks_->begin();
    };
    return (count_before(at) - count_before(page_.line_of(at).start)) % 2 == 1;
}

// With little more than a signature behind it, and nothing of hers in a paragraph of its own.
bool Owners::is_at_end(Range value) const {
    constexpr std::size_t few = 7;
    const auto& text = page_.text();
    if (has_words({value.end, text.size()}, few)) return false;
    const auto paragraph = text.find(U"\n\n", value.end);
    return paragraph == std::u32string::npos || values_.back().range.start < paragraph;
}

// Behind "My details:", in a row of a table that says "mine".
bool Owners::is_in_her_rows(std::size_t value) const {
    const auto line = page_.line_of(values_[value].range.start);
    const auto row =
        std::u32string_view(page_.text()).substr(line.start, line.end - line.start);
    const auto heading = heading_above(value);
    return (page_.has_cue_in("role.mine", line) &&
            row.find(U'|') != std::u32string_view::npos) ||
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

// "Ask the shop owner, X", "the poster said X", "the clerk's number X": it may be a helper's,
// or hers.
bool Owners::is_left_open(std::size_t value) const {
    static constexpr std::array<List, 4> words{"role.left_open", "role.neutral",
                                               "role.suspect_noun", "role.woman"};
    const auto clause = page_.clause_of(values_[value].range.start);
    const bool told = std::any_of(words.begin(), words.end(), [&](List list) {
        return has_cue_outside_values(list, clause);
    });
    const bool vehicle = values_[value].type == ValueType::vehicle_reg;
    return told || (!vehicle && follows_a_place(value)) || has_possessor(value);
}

// "Maria Bakery, X".
bool Owners::follows_a_place(std::size_t value) const {
    if (value == 0) return false;
    const auto& before = values_[value - 1];
    const bool place = before.type == ValueType::org || before.type == ValueType::address ||
                       before.type == ValueType::pin_code;
    return place && before.range.end >= page_.clause_of(values_[value].range.start).start;
}

// "The clerk's number X", "maashinte number X", "thekedar ka number X": somebody whom no word
// accuses.
bool Owners::has_possessor(std::size_t value) const {
    const auto clause = page_.clause_of(values_[value].range.start);
    auto token = page_.token_at(values_[value].range.start);
    constexpr std::size_t most = 4;
    const auto& tokens = page_.tokens();
    for (std::size_t i = 0; i < most && token > 0; ++i) {
        --token;
        if (tokens[token].start < clause.start || is_in_value(tokens[token].start))
            return false;
        if (case_of(page_, {tokens[token].start, tokens[token].end}) == Case::genitive &&
            !page_.covered_by("role.his_own", tokens[token].start))
            return true;
        if (!only_labels_between(tokens[token].start, tokens[token].end) &&
            case_of(page_, {tokens[token].start, tokens[token].end}) == Case::bare && i > 1)
            return false;
    }
    return false;
}

// "He keeps calling. X": the last one who was spoken of before the number is he, and not "my
// husband was beaten. X".
Owners::SpokenOf Owners::spoken_of_before(std::size_t value) const {
    constexpr std::size_t reach = 160;
    const auto at = values_[value].range.start;
    const auto from = at > reach ? at - reach : 0;
    static constexpr std::array<List, 2> his{"role.his", "role.offender_noun"};
    static constexpr std::array<List, 4> deeds{"role.receive", "role.harm", "role.uses",
                                               "role.contact_deed"};
    static constexpr std::array<List, 5> others{"role.kin", "role.third", "role.hers",
                                                "role.woman", "role.help"};
    const auto last = [&](const auto& lists) {
        std::size_t end = from;
        for (const List list : lists) {
            auto cue = page_.last_cue_before(list, at);
            while (cue && cue->end > from && is_in_value(cue->start))
                cue = page_.last_cue_before(list, cue->start);
            if (cue) end = std::max(end, cue->end);
        }
        return end;
    };
    auto he = last(his), another = last(others);
    // A deed is told of the one who stands in its sentence.
    if (const auto deed = last(deeds); page_.clause_of(deed).start >= another)
        he = std::max(he, deed);
    for (auto v = value; v-- > 0 && values_[v].range.end > from;) {
        if (!is_person(values_[v])) continue;
        const auto owner = persons_.find(values_[v].normal);
        const bool accused = owner != persons_.end() && owner->second == Role::offender;
        auto& end = accused ? he : another;
        end = std::max(end, values_[v].range.end);
    }
    if (he == another) return SpokenOf::nobody;
    return he > another ? SpokenOf::him : SpokenOf::another;
}

// "Sent to these: X", "a black car X waits below": a letter head stands before the story.
std::optional<Verdict> Owners::left_over(std::size_t value) const {
    const auto& one = values_[value];
    const bool purse = is_purse(one.type), vehicle = one.type == ValueType::vehicle_reg;
    constexpr std::size_t told = 6;
    if (!(vehicle || purse) || !is_fresh(one.range.start) || weigh(value).acted_on ||
        follows_a_name(value) || is_claimed(value) || is_in_quotes(one.range.start) ||
        is_in_her_rows(value) || !has_words({0, one.range.start}, told))
        return std::nullopt;
    if (purse ? !takes_her_money(value) : is_left_open(value) || is_at_end(one.range))
        return std::nullopt;
    Verdict said = weigh(value);
    said.role = Role::offender;
    said.cues.emplace_back("left over");
    return said;
}

}  // namespace redaction
