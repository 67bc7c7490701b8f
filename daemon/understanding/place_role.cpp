#include "understanding/place_role.h"

#include <algorithm>
#include <optional>

#include "understanding/beside.h"
#include "understanding/larger_name.h"
#include "understanding/station_word.h"
#include "understanding/who_lives.h"

namespace understanding {

namespace {

class RoleFinder {
  public:
    RoleFinder(const Passage& passage, Range name, const Glued& glued,
               const std::vector<bool>& places, const Sender& sender)
        : p_(passage),
          name_(name),
          glued_(glued),
          places_(places),
          sender_(sender),
          beside_(passage, name),
          clause_{p_.clause_of(name.first).first, p_.clause_of(name.last - 1).last},
          sentence_{p_.sentence_of(name.first).first, p_.sentence_of(name.last - 1).last} {}

    RoleFound find() {
        const Zone& zone = p_.zone_of(name_.first);
        note_direct_cues();
        if (!is_own(zone))
            return done(zone.kind == ZoneKind::form_line && zone.owner == ZoneOwner::other
                            ? PlaceRole::offender
                            : PlaceRole::quoted,
                        "zone");
        if (is_in_speech(p_, name_)) return done(PlaceRole::quoted, "place.said");
        if (const auto name = larger_name_at(p_, name_, glued_, places_, found_.direct))
            return done(name->role, name->cue);
        if (glued_.near || beside_.has("place.near_before", Side::left, 2) ||
            beside_.has("place.near_after", Side::right, 2)) {
            return done(PlaceRole::near_by, "place.near");
        }
        const auto residence = residence_cue();
        if (is_beside_station()) return by_station(residence);
        if (p_.where() == Where::subject) return done(PlaceRole::subject, "zone");
        if (p_.has("place.denied", clause_)) return done(PlaceRole::near_by, "place.denied");
        if (is_reported()) return done(PlaceRole::near_by, "place.reported");
        if (residence) return by_residence(*residence);
        return without_residence(zone);
    }

  private:
    RoleFound done(PlaceRole role, std::string cue) {
        found_.role = role;
        found_.cues.push_back(std::move(cue));
        return found_;
    }

    void note_direct_cues() {
        const bool at = beside_.has("place.at", Side::left, 2) ||
                        beside_.has("place.after", Side::right, 1);
        const bool address = beside_.has("place.address", Side::right, 2) ||
                             beside_.has("place.address", Side::left, 1);
        found_.district_word = glued_.district ||
                               beside_.has("place.district", Side::right, 1) ||
                               beside_.has("place.district", Side::left, 2);
        found_.direct = at || address || glued_.station || glued_.native || glued_.district ||
                        found_.district_word || is_beside_station();
    }

    // "He says that I am from Varkala"; but "he says that he knows my house in Varkala".
    bool is_reported() const {
        const Range before{sentence_.first, name_.first};
        const bool by_him = p_.has("who.he", before) || !p_.has("who.i", before);
        return by_him && p_.has("place.reported", before) && !p_.has("who.my", clause_);
    }

    RoleFound by_station(const std::optional<Range>& residence) {
        if (p_.has("place.refused", sentence_)) found_.cues.emplace_back("place.refused");
        const bool his =
            residence && who_lives_there(p_, name_, *residence, glued_, sender_) == Dweller::he;
        if (his) return done(PlaceRole::offender, "place.station");
        const bool asked = p_.has("who.me", clause_) || p_.has("place.refused", sentence_);
        if (!asked && p_.has("place.station_told", clause_))
            return done(PlaceRole::near_by, "place.station_told");
        return done(PlaceRole::explicit_station, "place.station");
    }

    bool is_beside_station() const {
        return glued_.station || stands_beside_station(p_, name_, places_);
    }

    // The residence cue that belongs to this name: in its clause, else in a neighbouring clause
    // without a name.
    std::optional<Range> residence_cue() const {
        if (glued_.native) return Range{name_.last - 1, name_.last};
        if (const auto cue = nearest("place.residence", clause_)) return cue;
        for (const auto& range :
             {Range{clause_.last, after_next()}, Range{before_last(), clause_.first}}) {
            if (range.first >= range.last || holds_place(range)) continue;
            if (const auto cue = nearest("place.residence", range)) return cue;
        }
        return std::nullopt;
    }
    std::size_t after_next() const {
        return clause_.last < sentence_.last ? p_.clause_of(clause_.last).last : clause_.last;
    }
    std::size_t before_last() const {
        return clause_.first > sentence_.first ? p_.clause_of(clause_.first - 1).first
                                               : clause_.first;
    }
    bool holds_place(Range range) const {
        for (std::size_t t = range.first; t < range.last; ++t) {
            if (places_[t]) return true;
        }
        return false;
    }

    std::optional<Range> nearest(std::string_view list, Range range) const {
        std::optional<Range> best;
        std::size_t distance = 0;
        for (const auto* hit = p_.hit_in(list, range); hit != nullptr;
             hit = p_.hit_in(list, {hit->first + 1, range.last})) {
            const std::size_t away = hit->first >= name_.last
                                         ? hit->first - name_.last
                                         : name_.first - std::min(name_.first, hit->last);
            if (!best || away < distance) {
                best = *hit;
                distance = away;
            }
        }
        return best;
    }

