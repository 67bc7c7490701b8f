// The part of Weighing that asks which phrase of a sentence a value stands in, and what that
// phrase says of it.
#include <algorithm>
#include <array>

#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

using Words = std::u32string_view;

// What stands before the value and behind the last comma of its clause.
Range Weighing::phrase_before() const {
    const auto before = Words(page_.text()).substr(left_.start, left_.end - left_.start);
    const auto comma = before.find_last_of(U",;\n");
    return {comma == Words::npos ? left_.start : left_.start + comma + 1, left_.end};
}

// "A boy writes to me, the owner's number is X": behind the comma it has an owner of its own.
bool Weighing::has_owner_behind_comma(const Seen& noun) const {
    const auto phrase = phrase_before();
    if (is_person(value_) || noun.side != Side::left || noun.range.end > phrase.start ||
        page_.has_cue_in("role.his", phrase) || page_.has_cue_in("role.offender_noun", phrase))
        return false;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(phrase.start); t < left_token_; ++t) {
        if (case_of(page_, {tokens[t].start, tokens[t].end}) == Case::genitive) return true;
    }
    return false;
}

// Words that say something, and not only that it is a number.
std::size_t Weighing::words_said(Range range) const {
    static constexpr std::array<List, 5> empty{"type.phone", "type.mail", "type.is",
                                               "type.account", "role.copula"};
    static const ListSet set = set_of(empty);
    const auto& tokens = page_.tokens();
    std::size_t words = 0;
    for (auto t = page_.token_at(range.start); t < tokens.size() && tokens[t].end <= range.end;
         ++t)
        words += (page_.lists_of(t) & set).any() ? 0 : 1;
    return words;
}

// Where the phrase of the value ends on the side of what is told of him; nothing where it does
// not end before that.
std::optional<Range> Weighing::phrase_beside(const Seen& he) const {
    if (he.side == Side::left) {
        const bool is_harm = page_.covered_by("role.harm", he.range.start);
        const auto harm = is_harm ? he.range : page_.first_cue_after("role.harm", he.range.end);
        if (!harm || harm->end > left_.end) return std::nullopt;
        const auto joint = page_.last_cue_before("role.and", left_.end);
        const auto start = std::max(joint ? joint->end : 0, phrase_before().start);
        if (start < harm->end) return std::nullopt;
        return Range{start, right_.end};
    }
    auto end = he.range.start;
    for (const List list : {List("role.and"), List("role.copula")}) {
        if (const auto joint = page_.first_cue_after(list, right_.start))
            end = std::min(end, joint->start);
    }
    const auto comma = Words(page_.text()).find_first_of(U",;\n", right_.start);
    end = std::min(end, comma);
    if (end >= he.range.start) return std::nullopt;
    return Range{phrase_before().start, end};
}

// She is in it, and nothing comes to her.
bool Weighing::speaks_of_her(Range phrase) const {
    static constexpr std::array<List, 3> her{"role.i", "role.me", "role.mine"};
    static constexpr std::array<List, 3> others{"role.harm", "role.receive", "role.blocked"};
    const auto in_it = [&](List list) { return page_.has_cue_in(list, phrase); };
    return std::any_of(her.begin(), her.end(), in_it) &&
           std::none_of(others.begin(), others.end(), in_it);
}

// "My husband beats me and the bank has X", "I left X with the bank X and he threatens me": his
// deed stands in a phrase of its own, and the value's says something else.
bool Weighing::is_told_apart(const Seen& he) {
    if (is_person(value_)) return false;
    const auto phrase = phrase_beside(he);
    if (!phrase) return false;
    static constexpr std::array<List, 4> his{"role.his", "role.offender_noun", "role.source",
                                             "role.source_before"};
    if (std::any_of(his.begin(), his.end(),
                    [&](List list) { return page_.has_cue_in(list, *phrase); }))
        return false;
    if (he.side == Side::right && !speaks_of_her(*phrase)) return false;
    const bool apart =
        words_said({phrase->start, left_.end}) + words_said({right_.start, phrase->end}) > 1;
    apart_ = apart_ || apart;
    return apart;
}

// "A boy writes to me, Reshma of the next house came running": what he does is said, and the
// name behind the comma helps. Not "a boy writes to me, Rahul of the next house".
bool Weighing::begins_anew(const Seen& noun) const {
    if (!is_person(value_) || noun.side == Side::right) return false;
    const auto phrase = phrase_before();
    static constexpr std::array<List, 3> deeds{"role.harm", "role.receive",
                                               "role.contact_deed"};
    const Range before{noun.range.end, phrase.start};
    if (noun.range.end > phrase.start ||
        std::none_of(deeds.begin(), deeds.end(),
                     [&](List list) { return page_.has_cue_in(list, before); }))
        return false;
    const Range told{phrase.start, rest_of_phrase().end};
    static constexpr std::array<List, 8> aside{"role.help", "role.beside_her", "role.him",
                                               "role.i",    "role.me",         "role.mine",
                                               "role.kin",  "role.third"};
    static constexpr std::array<List, 5> his{"role.harm", "role.receive", "type.is",
                                             "role.offender_noun", "role.his"};
    if (words_said({right_.start, told.end}) == 0) return false;
    const auto says = [&](List list) { return page_.has_cue_in(list, told); };
    return std::any_of(aside.begin(), aside.end(), says) &&
           (std::none_of(his.begin(), his.end(), says) || says("role.help"));
}

// "Reshma odi vannu mosham message varunnu": the messages come, and Reshma does not send them.
bool Weighing::is_deed_of_messages(const Seen& harm) const {
    constexpr std::size_t close = 2;
    const auto comes = page_.first_cue_after("role.receive", harm.range.start);
    if (!is_person(value_) || harm.side == Side::left || !comes ||
        case_of(page_, value_.range) != Case::bare || harm.distance == 0)
        return false;
    const auto behind = page_.token_at(harm.range.end - 1);
    return page_.token_at(comes->start) <= behind + close &&
           !page_.has_cue_in("role.source", {right_.start, harm.range.start});
}

// "Reshma rang me and warned me": that she rang is no harm.
bool Weighing::is_told_to_help_after(const Seen& harm) const {
    const auto help = page_.first_cue_after("role.help", harm.range.end);
    return is_person(value_) && page_.covered_by("role.contact_deed", harm.range.start) &&
           help && help->end <= rest_of_phrase().end &&
           !page_.has_cue_in("role.his", {harm.range.end, help->start});
}

// "Njan number X aayi maatti", "maine number badal kar X kar liya": she has it now.
bool Weighing::is_taken_by_her() const {
    static constexpr std::array<List, 3> others{"role.his", "role.offender_noun",
                                                "role.source"};
    const auto changed = nearest("role.changed");
    constexpr std::size_t close = 2;
    if (value_.type != ValueType::phone || !changed || changed->distance > close ||
        !page_.has_cue_in("role.i", phrase_before()))
        return false;
    const Range told{phrase_before().start, std::max(changed->range.end, value_.range.end)};
    return std::none_of(others.begin(), others.end(),
                        [&](List list) { return page_.has_cue_in(list, told); });
}

}  // namespace redaction
