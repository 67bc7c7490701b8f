// The part of Weighing that asks whom a possessive or a pronoun speaks of.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

// "X is mine", "X എന്റെ നമ്പർ": behind a value a possessive speaks of it only if nothing else
// follows that it could own.
bool Weighing::speaks_of_value(const Seen& mine) const {
    if (mine.side == Side::left || is_marked_off(mine)) return true;
    static constexpr std::array<List, 10> owned{
        "role.and", "type.phone", "type.account", "type.upi", "type.handle",
        "type.is",  "type.card",  "type.vehicle", "role.kin", "role.third"};
    static const ListSet set = set_of(owned);
    auto next = page_.token_at(mine.range.end);
    if (next < page_.tokens().size() && is_stress(page_.word(next))) ++next;
    if (next >= page_.tokens().size() ||
        page_.tokens()[next].start >= page_.clause_of(value_.range.start).end)
        return true;
    return (page_.lists_of(next) & set).any() && !labels_another(mine.range.end) &&
           !is_owner_of_next(next);
}

// "X. Mera phone Y": the label is that of the value behind it.
bool Weighing::labels_another(std::size_t mine_end) const {
    static const ListSet labels = set_of(std::array<List, 6>{
        "type.phone", "type.account", "type.upi", "type.handle", "type.is", "type.mail"});
    const auto& tokens = page_.tokens();
    const auto first = page_.token_at(mine_end);
    auto next = first;
    while (next < tokens.size() && (page_.lists_of(next) & labels).any()) ++next;
    return next > first && next < tokens.size() &&
           tokens[next].kind == understanding::TokenKind::digits;
}

// "X, എന്റെ ഭർത്താവിന്റെ കടയിൽ": the relative owns the word that follows.
bool Weighing::is_owner_of_next(std::size_t token) const {
    const Range word{page_.tokens()[token].start, page_.tokens()[token].end};
    return page_.covered_by("role.kin", word.start) &&
           owns_word_behind({word, Side::right, 0, 0});
}

// "She gave my number X to strangers": with nothing but labels between, no word about others
// takes it from her.
bool Weighing::is_plainly_mine() const {
    const auto mine =
        is_person(value_) || is_flipped() ? std::nullopt : nearest_on("role.mine", Side::left);
    if (!mine || is_reflexive(*mine) || page_.covered_by("role.denied", mine->range.start) ||
        page_.covered_by("role.fake", mine->range.start))
        return false;
    if (is_joined_to_mine({mine->range.end, left_.end})) return true;
    return !has_unlabelled_word({mine->range.end, left_.end}) &&
           !page_.has_cue_in("role.kin", {mine->range.end, left_.end}) &&
           !page_.has_cue_in("role.third", {mine->range.end, left_.end});
}

// "mere naam aur X se farzi id", "my name and X": both are hers.
bool Weighing::is_joined_to_mine(Range between) const {
    static const ListSet joined =
        set_of(std::array<List, 4>{"type.name_label", "type.is", "type.phone", "type.address"});
    const auto joint = page_.first_cue_after("role.and", between.start);
    if (!joint || joint->end > between.end || value_.type != ValueType::phone) return false;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(between.start); t < left_token_; ++t) {
        if ((page_.lists_of(t) & joined).none() && tokens[t].start != joint->start)
            return false;
    }
    return true;
}

// "sent my photos from X", "meri photo X se bheji", "Rohit took my number": the photos are
// hers.
bool Weighing::owns_another_word(const Seen& mine) const {
    // "our team lead X": of a name it owns what stands between.
    if (is_person(value_)) return mine.side == Side::right || mine.distance > 0;
    if (mine.side == Side::right) return false;
    const Range between{mine.range.end, left_.end};
    if (page_.has_cue_in("role.source_before", between)) return true;
    const auto source = nearest_on("role.source", Side::right);
    const auto goal = nearest_on("role.goal", Side::right);
    // "mere bank ka OTP leke uda liye, X".
    constexpr std::size_t beside = 2;
    if (is_purse(value_.type) && mine.distance > beside && has_unlabelled_word(between))
        return true;
    const bool page = value_.type == ValueType::social_handle || value_.type == ValueType::url;
    const bool shown_there = page && goal && goal->distance <= 1;
    return mine.distance > 0 && has_unlabelled_word(between) &&
           ((source && source->distance <= 1) || shown_there || (page && was_made()));
}

// "Kisi ne meri photo lagakar X bana di".
bool Weighing::was_made() const {
    const auto clause = page_.clause_of(value_.range.start);
    const auto done = nearest_on("role.done", Side::right);
    return done && done->distance <= 1 &&
           !page_.has_cue_in("role.i", {clause.start, value_.range.start});
}

