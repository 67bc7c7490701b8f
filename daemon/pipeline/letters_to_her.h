// The mails that she may get: the thank-you, the answer to STATUS, an officer's words. Each
// goes from the neutral address, with an empty return path, at most once.
//
// Promises (promises.md 5.4): nothing to a machine, to one of ours, to an address that our mail
// server calls forged or that wrote STOP; nothing late. The answer to STATUS is the same octets
// for whoever asks, unless an officer heard from her that mail is safe, and for each address
// once a day.
#pragma once

#include "base/result.h"
#include "letter/letter.h"
#include "pipeline/journey.h"

namespace pipeline {

// Adds the letter that the mail calls for, or the reason why there is none.
base::Result<Journey> write_to_her(Journey journey, const RawMail& raw, const Tools& tools,
                                   const CaseStamp& stamp);

// In which she is written to about her case: "STATUS" alone tells nothing of her language.
understanding::Language language_of(const cases::CaseLife& life);

// An officer who spoke with her said that mail is safe, and no STOP came since.
bool is_mail_safe(const cases::CaseLife& life);

// When it may go, at the earliest: counted from the arrival of the mail that it answers and
// from nothing else, so that it tells neither whether we know her nor how long the answer took.
// `draw` is evenly spread over all its values.
base::Instant due_to_her(base::Instant arrived, const settings::AcknowledgeSettings& when,
                         std::uint32_t draw);

// The guard of rehearsal and live mode stands here.
struct PostingToHer {
    letter::LetterKind kind = letter::LetterKind::acknowledgement;
    std::string address, cause;
    base::Instant at{};
};
base::Result<letter::Envelope> envelope_to_her(const PostingToHer& posting,
                                               const settings::Settings& settings,
                                               const seal::Key& message_id_key);

// A bounce to a reply address of hers: never to her; her officer is told, and calls (F04).
bool is_relay_returned(const Journey& journey);
base::Result<void> tell_not_delivered(Journey& journey, const RawMail& raw, const Tools& tools,
                                      const CaseStamp& stamp);

}  // namespace pipeline
