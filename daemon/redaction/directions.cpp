// The part of Weighing that asks where something comes from, goes to, and who pays whom.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

// Where the value stands behind "from" or before "ninnu". "I write from ..." is her own, unless
// she receives something from there.
void Weighing::source() {
    const auto mine = nearest_on("role.mine", Side::left);
    if (is_flipped() || (is_directly_mine() && !owns_another_word(*mine)) || told_hers_ ||
        (mine && is_joined_to_mine({mine->range.end, left_.end})))
        return;
    if (is_personal(value_.type) && value_.type != ValueType::misc_id) return;
    const auto behind =
        is_person(value_) ? std::nullopt : nearest_on("role.source", Side::right);
    const auto before = nearest_on("role.source_before", Side::left);
    constexpr std::size_t close = 3;
    const bool postposed = behind && behind->distance <= close;
    // "Avan vilikkunnath X lekku" goes there.
    const auto to = nearest_on("role.goal", Side::right);
    // "Stop him from calling X": nobody calls from there.
    const bool preposed = before && before->distance <= close && (!to || to->distance > 0) &&
                          !page_.has_cue_in("role.rings", {before->range.end, left_.end});
    if ((!postposed && !preposed && !is_pointed_at()) || is_way_to_reach_her() || was_asked())
        return;
    if (postposed && is_no_source(*behind)) return;
    if (was_changed())
        return add(Role::complainant, weights_.cues.source, "changed",
                   *nearest("role.changed"));
    paid_by_her_ = pays_from_here();
    add(paid_by_her_ ? Role::complainant : writer_from_here(), weights_.cues.source, "source",
        postposed  ? *behind
        : preposed ? *before
                   : *nearest_on("role.source", Side::left));
}

// "He changed my recovery number from X", "X se badalkar": what was there before.
bool Weighing::was_changed() const {
    const auto changed = nearest("role.changed");
    if (value_.type != ValueType::phone && value_.type != ValueType::email) return false;
    const Range before{page_.clause_of(value_.range.start).start, left_.end};
    return changed && !page_.has_cue_in("role.his_own", before) &&
           (changed->side == Side::left || changed->distance <= 1);
}

// "He changed it from X to Y": what he put there is his.
bool Weighing::was_changed_to_his() const {
    const auto changed = page_.last_cue_before("role.changed", left_.end);
    const auto clause = page_.clause_of(value_.range.start);
    const auto to = nearest_on("role.goal_before", Side::left);
    const Range before{clause.start, left_.end};
    return changed && changed->start >= clause.start && to && to->distance <= 1 &&
           value_.type == ValueType::phone && !page_.has_cue_in("role.i", before) &&
           (page_.has_cue_in("role.his", before) ||
            page_.has_cue_in("role.offender_noun", before));
}

// "He got my number from Reshma": what he has from her is not what comes from him.
bool Weighing::was_asked() const {
    const auto before = nearest_on("role.source_before", Side::left);
    const auto his = nearest_on("role.his", Side::left);
    return is_person(value_) && before && his && his->range.end <= before->range.start &&
           page_.has_cue_in("role.mine", {his->range.end, before->range.start});
}

// "Contact me through X", "എന്നെ X വഴി വിളിക്കുക": nobody writes from there, she is reached there.
bool Weighing::is_way_to_reach_her() const {
    static constexpr std::array<List, 5> others{"role.his", "role.offender_noun",
                                                "role.receive", "role.harm", "role.says"};
    const auto request = nearest("role.contact_request");
    return request && is_asked(*request) &&
           std::none_of(others.begin(), others.end(),
                        [&](List list) { return nearest(list).has_value(); });
}

// "X vazhi enne contact cheyyam" asks to be reached there; "X nnu paranju" says the number.
bool Weighing::is_no_source(const Seen& behind) const {
    const auto request = nearest_on("role.contact_request", Side::right);
    constexpr std::size_t close = 3;
    if (request && request->distance <= close && !means_answer(*request) && !he_asks())
        return true;
    const auto next = page_.token_at(behind.range.end);
    // "Bete ke school X se usko mera number mila": what he got there is no message of his.
    if (next < page_.tokens().size() &&
        page_.covered_by("role.him", page_.tokens()[next].start) &&
        page_.has_cue_in("role.receive", {behind.range.end, right_.end}))
        return true;
    return page_.word(page_.token_at(behind.range.start)).starts_with(U"nn") &&
           next < page_.tokens().size() &&
           page_.covered_by("role.says", page_.tokens()[next].start);
}

