// The part of Weighing that asks who does what to whom: harm, callings, requests.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

// "has been posted", but not "has been following me".
bool Weighing::is_passive() const {
    if (suffers()) return true;
    const auto passive = nearest_on("role.passive", Side::right);
    if (!passive) return false;
    const auto harm = nearest_on("role.harm", Side::right);
    return !harm || harm->range.start < passive->range.start ||
           !page_.word(page_.token_at(harm->range.start)).ends_with(U"ing");
}

// "Anita, umar 26, kab se pareshan": without a verb of doing it tells who is troubled.
bool Weighing::suffers() const {
    static constexpr std::array<std::u32string_view, 3> troubled{U"pareshan", U"pareshaan",
                                                                 U"परेशान"};
    static constexpr std::array<std::u32string_view, 4> doing{U"kar", U"kiy", U"कर", U"किय"};
    const auto harm = nearest_on("role.harm", Side::right);
    if (!harm) return false;
    const auto token = page_.token_at(harm->range.start), next = token + 1;
    if (!among(page_.word(token), troubled)) return false;
    return next >= page_.tokens().size() ||
           std::none_of(doing.begin(), doing.end(),
                        [&](auto verb) { return page_.word(next).starts_with(verb); });
}

// The person named here is the one who does it.
bool Weighing::harms() const {
    return nearest_on("role.harm", Side::right) && !is_passive() && !is_acted_upon();
}

// Not "his wife called and told me", which she did for her.
bool Weighing::harms_for_him() const {
    if (!harms()) return false;
    const auto harm = nearest_on("role.harm", Side::right);
    const auto says = page_.first_cue_after("role.says", harm->range.end);
    constexpr std::size_t beside = 2;
    const bool tells = says && says->end <= until_ &&
                       page_.token_at(says->start) - page_.token_at(harm->range.end) < beside;
    return !tells || !page_.covered_by("role.contact_deed", harm->range.start);
}

// "रोहन को", രാഹുലിനെ: the name stands where the object stands.
bool Weighing::is_acted_upon() const { return case_of(page_, value_.range) == Case::object; }

// അമ്മ സുലോചനയെ: the name behind the word for a relative bears the case of both.
Range Weighing::with_next_word(Range word) const {
    const auto next = page_.token_at(word.end);
    constexpr std::size_t touching = 1;
    const auto& tokens = page_.tokens();
    if (next >= tokens.size() || tokens[next].start - word.end > touching) return word;
    return {word.start, tokens[next].end};
}

// The first deed behind the name that no friend does. Relatives and friends who may act
// themselves end its reach; "his lap" is the lap of the one who is named.
std::optional<Range> Weighing::strong_harm() const {
    auto until = until_;
    for (const List list : {List("role.kin"), List("role.third"), List("role.his")}) {
        auto other = page_.first_cue_after(list, together_);
        while (other && other->end <= until &&
               (case_of(page_, *other) != Case::bare || is_apposed(*other) ||
                page_.covered_by("role.his_own", other->start) ||
                case_of(page_, with_next_word(*other)) == Case::object))
            other = page_.first_cue_after(list, other->end);
        if (other && other->end <= until) until = other->start;
    }
    auto harm = page_.first_cue_after("role.harm", together_);
    while (harm && harm->end <= until && page_.covered_by("role.contact_deed", harm->start))
        harm = page_.first_cue_after("role.harm", harm->end);
    if (harm && harm->end <= until) return harm;
    const auto fake = page_.first_cue_after("role.fake", together_);
    return fake && fake->end <= until ? fake : std::nullopt;
}

