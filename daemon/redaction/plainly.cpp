// The part of Weighing that hears it said right behind a value whose it is: "X, which is my
// mother's", "X is the number of my landlady", "X. It is used by my son".
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

namespace {

using Words = std::u32string_view;

// "which is the", "it is actually", "jo", "അത്".
constexpr std::array<Words, 46> leads{
    U"which", U"that",     U"is",     U"was",  U"are",  U"it",   U"its", U"s",
    U"this",  U"the",      U"a",      U"an",   U"of",   U"to",   U"by",  U"also",
    U"only",  U"actually", U"jo",     U"ye",   U"yeh",  U"yahi", U"ki",  U"जो",
    U"यह",    U"ये",        U"यही",    U"അത്",   U"ഇത്",   U"athu", U"ath", U"ithu",
    U"ith",   U"adhu",     U"really", U"wo",   U"woh",  U"vo",   U"voh", U"wahi",
    U"वह",    U"वो",       U"वही",    U"wali", U"वाली", U"wale"};
// Behind these the owner needs no ending: "the number of my landlady", "used by my son".
constexpr std::array<Words, 6> before_owner{U"of", U"to", U"by", U"wali", U"वाली", U"wale"};
constexpr std::array<Words, 3> bearer{U"wali", U"वाली", U"wale"};
constexpr std::array<Words, 4> verbs{U"belongs", U"belong", U"used", U"belonging"};
constexpr std::array<Words, 14> pointers{U"it",   U"this", U"that", U"its", U"ye",
                                         U"yeh",  U"यह",   U"ये",    U"അത്",  U"ഇത്",
                                         U"athu", U"ath",  U"ithu", U"ith"};

// Of these he may be meant: "wo mera peecha karta hai".
constexpr std::array<Words, 8> may_be_he{U"wo",   U"woh", U"vo", U"voh",
                                         U"wahi", U"वह",  U"वो", U"वही"};
constexpr std::array<Words, 2> who_or_which{U"jo", U"जो"};

bool has_mark(const Page& page, std::size_t from, std::size_t to) {
    const auto between = Words(page.text()).substr(from, to > from ? to - from : 0);
    return between.find_first_of(U",;:.!?()-–\n।") != Words::npos;
}

bool is_label(const Page& page, std::size_t token) {
    static const ListSet labels =
        set_of(std::array<List, 4>{"type.phone", "type.mail", "type.is", "type.account"});
    return (page.lists_of(token) & labels).any();
}

}  // namespace

// The sentence or the thought ends before `token`, or says no more than that it is so.
bool Weighing::ends_before(std::size_t token, std::size_t end) const {
    static const ListSet ends =
        set_of(std::array<List, 4>{"role.and", "role.copula", "role.relative", "role.his"});
    const auto& tokens = page_.tokens();
    while (token < tokens.size() && tokens[token].start < end && is_label(page_, token) &&
           !has_mark(page_, tokens[token - 1].end, tokens[token].start))
        ++token;
    return token >= tokens.size() || tokens[token].start >= end ||
           has_mark(page_, tokens[token - 1].end, tokens[token].start) ||
           (page_.lists_of(token) & ends).any() || is_label(page_, token - 1);
}

// "belongs to", "is the number of": nothing yet about whose it is.
bool Weighing::is_lead(std::size_t token) const {
    const auto word = page_.word(token);
    return among(word, leads) || among(word, verbs) || is_label(page_, token) ||
           page_.covered_by("role.which", page_.tokens()[token].start);
}

// Whose it is, said from `token` on.
std::optional<Role> Weighing::told_whose(std::size_t token, std::size_t end) const {
    const auto& tokens = page_.tokens();
    constexpr std::size_t most = 7;
    bool owned = false, belongs = false;
    for (std::size_t i = 0;
         i < most && token < tokens.size() && tokens[token].start < end && is_lead(token);
         ++i, ++token) {
        const auto word = page_.word(token);
        // "gave X to strangers" is not "belongs to a stranger".
        belongs = belongs || among(word, verbs);
        owned = owned || (among(word, before_owner) && (word != U"to" || belongs));
    }
    if (token >= tokens.size() || tokens[token].start >= end) return std::nullopt;
    const auto accused = page_.cue_from("role.offender_noun", tokens[token].start);
    if (accused && owned) return Role::offender;
    const auto mine = page_.cue_from("role.mine", tokens[token].start);
    if (mine) token = page_.token_at(mine->end);
    while (mine && token < tokens.size() && is_stress(page_.word(token))) ++token;
    const bool alone = mine && page_.covered_by("role.mine_alone", mine->start);
    if (mine && (alone || ends_before(token, end))) return Role::complainant;
    if (token >= tokens.size() || tokens[token].start >= end) return std::nullopt;
    if (mine && is_of_thing_of_mine(token, end)) return Role::complainant;
    if (!page_.cue_from("role.former", tokens[token].start))
        return relative_at(token, end, owned);
    const bool his =
        owned || case_of(page_, {tokens[token].start, tokens[token].end}) == Case::genitive;
    return his ? std::optional(Role::offender) : std::nullopt;
}

