// Whether a letter that waited may still go (promises.md 5.4, redaction.md 5.3).
//
// Promises: nothing of a case goes to one of its `never_to`, also where she wrote only later
// that he may serve there. To her: nothing goes after STOP, or once an officer heard that mail
// is not safe; an officer's words only while it is safe; no thank-you and no answer to STATUS
// long after the mail that called for it, when she has put the phone down. Such a letter is
// held for good, and the trail says why.
#pragma once

#include <optional>
#include <string>

#include "cases/life.h"
#include "outbox/outbox.h"
#include "pipeline/workshop.h"

namespace pipeline {

// To her. A word of ours; empty: it may go. `life` of the case that it speaks of.
std::string why_withheld(const outbox::QueuedLetter& letter,
                         const std::optional<cases::CaseLife>& life,
                         const settings::AcknowledgeSettings& when, base::Instant now);

// Asked before each attempt; holds the letter where it may not go.
enum class Look { may_go, withheld };
asio::awaitable<base::Result<Look>> look_before_sending(Workshop& shop,
                                                        outbox::QueuedLetter letter);

}  // namespace pipeline
