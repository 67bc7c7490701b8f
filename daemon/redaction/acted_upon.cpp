// The part of Weighing that asks whether something is done to the value: found out, rung,
// hacked, followed. Who does it does not own it.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

// "avante X", "the accused's number X": with nothing but labels between.
bool Weighing::is_owned_before() const {
    for (const List list :
         {List("role.his_own"), List("role.offender_noun"), List("role.his")}) {
        const auto owner = nearest_on(list, Side::left);
        const bool genitive = owner && (case_of(page_, owner->range) == Case::genitive ||
                                        page_.covered_by("role.his_own", owner->range.start));
        // "Avante koottukar X lekku vilichu": his are the friends.
        const Range between{owner ? owner->range.end : 0, left_.end};
        if (genitive && !has_unlabelled_word(between) &&
            !page_.has_cue_in("role.kin", between) && !page_.has_cue_in("role.third", between))
            return true;
    }
    return false;
}

// The first word behind the value that is no label: "X enna number".
std::size_t Weighing::word_behind() const {
    static const ListSet labels =
        set_of(std::array<List, 3>{"role.which", "type.phone", "type.mail"});
    static const ListSet deeds =
        set_of(std::array<List, 3>{"role.gets", "role.harm", "role.contact_deed"});
    const auto& tokens = page_.tokens();
    constexpr std::size_t most = 2;
    auto t = right_token_;
    while (t < tokens.size() && t < right_token_ + most && (page_.lists_of(t) & labels).any() &&
           (page_.lists_of(t) & deeds).none())
        ++t;
    const bool here = t < tokens.size() && tokens[t].start < right_.end;
    return here ? t : tokens.size();
}

// "avante koottukar X lekku vilichu shalyam cheyyunnu": who rings says the verb, and she does
// not.
bool Weighing::is_rung_in_malayalam(const Seen& to) const {
    static constexpr std::array<std::u32string_view, 10> rings{
        U"വിളിച്ച", U"വിളിക്കു", U"വിളി",   U"കോൾ",  U"മെസ",
        U"vilich", U"vilikk", U"viliku", U"call", U"msg"};
    const auto next = page_.token_at(to.range.end);
    const auto clause = page_.clause_of(value_.range.start);
    const auto goal = page_.word(page_.token_at(to.range.start));
    const bool there = goal.ends_with(U"ക്ക്") || goal.ends_with(U"ക്കും") ||
                       goal.find(U"lek") != std::u32string_view::npos;
    if (!there || is_owned_before() || page_.has_cue_in("role.i", clause) ||
        page_.has_cue_in("role.contact_request", clause))
        return false;
    constexpr std::size_t reach = 4;
    for (auto t = next;
         t < page_.tokens().size() && t < next + reach && page_.tokens()[t].start < right_.end;
         ++t) {
        if (std::any_of(rings.begin(), rings.end(),
                        [&](auto ring) { return page_.word(t).starts_with(ring); }))
            return true;
    }
    return false;
}

// "Matrimonyil koduthath X aanu, athilekkaanu ayal vilikkunnath", "X. He rings on it all
// night".
bool Weighing::is_rung_behind() const {
    if ((value_.type != ValueType::phone && value_.type != ValueType::email) || is_flipped() ||
        is_owned_before())
        return false;
    const auto clause = page_.clause_of(value_.range.start);
    const auto rings = [&](Range told) {
        const auto it = page_.first_cue_after("role.to_it", told.start);
        static constexpr std::array<List, 4> others{"role.i", "role.contact_request",
                                                    "role.says", "role.pay"};
        return it && it->end <= told.end &&
               (page_.has_cue_in("role.harm", told) ||
                page_.has_cue_in("role.receive", told)) &&
               std::none_of(others.begin(), others.end(),
                            [&](List list) { return page_.has_cue_in(list, told); });
    };
    if (rings({value_.range.end, clause.end})) return true;
    const auto first = page_.token_at(clause.end);
    constexpr std::size_t long_number = 5;
    if (first >= page_.tokens().size()) return false;
    const auto next = page_.clause_of(page_.tokens()[first].start);
    for (auto t = right_token_; t < page_.tokens().size() && page_.tokens()[t].start < next.end;
         ++t) {
        const auto& token = page_.tokens()[t];
        if (token.kind == understanding::TokenKind::digits &&
            token.end - token.start >= long_number)
            return false;
    }
    return rings(next);
}

// "The harasser somehow found out X", "ബയോഡാറ്റയിലെ X കണ്ട് ഒരാൾ വിളിച്ചു": what he gets hold of.
bool Weighing::is_got_by_him() const {
    if ((value_.type != ValueType::phone && value_.type != ValueType::email) || is_flipped())
        return false;
    const auto verb = word_behind();
    if (verb >= page_.tokens().size() || is_owned_before()) return false;
    return page_.covered_by("role.gets", page_.tokens()[verb].start);
}

