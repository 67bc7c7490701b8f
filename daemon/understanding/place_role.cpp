#include "understanding/place_role.h"

#include <algorithm>
#include <optional>

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
        if (is_person_name()) return found_;
        if (glued_.near || beside("place.near_before", name_.first, Side::left, 2) ||
            beside("place.near_after", name_.last, Side::right, 2)) {
            return done(PlaceRole::near_by, "place.near");
        }
        const auto residence = residence_cue();
        if (is_beside_station()) {
            const bool his = residence && who_lives_there(p_, name_, *residence, glued_,
                                                          sender_) == Dweller::he;
            return done(his ? PlaceRole::offender : PlaceRole::explicit_station,
                        "place.station");
        }
        if (p_.where() == Where::subject) return done(PlaceRole::subject, "zone");
        if (residence) return by_residence(*residence);
        return without_residence(zone);
    }

  private:
    enum class Side { left, right };

    RoleFound done(PlaceRole role, std::string cue) {
        found_.role = role;
        found_.cues.push_back(std::move(cue));
        return found_;
    }

    // A word of the list at most `reach` tokens away, without a sentence end between.
    bool beside(std::string_view list, std::size_t from, Side side, std::size_t reach) const {
        Range range{from, std::min(from + reach, sentence_.last)};
        if (side == Side::left) range = {from - std::min(reach, from - sentence_.first), from};
        const auto* hit = p_.hit_in(list, range);
        for (; hit != nullptr; hit = p_.hit_in(list, {hit->first + 1, range.last})) {
            const bool touches =
                side == Side::left ? reaches(hit->last, from) : reaches(from, hit->first);
            if (touches) return true;
        }
        return false;
    }

    // Only linking words ("of", "at", "the") stand between the two.
    bool reaches(std::size_t from, std::size_t to) const {
        for (std::size_t t = from; t < to; ++t) {
            if (!p_.has("place.link", {t, t + 1})) return false;
        }
        return true;
    }

    void note_direct_cues() {
        const bool at = beside("place.at", name_.first, Side::left, 2) ||
                        beside("place.after", name_.last, Side::right, 1);
        const bool address = beside("place.address", name_.last, Side::right, 2) ||
                             beside("place.address", name_.first, Side::left, 1);
        found_.district_word = glued_.district ||
                               beside("place.district", name_.last, Side::right, 1) ||
                               beside("place.district", name_.first, Side::left, 2);
        found_.direct = at || address || glued_.station || glued_.native || glued_.district ||
                        found_.district_word || is_beside_station();
    }

    bool is_beside_station() const {
        if (glued_.station || follows_station_line()) return true;
        constexpr std::size_t reach = 3;
        const auto right = Range{name_.last, std::min(name_.last + reach, sentence_.last)};
        const auto left =
            Range{name_.first - std::min(reach, name_.first - sentence_.first), name_.first};
        const auto* after = p_.hit_in("place.station", right);
        if (after != nullptr && reaches(name_.last, after->first) && !is_other_station(*after))
            return true;
        for (const auto* before = p_.hit_in("place.station", left); before != nullptr;
             before = p_.hit_in("place.station", {before->first + 1, left.last})) {
            if (reaches(before->last, name_.first) && !is_other_station(*before) &&
                !owns_another(*before))
                return true;
        }
        return false;
    }

    // "The Station House Officer", and the place on the next line.
    bool follows_station_line() const {
        const std::size_t first = name_.first;
        if (first == 0 || first != sentence_.first || !p_.gap_after(first - 1).ends_with(U'\n'))
            return false;
        const auto gap = p_.gap_after(first - 1);
        if (gap.find_first_of(U".!?;:") != std::u32string_view::npos ||
            std::count(gap.begin(), gap.end(), U'\n') != 1)
            return false;
        const auto& stations = p_.hits("place.station");
        return std::any_of(stations.begin(), stations.end(), [&](const Range& hit) {
            return hit.last == first && !is_other_station(hit);
        });
    }

    // "railway station": the station is no police station.
    bool is_other_station(Range station) const {
        const auto& others = p_.hits("place.not_station");
        return std::any_of(others.begin(), others.end(), [&](const Range& other) {
            return other.first < station.last && station.first < other.last;
        });
    }

    // "Museum police, Kovalam": the word belongs to the name before it.
    bool owns_another(Range station) const {
        return station.first > sentence_.first && places_[station.first - 1];
    }

    bool is_person_name() {
        if (beside("place.name_before", name_.first, Side::left, 1))
            return person("place.name_before");
        if (is_vehicle()) return person("place.vehicle");
        const bool bare = !glued_.at && !glued_.native && !glued_.station && !found_.direct;
        if (!bare || name_.last >= clause_.last || p_.gap_after(name_.last - 1) != U" ")
            return false;
        const Range next{name_.last, name_.last + 1};
        if (p_.has("place.residence", next)) return false;  // "Vatakara native Rajesh"
        if (p_.has("place.name_after", {name_.last, std::min(name_.last + 3, clause_.last)}) &&
            !p_.has("place.name_after", next)) {
            return person("place.name_after");
        }
        if (p_.has("place.name_after", next)) return person("place.name_after");
        return is_followed_by_name() && person("capital");
    }

    // "the Pala bus" runs to many places; "Pala bus stand" is one.
    bool is_vehicle() const {
        const Range next{name_.last, std::min(name_.last + 3, sentence_.last)};
        const auto* place = p_.hit_in("place.not_vehicle", next);
        if (place != nullptr && place->first == name_.last) return false;
        return beside("place.vehicle", name_.last, Side::right, 1);
    }

    bool person(std::string cue) {
        done(PlaceRole::person_name, std::move(cue));
        return true;
    }

    // "Adoor Gopalan": place, then a word that looks like a person's name.
    bool is_followed_by_name() const {
        const std::size_t next = name_.last;
        if (places_[next] || p_.tokens()[next].kind != TokenKind::word) return false;
        if (p_.has("place.not_person", {next, next + 1})) return false;
        const auto text = p_.token_text(next);
        const bool latin = text.front() < 0x80;
        if (latin)
            return p_.tokens()[next].capital && p_.tokens()[name_.first].capital &&
                   text.size() > 2;
        return text.ends_with(U"ൻ") || text.ends_with(U"കുമാർ");
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
        const bool his = p_.has("who.he", clause_);
        if (his && p_.has("who.his_place", clause_) && !p_.has("who.me", clause_))
            return done(PlaceRole::offender, "who.he");
        if (his && beside("place.from", name_.first, Side::left, 1))
            return done(PlaceRole::offender, "place.from");
        if (his && beside("place.from_after", name_.last, Side::right, 1))
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
        if (his && !p_.has("who.me", clause_) && !p_.has("who.i", clause_) &&
            !p_.has("who.my", clause_)) {
            return done(PlaceRole::offender, "who.he");
        }
        if (his) return done(PlaceRole::incident, "who.he");
        if (is_of_another()) return done(PlaceRole::near_by, "third_party");
        if (goes_on_about_him()) return done(PlaceRole::offender, "who.he");
        return done(PlaceRole::unknown, "none");
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
        const bool begins = beside("place.from", name_.first, Side::left, 1) ||
                            beside("place.from_after", name_.last, Side::right, 1);
        if (begins && p_.has("place.to", ahead) && holds_place(ahead)) return true;
        const bool ends = beside("place.to", name_.first, Side::left, 1) ||
                          beside("place.to", name_.last, Side::right, 1);
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

    const Passage& p_;
    Range name_;
    Glued glued_;
    const std::vector<bool>& places_;
    const Sender& sender_;
    Range clause_, sentence_;
    RoleFound found_;
};

}  // namespace

RoleFound find_role(const Passage& passage, Range name, const Glued& glued,
                    const std::vector<bool>& places, const Sender& sender) {
    return RoleFinder(passage, name, glued, places, sender).find();
}

}  // namespace understanding