// "My brother-in-law Prasad ... locked me in": what no friend or relative does, done to her by
// whom the sentence is about.
bool Weighing::wrongs_her() const {
    if (!is_person(value_) || case_of(page_, value_.range) != Case::bare || is_passive())
        return false;
    if (!strong_harm()) return false;
    const auto clause = page_.clause_of(value_.range.start);
    const auto mine = page_.first_cue_after("role.mine", value_.range.end);
    if (story_.for_another || page_.has_cue_in("role.me", clause) ||
        (mine && mine->end <= until_))
        return true;
    // "Father beats mother".
    const auto kin = page_.first_cue_after("role.kin", value_.range.end);
    return kin && kin->end <= clause.end &&
           (case_of(page_, *kin) == Case::object ||
            case_of(page_, with_next_word(*kin)) == Case::object);
}

// "My neighbour Rajan threatens me": neither a witness nor hers.
// "A boy sends me dirty messages, my friend Pooja's number": what he does is said, and then
// another begins. "The boy is my friend Rahul" goes on about one.
bool Weighing::introduces_another(const Seen& noun, Range word) const {
    constexpr std::size_t beside = 1;
    const Range between{noun.range.end, word.start};
    return is_person(value_) && noun.range.end < word.start && word.end <= left_.end &&
           page_.token_at(left_.end) - page_.token_at(word.end) <= beside &&
           page_.has_cue_in("role.harm", between) && !page_.has_cue_in("type.is", between) &&
           page_.text().substr(between.start, between.end - between.start).find(U',') !=
               std::u32string::npos;
}

bool Weighing::does_harm(const Seen& neutral) const {
    const auto noun = nearest_on("role.offender_noun", Side::left);
    const bool accused = noun && !introduces_another(*noun, neutral.range);
    if (is_person(value_) && accused && page_.covered_by("role.neutral", neutral.range.start))
        return true;
    const bool introduces = neutral.side == Side::left || is_apposed(neutral.range);
    return is_person(value_) && introduces &&
           page_.covered_by("role.neutral", neutral.range.start) &&
           (harms() || wrongs_her() || is_told_of_next());
}

// The mail begins with him, and its next sentences tell of his harm.
bool Weighing::is_told_of_next() const { return told_.first && told_.taken_up != TakenUp::no; }

// "X scolded him", "X ne use daanta": who does something to him is another, unless a man was
// spoken of in between.
bool Weighing::is_against_him() const {
    const auto him = nearest_on("role.him", Side::right);
    if (!him || him->range.end > until_) return false;
    // "Raju usko chhuta hai": it is a girl's pronoun too.
    const bool hindi = page_.language() == understanding::Language::hi ||
                       page_.language() == understanding::Language::hi_latn;
    if (hindi && page_.has_cue_in("role.harm", {him->range.end, until_})) return false;
    const Range between{value_.range.end, him->range.start};
    static constexpr std::array<List, 5> others{"role.kin", "role.third", "role.neutral",
                                                "role.mine", "role.me"};
    return std::none_of(others.begin(), others.end(),
                        [&](List list) { return page_.has_cue_in(list, between); });
}

// "Ratheesh, my neighbour", "Ratheesh is my cousin".
bool Weighing::is_apposed(Range word) const {
    constexpr std::size_t most = 3;
    const auto& tokens = page_.tokens();
    const auto last = page_.token_at(word.start);
    if (last < right_token_ || last - right_token_ > most) return false;
    for (auto t = right_token_; t < last; ++t) {
        const auto one = page_.word(t);
        if (!page_.covered_by("role.mine", tokens[t].start) && one != U"is" && one != U"was" &&
            one != U"a" && one != U"the" && !page_.covered_by("role.former", tokens[t].start))
            return false;
    }
    return case_of(page_, word) != Case::object;
}

// "X दिया", "X thannu": right behind the value a verb of giving.
bool Weighing::was_given() const {
    static constexpr std::array<std::u32string_view, 12> gave{
        U"दिया",   U"दी",      U"दिए", U"diya",  U"di",       U"diye",
        U"thannu", U"koduthu", U"തന്നു", U"കൊടുത്തു", U"thannath", U"koduthath"};
    return right_token_ < page_.tokens().size() && among(page_.word(right_token_), gave);
}

