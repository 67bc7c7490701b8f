#include "review/period.h"

#include <algorithm>

#include "base/ensure.h"

namespace review {
namespace {

constexpr base::Seconds one_day{86400};
constexpr std::int64_t most_days = 31;
constexpr std::int64_t most_weeks = 26;

base::Instant midnight(const std::string& day, base::Seconds zone) {
    const auto at = base::from_rfc3339(day + "T00:00:00Z");
    base::ensure(at.has_value());
    return *at - zone;
}

}  // namespace

base::Instant Period::begin() const { return midnight(from, zone); }
base::Instant Period::end() const { return midnight(to, zone) + one_day; }

std::vector<Step> steps_of(const Period& period) {
    const auto day_of = [&](base::Instant at) { return base::local_day(at, period.zone); };
    const std::int64_t days = (period.end() - period.begin()) / one_day;
    std::vector<Step> steps;
    for (base::Instant at = period.begin(); at < period.end();) {
        base::Instant next = at + one_day;
        if (days > most_weeks * 7) {
            const std::string month = day_of(at).substr(0, 7);
            while (next < period.end() && day_of(next).starts_with(month)) next += one_day;
        } else if (days > most_days) {
            next = std::min(at + 7 * one_day, period.end());
        }
        steps.push_back({day_of(at), day_of(next - one_day), 0, 0, 0, 0});
        at = next;
    }
    return steps;
}

}  // namespace review
