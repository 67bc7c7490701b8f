// The part of Weighing that asks where something comes from, goes to, and who pays whom.
#include <algorithm>
#include <array>

#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

// Where the value stands behind "from" or before "ninnu". "I write from ..." is her own, unless
// she receives something from there.
void Weighing::source() {
    if (is_flipped() || is_directly_mine()) return;
    if (is_personal(value_.type) && value_.type != ValueType::misc_id) return;
    const auto behind =
        is_person(value_) ? std::nullopt : nearest_on("role.source", Side::right);
    const auto before = nearest_on("role.source_before", Side::left);
    constexpr std::size_t close = 3;
    const bool postposed = behind && behind->distance <= close;
    const bool preposed = before && before->distance <= close;
    if (!postposed && !preposed) return;
    const bool others = nearest("role.his") || nearest("role.offender_noun") ||
                        nearest("role.harm") || nearest("role.receive") || nearest("role.me");
    paid_by_her_ = pays_from_here();
    const bool hers = paid_by_her_ || (nearest("role.i") && !others);
    add(hers ? Role::complainant : Role::offender, weights_.cues.source, "source",
        postposed ? *behind : *before);
}

// "I sent 2,000 from X once", "debited from X": a purse that money left by her hand is hers;
// what he sends from is his.
bool Weighing::pays_from_here() const {
    if (!is_purse(value_.type)) return false;
    const auto clause = page_.clause_of(value_.range.start);
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
    if (word + 1 < tokens.size() && page_.word(word + 1) == U"be") return true;
    if (page_.word(word) != U"on") return false;
    // "On Friday it was X".
    if (left_token_ > word + 2 && page_.word(left_token_ - 2) == U"it") return true;
    if (word < 2) return false;
    const bool calls = page_.word(word - 1).starts_with(U"call");
    return calls && page_.covered_by("role.his", tokens[word - 2].start);
}

void Weighing::goal() {
    if (in_header_line_ || paid_by_her_ || his_own_) return;
    if (value_.type == ValueType::social_handle && nearest_on("role.harm", Side::right)) return;
    if (!can_be_reached(value_.type) || nearest("role.kin") || nearest("role.third")) return;
    const auto to = nearest_on("role.goal", Side::right);
    const auto before = nearest_on("role.goal_before", Side::left);
    // Money goes to him; calls go to her.
    const bool purse = is_purse(value_.type);
    const bool for_money = value_.type != ValueType::phone || speaks_of_money();
    const bool pays = !is_directly_hers() &&
                      (purse || (takes_money(value_.type) && nearest("role.pay") && for_money));
    if (is_flipped() && !pays && he_calls_there()) return;
    const Role owner = pays || is_flipped() || he_asks() ? Role::offender : Role::complainant;
    constexpr std::size_t close = 3;
    if (!to && points_there()) {
        scores_[owner] += weights_.cues.goal;
        cues_.emplace_back("goal:case");
    }
    if (to && to->distance <= 1) add(owner, weights_.cues.goal, "goal", *to);
    if (before && before->distance <= close && !is_no_goal(*before))
        add(owner, weights_.cues.goal, "goal", *before);
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

}  // namespace redaction
