#include "outbox/next_step.h"

#include "store/failpoint.h"

namespace outbox {
namespace {

constexpr base::Seconds after_refusal{3600};
constexpr base::Seconds patience_with_full_mailbox{86400};

// A temporary answer anywhere before the dot: not one octet of the text has been handed over.
bool before_dot(std::string_view stage) { return stage != "dot"; }

// 4.2.2 and 5.2.2 (RFC 3463): the mailbox is full; its owner can empty it.
bool is_full(const AttemptResult& result) {
    return result.outcome != Outcome::accepted && result.enhanced.size() >= 5 &&
           result.enhanced.substr(1) == ".2.2";
}

NextStep after_acknowledgement(const AttemptResult& result, int attempts, base::Instant now,
                               double jitter) {
    switch (result.outcome) {
        case Outcome::accepted:
            return {LetterState::sent, now, false, false};
        case Outcome::refused:
            return {LetterState::refused, now, false, false};
        case Outcome::try_later:
            if (before_dot(result.stage)) {
                return {LetterState::queued, now + backoff(attempts, result.outcome, jitter),
                        false, false};
            }
            return {LetterState::sent, now, true, false};
        case Outcome::uncertain:
            return {LetterState::sent, now, true, false};
    }
    return {LetterState::sent, now, true, false};
}

bool waited_too_long(Promise promise, base::Instant first_queued, const AttemptResult& result,
                     base::Instant now) {
    if (promise == Promise::last_hope) return false;
    if (is_full(result)) return now - first_queued >= patience_with_full_mailbox;
    return given_up(first_queued, now);
}

}  // namespace

Promise promise_of(std::string_view kind) {
    if (kind == "acknowledgement" || kind == "relay" || kind == "status" ||
        kind == "transcript") {
        return Promise::at_most_once;
    }
    if (kind == "desk" || kind == "notice" || kind == "digest") return Promise::last_hope;
    return Promise::at_least_once;
}

NextStep next_step(Promise promise, const SoFar& so_far, const AttemptResult& result,
                   base::Instant now, double jitter) {
    if (promise == Promise::at_most_once)
        return after_acknowledgement(result, so_far.attempts, now, jitter);
    if (result.outcome == Outcome::accepted) return {LetterState::sent, now};
    const bool uncertain = result.outcome == Outcome::uncertain;
    const bool for_good = result.outcome == Outcome::refused && !is_full(result);
    if (for_good && promise == Promise::at_least_once && so_far.refusals > 0)
        return {LetterState::refused, now, false, false, true};
    if (for_good) {
        return {LetterState::deferred, now + after_refusal / store::retry_scale(), false, false,
                true};
    }
    if (waited_too_long(promise, so_far.first_queued, result, now))
        return {LetterState::held, now, uncertain, true};
    const Outcome as = is_full(result) ? Outcome::try_later : result.outcome;
    return {LetterState::deferred, now + backoff(so_far.attempts, as, jitter), uncertain};
}

}  // namespace outbox
