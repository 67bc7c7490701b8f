// The part of Weighing that hears what a relative's or a friend's word says of a value, and
// which relatives stand accused.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/weighing.h"

namespace redaction {

// A friend who looks at a link or an address of the net does not own it.
bool Weighing::may_own(const Seen& word) const {
    const bool public_thing = value_.type == ValueType::url || value_.type == ValueType::ip;
    const bool beside = word.side == Side::left && word.distance <= 1;
    return !is_object(word) && (!public_thing || beside);
}

void Weighing::relatives() {
    friends();
    const auto kin = kin_of_value();
    const auto once = nearest_on("role.former", Side::left);
    constexpr std::size_t one_noun = 1;  // "my ex fiance X", "പഴയ കൂട്ടുകാരി X"
    if (is_person(value_) && !kin && once && once->distance <= one_noun && !is_flipped())
        add(Role::offender, weights_.cues.kin, "former", *once);
    if (kin && may_own(*kin) && !is_honoured_name(*kin)) relative(*kin);
}

// "Shaji bhai ka number X": nobody's brother.
bool Weighing::is_honoured_name(const Seen& kin) const {
    return named_ && kin.side == Side::left &&
           page_.covered_by("type.honorific_after", kin.range.start);
}

void Weighing::friends() {
    const auto third = nearest("role.third");
    // "fb friend", "my ex friend".
    if (!third || page_.covered_by("role.offender_noun", third->range.start) ||
        !may_own(*third) || does_harm(*third))
        return;
    const bool harms_beside_him = (is_his_relative(*third) || told_.joined) &&
                                  !is_acted_upon() &&
                                  page_.has_cue_in("role.harm", {value_.range.end, until_});
    const bool his = !called_ && (third->side == Side::left || is_apposed(third->range)) &&
                     (wrongs_her() || harms_beside_him);
    add(his ? Role::offender : Role::third_party, weights_.cues.third_party,
        his ? "his friend" : "third party", *third);
}

bool Weighing::is_former(const Seen& kin) const {
    const auto former = page_.last_cue_before("role.former", kin.range.end);
    constexpr std::size_t beside = 2;
    return former && kin.range.start <= former->end + beside && former->end <= kin.range.end;
}

bool Weighing::is_harmful(const Seen& kin) const {
    return means_offender(kin.range) || (kin.side == Side::left && wrongs_her()) ||
           (may_do_harm(kin) && (is_told_of_next() || harms_unsaid(kin)) &&
            (is_person(value_) || case_of(page_, kin.range) != Case::genitive));
}

void Weighing::relative(const Seen& kin) {
    if (is_flipped()) {
        const auto yours = nearest("role.yours");
        add(yours ? Role::family : Role::third_party, weights_.cues.kin, "kin", kin);
    } else if (is_his_relative(kin)) {
        const bool harmful_one =
            is_person(value_) && kin.side == Side::left && (harms_for_him() || wrongs_her());
        add(harmful_one ? Role::offender : Role::third_party, weights_.cues.kin, "his relative",
            kin);
    } else if (is_former(kin)) {
        add(Role::offender, weights_.cues.kin, "former", kin);
    } else if (is_told_apart(kin)) {
        return;
    } else if (is_harmful(kin) && !nearest("role.no_contact")) {
        add(Role::offender, weights_.cues.kin, "harmful relative", kin);
    } else {
        add(Role::family, weights_.cues.kin, "kin", kin);
    }
}

// "My son's coach X": the last word before the name says what X is.
std::optional<Weighing::Seen> Weighing::kin_of_value() const {
    auto kin = nearest("role.kin");
    if (kin && owns_word_behind(*kin)) kin = nearest_on("role.kin", Side::left);
    if (!kin || !is_person(value_)) return kin;
    if (is_honorific(*kin) || is_within_calling(kin->range) || !is_said_of_name(*kin) ||
        is_kin_of_stranger(*kin))
        return std::nullopt;
    if (kin->side == Side::right) return kin;
    const Range between{kin->range.end, left_.end};
    static constexpr std::array<List, 3> others{"role.suspect_noun", "role.neutral",
                                                "role.third"};
    const bool another = case_of(page_, kin->range) == Case::genitive &&
                         std::any_of(others.begin(), others.end(), [&](List list) {
                             return page_.has_cue_in(list, between);
                         });
    return another ? std::nullopt : kin;
}

// "(X), എന്റെ ഭർത്താവിന്റെ കടയിൽ": behind the value a genitive owns the word that follows it,
// unless the sentence ends there or goes on to a number: "X meri maa ka purana number".
bool Weighing::owns_word_behind(const Seen& kin) const {
    if (is_person(value_) || kin.side == Side::left ||
        case_of(page_, kin.range) != Case::genitive)
        return false;
    static constexpr std::array<std::u32string_view, 12> hands{
        U"kayyil", U"kaiyil", U"kayil", U"peril",  U"pakkal",  U"കയ്യിൽ",
        U"കൈയിൽ",  U"പേരിൽ",  U"പക്കൽ",  U"പക്കലാണ്", U"കയ്യിലാണ്", U"കൈയിലാണ്"};
    static constexpr std::array<std::u32string_view, 12> endings{
        U"ka", U"ki", U"ke", U"का", U"की", U"के", U"nte", U"inte", U"yude", U"ude", U"de", U"s"};
    constexpr std::size_t most = 4;
    const auto end = page_.clause_of(value_.range.start).end;
    const auto& tokens = page_.tokens();
    const auto first = page_.token_at(kin.range.end);
    bool owned = false;
    for (auto t = first; t < tokens.size() && t < first + most && tokens[t].end <= end; ++t) {
        if (among(page_.word(t), endings)) continue;
        if (among(page_.word(t), hands) ||
            !has_unlabelled_word({tokens[t].start, tokens[t].end}))
            return false;
        owned = true;
    }
    return owned;
}

// "My brother X", "X, my brother": but not "other children call him X", "it is X, my brother
// says", where a pronoun, a verb or a sentence stands between.
bool Weighing::is_said_of_name(const Seen& kin) const {
    static const ListSet parting = set_of(
        std::array<List, 5>{"role.him", "role.harm", "role.says", "role.help", "role.i"});
    static const ListSet joining = set_of(std::array<List, 6>{
        "role.mine", "role.his", "role.hers", "role.kin", "type.is", "role.and"});
    const bool left = kin.side == Side::left;
    const Range between =
        left ? Range{kin.range.end, left_.end} : Range{value_.range.end, kin.range.start};
    constexpr std::size_t small = 3;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(between.start);
         t < tokens.size() && tokens[t].start < between.end; ++t) {
        const auto& lists = page_.lists_of(t);
        if (left ? (lists & parting).any()
                 : (lists & joining).none() && page_.word(t).size() > small)
            return false;
    }
    return true;
}

