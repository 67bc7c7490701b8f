#include "understanding/urgency.h"

#include <algorithm>
#include <array>

namespace understanding {

namespace {

bool is_ours(const Zone& zone, const std::vector<std::string>& own) {
    return !zone.owner_address.empty() &&
           std::find(own.begin(), own.end(), zone.owner_address) != own.end();
}

class UrgencyFinder {
  public:
    UrgencyFinder(const Passage& passage, const std::vector<std::string>& own)
        : p_(passage), own_(own) {}

    bool tells(std::string_view list) const {
        const auto& hits = p_.hits(list);
        return std::any_of(hits.begin(), hits.end(),
                           [this](const Range& hit) { return counts(hit); });
    }

    // A person is missing, not a telephone.
    bool tells_missing() const {
        const auto& hits = p_.hits("urgent.missing_person");
        return std::any_of(hits.begin(), hits.end(), [this](const Range& hit) {
            return counts(hit) && !p_.has("urgent.thing", p_.clause_of(hit.first));
        });
    }

  private:
    bool counts(Range hit) const {
        if (is_ours(p_.zone_of(hit.first), own_)) return false;
        const auto& idioms = p_.hits("urgent.idiom");
        const bool idiom = std::any_of(idioms.begin(), idioms.end(), [&](const Range& other) {
            return other.first <= hit.first && hit.last <= other.last;
        });
        return !idiom && !is_denied(hit);
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
};

}  // namespace

Urgency find_urgency(const std::vector<Passage>& passages, const std::vector<std::string>& own,
                     Child child) {
    std::array<bool, 4> found{};
    for (const auto& passage : passages) {
        const UrgencyFinder finder(passage, own);
        found[0] = found[0] || finder.tells("urgent.self_harm");
        found[1] = found[1] || finder.tells("urgent.danger_to_life");
        found[2] = found[2] || finder.tells_missing();
        found[3] = found[3] || finder.tells("urgent.child_at_risk") ||
                   (child == Child::victim && finder.tells("urgent.harm_to_child"));
    }
    Urgency urgency;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i]) urgency.reasons.push_back(static_cast<UrgentReason>(i));
    }
    return urgency;
}

}  // namespace understanding