bool Weighing::has_unlabelled_word(Range between) const {
    static constexpr std::array<List, 15> labels{
        "type.phone",   "type.account", "type.upi",  "type.handle", "type.is",
        "type.vehicle", "type.card",    "type.mail", "role.kin",    "role.third",
        "type.age",     "type.dob",     "type.misc", "type.gstin",  "type.imei"};
    static const ListSet set = set_of(labels);
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(between.start);
         t < tokens.size() && tokens[t].start < between.end; ++t) {
        if ((page_.lists_of(t) & set).none() && !is_stress(page_.word(t))) return true;
    }
    return false;
}

// "My friend saw it, her number is X": uska and his speak of the friend, if nobody does harm
// here. "Her own number X he has taken": his is the deed.
bool Weighing::speaks_of_protected(const Seen& his) const {
    if (is_person(value_)) return false;
    if (his.side == Side::right) return is_directly_hers();
    const auto clause = page_.clause_of(value_.range.start);
    const bool harmed =
        page_.has_cue_in("role.harm", clause) || page_.has_cue_in("role.offender_noun", clause);
    if (harmed) return false;
    return speaks_of_one_of_hers({clause.start, his.range.start}) || means_one_of_hers(his);
}

bool Weighing::speaks_of_one_of_hers(Range words) const {
    return page_.has_cue_in("role.third", words) || page_.has_cue_in("role.kin", words);
}

bool Weighing::fits_a_woman(const Seen& his) const {
    return page_.covered_by("role.hers_too", his.range.start);
}

// "My husband believes me. His number is X": the man of hers of whom the sentence before told
// first, where it tells of nobody else and of no harm.
bool Weighing::means_one_of_hers(const Seen& his) const {
    const auto clause = page_.clause_of(value_.range.start);
    const bool own = page_.covered_by("role.his_own", his.range.start);
    if (he_is_accused_ || !own || !begins_with_him(clause) ||
        clause.start == page_.line_of(clause.start).start)
        return false;
    const auto before = page_.clause_of(clause.start - 1);
    const auto begins = [&](List list) {
        constexpr std::size_t beginning = 3;
        const auto word = page_.first_cue_after(list, before.start);
        return word && word->end <= before.end && !means_offender(*word) &&
               page_.token_at(word->start) - page_.token_at(before.start) <= beginning;
    };
    const bool anybody = fits_a_woman(his) &&
                         (one_of_hers_was_named_ || begins("role.third") || begins("role.kin"));
    if (!anybody && !begins("role.kin_man")) return false;
    static constexpr std::array<List, 4> others{"role.his", "role.harm", "role.offender_noun",
                                                "role.receive"};
    return (anybody || !page_.has_cue_in("role.says", before)) &&
           std::none_of(others.begin(), others.end(),
                        [&](List list) { return page_.has_cue_in(list, before); });
}

// "His number X they also have": the one right before it owns it.
std::optional<Weighing::Seen> Weighing::pronoun_of_value() {
    constexpr std::size_t beside = 1;
    auto his = nearest_on("role.his_own", Side::left);
    if (!is_personal(value_.type) && (!his || his->distance > beside))
        his = nearest("role.his");
    if (his && is_correlative(*his)) his = nearest("role.his_own");
    if (his && is_with_him(*his)) {
        add(Role::complainant, weights_.cues.goal, "with him", *his);
        return std::nullopt;
    }
    const bool speaks_of_it =
        his && !is_pointing(*his) && !has_in_hands(*his) && !owns_what_follows(*his);
    return speaks_of_it ? his : std::nullopt;
}

// "Strangers ring X", "anjaan log X par phone karte hain": who is called there is not the
// caller, unless the caller asks for it.
bool Weighing::is_called() const {
    if (value_.type != ValueType::phone || is_flipped() || he_asks() || calls_him_there())
        return false;
    const bool touches = left_token_ > 0 &&
                         page_.tokens()[left_token_ - 1].start >= left_.start &&
                         is_blank(page_.text()[page_.tokens()[left_token_ - 1].end]);
    if (touches && page_.covered_by("role.rings", page_.tokens()[left_token_ - 1].start))
        return true;
    const auto to = nearest_on("role.goal", Side::right);
    if (!to || to->distance > 0) return false;
    if (is_rung_in_malayalam(*to)) return true;
    const auto next = page_.token_at(to->range.end);
    return next < page_.tokens().size() && page_.tokens()[next].start < right_.end &&
           page_.covered_by("role.call_noun", page_.tokens()[next].start);
}

