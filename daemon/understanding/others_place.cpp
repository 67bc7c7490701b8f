#include "understanding/others_place.h"

#include <algorithm>

#include "understanding/residence_cue.h"

namespace understanding {

OthersPlace::OthersPlace(const Passage& passage, Range name, const std::vector<bool>& places)
    : p_(passage),
      name_(name),
      places_(places),
      beside_(passage, name),
      clause_{p_.clause_of(name.first).first, p_.clause_of(name.last - 1).last},
      sentence_{p_.sentence_of(name.first).first, p_.sentence_of(name.last - 1).last} {}

bool OthersPlace::comes_from_there() const {
    return beside_.has("place.from", Side::left, 1) ||
           beside_.has("place.from_after", Side::right, 1);
}

Person OthersPlace::goes_on_about() const {
    for (std::size_t t = clause_.first; t < clause_.last; ++t)
        if (p_.has("who.me", {t, t + 1}) || person_at(p_, t) != Person::none)
            return Person::none;
    for (std::size_t t = clause_.first; t-- > sentence_.first;) {
        if (p_.has("who.me", {t, t + 1})) return Person::self;
        const Person who = person_at(p_, t);
        if (who != Person::none) return who;
    }
    return Person::none;
}

bool OthersPlace::goes_on_about_the_past() const {
    if (clause_.first == sentence_.first || p_.has("place.now", clause_)) return false;
    for (std::size_t t = clause_.first; t < clause_.last; ++t)
        if (person_at(p_, t) != Person::none) return false;
    return p_.has("place.former", p_.clause_of(clause_.first - 1));
}

namespace {
constexpr std::size_t longest_leg = 7;  // tokens between the ends of a journey
}

bool OthersPlace::is_on_a_route() const {
    const Range ahead{name_.last, std::min(name_.last + longest_leg, sentence_.last)};
    if (comes_from_there() && p_.has("place.to", ahead) && holds_place(places_, ahead))
        return true;
    if (beside_.has("place.to", Side::left, 1) &&
        p_.has("place.travel", {clause_.first, name_.first}))
        return true;
    return is_destination();
}

bool OthersPlace::is_destination() const {
    const Range behind{name_.first - std::min(longest_leg, name_.first - sentence_.first),
                       name_.first};
    const bool ends =
        beside_.has("place.to", Side::left, 1) || beside_.has("place.to", Side::right, 2);
    return ends && holds_place(places_, behind) &&
           (p_.has("place.from", behind) || p_.has("place.from_after", behind));
}

bool OthersPlace::is_of_another() const {
    if (p_.has("who.me", clause_)) return false;
    for (std::size_t t = name_.first; t-- > clause_.first;) {
        const Person who = person_at(p_, t);
        if (who != Person::none) return who == Person::third;
    }
    return false;
}

Person OthersPlace::owner() const {
    const Person before = owner_before();
    const Person who = before == Person::none ? owner_behind() : before;
    return who == Person::self ? Person::none : who;
}

// Malayalam and Hindi put the place before the person, a word of belonging between.
Person OthersPlace::owner_behind() const {
    constexpr std::size_t reach = 4;
    const Range right{name_.last, std::min(name_.last + 2, clause_.last)};
    const auto* of = p_.hit_in("place.of_after", right);
    if (of == nullptr || of->first != name_.last) return Person::none;
    for (std::size_t t = of->last; t < std::min(of->last + reach, clause_.last); ++t) {
        const Person who = person_at(p_, t);
        if (who != Person::none) return who;
    }
    return Person::none;
}

Person OthersPlace::owner_before() const {
    if (name_.first < sentence_.first + 2) return Person::none;
    const Range at{name_.first - 1, name_.first};
    if (!p_.has("place.at", at)) return Person::none;
    return person_at(p_, name_.first - 2);
}

bool OthersPlace::is_of_named() const {
    const std::size_t of = name_.first - 1;
    if (name_.first < sentence_.first + 2 || p_.token_text(of) != U"of") return false;
    const Range before{of - 1, of};
    return p_.tokens()[of - 1].capital && !places_[of - 1] &&
           !p_.has("place.not_person", before) && !p_.has("place.station", before);
}

namespace {
// "a guest from Chalakudy", "another teacher from Kollam": English alone has these.
bool is_article(std::u32string_view word) {
    return word == U"a" || word == U"an" || word == U"another" || word == U"one" ||
           word == U"some" || word == U"two";
}
}  // namespace

Person OthersPlace::native_person() const {
    if (name_.first < sentence_.first + 2) return Person::none;
    const Range before{sentence_.first, name_.first - 1};
    if (!p_.has("place.from", {before.last, name_.first})) return Person::none;
    const auto stands = [&](std::string_view list, std::size_t t) {
        const auto* noun = p_.hit_in(list, {t, before.last});
        return noun != nullptr && noun->first == t && noun->last == before.last;
    };
    constexpr std::size_t longest = 4;  // tokens of a word of kin: "brother in law"
    for (std::size_t t = before.last; t-- > before.first && before.last - t <= longest;) {
        if (stands("who.he", t)) return Person::offender;
        if (p_.has("place.i_am", {before.first, t})) return Person::none;  // "I am a nurse"
        for (const auto* list : {"who.kin", "who.friend", "writer.third"})
            if (stands(list, t)) return Person::third;
        if (is_article(p_.token_text(t)) && p_.token_text(name_.first - 1) == U"from")
            return p_.has("who.he", before) ? Person::offender : Person::third;
    }
    return Person::none;
}

bool OthersPlace::is_where_she_is() const {
    if (!beside_.has("place.at", Side::left, 1)) return false;
    for (std::size_t t = name_.first; t-- > clause_.first;) {
        const Person who = person_at(p_, t);
        if (who == Person::none) continue;
        constexpr std::size_t reach = 4;
        const Range noun{t, std::min(t + reach, name_.first)};
        return who == Person::third && p_.has("writer.third", noun);
    }
    return false;
}

bool OthersPlace::is_in_anothers() const {
    for (std::size_t t = clause_.first; t < clause_.last; ++t) {
        const Range one{t, t + 1};
        if (p_.has("who.my", one) || p_.has("who.me", one) || p_.has("who.i", one))
            return false;
    }
    for (std::size_t t = clause_.first + 1; t < name_.first; ++t) {
        const auto gap = p_.gap_after(t - 1);
        if (p_.token_text(t) == U"s" && (gap == U"'" || gap == U"’")) return true;
    }
    return false;
}

}  // namespace understanding
