// The part of Weighing that asks who writes or rings from a value: he, she herself, or one of
// hers.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/weighing.h"

namespace redaction {

// "Kagaz main X se bhejungi", "my sister replied from her account X": one of hers writes from
// there, if nobody else is spoken of.
Role Weighing::writer_from_here() const {
    if (const auto owner = owner_by_name()) return *owner;
    if (she_writes_from_here()) return Role::complainant;
    if (const auto one = who_turns_against_him()) return *one;
    if (const auto one = who_tells_her()) return *one;
    static constexpr std::array<List, 4> others{"role.offender_noun", "role.receive", "role.me",
                                                "role.blocked"};
    // "Usko maine X se phone kiya": "ne" marks who acts.
    if (const auto i = nearest_on("role.i", Side::left); i && i->distance == 0) {
        const auto word = page_.word(page_.token_at(i->range.start));
        if (word.ends_with(U"ne") || word.ends_with(U"ने")) return Role::complainant;
    }
    const auto harm = nearest("role.harm"), his = nearest("role.his");
    const bool told = (harm && !is_deed_of_hers(*harm)) || (his && !is_correlative(*his)) ||
                      std::any_of(others.begin(), others.end(),
                                  [&](List list) { return nearest(list).has_value(); });
    if (nearest("role.i") && !told) return Role::complainant;
    if (const auto one = relative_who_rings()) return *one;
    return relative_who_writes().value_or(Role::offender);
}

// "I am writing from X and he ...", "main X se likh rahi hu aur ...": whatever the sentence
// goes on to tell.
bool Weighing::she_writes_from_here() const {
    const auto i = nearest_on("role.i", Side::left);
    if (!i) return false;
    const auto& tokens = page_.tokens();
    const Range between{i->range.end, left_.end};
    static constexpr std::array<List, 4> others{"role.his", "role.receive", "role.says",
                                                "role.offender_noun"};
    if (std::any_of(others.begin(), others.end(),
                    [&](List list) { return page_.has_cue_in(list, between); }))
        return false;
    if (page_.has_cue_in("role.writes", between)) return true;
    const auto source = nearest_on("role.source", Side::right);
    if (!source || source->distance > 1 || has_unlabelled_word(between)) return false;
    const auto verb = page_.token_at(source->range.end);
    return verb < tokens.size() && page_.covered_by("role.writes", tokens[verb].start);
}

// "A message came from my friend Garima's number X": who owns it is said, however it was used.
std::optional<Role> Weighing::owner_by_name() const {
    if (named_) return named_;
    std::optional<Seen> owner;
    std::optional<Role> role;
    for (const auto& [list, its] :
         {std::pair(List("role.kin"), Role::family), {List("role.third"), Role::third_party}}) {
        const auto word = nearest_on(list, Side::left);
        if (!word || (owner && word->range.start < owner->range.start)) continue;
        owner = word;
        role = its;
    }
    if (!owner || case_of(page_, owner->range) != Case::genitive) return std::nullopt;
    // "behen ke number": the particle is no word of its own.
    static constexpr std::array<std::u32string_view, 8> particles{
        U"ka", U"ke", U"ki", U"का", U"के", U"की", U"nte", U"yude"};
    const auto next = page_.token_at(owner->range.end);
    const bool apart = next < left_token_ && among(page_.word(next), particles);
    const auto behind = apart ? page_.tokens()[next].end : owner->range.end;
    if (means_offender(owner->range) || is_former(*owner) || is_his_relative(*owner) ||
        page_.covered_by("role.neutral", owner->range.start) ||
        has_unlabelled_word({behind, left_.end}))
        return std::nullopt;
    return role;
}

// "bhejungi", "njan vilikkunnath X il ninnu": what she herself does.
bool Weighing::is_deed_of_hers(const Seen& deed) const {
    if (page_.covered_by("role.i", deed.range.start)) return true;
    const auto i = page_.last_cue_before("role.i", deed.range.start);
    return deed.side == Side::left && i && i->start >= left_.start &&
           page_.covered_by("role.contact_deed", deed.range.start);
}

// "My lawyer called him from X and warned him".
std::optional<Role> Weighing::who_turns_against_him() const {
    const auto clause = page_.clause_of(value_.range.start);
    if (!page_.has_cue_in("role.him", clause) || page_.has_cue_in("role.offender_noun", clause))
        return std::nullopt;
    if (turns_against_him_herself()) return Role::complainant;
    if (const auto one = agent_of_hers()) return one;
    return subject_of_hers({clause.start, value_.range.start});
}

// "Uski wife ne mujhe X se bataya": she tells, and does no harm.
std::optional<Role> Weighing::who_tells_her() const {
    static constexpr std::array<std::u32string_view, 2> acting{U"ने", U"ne"};
    if (!nearest_on("role.help", Side::right) || nearest("role.harm") ||
        nearest("role.offender_noun"))
        return std::nullopt;
    for (const auto& [list, role] :
         {std::pair(List("role.kin"), Role::family), {List("role.third"), Role::third_party}}) {
        const auto one = nearest_on(list, Side::left);
        const auto next = one ? page_.token_at(one->range.end) : left_token_;
        if (next >= left_token_ || !among(page_.word(next), acting) ||
            means_offender(one->range) || is_former(*one) ||
            page_.language() == understanding::Language::ml_latn)
            continue;
        return is_his_relative(*one) ? Role::third_party : role;
    }
    return std::nullopt;
}

// "I rang him from X", "main X se usko mana kar chuki hun": she acts, and he does nothing.
bool Weighing::turns_against_him_herself() const {
    const auto clause = page_.clause_of(value_.range.start);
    static constexpr std::array<List, 2> deeds{"role.receive", "role.says"};
    for (auto he = page_.first_cue_after("role.his", clause.start); he && he->end <= clause.end;
         he = page_.first_cue_after("role.his", he->end)) {
        if (!page_.covered_by("role.him", he->start) && he->start < left_.end) return false;
    }
    constexpr std::size_t beginning = 3;
    const auto i = page_.first_cue_after("role.i", clause.start);
    const bool begins = i && i->end <= left_.end &&
                        page_.token_at(i->start) - page_.token_at(clause.start) < beginning;
    return (begins || speaks_of_herself()) &&
           std::none_of(deeds.begin(), deeds.end(), [&](List list) {
               return page_.has_cue_in(list, {clause.start, left_.end});
           });
}

// "Usko X se mere bhai ne dhamkaya": in Hindi "ne" marks who did it, wherever it stands.
std::optional<Role> Weighing::agent_of_hers() const {
    static constexpr std::array<std::u32string_view, 2> acting{U"ने", U"ne"};
    for (const auto& [list, role] :
         {std::pair(List("role.kin"), Role::family), {List("role.third"), Role::third_party}}) {
        const auto one = nearest_on(list, Side::right);
        const auto next = one ? page_.token_at(one->range.end) : page_.tokens().size();
        if (next < page_.tokens().size() &&
            page_.language() != understanding::Language::ml_latn &&
            among(page_.word(next), acting) && !means_offender(one->range) &&
            !is_former(*one) && !is_his_relative(*one))
            return role;
    }
    return std::nullopt;
}

// One of hers at the beginning of the sentence, who is not acted upon.
std::optional<Role> Weighing::subject_of_hers(Range before) const {
    constexpr std::size_t beginning = 3;
    const auto begins = [&](List list) {
        const auto word = page_.first_cue_after(list, before.start);
        return word && word->end <= before.end && !means_offender(*word) &&
               page_.token_at(word->start) - page_.token_at(before.start) < beginning &&
               case_of(page_, *word) == Case::bare;
    };
    if (begins("role.kin")) return Role::family;
    return begins("role.third") ? std::optional(Role::third_party) : std::nullopt;
}

// "My sister replied from her account X": the sentence begins with her, and "her" stands right
// before the value.
std::optional<Role> Weighing::relative_who_writes() const {
    constexpr std::size_t beside = 1;
    std::optional<Seen> own;
    for (const List list : {List("role.his_own"), List("role.hers"), List("role.mine")}) {
        const auto word = nearest_on(list, Side::left);
        if (word && word->distance <= beside) own = word;
    }
    if (!own) return std::nullopt;
    const Range before{page_.clause_of(value_.range.start).start, own->range.start};
    static constexpr std::array<List, 3> told{"role.harm", "role.offender_noun",
                                              "role.receive"};
    if (std::any_of(told.begin(), told.end(),
                    [&](List list) { return page_.has_cue_in(list, before); }))
        return std::nullopt;
    return subject_of_hers(before);
}

// "Her own mother phones us from X": a relative who is not accused, and no worse deed.
std::optional<Role> Weighing::relative_who_rings() const {
    const auto clause = page_.clause_of(value_.range.start);
    const auto kin = nearest_on("role.kin", Side::left);
    if (!kin || is_sent_from_here(*kin) || means_offender(kin->range) || is_former(*kin) ||
        is_his_relative(*kin) || may_do_harm(*kin) ||
        case_of(page_, kin->range) != Case::bare || page_.has_cue_in("role.his", clause) ||
        page_.has_cue_in("role.offender_noun", clause))
        return std::nullopt;
    // What is said between marks may only address her so.
    const auto between =
        std::u32string_view(page_.text()).substr(kin->range.end, left_.end - kin->range.end);
    if (between.find_first_of(U"\"“”") != std::u32string_view::npos) return std::nullopt;
    for (auto harm = page_.first_cue_after("role.harm", clause.start);
         harm && harm->end <= clause.end;
         harm = page_.first_cue_after("role.harm", harm->end)) {
        if (!page_.covered_by("role.contact_deed", harm->start)) return std::nullopt;
    }
    return Role::family;
}

}  // namespace redaction
