#include "outbox/outcome.h"

#include <algorithm>

#include "base/ensure.h"
#include "store/failpoint.h"

namespace outbox {
namespace {

constexpr base::Seconds first_wait{300};
constexpr base::Seconds longest_wait{3600};
constexpr base::Seconds after_uncertain{600};

base::Seconds pause_after(int attempts) {
    base::Seconds wait = first_wait;
    for (int i = 1; i < attempts && wait < longest_wait; ++i) wait *= 2;
    return std::min(wait, longest_wait);
}

base::Seconds stretched(base::Seconds wait, double jitter) {
    const double more = static_cast<double>(wait.count()) * 0.1 * std::clamp(jitter, 0.0, 1.0);
    return wait + base::Seconds(static_cast<std::int64_t>(more));
}

}  // namespace

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::accepted:
            return "accepted";
        case Outcome::try_later:
            return "try_later";
        case Outcome::refused:
            return "refused";
        case Outcome::uncertain:
            return "uncertain";
    }
    base::ensure(false);
    return {};
}

base::Seconds backoff(int attempts, Outcome outcome, double jitter) {
    // Loss is worse than a twin, and a twin is folded by its id: an uncertain one does not wait
    // for hours.
    if (outcome == Outcome::uncertain) return after_uncertain / store::retry_scale();
    return stretched(pause_after(attempts), jitter) / store::retry_scale();
}

base::Seconds after_refusal() { return base::Seconds{3600} / store::retry_scale(); }

base::Seconds pauses_of(int attempts) {
    base::Seconds all{0};
    for (int i = 1; i < attempts; ++i) all += pause_after(i);
    return all;
}

}  // namespace outbox
