// The part of Weighing that hears how somebody is presented: requests to call, names that are
// told.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

using understanding::Language;

// "The boy Bunty", "one Madhusoodanan", "शादी वाला राकेश": who is presented so is nobody of
// hers.
void Weighing::strangers() {
    constexpr std::size_t beside = 1;
    if (!is_person(value_) || is_flipped() || is_passive() ||
        case_of(page_, value_.range) != Case::bare || is_titled_woman(page_, value_.range) ||
        is_told_young(page_, value_.range))
        return;
    // "बगल वाले शर्मा जी", "call me at the shop of ...": a neighbour who lends his phone.
    const auto clause = page_.clause_of(value_.range.start);
    const bool honoured =
        right_token_ < page_.tokens().size() &&
        page_.covered_by("type.honorific_after", page_.tokens()[right_token_].start);
    if (page_.has_cue_in("role.contact_request", clause) ||
        (honoured && !page_.has_cue_in("role.harm", clause)))
        return;
    static constexpr std::array<List, 3> friendly{"role.help", "role.says", "type.witness"};
    const bool stands_by = std::any_of(friendly.begin(), friendly.end(), [this](List list) {
        return nearest_on(list, Side::right).has_value();
    });
    const auto man = nearest_on("role.man", Side::left);
    const auto one = nearest_on("role.one", Side::left);
    const auto mine = nearest_on("role.mine", Side::left);
    const bool certain = one && one->distance == 0;
    const auto apposed = stands_in_apposition() ? head_of_apposition() : std::nullopt;
    if (!stands_by && apposed)
        return add(Role::offender, weights_.cues.calling, "stranger", *apposed);
    const auto& cue = certain ? one : man;
    if (stands_by || !cue || cue->distance > (certain ? 0 : beside)) return;
    // "My boy Arun".
    if (mine && mine->range.end <= cue->range.start &&
        page_.token_at(cue->range.start) - page_.token_at(mine->range.end) <= beside)
        return;
    add(Role::offender, weights_.cues.calling, "stranger", *cue);
}

// "..., Sasi, ...": between commas.
bool Weighing::stands_in_apposition() const {
    const auto& text = page_.text();
    const auto start = value_.range.start, end = value_.range.end;
    constexpr std::size_t comma = 2;
    return start >= comma && text[start - comma] == U',' && end < text.size() &&
           text[end] == U',';
}

// "A driver of the school van, X, ...": the noun with which the sentence begins, if nobody of
// hers stands between.
std::optional<Weighing::Seen> Weighing::head_of_apposition() const {
    static const ListSet heads =
        set_of(std::array<List, 3>{"role.man", "role.suspect_noun", "role.offender_noun"});
    static const ListSet others = set_of(std::array<List, 7>{
        "role.mine", "role.kin", "role.third", "role.i", "role.harm", "role.hers", "role.his"});
    constexpr std::size_t beginning = 3, longest = 9;
    const auto first = page_.token_at(page_.clause_of(value_.range.start).start);
    if (left_token_ - first > longest) return std::nullopt;
    std::optional<Seen> head;
    const auto& tokens = page_.tokens();
    for (auto t = first; t < left_token_; ++t) {
        if ((page_.lists_of(t) & others).any()) return std::nullopt;
        if (!head && t - first < beginning && (page_.lists_of(t) & heads).any())
            head = Seen{{tokens[t].start, tokens[t].end}, Side::left, left_token_ - t - 1, 1};
    }
    return head;
}