// "X hack cheythu", "X ഹാക്ക് ചെയ്യപ്പെട്ടു", "X हैक हो गया"; but "X hacked my account".
bool Weighing::is_hacked() const {
    static constexpr std::array types{ValueType::email, ValueType::social_handle,
                                      ValueType::upi_vpa, ValueType::bank_account,
                                      ValueType::phone};
    if (!among(value_.type, types) || is_flipped() || is_owned_before()) return false;
    const auto verb = word_behind();
    const auto& tokens = page_.tokens();
    if (verb >= tokens.size() || !page_.covered_by("role.hacked", tokens[verb].start))
        return false;
    const auto next = verb + 1;
    return next >= tokens.size() || !(page_.covered_by("role.mine", tokens[next].start) ||
                                      page_.covered_by("role.me", tokens[next].start));
}

// "He called the bride's house, X", "he rang our office X": whom he called stands between.
bool Weighing::rings_what_is_named() const {
    static constexpr std::array<std::u32string_view, 7> rang{
        U"called", U"rang", U"phoned", U"calls", U"rings", U"phones", U"calling"};
    static constexpr std::array<std::u32string_view, 8> the{U"the", U"my", U"our",   U"her",
                                                            U"a",   U"an", U"their", U"his"};
    static const ListSet labels =
        set_of(std::array<List, 3>{"type.phone", "type.is", "role.source_before"});
    constexpr std::size_t longest = 7;
    for (auto t = left_token_; t > 1 && left_token_ - t < longest; --t) {
        if (page_.tokens()[t - 2].start < left_.start) return false;
        if (t < left_token_ && among(page_.word(t - 2), rang) && among(page_.word(t - 1), the))
            return true;
        if ((page_.lists_of(t - 1) & labels).any()) return false;
    }
    return false;
}

// "X also he rings": what is rung stands first.
bool Weighing::is_rung_by_him() const {
    const auto& tokens = page_.tokens();
    auto t = right_token_;
    if (t < tokens.size() && is_stress(page_.word(t))) ++t;
    if (value_.type != ValueType::phone || t + 1 >= tokens.size() ||
        tokens[t + 1].end > right_.end || !page_.covered_by("role.his", tokens[t].start))
        return false;
    const auto clause = page_.clause_of(value_.range.start);
    const bool ends = t + 2 >= tokens.size() || tokens[t + 2].start >= clause.end ||
                      !page_.covered_by("role.me", tokens[t + 2].start);
    return page_.covered_by("role.rings", tokens[t + 1].start) && ends;
}

// "He told the whole office that X can be called": he asks nobody for himself.
bool Weighing::tells_others() const {
    static constexpr std::array<std::u32string_view, 15> others{
        U"everyone", U"everybody",   U"people", U"whole", U"others",
        U"friends",  U"all",         U"sabko",  U"logo",  U"logon",
        U"doston",   U"ellavarodum", U"सबको",   U"लोगों",  U"എല്ലാവരോടും"};
    const auto clause = page_.clause_of(value_.range.start);
    const auto says = page_.first_cue_after("role.says", clause.start);
    if (!says || says->end > left_.end) return false;
    for (auto t = page_.token_at(says->start); t < left_token_; ++t) {
        if (among(page_.word(t), others)) return true;
    }
    return false;
}

// "KL ... nte purake varum", "KL ... ke peeche aata hai": the car that is followed.
bool Weighing::is_followed() const {
    if (value_.type != ValueType::vehicle_reg || is_flipped() || is_owned_before())
        return false;
    static constexpr std::array<std::u32string_view, 6> of{U"nte",  U"ന്റെ", U"inte",
                                                           U"yude", U"ke",  U"के"};
    static constexpr std::array<std::u32string_view, 10> behind{
        U"പുറകെ",    U"പിന്നാലെ", U"പിറകെ",  U"പിന്നിൽ", U"purake",
        U"pinnale", U"pirake",  U"pinnil", U"peeche", U"पीछे"};
    const auto next = right_token_ + 1;
    return next < page_.tokens().size() && among(page_.word(right_token_), of) &&
           among(page_.word(next), behind);
}

// "പ്രതിയെ പിടിച്ചു തന്ന നാട്ടുകാരൻ X", "the one who caught the accused, X": he is acted upon.
bool Weighing::is_caught(const Seen& noun) const {
    if (suffers_like_her()) return true;
    const bool reached = value_.type == ValueType::phone || value_.type == ValueType::email;
    return reached && noun.side == Side::left && noun.distance > 0 &&
           case_of(page_, noun.range) == Case::object;
}