// "my mother's", "मेरे भाई का", "of my landlady": no former one, nobody who is accused.
std::optional<Role> Weighing::relative_at(std::size_t token, std::size_t end,
                                          bool owned) const {
    for (const auto& [list, role] :
         {std::pair(List("role.kin"), Role::family), {List("role.third"), Role::third_party}}) {
        const auto noun = page_.cue_from(list, page_.tokens()[token].start);
        if (!noun || means_offender(*noun) || page_.covered_by("role.former", noun->start) ||
            page_.covered_by("role.offender_noun", noun->start))
            continue;
        auto next = page_.token_at(noun->end);
        const auto& tokens = page_.tokens();
        // "wakil sahiba ka".
        if (next + 1 < tokens.size() && is_hindi_of(page_.word(next + 1)) &&
            page_.covered_by("type.honorific_after", tokens[next].start))
            return ends_before(next + 2, end) ? std::optional(role) : std::nullopt;
        if (next < tokens.size() &&
            (is_hindi_of(page_.word(next)) || page_.word(next) == U"s" ||
             page_.word(next) == U"nte" || page_.word(next) == U"yude"))
            ++next;
        if (!owned && case_of(page_, *noun) != Case::genitive) continue;
        // "X wali meri roommate ko bulaiye": she has it, and no harm is told.
        const bool bears = right_token_ < tokens.size() &&
                           among(page_.word(right_token_), bearer) &&
                           !page_.has_cue_in("role.harm", {noun->end, end});
        if (bears || ends_before(next, end) || is_of_thing_of_mine(next - 1, end)) return role;
    }
    return std::nullopt;
}

// "Kya X hack hua, wo mera hi number hai", "jo X hai wo meri dukan ka hai": behind a comma or
// what is told of it, and the sentence ends with what it is.
bool Weighing::is_pointed_back_at(std::size_t token, std::size_t end) const {
    constexpr std::size_t most = 7;
    const auto& tokens = page_.tokens();
    static const ListSet others =
        set_of(std::array<List, 7>{"role.his_own", "role.harm", "role.receive", "role.says",
                                   "role.offender_noun", "role.me", "role.source"});
    const bool told = page_.has_cue_in("role.relative", left_) &&
                      page_.covered_by("role.copula", tokens[token - 1].start);
    if (!told && !has_mark(page_, tokens[token - 1].end, tokens[token].start)) return false;
    for (auto t = token + 1; t < tokens.size() && t < token + most && tokens[t].start < end;
         ++t) {
        if (page_.covered_by("role.copula", tokens[t].start)) return t > token + 1;
        if ((page_.lists_of(t) & others).any() ||
            has_mark(page_, tokens[t - 1].end, tokens[t].start))
            return false;
    }
    return false;
}

// "Meri dukan ka number", "ente kadayude number": of something of hers, and the thought ends.
bool Weighing::is_of_thing_of_mine(std::size_t token, std::size_t end) const {
    static const ListSet others = set_of(std::array<List, 10>{
        "role.his", "role.harm", "role.offender_noun", "role.former", "role.neutral",
        "role.suspect_noun", "role.man", "role.kin", "role.third", "role.fake"});
    const auto& tokens = page_.tokens();
    if (token + 1 >= tokens.size() || (page_.lists_of(token) & others).any()) return false;
    const bool apart = is_hindi_of(page_.word(token + 1));
    const bool owns =
        apart || case_of(page_, {tokens[token].start, tokens[token].end}) == Case::genitive;
    auto next = token + (apart ? 2 : 1);
    const auto first = next;
    if (next >= tokens.size() || tokens[next].start >= end) return false;
    if (owns && (is_label(page_, next) || page_.covered_by("role.copula", tokens[next].start)))
        return ends_before(next, end);
    // "Mera office number hai": the label is the thing's, and it must be told to be so.
    const auto is_so = [&] { return page_.covered_by("role.copula", tokens[next].start); };
    while (next < tokens.size() && tokens[next].start < end && is_label(page_, next) &&
           !is_so())
        ++next;
    return next > first && next < tokens.size() && tokens[next].start < end && is_so();
}