// "He is X", "avan X": of a name only the pronoun right before it speaks; "he hit X" and "X saw
// them" tell of another.
void Weighing::named_by_pronoun() {
    constexpr std::size_t beside = 1, title = 4;
    const auto his = nearest_on("role.his", Side::left);
    if (!his || case_of(page_, value_.range) != Case::bare) return;
    // "he is Dr. X", "they are officer X".
    const auto next = page_.token_at(his->range.end);
    const bool is = his->distance <= title && next < page_.tokens().size() &&
                    page_.covered_by("type.is", page_.tokens()[next].start) &&
                    !page_.has_cue_in("role.mine", {his->range.end, left_.end});
    const bool hindi =
        page_.language() == Language::hi || page_.language() == Language::hi_latn;
    if (hindi && follows_one_of_hers()) return;
    if (is_name_of_his(*his)) return add(Role::offender, weights_.cues.naming, "naming", *his);
    if ((is || his->distance <= beside) && case_of(page_, his->range) == Case::bare)
        add(Role::offender, weights_.cues.third_person, "third person", *his);
}

// "... meri behen ko. Wo X hai": in Hindi "wo" is she too, and the sentence before told of one
// of hers.
bool Weighing::follows_one_of_hers() const {
    const auto clause = page_.clause_of(value_.range.start);
    if (clause.start == 0) return false;
    const auto before = page_.clause_of(clause.start - 1);
    return page_.has_cue_in("role.kin", before) || page_.has_cue_in("role.third", before);
}

// "His name on the app is X", "avante whatsapp peru X": right before the name a word for name,
// and his before that.
bool Weighing::is_name_of_his(const Seen& his) const {
    if (case_of(page_, his.range) != Case::genitive &&
        !page_.covered_by("role.his_own", his.range.start))
        return false;
    constexpr std::size_t most = 4;
    const auto from = page_.token_at(his.range.end);
    if (left_token_ - from > most || left_token_ == from) return false;
    const Range between{his.range.end, left_.end};
    if (page_.has_cue_in("role.mine", between) || page_.has_cue_in("role.kin", between) ||
        page_.has_cue_in("role.third", between))
        return false;
    auto last = left_token_ - 1;
    constexpr std::size_t copula = 2;
    for (std::size_t i = 0; i <= copula && last >= from; ++i, --last) {
        if (page_.covered_by("type.name_label", page_.tokens()[last].start)) return true;
        if (last == 0) break;
    }
    return false;
}

// Requests to be called, naming frames.
void Weighing::frames() {
    requests();
    if (is_flipped()) return;
    if (!told_hers_ && acts_in_hindi()) {
        scores_[Role::offender] += weights_.cues.source;
        cues_.emplace_back("acts");
    }
    namings();
}

void Weighing::requests() {
    auto request = nearest("role.contact_request");
    if (request && is_person(value_) && means_answer(*request)) request.reset();
    if (request && is_asked(*request)) {
        const bool denied = nearest("role.not").has_value();
        const bool family = nearest_on("role.kin", Side::left).has_value();
        const bool third = nearest_on("role.third", Side::left).has_value();
        Role owner = is_flipped() || he_asks() ? Role::offender : Role::complainant;
        if (third || denied) owner = Role::third_party;
        if (family) owner = Role::family;
        add(owner, weights_.cues.contact_request, "contact request", *request);
    } else if (request && request->distance == 0 && !is_flipped() && ends_list_of_numbers()) {
        add(Role::offender, weights_.cues.harm_by_number, "rings", *request);
    }
    // "Do not call X, that is his number".
    if (const auto no = nearest("role.no_contact"); no && !told_his_) {
        add(Role::family, weights_.cues.contact_request, "no contact", *no);
    }
}

// "Ankit ne hans kar jawab diya": he answered; nobody is asked to answer him.
bool Weighing::means_answer(const Seen& request) const {
    static constexpr std::array<std::u32string_view, 5> answers{U"jawab", U"जवाब", U"marupadi",
                                                                U"മറുപടി", U"reply"};
    const auto word = page_.word(page_.token_at(request.range.start));
    return request.side == Side::right &&
           std::any_of(answers.begin(), answers.end(),
                       [&](auto answer) { return word.starts_with(answer); });
}

