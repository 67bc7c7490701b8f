// What became of one attempt, and what happens next: pure functions.
#pragma once

#include <string_view>

#include "base/instant.h"

namespace outbox {

enum class Outcome { accepted, try_later, refused, uncertain };
std::string_view name_of(Outcome outcome);

// Backoff per destination: 5 min doubling to about 1 h, 5 days, then the desk
// (promises.md 2.4). `jitter` in [0, 1) stretches by up to 10 %. An uncertain one: after 10
// min.
base::Seconds backoff(int attempts, Outcome outcome, double jitter);
// True once the letter has waited too long and goes to a person.
bool given_up(base::Instant first_queued, base::Instant now);

}  // namespace outbox