    // At most one word between, and that not "with": "live with Fida" names no place.
    bool touches(Range cue) const {
        const Range between{std::min(cue.last, name_.last), std::max(cue.first, name_.first)};
        constexpr std::size_t reach = 2;
        return between.last <= between.first + reach && !p_.has("place.with", between);
    }

    RoleFound by_residence(Range cue) {
        switch (who_lives_there(p_, name_, cue, glued_, sender_)) {
            case Dweller::he:
                return done(PlaceRole::offender, "who.he");
            case Dweller::another:
                return done(PlaceRole::near_by, "third_party");
            case Dweller::she:
                break;
        }
        found_.beside_residence = touches(cue);
        const bool address = p_.has("place.address", sentence_) ||
                             p_.zone_of(name_.first).kind == ZoneKind::signature;
        return done(address ? PlaceRole::signature : PlaceRole::residence, "place.residence");
    }

    RoleFound without_residence(const Zone& zone) {
        if (is_on_a_route()) return done(PlaceRole::near_by, "place.to");
        if (p_.has("place.passing", clause_) && !p_.has("place.incident", clause_))
            return done(PlaceRole::near_by, "place.passing");
        const bool his = p_.has("who.he", clause_);
        if (his && p_.has("who.his_place", clause_) && !p_.has("who.me", clause_))
            return done(PlaceRole::offender, "who.he");
        if (is_of_offender() || (his && comes_from_there()))
            return done(PlaceRole::offender, "place.from");
        if (zone.kind == ZoneKind::signature || zone.kind == ZoneKind::form_line) {
            found_.direct = true;
            return done(PlaceRole::signature, "zone");
        }
        if (!his && p_.has("place.address", sentence_)) {
            found_.direct = true;
            return done(PlaceRole::signature, "place.address");
        }
        if (p_.has("place.incident", clause_) || p_.has("place.incident", sentence_))
            return done(PlaceRole::incident, "place.incident");
        if (his) return done(names_her() ? PlaceRole::incident : PlaceRole::offender, "who.he");
        if (is_of_another() || is_of_named()) return done(PlaceRole::near_by, "third_party");
        if (goes_on_about_him()) return done(PlaceRole::offender, "who.he");
        return done(PlaceRole::unknown, "none");
    }

    bool comes_from_there() const {
        return beside_.has("place.from", Side::left, 1) ||
               beside_.has("place.from_after", Side::right, 1);
    }
    bool names_her() const {
        return p_.has("who.me", clause_) || p_.has("who.i", clause_) ||
               p_.has("who.my", clause_);
    }

    // "The man is from Ponnani and drives a taxi in Manjeri": a clause without a person goes on
    // about the one before it.
    bool goes_on_about_him() const {
        for (std::size_t t = clause_.first; t < clause_.last; ++t)
            if (p_.has("who.me", {t, t + 1}) || person_at(p_, t) != Person::none) return false;
        for (std::size_t t = clause_.first; t-- > sentence_.first;) {
            if (p_.has("who.me", {t, t + 1})) return false;
            const Person who = person_at(p_, t);
            if (who != Person::none) return who == Person::offender;
        }
        return false;
    }

    // "from Kottarakkara to Neyyattinkara", "X ninnu Y pokunna": a journey passes through
    // places.
    bool is_on_a_route() const {
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

    // "My mother is from Kovalam", "my husband works in Attingal".
    bool is_of_another() const {
        if (p_.has("who.me", clause_)) return false;
        for (std::size_t t = name_.first; t-- > clause_.first;) {
            const Person who = person_at(p_, t);
            if (who != Person::none) return who == Person::third;
        }
        return false;
    }

    // "a person of Punalur", "someone in Kattappana"
    bool is_of_offender() const {
        if (name_.first < sentence_.first + 2) return false;
        const Range at{name_.first - 1, name_.first}, before{name_.first - 2, name_.first - 1};
        return p_.has("place.at", at) && p_.has("who.he", before);
    }

    // "Ramesh of Nemmara"
    bool is_of_named() const {
        const std::size_t of = name_.first - 1;
        if (name_.first < sentence_.first + 2 || p_.token_text(of) != U"of") return false;
        const Range before{of - 1, of};
        return p_.tokens()[of - 1].capital && !places_[of - 1] &&
               !p_.has("place.not_person", before) && !p_.has("place.station", before);
    }

    const Passage& p_;
    Range name_;
    Glued glued_;
    const std::vector<bool>& places_;
    const Sender& sender_;
    Beside beside_;
    Range clause_, sentence_;
    RoleFound found_;
};

}  // namespace

RoleFound find_role(const Passage& passage, Range name, const Glued& glued,
                    const std::vector<bool>& places, const Sender& sender) {
    return RoleFinder(passage, name, glued, places, sender).find();
}

}  // namespace understanding