// "Photo is number se aayi hai: X", "ഈ നമ്പറിൽ നിന്ന് X": what points to the number stands before
// it, with the postposition.
bool Weighing::is_pointed_at() const {
    static constexpr std::array<std::u32string_view, 8> these{U"is",  U"iss", U"isi", U"इस",
                                                              U"इसी", U"ee",  U"ഈ",   U"ഇതേ"};
    const auto source = nearest_on("role.source", Side::left);
    constexpr std::size_t close = 2, most = 3;
    if (!source || source->distance > close) return false;
    const auto first = page_.token_at(source->range.end - 1);
    for (auto t = first; t > 0 && first - t < most; --t) {
        if (page_.tokens()[t - 1].start < left_.start) return false;
        if (among(page_.word(t - 1), these)) return true;
        if (!page_.covered_by("type.phone", page_.tokens()[t - 1].start) &&
            page_.word(t - 1) != U"no")
            return false;
    }
    return false;
}

// "I sent 2,000 from X once", "debited from X": a purse that money left by her hand is hers;
// what he sends from is his.
bool Weighing::pays_from_here() const {
    if (!is_purse(value_.type)) return false;
    const auto clause = page_.clause_of(value_.range.start);
    // "He took the money out of X": what he pays from is his, what he takes from is not.
    if (nearest_on("role.taken_from", Side::right) && !is_owned_before()) return true;
    static constexpr std::array<List, 4> not_hers{"role.his", "role.offender_noun",
                                                  "role.receive", "role.suspect_noun"};
    if (std::any_of(not_hers.begin(), not_hers.end(),
                    [&](List list) { return page_.has_cue_in(list, clause); }))
        return false;
    return nearest("role.paid_from") || page_.has_cue_in("role.i", clause) ||
           page_.has_cue_in("role.pay", clause);
}

// One of the next words has the ending of direction: "X എന്ന ഐഡിയിലേക്ക്".
bool Weighing::points_there() const {
    constexpr std::size_t reach = 3;
    const auto& tokens = page_.tokens();
    for (auto t = right_token_;
         t < tokens.size() && t < right_token_ + reach && tokens[t].end <= right_.end; ++t) {
        if (page_.word(t).ends_with(U"ലേക്ക്") || page_.word(t).ends_with(U"lekku")) return true;
    }
    return false;
}

// "His number used to be X", "he called on X": nothing goes there.
bool Weighing::is_no_goal(const Seen& before) const {
    const auto& tokens = page_.tokens();
    const auto word = page_.token_at(before.range.start);
    // "Ek to X ghar tak aa gaya": in Hindi no preposition.
    if (page_.word(word) == U"to" && page_.language() == understanding::Language::hi_latn)
        return true;
    if (word + 1 < tokens.size() && page_.word(word + 1) == U"be") return true;
    if (page_.word(word) != U"on") return false;
    // "On Friday it was X".
    if (left_token_ > word + 2 && page_.word(left_token_ - 2) == U"it") return true;
    if (word < 2) return false;
    if (is_him_on_it()) return true;
    const bool calls = page_.word(word - 1).starts_with(U"call");
    return calls && page_.covered_by("role.his", tokens[word - 2].start);
}

// "X par photo daalti hai": on a page something is shown; she is reached where it says so.
bool Weighing::is_shown_there() const {
    const auto mine = nearest_on("role.mine", Side::left);
    const bool hers = nearest("role.me") || (mine && !is_reflexive(*mine));
    return value_.type == ValueType::social_handle &&
           (nearest_on("role.harm", Side::right) || !hers);
}

void Weighing::goal() {
    if (in_header_line_ || paid_by_her_ || his_own_ || calls_him_there()) return;
    if (was_changed_to_his()) {
        scores_[Role::offender] += weights_.cues.goal;
        cues_.emplace_back("changed to his");
        return;
    }
    if (is_shown_there() || !can_be_reached(value_.type) || nearest("role.kin") ||
        nearest("role.third"))
        return;
    const auto to = nearest_on("role.goal", Side::right);
    const auto before = nearest_on("role.goal_before", Side::left);
    // Money goes to him; calls go to her.
    const bool purse = is_purse(value_.type);
    const bool for_money = value_.type != ValueType::phone || speaks_of_money();
    const bool pays = !is_directly_hers() &&
                      (purse || (takes_money(value_.type) && nearest("role.pay") && for_money));
    if (is_flipped() && !pays && he_calls_there()) return;
    const bool his = (pays && !is_paid_to_her()) || is_flipped() || he_asks() || rings_him();
    const Role owner = his ? Role::offender : Role::complainant;
    constexpr std::size_t close = 3;
    if (!to && points_there()) {
        scores_[owner] += weights_.cues.goal;
        cues_.emplace_back("goal:case");
    }
    if (to && to->distance <= 1) add(owner, weights_.cues.goal, "goal", *to);
    if (before && before->distance <= close && !is_no_goal(*before))
        add(owner, weights_.cues.goal, "goal", *before);
}

// "Maine uske X par phone kiya": she calls him, and nobody else is spoken of.
bool Weighing::calls_him_there() const {
    constexpr std::size_t beside = 1;
    const auto his = nearest_on("role.his_own", Side::left);
    if (!his || his->distance > beside || is_flipped() || meant_) return false;
    const Range before{page_.clause_of(value_.range.start).start, his->range.start};
    return page_.has_cue_in("role.i", before) && !page_.has_cue_in("role.kin", before) &&
           !page_.has_cue_in("role.third", before);
}