// "A and B ring me" tells, "B, call me" asks.
bool Weighing::ends_list_of_numbers() const {
    constexpr std::size_t number_and = 2;
    if (value_.type != ValueType::phone || left_token_ < number_and) return false;
    const auto& tokens = page_.tokens();
    return page_.covered_by("role.and", tokens[left_token_ - 1].start) &&
           tokens[left_token_ - number_and].kind == understanding::TokenKind::digits;
}

// "X ne maa ko gaali di": a number that acts is not hers.
bool Weighing::acts_in_hindi() const {
    if (!can_be_reached(value_.type) || right_token_ >= page_.tokens().size() ||
        page_.tokens()[right_token_].start >= right_.end)
        return false;
    const auto behind = page_.word(right_token_);
    return behind == U"ने" || (behind == U"ne" && page_.language() == Language::hi_latn);
}

void Weighing::namings() {
    const auto told = [this](const char* cue) {
        scores_[Role::offender] += weights_.cues.naming;
        cues_.emplace_back(cue);
    };
    // A serial number bears no name.
    if (value_.type == ValueType::misc_id) return;
    const auto naming = nearest_on("role.naming", Side::right);
    const bool titled = naming && naming->distance == 1 &&
                        page_.covered_by("type.honorific_after", right_.start + 1);
    if (naming && (naming->distance == 0 || titled))
        add(Role::offender, weights_.cues.naming, "naming", *naming);
    if (is_complained_of()) told("naming");
    if (is_suspected()) told("suspected");
    if (did_it()) told("did it");
    if (is_told_to_be_the_one() || is_the_one()) told("naming:the one");
    // "शक है X पर": with no more than a copula or a title between.
    const auto named = nearest_on("role.naming_before", Side::left);
    if (!named || named->distance > 1 || is_her_own_name(*named)) return;
    if (!has_unlabelled_word({named->range.end, left_.end}) ||
        page_.covered_by("type.honorific", page_.tokens()[left_token_ - 1].start))
        add(Role::offender, weights_.cues.naming, "naming", *named);
}

// "ചെയ്തത് X", "iske peeche X", "X is responsible", but not "it was X who helped".
bool Weighing::is_the_one() const {
    constexpr std::size_t beside = 1;
    if (!is_person(value_) || nearest_on("role.help", Side::right)) return false;
    const auto before = nearest_on("role.the_one", Side::left);
    const auto behind = nearest_on("role.he_is", Side::right);
    return (before && before->distance <= beside) || (behind && behind->distance == 0);
}

// "against X", "was beaten by X", "was beaten by the cook X", "परेशानी पीछे के गोपाल से है".
bool Weighing::is_complained_of() const {
    if (!is_person(value_) || left_token_ == 0) return false;
    const auto clause = page_.clause_of(value_.range.start);
    if (page_.word(left_token_ - 1) == U"against") return true;
    const Range before{clause.start, left_.end};
    const auto is_behind = [&](std::u32string_view word) {
        return right_token_ < page_.tokens().size() && page_.word(right_token_) == word &&
               page_.tokens()[right_token_].start < clause.end;
    };
    const bool from = is_behind(U"se") || is_behind(U"से");
    if (from && page_.has_cue_in("role.trouble", before)) return true;
    return is_agent() && page_.has_cue_in("role.harm", before) &&
           !page_.has_cue_in("role.help", before);
}

// "മനുവിനെ സംശയമുണ്ട്", "Manuvine samshayam", "मनु पर शक": in the case of the one who is suspected,
// not of the one who suspects.
bool Weighing::is_suspected() const {
    if (!is_person(value_)) return false;
    const auto doubt = nearest_on("role.suspicion", Side::right);
    constexpr std::size_t close = 3;
    if (!doubt || doubt->distance > close) return false;
    static constexpr std::array<std::u32string_view, 8> endings{U"നെ",  U"യെ",  U"ളെ",  U"രെ",
                                                                U"ine", U"ane", U"aye", U"iye"};
    static constexpr std::array<std::u32string_view, 10> particles{
        U"നെ", U"യെ", U"ne", U"ye", U"ine", U"पर", U"पे", U"par", U"pe", U"mele"};
    const auto word = page_.word(right_token_ - 1);
    const auto behind =
        right_token_ < page_.tokens().size() ? page_.word(right_token_) : std::u32string_view();
    return std::any_of(endings.begin(), endings.end(),
                       [&](auto ending) { return word.ends_with(ending); }) ||
           among(behind, particles);
}