// "The headman's son X", "मुखिया का बेटा X": who is told as the relative of one who is no
// relative of hers and no friend.
bool Weighing::is_kin_of_stranger(const Seen& kin) const {
    const auto first = page_.token_at(kin.range.start);
    if (first == 0 || kin.side == Side::right) return false;
    static const ListSet hers = set_of(
        std::array<List, 8>{"role.mine", "role.kin", "role.third", "role.neutral", "role.his",
                            "role.hers", "type.given_name", "type.homograph"});
    const auto& tokens = page_.tokens();
    auto noun = first - 1;
    if (is_hindi_of(page_.word(noun)) && noun > 0) --noun;
    if (tokens[noun].start < page_.clause_of(kin.range.start).start ||
        (page_.lists_of(noun) & hers).any())
        return false;
    return case_of(page_, {tokens[noun].start, tokens[noun].end}) == Case::genitive;
}

// "House owner Varghese chettan", "Shahul ikka ennu vilikkunna aal": by a relative's word one
// is addressed who is presented by another.
bool Weighing::is_honorific(const Seen& kin) const {
    if (kin.side == Side::left || kin.distance > 0 || nearest_on("role.mine", Side::left) ||
        !page_.covered_by("type.honorific_after", kin.range.start))
        return false;
    constexpr std::size_t beside = 1;
    const auto calling = nearest_on("role.suspect_noun", Side::left);
    const auto naming = nearest_on("role.naming", Side::right);
    return (calling && calling->distance <= beside) || (naming && naming->distance <= beside);
}

// "makan malik": a word of another writing within words for what somebody does.
bool Weighing::is_within_calling(Range kin) const {
    static constexpr std::array<List, 3> callings{"role.suspect_noun", "role.neutral",
                                                  "role.offender_noun"};
    return std::any_of(callings.begin(), callings.end(), [&](List list) {
        const auto longer = page_.cue_from(list, kin.start);
        return longer && longer->end > kin.end;
    });
}

// "ഭർത്താവിന്റെ അനിയൻ രതീഷ് വീഡിയോ എടുത്തു": in a writing that leaves out whom it is done to.
bool Weighing::harms_unsaid(const Seen& kin) const {
    using understanding::Language;
    const auto language = page_.language();
    const bool english = language == Language::en || language == Language::und;
    if (english || kin.side == Side::right || case_of(page_, value_.range) != Case::bare ||
        is_passive())
        return false;
    const auto harm = strong_harm();
    if (!harm) return false;
    // "... ഭീഷണി ഉണ്ടെന്ന് പറഞ്ഞു": what is said stands before the verb of saying.
    const auto end = page_.clause_of(harm->start).end;
    static constexpr std::array<List, 3> others{"role.help", "role.his", "role.not"};
    return !page_.has_cue_in("role.says", {harm->end, end}) &&
           std::none_of(others.begin(), others.end(), [&](List list) {
               return page_.has_cue_in(list, {together_, end});
           });
}

// Those who are now and then the offender, and the relatives of others: "my sister's husband",
// "ഭർത്താവിന്റെ പെങ്ങൾ", "the neighbour's son".
bool Weighing::may_do_harm(const Seen& kin) const {
    constexpr std::size_t touching = 5;  // "pati ka bhai"
    if (page_.covered_by("role.partner", kin.range.start)) return true;
    static constexpr std::array<List, 3> others{"role.kin", "role.third", "role.neutral"};
    const bool of_another = std::any_of(others.begin(), others.end(), [&](List list) {
        const auto before = page_.last_cue_before(list, kin.range.start);
        return before && kin.range.start - before->end <= touching &&
               case_of(page_, *before) == Case::genitive;
    });
    const auto behind = page_.first_cue_after("role.kin", kin.range.end);
    return of_another || (behind && behind->start - kin.range.end <= touching &&
                          case_of(page_, kin.range) == Case::genitive);
}

bool Weighing::is_his_relative(const Seen& kin) const {
    constexpr std::size_t beside = 2;
    const auto his = page_.last_cue_before("role.his", kin.range.start);
    // "उसने बच्ची को X दिया": who acts owns nobody.
    const bool owns = his && (is_person(value_) || case_of(page_, *his) == Case::genitive ||
                              page_.covered_by("role.his_own", his->start));
    if (owns && kin.range.start - his->end <= beside) return true;
    const auto hers = page_.last_cue_before("role.hers", kin.range.start);
    return story_.she_is_offender && hers && kin.range.start - hers->end <= beside;
}

}  // namespace redaction
