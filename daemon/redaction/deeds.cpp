// The part of Weighing that asks who does what to whom: harm, callings, requests.
#include <algorithm>
#include <array>

#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

// "has been posted", but not "has been following me".
bool Weighing::is_passive() const {
    const auto passive = nearest_on("role.passive", Side::right);
    if (!passive) return false;
    const auto harm = nearest_on("role.harm", Side::right);
    return !harm || harm->range.start < passive->range.start ||
           !page_.word(page_.token_at(harm->range.start)).ends_with(U"ing");
}

// The person named here is the one who does it.
bool Weighing::harms() const {
    return nearest_on("role.harm", Side::right) && !is_passive() && !is_acted_upon();
}

// "रोहन को", രാഹുലിനെ: the name stands where the object stands.
bool Weighing::is_acted_upon() const { return case_of(page_, value_.range) == Case::object; }

// The first deed behind the name that no friend does. Relatives and friends who may act
// themselves end its reach.
std::optional<Range> Weighing::strong_harm() const {
    auto until = until_;
    for (const List list : {List("role.kin"), List("role.third"), List("role.his")}) {
        auto other = page_.first_cue_after(list, value_.range.end);
        while (other && other->end <= until &&
               (case_of(page_, *other) != Case::bare || is_apposed(*other)))
            other = page_.first_cue_after(list, other->end);
        if (other && other->end <= until) until = other->start;
    }
    auto harm = page_.first_cue_after("role.harm", value_.range.end);
    while (harm && harm->end <= until && page_.covered_by("role.contact_deed", harm->start))
        harm = page_.first_cue_after("role.harm", harm->end);
    if (harm && harm->end <= until) return harm;
    const auto fake = page_.first_cue_after("role.fake", value_.range.end);
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
    return story_.for_another || page_.has_cue_in("role.me", clause) ||
           (mine && mine->end <= until_);
}

// "My neighbour Rajan threatens me": neither a witness nor hers.
bool Weighing::does_harm(const Seen& neutral) const {
    const bool accused = nearest_on("role.offender_noun", Side::left).has_value();
    if (is_person(value_) && accused && page_.covered_by("role.neutral", neutral.range.start))
        return true;
    const bool introduces = neutral.side == Side::left || is_apposed(neutral.range);
    return is_person(value_) && introduces &&
           page_.covered_by("role.neutral", neutral.range.start) && (harms() || wrongs_her());
}

// "Agent X" is named for what he did, "he wrote to my manager X" and "warden X knows" are not.
void Weighing::callings() {
    if (is_flipped()) return;
    if (value_.type == ValueType::vehicle_reg) {
        const auto driver = nearest("role.suspect_noun");
        if (driver && driver->distance <= 2 && !nearest("role.mine"))
            add(Role::offender, weights_.cues.calling, "calling", *driver);
        return;
    }
    if (!is_person(value_)) return;
    const bool acts = case_of(page_, value_.range) == Case::bare;
    const auto harm = nearest_on("role.harm", Side::right);
    const auto helps = nearest_on("role.help", Side::right);
    if (helps && !harm) add(Role::third_party, weights_.cues.witness, "witness", *helps);
    const auto calling = nearest_on("role.suspect_noun", Side::left);
    constexpr std::size_t beside = 1;
    if (!acts || !calling || calling->distance > beside || helps) return;
    const auto mine = nearest_on("role.mine", Side::left);
    if (!mine || mine->range.start > calling->range.start)
        return add(Role::offender, weights_.cues.calling, "calling", *calling);
    const auto subject = page_.last_cue_before("role.his", mine->range.start);
    if (!harm && subject && subject->start >= left_.start)
        add(Role::third_party, weights_.cues.third_party, "acted upon", *calling);
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

// "X calls my daughter", "X se meri behen ko": behind what is done or where it comes from
// stands the one to whom it is done.
bool Weighing::is_object(const Seen& word) const {
    if (word.side == Side::left) return false;
    // "Kannan calls my father", "Kannan and his friends": of a name only "Kannan, my father"
    // speaks.
    if (is_person(value_)) return !is_apposed(word.range);
    const Range between{right_.start, word.range.start};
    return page_.has_cue_in("role.harm", between) || page_.has_cue_in("role.source", between);
}

// "X and Y call me" tells, "X is the number to call me" asks.
bool Weighing::is_asked(const Seen& request) const {
    const auto word = page_.word(page_.token_at(request.range.start));
    static constexpr std::array<std::u32string_view, 7> deeds{
        U"call", U"ring", U"text", U"message", U"whatsapp", U"email", U"phone"};
    if (request.side == Side::left ||
        std::find(deeds.begin(), deeds.end(), word) == deeds.end())
        return true;
    static constexpr std::array<std::u32string_view, 7> asking{
        U"to", U"please", U"pls", U"can", U"may", U"kindly", U"only"};
    const auto token = page_.token_at(request.range.start);
    return token > 0 &&
           std::find(asking.begin(), asking.end(), page_.word(token - 1)) != asking.end();
}

// "He says to call X", "X lekku ayakkan parayunnu": what is asked, another asks.
bool Weighing::he_asks() const {
    const auto clause = page_.clause_of(value_.range.start);
    static constexpr std::array<List, 4> hers{"role.mine", "role.kin", "role.third", "role.i"};
    return page_.has_cue_in("role.says", clause) &&
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
    const Range between{right_.start, harm.range.start};
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

// Harm is told of people and their numbers; a school or a birthday does none.
void Weighing::harm() {
    if (is_flipped() || is_personal(value_.type)) return;
    auto harm = nearest_on("role.harm", Side::right);
    if (!harm || (is_person(value_) && !acts(*harm))) return;
    const auto introduced = [&](List list) {
        const auto word = nearest_on(list, Side::left);
        constexpr std::size_t close = 3;
        return word && word->distance <= close;
    };
    const auto third = nearest_on("role.third", Side::left);
    const auto mine = nearest_on("role.mine", Side::left);
    const bool neutral = (third && does_harm(*third)) || (mine && is_of_neutral(*mine));
    const bool hers = (introduced("role.mine") && !neutral) ||
                      (introduced("role.third") && !neutral) ||
                      (introduced("role.kin") && scores_[Role::offender] <= 0) || is_passive();
    if (hers) return;
    // "68300 12345 this number is calling us": the number is the subject.
    constexpr double subject = 0.8;
    constexpr std::size_t close = 3;
    if (!is_person(value_) && begins_clause() && harm->distance <= close)
        harm->factor = std::max(harm->factor, subject);
    if (is_person(value_)) harm->factor = std::max(harm->factor, factor_of_deed(*harm));
    add(Role::offender, is_person(value_) ? weights_.cues.harm : weights_.cues.harm_by_number,
        "harm", *harm);
}

// "The man upstairs is X. He follows me.": the next sentence says what he does.
void Weighing::next_clause() {
    if (is_flipped() || (!is_person(value_) && value_.type != ValueType::vehicle_reg)) return;
    if (nearest("role.kin") || nearest("role.third") || nearest("role.mine")) return;
    const auto end = page_.clause_of(value_.range.start).end;
    const auto first = page_.token_at(end);
    if (first >= page_.tokens().size()) return;
    const auto next = page_.clause_of(page_.tokens()[first].start);
    if (!page_.covered_by("role.his", page_.tokens()[first].start)) return;
    if (!page_.has_cue_in("role.harm", next) || page_.has_cue_in("role.help", next)) return;
    constexpr double from_there = 0.5;
    scores_[Role::offender] += weights_.cues.harm * from_there;
    cues_.emplace_back("harm:next sentence");
}

}  // namespace redaction
