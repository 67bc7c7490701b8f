// Letters that wait to be sent, and what became of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "outbox/outcome.h"
#include "protocol/states.h"
#include "store/store.h"

namespace outbox {

using protocol::LetterState;
using protocol::name_of;

// A letter as it is kept: the octets lie in the vault under the case key, here stand ids, hash
// and size.
struct QueuedLetter {
    std::int64_t id = 0;
    base::CaseId case_id;  // empty for service letters
    std::string kind;      // letter::name_of
    base::RecipientId recipient;
    int revision = 0;
    std::string cause;  // hex
    std::string message_id;
    LetterState state = LetterState::queued;
    int attempts = 0;
    bool uncertain = false;
    int refusals = 0;  // so often a server said no for good
    int last_code = 0;
    std::string last_enhanced;
    bool urgent = false;
    base::Instant first_queued{};
    base::Instant next_attempt{};
    std::string hash;  // hex; keyed under the case key (ledger::letter_hash)
    std::int64_t size = 0;
    std::string token_sha256;                    // hex; "" when it has none
    std::optional<base::Instant> token_expires;  // none: with its case
    std::string return_sha256;                   // hex; of the token in its return path, or ""
};

// T2: puts a letter; the unique key (cause, kind, recipient, revision) makes a repeat harmless
// (returns the old id).
base::Result<std::int64_t> post(store::Transaction& transaction, const audit::Moment& moment,
                                const QueuedLetter& letter);
// T3. For acknowledgements this is TA: state `sent` at once.
base::Result<void> begin_attempt(store::Transaction& transaction, const audit::Moment& moment,
                                 std::int64_t id);
// T4: what the world answered; decides with next_step().
struct AttemptResult {
    Outcome outcome = Outcome::try_later;
    int code = 0;                    // SMTP reply code, 0 if none
    std::string enhanced;            // "4.7.1" or ""
    std::string stage;               // "connect", "mail", "rcpt", "data", "dot"
    bool permanent_at_peer = false;  // connect/EHLO/AUTH: temporary plus alarm
};
base::Result<void> finish_attempt(store::Transaction& transaction, const audit::Moment& moment,
                                  std::int64_t id, const AttemptResult& result);
// At start: every `sending` letter is an ambiguous event: deferred with uncertain 1;
// acknowledgements stay sent.
base::Result<int> recover(store::Transaction& transaction, const audit::Moment& moment);

// A letter that must wait for a person, or that came too late to be of use (an old
// acknowledgement): `held`, with the reason in the trail. Only from queued or deferred.
base::Result<void> hold(store::Transaction& transaction, const audit::Moment& moment,
                        std::int64_t id, const std::string& reason,
                        const std::string& actor = "daemon");
// Letters due later than any pause from now were written under another clock: they are due now,
// and as old as now at most (E14). has_strayed() asks first, so that nothing is written for it.
base::Result<bool> has_strayed(store::ReadOnly& state, base::Instant beyond);
base::Result<void> call_back(store::Transaction& transaction, base::Instant now,
                             base::Instant beyond);
// A server that took it says that it could not deliver it (D17): a station letter is `refused`
// and its case without a taker, one to the desk is tried again after an hour. False: it was not
// `sent`, or that was said before.
base::Result<bool> take_back(store::Transaction& transaction, const audit::Moment& moment,
                             std::int64_t id);
// By order: a held, refused or deferred letter is due now.
base::Result<void> retry(store::Transaction& transaction, const audit::Moment& moment,
                         std::int64_t id, const std::string& actor);
// Station letters that were refused (also those that are tried once more), came back, waited
// too long or may not go there any more (never_to)
// and have no desk letter of the same cause yet: the pipeline writes one for each. Survives a
// restart, because it is a question and not an event.
base::Result<std::vector<QueuedLetter>> without_taker(store::ReadOnly& state);
// The last answer was that the letter is too large (RFC 1870), and no attempt may have left it
// there.
bool was_too_large(const QueuedLetter& letter);

// Letters with a number or a covered value (contact, reveal) that were refused (also those that
// are tried once more) or waited too long, and of which the desk has not heard: no notice bears
// cause_of_untaken() of theirs.
base::Result<std::vector<QueuedLetter>> values_not_taken(store::ReadOnly& state);
std::string cause_of_untaken(const QueuedLetter& letter);

// Urgent letters first, then by the time at which they became due: the longest due first, or
// the latest, so that whoever asks turn by turn serves new mail between old.
enum class DueFirst { longest, latest };
// `full`: recipients that shall get none now unless it is urgent (Pace).
base::Result<std::vector<QueuedLetter>> due(store::ReadOnly& state, base::Instant now,
                                            int limit, DueFirst first = DueFirst::longest,
                                            const std::vector<std::string>& full = {});
base::Result<std::vector<QueuedLetter>> waiting(store::ReadOnly& state);
base::Result<std::optional<QueuedLetter>> find(store::ReadOnly& state, std::int64_t id);
// One above the highest revision of this letter key, 0 when there is none: for a person's order
// to send it once more.
base::Result<int> next_revision(store::ReadOnly& state, const std::string& cause,
                                const std::string& kind, const base::RecipientId& recipient);
// When a server last took a letter of this kind to this recipient.
base::Result<std::optional<base::Instant>> last_accepted(store::ReadOnly& state,
                                                         const std::string& kind,
                                                         const std::string& recipient);
// When the letter that waits longest was queued; nothing when none waits. Held ones wait for a
// person and do not count.
base::Result<std::optional<base::Instant>> oldest_waiting(store::ReadOnly& state);
// When the next letter becomes due; nothing when none waits.
base::Result<std::optional<base::Instant>> next_due(store::ReadOnly& state);

}  // namespace outbox
