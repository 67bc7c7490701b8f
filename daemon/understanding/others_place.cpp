#include "understanding/others_place.h"

#include <algorithm>

namespace understanding {

OthersPlace::OthersPlace(const Passage& passage, Range name, const std::vector<bool>& places)
    : p_(passage),
      name_(name),
      places_(places),
      beside_(passage, name),
      clause_{p_.clause_of(name.first).first, p_.clause_of(name.last - 1).last},
      sentence_{p_.sentence_of(name.first).first, p_.sentence_of(name.last - 1).last} {}

bool OthersPlace::holds_place(Range range) const {
    for (std::size_t t = range.first; t < range.last; ++t) {
        if (places_[t]) return true;
    }
    return false;
}

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

bool OthersPlace::is_on_a_route() const {
    constexpr std::size_t reach = 5;
    const Range ahead{name_.last, std::min(name_.last + reach, sentence_.last)};
    const Range behind{name_.first - std::min(reach, name_.first - sentence_.first),
                       name_.first};
    if (comes_from_there() && p_.has("place.to", ahead) && holds_place(ahead)) return true;
    const bool ends =
        beside_.has("place.to", Side::left, 1) || beside_.has("place.to", Side::right, 1);
    return ends && holds_place(behind) &&
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

}  // namespace understanding