// "He got X from the register", "avan X groupil cherthu", "X he does not know": what he does
// something to; he owns what he uses, calls from or says to be his.
bool Weighing::is_only_acted_on(const Seen& his) const {
    if (value_.type != ValueType::phone && value_.type != ValueType::email) return false;
    if (page_.covered_by("role.his_own", his.range.start) ||
        case_of(page_, his.range) == Case::genitive)
        return false;
    static constexpr std::array<List, 4> uses{"role.uses", "role.says", "role.naming",
                                              "role.pay"};
    // "From the parcel he noted X": what stands before him is not where he writes from.
    const auto from = nearest_on("role.source_before", Side::left);
    const bool used = nearest_on("role.source", Side::right) ||
                      (from && from->range.end > his.range.start) ||
                      std::any_of(uses.begin(), uses.end(), [&](List list) {
                          // "X usne group me daal diya": no money is put there.
                          const bool pays = list == List("role.pay");
                          return nearest(list) && (!pays || speaks_of_money());
                      });
    // "I told my brother X, wo delhi me hai": behind a comma another sentence begins.
    if (his.side == Side::right) {
        const auto between = std::u32string_view(page_.text())
                                 .substr(right_.start, his.range.start - right_.start);
        const bool parted = between.find(U',') != std::u32string_view::npos ||
                            page_.has_cue_in("role.and", {right_.start, his.range.start});
        return parted || !(used || begins_clause());
    }
    // "Avan X. Ikka Y.": no verb.
    const auto clause = page_.clause_of(value_.range.start);
    const bool alone = right_token_ >= page_.tokens().size() ||
                       page_.tokens()[right_token_].start >= clause.end;
    const auto before = his.range.start > 1 ? page_.text()[his.range.start - 2] : U',';
    if (alone && his.distance == 0 &&
        (before == U',' ||
         his.range.start <= page_.tokens()[page_.token_at(clause.start)].start))
        return false;
    const auto done = nearest("role.done");
    // "He threw a chit with X", not "he got X".
    const auto got = nearest_on("role.receive", Side::left);
    if (used || (done && done->distance == 0) || (got && got->distance > 0)) return false;
    return !is_named_apart();
}

// "He rings at night, phone X", "he is X": not the object of a verb.
bool Weighing::is_named_apart() const {
    if (rings_what_is_named()) return false;
    static const ListSet labels =
        set_of(std::array<List, 3>{"type.phone", "type.mail", "type.is"});
    auto first = left_token_;
    while (first > 0 && (page_.lists_of(first - 1) & labels).any()) --first;
    if (first < left_token_ &&
        page_.covered_by("type.is", page_.tokens()[left_token_ - 1].start))
        return true;
    auto at = first < page_.tokens().size() ? page_.tokens()[first].start : left_.end;
    at = std::min(at, value_.range.start);
    while (at > left_.start && is_blank(page_.text()[at - 1])) --at;
    static constexpr std::u32string_view marks = U":,(-";
    return at > 0 && marks.find(page_.text()[at - 1]) != std::u32string_view::npos;
}

// "Uske phone X me app daal diya": what he does something in is not his, and "uske" is her too.
bool Weighing::is_put_into() const {
    static constexpr std::array<std::u32string_view, 3> in{U"me", U"mein", U"में"};
    const bool hindi = page_.language() == understanding::Language::hi ||
                       page_.language() == understanding::Language::hi_latn;
    return hindi && value_.type == ValueType::phone && right_token_ < page_.tokens().size() &&
           page_.tokens()[right_token_].start < right_.end &&
           among(page_.word(right_token_), in);
}

// "He keeps calling X", "X saw him": the pronoun is who acts upon it, or stands where the one
// stands to whom something is done. "He calls from X" and "he asks to call X" are his.
bool Weighing::aims_at_value(const Seen& his) const {
    const bool right = his.side == Side::right;
    if (!right && is_put_into()) return true;
    if (case_of(page_, his.range) == Case::object && (right || his.distance > 1)) return true;
    if (!right && (is_given_to_him(his) || is_threatened(his))) return true;
    static constexpr std::array<List, 5> his_all_the_same{
        "role.source_before", "role.source", "role.says", "role.his_own", "role.pay"};
    if (right) return false;
    const Range between{his.range.end, left_.end};
    for (const List list : his_all_the_same) {
        // "He calls my shop X and asks for me": no money.
        if (list.number() == List("role.pay").number() && value_.type == ValueType::phone &&
            !speaks_of_money())
            continue;
        if (page_.has_cue_in(list, {his.range.start, right_.end})) return false;
    }
    return page_.has_cue_in("role.harm", between);
}

// "Jis X se main likhti hun wo bhai ka hai": takes up the number that was told of before.
bool Weighing::is_correlative(const Seen& his) const {
    static constexpr std::array<std::u32string_view, 6> words{U"wo",  U"woh", U"vo",
                                                              U"voh", U"वह",  U"वो"};
    const Range before{page_.clause_of(value_.range.start).start, left_.end};
    return his.side == Side::right && page_.has_cue_in("role.relative", before) &&
           among(page_.word(page_.token_at(his.range.start)), words);
}