// "Ente papers okke avante kayyil aanu, number X": he has something else.
bool Weighing::has_in_hands(const Seen& his) const {
    const auto hands = page_.token_at(his.range.end);
    if (his.side == Side::right || hands + 1 >= left_token_ ||
        !page_.covered_by("role.with_him", page_.tokens()[hands].start))
        return false;
    return !page_.covered_by("role.described", page_.tokens()[hands + 1].start) ||
           page_.has_cue_in("role.mine", {page_.tokens()[hands].end, left_.end});
}

// "Kada number vare (X) vilichu", "അമ്മയുടെ X ൽ വരെ വിളിച്ചു": even there; "even" is said of her
// side.
bool Weighing::is_even() const {
    static constexpr std::array<std::u32string_view, 6> even{U"vare", U"vareyum", U"polum",
                                                             U"വരെ",  U"വരെയും",   U"പോലും"};
    const bool before = left_token_ > 0 &&
                        page_.tokens()[left_token_ - 1].start >= left_.start &&
                        among(page_.word(left_token_ - 1), even);
    return value_.type == ValueType::phone && !is_flipped() && before && !is_owned_before();
}

// "Ambika, enne pole upadravam kittiya vere oral": one more who suffers.
bool Weighing::suffers_like_her() const {
    return page_.has_cue_in("role.like_me", page_.clause_of(value_.range.start));
}

// "Njan avane vilichath X lekku aanu": she rings him.
bool Weighing::rings_him() const {
    const auto clause = page_.clause_of(value_.range.start);
    const auto i = page_.first_cue_after("role.i", clause.start);
    if (value_.type != ValueType::phone || !i || i->end > left_.end ||
        !page_.has_cue_in("role.him", {i->end, left_.end}))
        return false;
    static constexpr std::array<List, 7> others{
        "role.kin",  "role.third", "role.says",  "role.contact_request",
        "role.mine", "role.help",  "role.source"};
    return std::none_of(others.begin(), others.end(),
                        [&](List list) { return page_.has_cue_in(list, clause); });
}

// "ചേച്ചിക്കും X ൽ നിന്ന് അശ്ലീലം അയക്കുന്നു", "meri behen ko X se msg aaya": who gets something from
// there owns nothing.
bool Weighing::is_sent_from_here(const Seen& word) const {
    if (value_.type != ValueType::phone && value_.type != ValueType::email) return false;
    const auto source = nearest_on("role.source", Side::right);
    const auto last = page_.word(page_.token_at(word.range.end - 1));
    // "aniyathiye X il ninnu vilichu theri paranju", not "ammayodu X il ninnu vilikkan paranju"
    static constexpr std::array<std::u32string_view, 10> acted_upon{
        U"നെ", U"യെ", U"ളെ", U"രെ", U"റെ", U"ye", U"ne", U"yeyum", U"neyum", U"െയും"};
    const bool told = std::none_of(acted_upon.begin(), acted_upon.end(),
                                   [&](auto ending) { return last.ends_with(ending); }) &&
                      nearest("role.says");
    // husbandinu, but not "achanu ariyam" nor "achananu"
    const bool receives = last.ends_with(U"inu") || last.ends_with(U"inum") ||
                          case_of(page_, word.range) == Case::object;
    return receives && source && source->distance <= 1 && !told &&
           !page_.has_cue_in("role.i", page_.clause_of(value_.range.start));
}

// "Peru Mini, phone X, bharthavu upadravikkunnu": who stands right before the verb does it.
bool Weighing::is_deed_of_partner(const Seen& harm) const {
    const auto partner = page_.last_cue_before("role.partner", harm.range.start);
    if (!partner || partner->start < value_.range.end ||
        case_of(page_, *partner) != Case::bare || page_.text()[partner->end] == U',')
        return false;
    // "Shaji, ente bharthavu ..." is one man.
    const Range between{value_.range.end, partner->start};
    const auto text =
        std::u32string_view(page_.text()).substr(between.start, between.end - between.start);
    return page_.token_at(harm.range.start) - page_.token_at(partner->end) <= 2 &&
           text.find(U',') != std::u32string_view::npos &&
           !page_.has_cue_in("role.mine", between);
}

// What is done to it; the verdict lets nobody else take it for his.
void Weighing::acted_upon() {
    called_ =
        is_called() || is_got_by_him() || is_rung_behind() || is_rung_by_him() || is_even();
    if (!is_hacked() && !is_followed()) return;
    called_ = true;
    scores_[Role::complainant] += weights_.cues.possessive;
    cues_.emplace_back("acted upon");
}

}  // namespace redaction