// "I got one rupee to X from him".
bool Weighing::is_paid_to_her() const {
    const auto clause = page_.clause_of(value_.range.start);
    const Range before{clause.start, left_.end};
    static constexpr std::array<List, 4> others{"role.his", "role.says", "role.harm", "role.i"};
    if (page_.has_cue_in("role.paid_back", clause) &&
        std::none_of(others.begin(), others.end(),
                     [&](List list) { return page_.has_cue_in(list, clause); }))
        return true;
    return page_.has_cue_in("role.receive", before) &&
           (page_.has_cue_in("role.i", before) || page_.has_cue_in("role.me", before)) &&
           !page_.has_cue_in("role.his", before) && !page_.has_cue_in("role.says", before);
}

// In his words: "I rang you on X", "X pe tujhe phone kiya": he reached her there, and does not
// ask to be reached.
bool Weighing::he_calls_there() const {
    const auto clause = page_.clause_of(value_.range.start);
    const auto you = nearest_on("role.yours", Side::right);
    return page_.has_cue_in("role.i", {clause.start, value_.range.start}) ||
           (you && you->distance <= 1);
}

// Of a phone number only where a purse or a sum is spoken of: photos are sent to phones too.
bool Weighing::speaks_of_money() const { return nearest("type.upi") || nearest("type.amount"); }

void Weighing::money() {
    if (!takes_money(value_.type)) return;
    auto pay = nearest("role.pay");
    if (!pay || paid_by_her_ || nearest("role.paid_from") || nearest("role.mine") ||
        is_directly_hers())
        return;
    if (value_.type == ValueType::phone && !speaks_of_money()) return;
    // An account that money is asked for is his, however far the asking stands.
    constexpr double however_far = 0.6;
    if (value_.type != ValueType::phone) pay->factor = std::max(pay->factor, however_far);
    add(Role::offender, weights_.cues.payment, "payment", *pay);
}

// "to her account X", "my mother's account X": money to one who is not accused.
bool Weighing::is_directly_hers() const {
    constexpr std::size_t close = 2;
    const auto beside = [&](List list) {
        const auto word = nearest_on(list, Side::left);
        return word && word->distance <= close;
    };
    return is_directly_mine() || (beside("role.hers") && !story_.she_is_offender) ||
           (beside("role.kin") && scores_of(Role::offender) <= 0) || beside("role.third");
}

// "He mails me at X", "mujhe X pe call aaya", "എന്നെ X ൽ വിളിച്ചു": where she is reached.
void Weighing::reached() {
    if (is_flipped() || left_token_ == 0 || !can_be_reached(value_.type) || !is_reached_there())
        return;
    scores_[Role::complainant] += weights_.cues.contact_request;
    cues_.emplace_back("reached:me");
}

// "ഫോണിൽ X വിളിച്ച് തെറി പറയും", "kadayile phonil X vilichu": in the case of place, and rung.
bool Weighing::is_called_on_it() const {
    const auto& tokens = page_.tokens();
    const auto before = page_.word(left_token_ - 1);
    static constexpr std::array<std::u32string_view, 3> rung{U"വിളിച്ച", U"വിളിക്ക", U"vili"};
    return value_.type == ValueType::phone && tokens[left_token_ - 1].start >= left_.start &&
           page_.covered_by("type.phone", tokens[left_token_ - 1].start) &&
           (before.ends_with(U"ിൽ") || before.ends_with(U"il")) && !nearest("role.his") &&
           right_token_ < tokens.size() && tokens[right_token_].start < right_.end &&
           std::any_of(rung.begin(), rung.end(),
                       [&](auto word) { return page_.word(right_token_).starts_with(word); });
}

bool Weighing::is_reached_there() const {
    const auto& tokens = page_.tokens();
    const auto is_me = [&](std::size_t token) {
        return page_.covered_by("role.me", tokens[token].start);
    };
    const auto before = page_.word(left_token_ - 1);
    if (before == U"at" || before == U"on") return left_token_ >= 2 && is_me(left_token_ - 2);
    if (is_called_on_it()) return true;
    static constexpr std::array<std::u32string_view, 13> there{
        U"pe", U"par",  U"pr",   U"पर",    U"पे",    U"il",   U"ൽ",
        U"ഇൽ", U"leku", U"lekk", U"lekku", U"ലേക്ക്", U"ലേയ്ക്ക്"};
    if (!is_me(left_token_ - 1) || right_token_ + 1 >= tokens.size() ||
        tokens[right_token_].start >= right_.end || !among(page_.word(right_token_), there))
        return false;
    static constexpr std::array<List, 2> not_there{"role.pay", "role.says"};
    return !page_.covered_by("role.source", tokens[right_token_ + 1].start) &&
           std::none_of(not_there.begin(), not_there.end(),
                        [&](List list) { return page_.has_cue_in(list, right_); });
}

}  // namespace redaction