// "Mera phone X ab uske paas hai": who has it in his hands does not own it.
bool Weighing::is_with_him(const Seen& his) const {
    const auto next = page_.token_at(his.range.end);
    return his.side == Side::right && next < page_.tokens().size() &&
           page_.covered_by("role.with_him", page_.tokens()[next].start);
}

// "Calls come to X after his post": behind the value his speaks of what follows it, unless that
// is a number again.
bool Weighing::owns_what_follows(const Seen& his) const {
    if (his.side == Side::left || !page_.covered_by("role.his_own", his.range.start))
        return false;
    static const ListSet labels = set_of(
        std::array<List, 9>{"type.phone", "type.account", "type.upi", "type.handle", "type.is",
                            "type.mail", "type.vehicle", "role.copula", "role.kin"});
    constexpr std::size_t near = 2;  // "his new number"
    const auto& tokens = page_.tokens();
    const auto next = page_.token_at(his.range.end);
    const auto end = page_.clause_of(value_.range.start).end;
    if (next >= tokens.size() || tokens[next].start >= end) return false;
    for (auto t = next; t < tokens.size() && t < next + near && tokens[t].start < end; ++t) {
        if ((page_.lists_of(t) & labels).any()) return false;
    }
    return true;
}

// "Wo number X", "ye khata X": it points at the number.
bool Weighing::is_pointing(const Seen& his) const {
    static constexpr std::array<std::u32string_view, 9> words{
        U"wo", U"woh", U"vo", U"ye", U"yeh", U"वह", U"वो", U"उस", U"यह"};
    static const ListSet labels = set_of(std::array<List, 5>{
        "type.phone", "type.account", "type.upi", "type.mail", "type.handle"});
    const auto next = page_.token_at(his.range.end);
    return his.side == Side::left && next < left_token_ && among(page_.word(next - 1), words) &&
           (page_.lists_of(next) & labels).any();
}

// "X - mine, the old one", "X: mera", "X | ente": what stands behind the mark says whose it is.
bool Weighing::is_marked_off(const Seen& mine) const {
    if (mine.side == Side::left || mine.distance > 0) return false;
    const auto between =
        std::u32string_view(page_.text()).substr(right_.start, mine.range.start - right_.start);
    return between.find_first_of(U"-–—:=|(") != std::u32string_view::npos &&
           between.find(U'\n') == std::u32string_view::npos;
}

// "My id (which I have closed): X": words in brackets part nothing.
bool Weighing::is_bracketed(std::size_t token, std::size_t from, std::size_t to) const {
    const auto& tokens = page_.tokens();
    const auto begin = from > 0 ? tokens[from - 1].end : 0;
    const auto end = to < tokens.size() ? tokens[to].start : page_.text().size();
    const auto between = std::u32string_view(page_.text()).substr(begin, end - begin);
    const auto at = tokens[token].start - begin;
    const auto open = between.rfind(U'(', at), closed = between.rfind(U')', at);
    return open != std::u32string_view::npos &&
           between.find(U')', at) != std::u32string_view::npos &&
           (closed == std::u32string_view::npos || closed < open);
}

// "my boss X": the possessive owns the word behind it, not the man.
bool Weighing::is_of_neutral(const Seen& mine) const {
    if (!is_person(value_) || mine.side == Side::right) return false;
    const auto behind = [&](List list) {
        const auto word = nearest_on(list, Side::left);
        return word && word->range.start >= mine.range.end;
    };
    return behind("role.neutral") || behind("role.suspect_noun");
}

bool Weighing::means_offender(Range word) const {
    const auto& harmful = story_.harmful_relatives;
    const auto beginning = beginning_of_relative(page_, word.start);
    constexpr std::size_t shortest = 3;  // "sirinte" goes with "sir"
    return harmful.contains(beginning) || harmful.contains(beginning.substr(0, shortest));
}

// "The driver's number is X", where the driver is the one who is accused.
void Weighing::known_as() {
    if (is_person(value_) || is_flipped() || named_ || nearest("role.mine")) return;
    constexpr std::size_t beside = 2;
    static constexpr std::array<List, 3> words{"role.suspect_noun", "role.neutral",
                                               "type.honorific_after"};
    for (const List list : words) {
        const auto word = nearest_on(list, Side::left);
        if (!word || word->distance > beside || !means_offender(word->range)) continue;
        return add(Role::offender, weights_.cues.beside_person, "known as", *word);
    }
}

}  // namespace redaction
