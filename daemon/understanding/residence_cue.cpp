#include "understanding/residence_cue.h"

#include <algorithm>

namespace understanding {

namespace {

class ResidenceCueFinder {
  public:
    ResidenceCueFinder(const Passage& passage, Range name, const Glued& glued,
                       const std::vector<bool>& places)
        : p_(passage),
          name_(name),
          glued_(glued),
          places_(places),
          clause_{p_.clause_of(name.first).first, p_.clause_of(name.last - 1).last},
          sentence_{p_.sentence_of(name.first).first, p_.sentence_of(name.last - 1).last} {}

    std::optional<Range> find() const {
        if (glued_.native) return Range{name_.last - 1, name_.last};
        const auto own = nearest(clause_);
        if (own && !belongs_to_another_name(*own)) return own;
        if (const auto cue = cue_at_border({clause_.last, after_next()})) return cue;
        return cue_at_border(clause_before());
    }

  private:
    // In a clause beside this one that names no place, where the two meet.
    std::optional<Range> cue_at_border(Range clause) const {
        if (clause.first >= clause.last || holds_place(places_, clause)) return std::nullopt;
        constexpr std::size_t reach = 7;  // tokens
        const bool behind = clause.first >= name_.last;
        if (behind)
            clause.last = std::min(clause.last, clause.first + reach);
        else
            clause.first = std::max(clause.first, clause.last - std::min(reach, clause.last));
        return nearest(clause);
    }
    // "വടകരയിൽ താമസിച്ച് പയ്യോളിയിൽ ജോലി", "living in Vatakara, a job in Payyoli": one word of
    // living speaks of one place, and of those listed with it.
    bool belongs_to_another_name(Range cue) const {
        if (cue.first >= name_.last)
            return describes_a_noun(cue) || is_where_they_come_to(cue) ||
                   parts_from_other({name_.last, cue.first});
        if (cue.last > name_.first) return false;
        if (holds_place(places_, {cue.last, name_.first}))
            return parts_from_other({cue.last, name_.first});
        const bool other_before = cue.first > clause_.first && places_[cue.first - 1];
        return other_before && !p_.has("place.at", {name_.first - 1, name_.first});
    }
    // "ഗുരുവായൂരിലെ കടയിലെ ജോലി വിട്ട് വീട്ടിലാണ്": it is the shop that lies there.
    bool describes_a_noun(Range cue) const {
        constexpr std::size_t near = 2;  // "Kattappanayile oru veettil"
        const auto last = p_.token_text(name_.last - 1);
        return cue.first > name_.last + near &&
               (last.ends_with(U"ലെ") || last.ends_with(U"ത്തെ") || last.ends_with(U"ile"));
    }
    // "His people will come from Palarivattom to my house".
    bool is_where_they_come_to(Range cue) const {
        const bool from =
            name_.first > clause_.first && p_.has("place.from", {name_.first - 1, name_.first});
        return from && p_.has("place.to", {name_.last, cue.first});
    }
    // A name stands between, and it is not one list with this one.
    bool parts_from_other(Range between) const {
        if (!holds_place(places_, between)) return false;
        const bool behind = between.first == name_.last;
        std::size_t t = behind ? between.first : between.last - 1;
        while (!places_[t]) {
            const Range one{t, t + 1};
            const bool links = p_.has("place.link", one) || p_.has("place.and", one) ||
                               p_.has("place.district", one) || p_.has("place.after", one);
            if (!links) return true;
            behind ? ++t : --t;
        }
        return false;
    }
    std::size_t after_next() const {
        return clause_.last < sentence_.last ? p_.clause_of(clause_.last).last : clause_.last;
    }
    // Empty where it goes on about a name of its own: "from Nemom, where my room is, by bus".
    Range clause_before() const {
        if (clause_.first == sentence_.first) return {};
        const Range before = p_.clause_of(clause_.first - 1);
        const bool of_another = before.first > sentence_.first && places_[before.first - 1];
        return of_another ? Range{} : before;
    }
    // "വീട്ടുകാർ" are people, though the word begins with the house.
    bool is_kin(Range cue) const { return cue.last == cue.first + 1 && p_.has("who.kin", cue); }

    std::optional<Range> nearest(Range range) const {
        std::optional<Range> best;
        std::size_t distance = 0;
        for (const auto* hit = p_.hit_in("place.residence", range); hit != nullptr;
             hit = p_.hit_in("place.residence", {hit->first + 1, range.last})) {
            const std::size_t away = hit->first >= name_.last
                                         ? hit->first - name_.last
                                         : name_.first - std::min(name_.first, hit->last);
            if (!is_kin(*hit) && (!best || away < distance)) {
                best = *hit;
                distance = away;
            }
        }
        return best;
    }

    const Passage& p_;
    Range name_;
    const Glued& glued_;
    const std::vector<bool>& places_;
    Range clause_, sentence_;
};

}  // namespace

bool holds_place(const std::vector<bool>& places, Range range) {
    return std::any_of(places.begin() + static_cast<std::ptrdiff_t>(range.first),
                       places.begin() + static_cast<std::ptrdiff_t>(range.last),
                       [](bool place) { return place; });
}

std::optional<Range> find_residence_cue(const Passage& passage, Range name, const Glued& glued,
                                        const std::vector<bool>& places) {
    return ResidenceCueFinder(passage, name, glued, places).find();
}

}  // namespace understanding
