// What became of one attempt, and what happens next: pure functions.
#pragma once

#include <string_view>

#include "base/instant.h"

namespace outbox {

enum class Outcome { accepted, try_later, refused, uncertain };
std::string_view name_of(Outcome outcome);

// Backoff per destination: 5 min doubling to about 1 h, 5 days, then the desk
// (promises.md 2.4). `jitter` in [0, 1) stretches by up to 10 %. An uncertain one: after 10
// min. Without the scale of builds for tests no pause is longer than longest_pause.
constexpr base::Seconds longest_pause = std::chrono::hours(2);
base::Seconds backoff(int attempts, Outcome outcome, double jitter);
// Before the one try more that a refused letter gets (D02).
base::Seconds after_refusal();
// The pauses between so many attempts, at least: a clock that nobody can turn (E14).
base::Seconds pauses_of(int attempts);

}  // namespace outbox