// "He put X on the wall, that is my own number", "..., അത് ഞാൻ എടുത്ത സിം ആണ്".
std::optional<Role> Weighing::told_behind_comma(Range clause) const {
    constexpr std::size_t reach = 10, long_number = 5;
    const auto& tokens = page_.tokens();
    for (auto t = right_token_ + 1;
         t < tokens.size() && t < right_token_ + reach && tokens[t].start < clause.end; ++t) {
        const auto& token = tokens[t];
        if (token.kind == understanding::TokenKind::digits &&
            token.end - token.start >= long_number)
            return std::nullopt;
        const auto word = page_.word(t);
        const bool he = among(word, may_be_he);
        if (he ? !is_pointed_back_at(t, clause.end)
               : !among(word, who_or_which) &&
                     (!among(word, pointers) ||
                      !has_mark(page_, tokens[t - 1].end, token.start)))
            continue;
        if (const auto role = told_whose(t, clause.end)) return role;
        if (he || among(word, who_or_which)) continue;
        const bool mine = t + 1 < tokens.size() &&
                          page_.covered_by("role.i", tokens[t + 1].start) &&
                          page_.has_cue_in("type.phone", {token.end, clause.end}) &&
                          page_.has_cue_in("role.described", {token.end, clause.end});
        return mine ? std::optional(Role::complainant) : std::nullopt;
    }
    return std::nullopt;
}

// In the sentence itself, or in the next if that begins with "it" and gives no number of its
// own.
std::optional<Role> Weighing::told_behind() const {
    static constexpr std::array types{ValueType::phone, ValueType::email, ValueType::upi_vpa,
                                      ValueType::bank_account};
    if (!among(value_.type, types) || is_flipped()) return std::nullopt;
    if (const auto role = told_whose(right_token_, right_.end)) return role;
    const auto clause = page_.clause_of(value_.range.start);
    const auto first = page_.token_at(clause.end);
    const auto& tokens = page_.tokens();
    if (const auto role = told_behind_comma(clause)) return role;
    if (first >= tokens.size() || !among(page_.word(first), pointers)) return std::nullopt;
    const auto next = page_.clause_of(tokens[first].start);
    constexpr std::size_t long_number = 5;
    for (auto t = right_token_; t < tokens.size() && tokens[t].start < next.end; ++t) {
        const bool number = tokens[t].kind == understanding::TokenKind::digits &&
                            tokens[t].end - tokens[t].start >= long_number;
        if (number) return std::nullopt;
    }
    return told_whose(first, next.end);
}

// "I gave him X", "njan avanu X koduthu": the pronoun stands where the receiver stands.
bool Weighing::is_given_to_him(const Seen& him) const {
    static constexpr std::array<Words, 10> gave{U"gave", U"give",   U"given", U"told",
                                                U"tell", U"showed", U"show",  U"sent",
                                                U"send", U"texted"};
    const auto token = page_.token_at(him.range.start);
    const Range before{page_.clause_of(him.range.start).start, him.range.start};
    return him.distance == 0 && token > 0 && page_.covered_by("role.him", him.range.start) &&
           among(page_.word(token - 1), gave) && page_.has_cue_in("role.i", before);
}

// "He gave X to his gang", "X ne us aadmi ko dekha": to whom something is done owns nothing.
bool Weighing::is_recipient(const Seen& noun) const {
    return !is_person(value_) && noun.side == Side::right &&
           case_of(page_, noun.range) == Case::object;
}

// "He says he will put X in all toilets": what he threatens to do is done with another's.
bool Weighing::is_threatened(const Seen& he) const {
    static constexpr std::array<Words, 3> will{U"will", U"would", U"'ll"};
    const auto next = page_.token_at(he.range.end);
    return next < left_token_ && among(page_.word(next), will) &&
           !nearest("role.source_before");
}

// "He said that X is your number", "bola ki X tera hi number hai": to whom he spoke; the
// officer is spoken to with respect.
std::optional<Weighing::Seen> Weighing::said_to_her() const {
    static constexpr std::array<Words, 12> intimate{
        U"tera", U"teri", U"tere", U"tumhara", U"tumhari", U"tumhare",
        U"तेरा",  U"तेरी",  U"तेरे",   U"तुम्हारा",  U"ninte",   U"നിന്റെ"};
    constexpr std::size_t beside = 1;
    const auto your = nearest("role.your");
    if (!your || your->distance > beside || !speaks_of_value(*your) ||
        !among(page_.word(page_.token_at(your->range.start)), intimate))
        return std::nullopt;
    const Range between = your->side == Side::left ? Range{your->range.end, left_.end}
                                                   : Range{right_.start, your->range.start};
    return has_mark(page_, between.start, between.end) || has_unlabelled_word(between) ||
                   page_.has_cue_in("role.kin", between) ||
                   page_.has_cue_in("role.third", between)
               ? std::nullopt
               : your;
}

