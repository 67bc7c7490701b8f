// The part of Weighing that hears it said right behind a value that it is his: "do not call X,
// that is his number", "X, ithu ayalude numberaanu", "X ഉപയോഗിക്കുന്ന ആ ദുഷ്ടൻ".
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

namespace {

using Words = std::u32string_view;

constexpr std::array<Words, 18> pointers{U"it",   U"this", U"that", U"which", U"അത്",   U"ഇത്",
                                         U"അതു",   U"ഇതു",   U"ath",  U"athu",  U"adhu", U"ith",
                                         U"ithu", U"wo",   U"ye",   U"yeh",   U"वो",   U"यह"};
constexpr std::array<Words, 10> between{U"own",   U"personal", U"is",      U"was", U"actually",
                                        U"സ്വന്തം", U"swantham", U"sontham", U"hi",  U"only"};

}  // namespace

// Of a pronoun that may be a woman's the sentence before is asked; nobody of hers is told of.
bool Weighing::is_said_to_be_his() const {
    const auto clause = page_.clause_of(value_.range.start);
    static constexpr std::array<List, 4> hers{"role.kin", "role.third", "role.help",
                                              "role.innocent"};
    if (!can_be_reached(value_.type) || std::any_of(hers.begin(), hers.end(), [&](List list) {
            return page_.has_cue_in(list, clause);
        }))
        return false;
    static const ListSet labels = set_of(std::array<List, 6>{
        "type.phone", "type.account", "type.upi", "type.handle", "type.mail", "role.copula"});
    constexpr std::size_t reach = 8;
    const auto& tokens = page_.tokens();
    for (auto t = right_token_;
         t < tokens.size() && t < right_token_ + reach && tokens[t].start < clause.end; ++t) {
        if (!among(page_.word(t), pointers)) continue;
        auto next = t + 1;
        while (next < tokens.size() && among(page_.word(next), between)) ++next;
        if (next >= tokens.size() || tokens[next].start >= clause.end) return false;
        const auto his = page_.cue_from("role.his_own", tokens[next].start);
        if (!his || page_.covered_by("role.hers_too", his->start)) continue;
        auto label = page_.token_at(his->end);
        while (label < tokens.size() && among(page_.word(label), between)) ++label;
        return label >= tokens.size() || tokens[label].start >= clause.end ||
               (page_.lists_of(label) & labels).any();
    }
    return false;
}

// "X upayogikkunna aale pidikkanam", "X istemal karne wala aadmi".
bool Weighing::is_used_by_him() const {
    const auto uses = nearest_on("role.uses", Side::right);
    if (!uses || uses->distance > 1) return false;
    static constexpr std::array<List, 3> men{"role.offender_noun", "role.his", "role.man"};
    static constexpr std::array<List, 4> hers{"role.i", "role.mine", "role.kin", "role.third"};
    const auto& tokens = page_.tokens();
    constexpr std::size_t few = 2;
    const auto first = page_.token_at(uses->range.end);
    if (first >= tokens.size()) return false;
    const auto last = std::min(first + few, tokens.size() - 1);
    const Range told{uses->range.end, std::min(tokens[last].end, right_.end)};
    const auto tells = [&](List list) {
        return told.end > told.start && page_.has_cue_in(list, told);
    };
    return std::any_of(men.begin(), men.end(), tells) &&
           std::none_of(hers.begin(), hers.end(), tells);
}

// "It was a call of two, him on X", "tell the man at X to stop": where he is. But "they got to
// him on X".
bool Weighing::is_him_on_it() const {
    static constexpr std::array<Words, 4> at{U"on", U"at", U"behind", U"with"};
    constexpr std::size_t him_on = 2;
    if (value_.type != ValueType::phone || left_token_ < him_on) return false;
    const auto& him = page_.tokens()[left_token_ - him_on];
    const auto where = page_.word(left_token_ - 1);
    if (him.start < left_.start || !among(where, at)) return false;
    return (where == U"on" && page_.covered_by("role.him", him.start)) ||
           page_.covered_by("role.offender_noun", him.start);
}

