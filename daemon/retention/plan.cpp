#include "retention/plan.h"

#include <algorithm>

namespace retention {
namespace {

base::Seconds days(int count) { return base::Seconds{std::int64_t{count} * 86400}; }

std::optional<int> figure(const std::map<std::string, int>& figures, const std::string& name) {
    const auto found = figures.find(name);
    if (found == figures.end()) return std::nullopt;
    return found->second;
}

// A mail that is no case, by its kind; one of a kind that the policy does not name stays.
std::optional<base::Instant> end_of_mail(const Kept& kept, const Policy& policy) {
    const auto after = figure(policy.after_arrival, kept.kind);
    if (!after) return std::nullopt;
    return kept.received + days(*after);
}

}  // namespace

std::optional<base::Instant> end_of(const Kept& kept, const Policy& policy) {
    if (kept.hold == Hold::legal) return std::nullopt;
    if (kept.outcome.empty()) return end_of_mail(kept, policy);
    const auto after = figure(policy.after_closing, kept.outcome);
    if (!kept.closed || !after) return std::nullopt;
    const int least = kept.child_victim ? policy.child_victim_days : 0;
    return std::max(*kept.closed + days(std::max(*after, least)),
                    kept.last_mail + days(policy.after_new_mail_days));
}

Step next_step(const Kept& kept, const Policy& policy, base::Instant now) {
    const auto end = end_of(kept, policy);
    const auto notice = days(policy.announce_days);
    if (!end || *end - notice > now) return Step::keep;
    if (!kept.announced) return Step::announce;
    // What came after the announcement was not in it.
    const base::Instant changed =
        std::max(kept.last_mail, kept.closed.value_or(kept.last_mail));
    if (changed > *kept.announced) return Step::announce;
    return *end <= now && *kept.announced + notice <= now ? Step::purge : Step::wait;
}

}  // namespace retention