// "Doctor madam X ne mujhe bheja", "uske padosi X bhi gawah hai": the word right before it says
// who has it, and no harm is told.
std::optional<Role> Weighing::owner_apposed() const {
    static constexpr std::array<List, 3> others{"role.harm", "role.receive", "role.source"};
    if (left_token_ == 0 || right_token_ >= page_.tokens().size()) return std::nullopt;
    const auto behind = page_.word(right_token_);
    const auto& noun = page_.tokens()[left_token_ - 1];
    if ((behind != U"ne" && behind != U"ने" && !is_stress(behind)) || noun.start < left_.start ||
        has_mark(page_, noun.end, value_.range.start) ||
        means_offender({noun.start, noun.end}) ||
        page_.covered_by("role.offender_noun", noun.start) ||
        std::any_of(others.begin(), others.end(),
                    [&](List list) { return page_.has_cue_in(list, right_); }))
        return std::nullopt;
    const auto kin = page_.last_cue_before("role.kin", noun.end);
    if (kin && kin->end == noun.end)
        return is_his_relative({*kin, Side::left, 0, 1}) ? Role::third_party : Role::family;
    const bool friendly = page_.covered_by("role.third", noun.start) ||
                          page_.covered_by("role.woman", noun.start);
    return friendly ? std::optional(Role::third_party) : std::nullopt;
}

// "Wo X chalati hai": in Hindi the verb says that it is a woman.
bool Weighing::uses_it_as_woman(const Seen& pronoun) const {
    const auto uses = nearest_on("role.uses", Side::right);
    if (!uses || uses->distance > 0 || pronoun.side == Side::right || story_.she_is_offender ||
        she_is_accused_ || nearest_on("role.source", Side::right))
        return false;
    const auto word = page_.word(page_.token_at(uses->range.end - 1));
    return word.ends_with(U"ti") || word.ends_with(U"ती");
}

// "My daughter's number X somebody put there": who comes in behind it does not own it.
bool Weighing::is_owned_by_relative() const {
    const auto another = nearest("role.offender_noun");
    const auto kin = nearest_on("role.kin", Side::left);
    return another && another->side == Side::right && kin && !may_do_harm(*kin) &&
           owner_by_name() == Role::family;
}

// "My daughter's number X somebody put there", "this boy rings X which is achan's": who owns it
// is said, whatever is done with it.
void Weighing::told_plainly() {
    static constexpr std::array types{ValueType::phone, ValueType::email};
    if (is_flipped() || !among(value_.type, types)) return;
    auto owner = told_behind();
    if (!owner) owner = owner_apposed();
    if (!owner) owner = told_by_verb();
    if (!owner && (is_registered_in_her_name() || is_taken_by_her() || is_told_by_subject()))
        owner = Role::complainant;
    if (!owner && of_somebody_ && scores_of(Role::offender) <= 0) owner = Role::third_party;
    told_hers_ = owner || is_owned_by_relative();
    if (!owner) return;
    told_hers_ = told_hers_ && owner != Role::offender;
    scores_[*owner] += weights_.cues.kin;
    cues_.emplace_back("told plainly");
}

// "Ghar walo ne X chheen liya": in Hindi "ne" before the number marks who acts upon it.
bool Weighing::is_done_to_number() const {
    static constexpr std::array<std::u32string_view, 2> acting{U"ने", U"ne"};
    if (is_person(value_) || nearest_on("role.source", Side::right) ||
        page_.language() == understanding::Language::ml_latn)
        return false;
    for (auto t = page_.token_at(left_.start); t < left_token_; ++t) {
        if (among(page_.word(t), acting)) return true;
    }
    return false;
}

// "The one who helped me that night is the auto driver X", "mujhe bachaya driver X ne".
bool Weighing::is_told_to_have_helped() const {
    const auto helped = nearest_on("role.help", Side::left);
    if (!helped) return false;
    static constexpr std::array<List, 6> others{"role.harm", "role.kin", "role.third",
                                                "role.i",    "role.his", "role.offender_noun"};
    const Range from{left_.start, left_.end}, between{helped->range.end, left_.end};
    const bool names = page_.has_cue_in("type.is", between) ||
                       page_.has_cue_in("role.closes", between) ||
                       (right_token_ < page_.tokens().size() &&
                        page_.covered_by("role.copula", page_.tokens()[right_token_].start));
    return names && std::none_of(others.begin(), others.end(),
                                 [&](List list) { return page_.has_cue_in(list, from); });
}

}  // namespace redaction
