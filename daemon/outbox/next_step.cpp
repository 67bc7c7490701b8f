#include "outbox/next_step.h"

namespace outbox {
namespace {

constexpr base::Seconds patience{5 * 86400};
constexpr base::Seconds patience_with_full_mailbox{86400};

// A temporary answer anywhere before the dot: not one octet of the text has been handed over.
bool before_dot(std::string_view stage) { return stage != "dot"; }

// 4.7.x (RFC 3463): policy, such as a limit of so many letters an hour, or greylisting. That
// says nothing about this letter: its pauses do not grow (D22), the destination gets fewer at a
// time.
bool is_slowed(const AttemptResult& result) {
    return result.outcome == Outcome::try_later && result.enhanced.starts_with("4.7.");
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

// By the wall clock, and by half of it in pauses that were waited through: a clock that was
// turned gives nothing up, nor does a machine that was off for a week (E14).
bool waited_too_long(Promise promise, const SoFar& so_far, const AttemptResult& result,
                     base::Instant now) {
    if (promise == Promise::last_hope) return false;
    const base::Seconds most = is_full(result) ? patience_with_full_mailbox : patience;
    return now - so_far.first_queued >= most && pauses_of(so_far.attempts) >= most / 2;
}

}  // namespace

bool is_full(const AttemptResult& result) {
    return result.outcome != Outcome::accepted && result.enhanced.size() >= 5 &&
           result.enhanced.substr(1) == ".2.2";
}

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
        return {LetterState::deferred, now + after_refusal(), false, false, true};
    }
    if (waited_too_long(promise, so_far, result, now))
        return {LetterState::held, now, uncertain, true};
    const Outcome as = is_full(result) ? Outcome::try_later : result.outcome;
    const int failures = is_slowed(result) ? 1 : so_far.attempts;
    return {LetterState::deferred, now + backoff(failures, as, jitter), uncertain};
}

}  // namespace outbox
