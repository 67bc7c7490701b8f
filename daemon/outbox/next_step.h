// T4 as a pure function: what a letter becomes after an attempt (promises.md 2.3, 2.4).
//
// To a station or the desk: at least once, so what is not surely accepted is tried again. To a
// complainant: at most once, so what may have been sent is never tried again. A refused station
// letter leaves its case to the desk at once, and is tried once more after an hour (D02): what
// refused it may have been a mistake of that hour. A letter to the desk itself is never given
// up, because behind the desk there is nobody.
#pragma once

#include <string_view>

#include "base/instant.h"
#include "outbox/outbox.h"

namespace outbox {

using protocol::Promise;
Promise promise_of(std::string_view kind);

// 4.2.2 and 5.2.2 (RFC 3463): the mailbox is full; its owner can empty it (D16).
bool is_full(const AttemptResult& result);

struct NextStep {
    LetterState state = LetterState::deferred;
    base::Instant next_attempt{};
    bool uncertain = false;  // this attempt may have left a copy
    bool expired = false;    // it waited too long: held, for a person
    bool refused = false;    // this attempt was refused for good
};

// What is known of the letter itself.
struct SoFar {
    int attempts = 0;
    int refusals = 0;
    base::Instant first_queued{};
};
// `jitter` in [0, 1).
NextStep next_step(Promise promise, const SoFar& so_far, const AttemptResult& result,
                   base::Instant now, double jitter);

}  // namespace outbox