// "X is saved in my phone as that psycho", "saved him as Devil X": as whom she keeps it.
bool Weighing::is_saved_as_him() const {
    static constexpr std::array<Words, 5> kept{U"saved", U"stored", U"save", U"shows",
                                               U"listed"};
    const auto& tokens = page_.tokens();
    constexpr std::size_t reach = 8;
    const auto end = page_.clause_of(value_.range.start).end;
    bool saved = false;
    for (auto t = right_token_;
         t + 1 < tokens.size() && t < right_token_ + reach && tokens[t + 1].end <= end; ++t) {
        saved = saved || among(page_.word(t), kept);
        if (saved && page_.word(t) == U"as")
            return page_.cue_from("role.offender_noun", tokens[t + 1].start).has_value();
    }
    return false;
}

// "Maine X ko mana kiya", "kya X wale ko giraftar karoge": who is told to stop or is to be
// caught.
bool Weighing::is_told_to_stop() const {
    static constexpr std::array<Words, 2> to{U"ko", U"को"};
    static constexpr std::array<Words, 6> bearer{U"wale", U"wala", U"waale",
                                                 U"वाले",  U"वाला", U"walo"};
    static constexpr std::array<Words, 16> deeds{
        U"mana", U"roka", U"roko",   U"samjhaya", U"daant", U"giraft", U"pakad", U"pakd",
        U"मना",  U"रोका", U"समझाया", U"डाँट",      U"डांट",   U"गिरफ",   U"पकड़",   U"saza"};
    static constexpr std::array<List, 3> hers{"role.mine", "role.kin", "role.third"};
    const auto& tokens = page_.tokens();
    auto t = right_token_;
    const bool bears = t < tokens.size() && among(page_.word(t), bearer);
    if (bears) ++t;
    if (t + 1 >= tokens.size() || tokens[t + 1].end > right_.end || !among(page_.word(t), to))
        return false;
    const auto verb = page_.word(t + 1);
    const Range said{left_.start, tokens[t + 1].end};
    return std::any_of(deeds.begin(), deeds.end(),
                       [&](Words deed) { return verb.starts_with(deed); }) &&
           (bears || page_.has_cue_in("role.i", left_)) &&
           std::none_of(hers.begin(), hers.end(),
                        [&](List list) { return page_.has_cue_in(list, said); });
}

// "Usne X par paise dalwaye", "X pe mujhse paise mangwaye gaye": money that others are made to
// send goes to him.
bool Weighing::is_made_to_pay_there() const {
    static constexpr std::array<Words, 6> money{U"paise", U"paisa", U"rupaye",
                                                U"पैसे",    U"पैसा",   U"रुपये"};
    static constexpr std::array<Words, 12> made{U"karwaye", U"karvaye", U"mangwa", U"mangva",
                                                U"dalwa",   U"bhijwa",  U"करवाए",  U"करवाये",
                                                U"मँगवा",    U"मंगवा",    U"डलवा",   U"भिजवा"};
    static constexpr std::array<List, 3> hers{"role.mine", "role.kin", "role.third"};
    const auto to = nearest_on("role.goal", Side::right);
    const auto clause = page_.clause_of(value_.range.start);
    if (!to || to->distance > 0 || value_.type != ValueType::phone) return false;
    bool paid = false, forced = false;
    constexpr std::size_t reach = 9;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(left_.start);
         t < tokens.size() && t < right_token_ + reach && tokens[t].end <= clause.end; ++t) {
        const auto word = page_.word(t);
        paid = paid || among(word, money);
        forced = forced || std::any_of(made.begin(), made.end(),
                                       [&](Words verb) { return word.starts_with(verb); });
    }
    return paid && forced && std::none_of(hers.begin(), hers.end(), [&](List list) {
               return page_.has_cue_in(list, {left_.start, right_.end});
           });
}

void Weighing::told_his() {
    if (is_flipped() || is_person(value_) || is_personal(value_.type) || told_hers_) return;
    told_his_ = is_saved_as_him();
    if (!told_his_ && is_plainly_mine()) return;
    told_his_ = told_his_ || is_said_to_be_his();
    told_his_ = told_his_ || is_told_to_stop() || is_made_to_pay_there();
    if (!told_his_ && !is_used_by_him() && !is_him_on_it()) return;
    scores_[Role::offender] += weights_.cues.kin;
    cues_.emplace_back("told plainly");
}

}  // namespace redaction
