#include "understanding/urgency.h"

#include <algorithm>
#include <array>

namespace understanding {

namespace {

bool is_ours(const Zone& zone, const std::vector<std::string>& own) {
    return !zone.owner_address.empty() &&
           std::find(own.begin(), own.end(), zone.owner_address) != own.end();
}

// Two words that mean danger only together: "swallowed" and "tablets" in one sentence, "left
// for the class" and "her phone is off" in sentences that follow each other.
enum class Together { in_a_sentence, nearby };
struct Pair {
    UrgentReason reason;
    std::string_view deed;
    std::string_view with;
    Together together = Together::in_a_sentence;
};
constexpr std::array pairs{
    Pair{UrgentReason::self_harm, "urgent.swallowed", "urgent.harmful"},
    Pair{UrgentReason::self_harm, "urgent.farewell", "urgent.left_behind"},
    Pair{UrgentReason::self_harm, "urgent.arranged", "urgent.without_her", Together::nearby},
    Pair{UrgentReason::self_harm, "urgent.means", "urgent.at_hand"},
    Pair{UrgentReason::danger_to_life, "urgent.violence", "urgent.on_whom"},
    Pair{UrgentReason::danger_to_life, "urgent.weapon", "urgent.ready"},
    Pair{UrgentReason::danger_to_life, "urgent.fuel", "urgent.poured", Together::nearby},
    Pair{UrgentReason::missing_person, "urgent.not_back", "urgent.awaited"},
    Pair{UrgentReason::missing_person, "urgent.set_out", "urgent.no_trace", Together::nearby},
};

class UrgencyFinder {
  public:
    UrgencyFinder(const Passage& passage, const std::vector<std::string>& own,
                  const std::vector<PlaceMention>& places)
        : p_(passage), own_(own), in_name_(passage.tokens().size()) {
        for (const auto& place : places) {
            if (place.span.where != p_.where() || place.tier == MatchTier::broad) continue;
            if (place.tier == MatchTier::near) continue;
            const std::size_t last = p_.token_at(place.span.end);
            for (auto t = p_.token_at(place.span.start); t < last; ++t) in_name_[t] = true;
        }
    }

    bool tells(std::string_view list) const {
        const auto& hits = p_.hits(list);
        return std::any_of(hits.begin(), hits.end(),
                           [this](const Range& hit) { return counts(hit); });
    }

    bool tells(const Pair& pair) const {
        const auto& hits = p_.hits(pair.deed);
        return std::any_of(hits.begin(), hits.end(), [&](const Range& hit) {
            return counts(hit) && !(pair.deed == "urgent.not_back" && is_thing(hit)) &&
                   p_.has(pair.with, around(hit, pair.together));
        });
    }

    bool tells_missing() const {
        const auto& hits = p_.hits("urgent.missing_person");
        return std::any_of(hits.begin(), hits.end(),
                           [this](const Range& hit) { return counts(hit) && !is_thing(hit); });
    }

  private:
    // The sentence of the hit, or also the two before and behind it.
    Range around(Range hit, Together together) const {
        Range range = p_.sentence_of(hit.first);
        constexpr int sentences = 2;
        for (int i = 0; together == Together::nearby && i < sentences; ++i) {
            if (range.first > 0) range.first = p_.sentence_of(range.first - 1).first;
            if (range.last < p_.tokens().size()) range.last = p_.sentence_of(range.last).last;
        }
        return range;
    }

    // A person is missing, not a telephone.
    bool is_thing(Range hit) const { return p_.has("urgent.thing", p_.clause_of(hit.first)); }

    bool counts(Range hit) const {
        if (in_name_[hit.first] || is_ours(p_.zone_of(hit.first), own_)) return false;
        return !begins_in_idiom(hit) && !is_denied(hit);
    }

    bool begins_in_idiom(Range hit) const {
        constexpr std::size_t longest = 8;  // words of an idiom
        const auto& idioms = p_.hits("urgent.idiom");
        auto at = std::upper_bound(
            idioms.begin(), idioms.end(), hit.first,
            [](std::size_t token, const Range& idiom) { return token < idiom.first; });
        while (at != idioms.begin() && (--at)->first + longest > hit.first)
            if (at->holds(hit.first)) return true;
        return false;
    }

    // Malayalam and Hindi deny after the word. English "not" before it proves nothing ("why
    // should I not ..."), so its few safe denials stand among the idioms.
    bool is_denied(Range hit) const {
        const Range clause = p_.clause_of(hit.first);
        constexpr std::size_t reach = 2;
        const Range after{hit.last, std::min(hit.last + reach, clause.last)};
        const auto* denial = p_.hit_in("urgent.not_after", after);
        return denial != nullptr && denial->first == hit.last;
    }

    const Passage& p_;
    const std::vector<std::string>& own_;
    std::vector<bool> in_name_;  // of a place
};

}  // namespace

Urgency find_urgency(const std::vector<Passage>& passages, const std::vector<std::string>& own,
                     Child child, const std::vector<PlaceMention>& places) {
    std::array<bool, 4> found{};
    for (const auto& passage : passages) {
        const UrgencyFinder finder(passage, own, places);
        found[0] = found[0] || finder.tells("urgent.self_harm");
        found[1] = found[1] || finder.tells("urgent.danger_to_life");
        found[2] = found[2] || finder.tells_missing();
        found[3] = found[3] || finder.tells("urgent.child_at_risk") ||
                   (child == Child::victim && finder.tells("urgent.harm_to_child"));
        for (const auto& pair : pairs) {
            auto& known = found[static_cast<std::size_t>(pair.reason)];
            known = known || finder.tells(pair);
        }
    }
    Urgency urgency;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i]) urgency.reasons.push_back(static_cast<UrgentReason>(i));
    }
    return urgency;
}

}  // namespace understanding