// "X did it", "X ആണ് ഇത് ചെയ്തത്", "यह सब X कर रहा है".
bool Weighing::did_it() const {
    if (!is_person(value_) || case_of(page_, value_.range) != Case::bare) return false;
    const auto clause = page_.clause_of(value_.range.start);
    const auto did = page_.first_cue_after("role.did", right_.start);
    if (!did || did->end > std::min(until_, clause.end)) return false;
    const Range between{right_.start, did->start};
    static constexpr std::array<List, 6> others{"role.i",     "role.mine", "role.kin",
                                                "role.third", "role.help", "role.not"};
    if (std::any_of(others.begin(), others.end(),
                    [&](List list) { return page_.has_cue_in(list, between); }))
        return false;
    const bool cleft = right_token_ < page_.tokens().size() &&
                       page_.covered_by("role.copula", page_.tokens()[right_token_].start);
    return cleft || page_.has_cue_in("role.it", clause);
}

// "by X", "by the cook X", but not "by my cousin X".
bool Weighing::is_agent() const {
    static const ListSet hers =
        set_of(std::array<List, 3>{"role.mine", "role.kin", "role.third"});
    constexpr std::size_t most_words = 3;
    for (auto t = left_token_; t > 0 && left_token_ - t < most_words; --t) {
        if (page_.word(t - 1) == U"by") return true;
        if ((page_.lists_of(t - 1) & hers).any() || page_.tokens()[t - 1].start < left_.start)
            return false;
    }
    return false;
}

// "The one who follows me is X", "ശല്യം ചെയ്യുന്നത് X ആണ്": the deed first, then who it is.
bool Weighing::is_told_to_be_the_one() const {
    if (!is_person(value_) || left_token_ == 0) return false;
    const auto clause = page_.clause_of(value_.range.start);
    const bool before =
        page_.word(left_token_ - 1) == U"is" || page_.word(left_token_ - 1) == U"was";
    const bool behind = right_token_ < page_.tokens().size() &&
                        page_.tokens()[right_token_].start < clause.end &&
                        page_.covered_by("role.copula", page_.tokens()[right_token_].start);
    if (!before && !behind) return false;
    const Range told{clause.start, left_.end};
    static constexpr std::array<List, 5> hers{"role.help", "role.kin", "role.third",
                                              "role.contact_request", "role.says"};
    return page_.has_cue_in("role.harm", told) &&
           std::none_of(hers.begin(), hers.end(),
                        [&](List list) { return page_.has_cue_in(list, told); });
}

// "My account name is X", "maine apna naam X bataya".
bool Weighing::is_her_own_name(const Seen& named) const {
    const auto clause = page_.clause_of(value_.range.start);
    const auto first = page_.word(page_.token_at(named.range.start));
    const bool reflexive = first.starts_with(U"apn") || first.starts_with(U"अपन");
    const auto close = [&](List list) {
        constexpr std::size_t reach = 20;
        const auto hit = page_.last_cue_before(list, named.range.start);
        return hit && hit->start >= clause.start && hit->end + reach >= named.range.start;
    };
    const auto owned_by = [&](List list) {
        const auto hit = page_.last_cue_before(list, named.range.start);
        return close(list) && case_of(page_, *hit) == Case::genitive;
    };
    return (reflexive && close("role.i")) || close("role.mine") || owned_by("role.kin") ||
           owned_by("role.third");
}

}  // namespace redaction