// "X calls my daughter", "X se meri behen ko": behind what is done or where it comes from
// stands the one to whom it is done.
bool Weighing::is_object(const Seen& word) const {
    // "उसने बच्ची को X दिया": he gives it to her.
    if (word.side == Side::left && is_sent_from_here(word)) return true;
    if (word.side == Side::left)
        return can_be_reached(value_.type) && was_given() &&
               page_.covered_by("role.kin", word.range.start) &&
               case_of(page_, word.range) == Case::object &&
               page_.has_cue_in("role.his", {left_.start, word.range.start});
    // "Kannan calls my father", "Kannan and his friends": of a name only "Kannan, my father"
    // speaks.
    if (is_person(value_)) return !is_apposed(word.range);
    // "X അമ്മയെ തെറി വിളിച്ചു": the number acts, the relative is acted upon.
    if (begins_clause() && can_be_reached(value_.type) &&
        (case_of(page_, word.range) == Case::object ||
         case_of(page_, with_next_word(word.range)) == Case::object) &&
        page_.has_cue_in("role.harm", {word.range.end, right_.end}))
        return true;
    const Range between{right_.start, word.range.start};
    return page_.has_cue_in("role.harm", between) || page_.has_cue_in("role.source", between);
}

// "X and Y call me" tells, "X is the number to call me" asks.
bool Weighing::is_asked(const Seen& request) const {
    const auto word = page_.word(page_.token_at(request.range.start));
    static constexpr std::array<std::u32string_view, 7> deeds{
        U"call", U"ring", U"text", U"message", U"whatsapp", U"email", U"phone"};
    if (request.side == Side::left || !among(word, deeds)) return true;
    static constexpr std::array<std::u32string_view, 7> asking{
        U"to", U"please", U"pls", U"can", U"may", U"kindly", U"only"};
    const auto token = page_.token_at(request.range.start);
    return token > 0 && among(page_.word(token - 1), asking);
}

// "He says to call X", "X lekku ayakkan parayunnu": what is asked, another asks.
bool Weighing::he_asks() const {
    const auto clause = page_.clause_of(value_.range.start);
    static constexpr std::array<List, 4> hers{"role.mine", "role.kin", "role.third", "role.i"};
    // "It came to X and he asked me for it".
    const bool parted = page_.covered_by("role.and", right_.end);
    const Range said{clause.start, parted ? right_.end : clause.end};
    return page_.has_cue_in("role.says", said) && !tells_others() &&
           std::none_of(hers.begin(), hers.end(),
                        [&](List list) { return page_.has_cue_in(list, clause); });
}

bool Weighing::begins_clause() const {
    const auto clause = page_.clause_of(value_.range.start);
    return page_.token_at(clause.start) == left_token_;
}

// A name is the subject of what follows until another person is spoken of, however many words
// stand between.
double Weighing::factor_of_deed(const Seen& harm) const {
    const Range between{together_, harm.range.start};
    constexpr double however_far = 0.5;
    for (const List list : {List("role.kin"), List("role.third"), List("role.his")}) {
        if (page_.has_cue_in(list, between)) return 0;
    }
    return however_far;
}

// The name may be the subject; "Rajan's threats" are his deeds all the same.
bool Weighing::acts(const Seen& harm) const {
    switch (case_of(page_, value_.range)) {
        case Case::bare:
            return true;
        case Case::genitive:
            return harm.distance == 0;
        case Case::object:
            return false;
    }
    return false;
}

// "A and B threaten me": the verb is both theirs.
std::optional<Weighing::Seen> Weighing::harm_done_together() const {
    const auto harm = page_.first_cue_after("role.harm", together_);
    if (!harm || harm->end > until_) return std::nullopt;
    constexpr double half = 0.5;
    return Seen{*harm, Side::right, page_.token_at(harm->start) - right_token_, half};
}

