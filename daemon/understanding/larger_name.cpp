#include "understanding/larger_name.h"

#include <algorithm>

#include "understanding/beside.h"

namespace understanding {

namespace {

class LargerNameFinder {
  public:
    LargerNameFinder(const Passage& passage, Range name, const Glued& glued,
                     const std::vector<bool>& places, bool direct)
        : p_(passage),
          name_(name),
          beside_(passage, name),
          clause_last_(passage.clause_of(name.last - 1).last),
          places_(places),
          bare_(!glued.at && !glued.native && !glued.station && !direct) {}

    std::optional<LargerName> find() const {
        if (beside_.has("place.name_before", Side::left, 1)) return person("place.name_before");
        if (is_vehicle()) return person("place.vehicle");
        if (is_thing()) return LargerName{PlaceRole::near_by, "place.thing"};
        if (is_capital_behind()) return LargerName{PlaceRole::near_by, "place.thing"};
        if (!bare_ || name_.last >= clause_last_ || p_.gap_after(name_.last - 1) != U" ")
            return std::nullopt;
        const Range next{name_.last, name_.last + 1};
        if (p_.has("place.residence", next)) return std::nullopt;  // "Vatakara native Rajesh"
        if (p_.has("place.name_after", {name_.last, std::min(name_.last + 3, clause_last_)}))
            return person("place.name_after");
        if (is_followed_by_name()) return person("capital");
        return std::nullopt;
    }

  private:
    static LargerName person(std::string cue) {
        return {PlaceRole::person_name, std::move(cue)};
    }

    bool begins_behind(std::string_view list, std::size_t from) const {
        const Range behind{from, std::min(from + 3, beside_.sentence().last)};
        const auto* hit = p_.hit_in(list, behind);
        return hit != nullptr && hit->first == from;
    }

    // "the Pala bus" runs to many places; "Pala bus stand" is one.
    bool is_vehicle() const {
        return !begins_behind("place.not_vehicle", name_.last) &&
               beside_.has("place.vehicle", Side::right, 1);
    }

    // "Mavoor Road", "the Aluva-Munnar road", "Vagamon Heights", "hotel Kovalam".
    bool is_thing() const {
        std::size_t last = name_.last;
        while (last < beside_.sentence().last && places_[last] && is_hyphen(last - 1)) ++last;
        return begins_behind("place.thing_after", last) || is_building(last) ||
               beside_.has("place.thing_before", Side::left, 1);
    }
    // "to Kottakkal Tailors": with a preposition before it a shop, a school or a group.
    bool is_capital_behind() const {
        return !bare_ && name_.last < clause_last_ && p_.gap_after(name_.last - 1) == U" " &&
               p_.token_text(name_.last).front() < 0x80 &&
               !p_.has("place.station", {name_.last, name_.last + 1}) && is_followed_by_name();
    }
    bool is_building(std::size_t next) const {
        if (!begins_behind("place.building_after", next)) return false;
        return p_.tokens()[next].capital || p_.token_text(next).front() >= 0x80;
    }
    bool is_hyphen(std::size_t token) const {
        const auto gap = p_.gap_after(token);
        return gap == U"-" || gap == U"–" || gap == U" - " || gap == U" – ";
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

    const Passage& p_;
    Range name_;
    Beside beside_;
    std::size_t clause_last_;
    const std::vector<bool>& places_;
    bool bare_;
};

constexpr std::u32string_view marks = U"\"“”„«»";
constexpr std::size_t longest_speech = 60;  // tokens

bool breaks_paragraph(std::u32string_view gap) {
    return std::count(gap.begin(), gap.end(), U'\n') > 1;
}

// Where the words between marks begin: the nearest mark before stands right before a word.
std::optional<std::size_t> opened_at(const Passage& p, std::size_t token) {
    for (std::size_t t = token; t-- > 0 && token - t <= longest_speech;) {
        const auto gap = p.gap_after(t);
        if (gap.find_first_of(marks) != std::u32string_view::npos)
            return marks.find(gap.back()) != std::u32string_view::npos ? std::optional(t + 1)
                                                                       : std::nullopt;
        if (breaks_paragraph(gap)) break;
    }
    return std::nullopt;
}

std::optional<std::size_t> closed_at(const Passage& p, std::size_t token) {
    const std::size_t end = std::min(token + longest_speech, p.tokens().size());
    for (std::size_t t = token; t < end; ++t) {
        const auto gap = p.gap_after(t);
        if (gap.find_first_of(marks) != std::u32string_view::npos) return t + 1;
        if (breaks_paragraph(gap)) break;
    }
    return std::nullopt;
}

}  // namespace

std::optional<LargerName> larger_name_at(const Passage& passage, Range name, const Glued& glued,
                                         const std::vector<bool>& places, bool direct) {
    return LargerNameFinder(passage, name, glued, places, direct).find();
}

bool is_in_speech(const Passage& p, Range name) {
    constexpr std::size_t fewest = 3, reach = 6;
    constexpr std::size_t surely_speech =
        8;  // longer than the name of a house, a shop, a group
    const auto first = opened_at(p, name.first);
    if (!first) return false;
    const auto last = closed_at(p, name.last - 1);
    if (!last || *last - *first < fewest) return false;
    if (*last - *first >= surely_speech) return true;
    const Range before{*first - std::min(reach, *first), *first};
    const Range after{*last, std::min(*last + reach, p.tokens().size())};
    return p.has("place.said", before) || p.has("place.said", after);
}

}  // namespace understanding