// "My friend X", "colleague X", "amma X".
bool Weighing::is_introduced_as_hers() const {
    const auto introduced = [&](List list) {
        const auto word = nearest_on(list, Side::left);
        constexpr std::size_t close = 3;
        return word && word->distance <= close;
    };
    const auto third = nearest_on("role.third", Side::left);
    const auto mine = nearest_on("role.mine", Side::left);
    const bool neutral = (third && does_harm(*third)) || (mine && is_of_neutral(*mine));
    return (introduced("role.mine") && !neutral) || (introduced("role.third") && !neutral) ||
           (introduced("role.kin") && kin_of_value() && scores_of(Role::offender) <= 0);
}

// Harm is told of people and their numbers; a school or a birthday does none.
void Weighing::harm() {
    if (is_flipped() || is_personal(value_.type) || paid_by_her_ || called_ ||
        suffers_like_her())
        return;
    // "He threatens me, what I gave the school is 6830712348".
    if (const auto before = nearest_on("role.harm", Side::left)) is_told_apart(*before);
    auto harm = nearest_on("role.harm", Side::right);
    if (!harm && together_ > value_.range.end) harm = harm_done_together();
    if (!harm || (is_person(value_) && !acts(*harm)) || is_done_to_number()) return;
    if (is_person(value_) && is_deed_of_partner(*harm)) return;
    if (is_told_to_help_after(*harm) || is_deed_of_messages(*harm)) return;
    if (is_told_apart(*harm)) return;
    if (is_introduced_as_hers() || is_passive() || told_hers_) return;
    // "68300 12345 this number is calling us": the number is the subject.
    constexpr double subject = 0.8;
    constexpr std::size_t close = 3;
    if (!is_person(value_) && begins_clause() && harm->distance <= close)
        harm->factor = std::max(harm->factor, subject);
    if (is_person(value_)) harm->factor = std::max(harm->factor, factor_of_deed(*harm));
    add(Role::offender, is_person(value_) ? weights_.cues.harm : weights_.cues.harm_by_number,
        "harm", *harm);
}

// "He follows me", "Since August he sends": he is the first of whom the sentence tells.
bool Weighing::begins_with_him(Range clause) const {
    constexpr std::size_t beginning = 4;
    const auto first = page_.token_at(clause.start);
    const auto& tokens = page_.tokens();
    for (auto t = first;
         t < tokens.size() && t < first + beginning && tokens[t].end <= clause.end; ++t) {
        if (page_.covered_by("role.his", tokens[t].start)) return true;
        static constexpr std::array<List, 5> others{"role.i", "role.kin", "role.third",
                                                    "role.mine", "role.hers"};
        static const ListSet set = set_of(others);
        if ((page_.lists_of(t) & set).any()) return false;
    }
    return false;
}

// "The man upstairs is X. He follows me.": the next sentences say what he does.
void Weighing::next_clause() {
    if (is_flipped() || (!is_person(value_) && value_.type != ValueType::vehicle_reg)) return;
    const auto third = nearest("role.third");
    const bool neutral = third && does_harm(*third);
    // "My daughter is married to X": of X neither word speaks.
    const bool married = is_person(value_) && is_told_married(page_, value_.range);
    const bool hers = third || nearest("role.mine");
    if (!married && (nearest("role.kin") || (hers && !neutral))) return;
    if (is_person(value_) ? told_.taken_up == TakenUp::no || is_told_young(page_, value_.range)
                          : !begins_next_with_him())
        return;
    constexpr double from_there = 0.5;
    scores_[Role::offender] += weights_.cues.harm * from_there;
    cues_.emplace_back("harm:next sentence");
}

bool Weighing::begins_next_with_him() const {
    const auto first = page_.token_at(page_.clause_of(value_.range.start).end);
    if (first >= page_.tokens().size()) return false;
    const auto next = page_.clause_of(page_.tokens()[first].start);
    return begins_with_him(next) && page_.has_cue_in("role.harm", next) &&
           !page_.has_cue_in("role.help", next);
}

}  // namespace redaction
