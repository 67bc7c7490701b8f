#include "outbox/outbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/sha256.h"
#include "outbox/letter_rows.h"
#include "outbox/next_step.h"

namespace outbox {
namespace {

using base::AuditEvent;

base::Failure wrong_state(const QueuedLetter& letter, std::string_view deed) {
    return {
        base::FailureKind::defect,
        fmt::format("letter {} is {} and cannot be {}", letter.id, name_of(letter.state), deed),
        ""};
}

// A person asked for what this letter's state does not allow.
base::Failure not_by_order(const QueuedLetter& letter, std::string_view deed) {
    base::Failure failure = wrong_state(letter, deed);
    failure.kind = base::FailureKind::usage;
    failure.hint = "aparajita queue list";
    return failure;
}

base::Result<std::optional<std::int64_t>> known(store::Transaction& transaction,
                                                const QueuedLetter& letter) {
    auto rows = transaction.query(
        R"(SELECT letter_id
           FROM letter
           WHERE cause = ? AND kind = ? AND recipient = ? AND revision = ?)",
        {letter.cause, letter.kind, letter.recipient.str(),
         static_cast<std::int64_t>(letter.revision)});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<std::int64_t>{};
    return std::optional(rows->front().whole(0));
}

base::Result<std::int64_t> insert(store::Transaction& transaction, const audit::Moment& moment,
                                  const QueuedLetter& letter) {
    const std::int64_t now = base::unix_seconds(moment.now);
    const std::int64_t next = std::max(now, base::unix_seconds(letter.next_attempt));
    std::optional<std::int64_t> expires;
    if (letter.token_expires) expires = base::unix_seconds(*letter.token_expires);
    auto done = transaction.run(
        R"(INSERT INTO letter (case_id, cause, kind, recipient, revision, message_id, state,
           urgent, queued_at, next_attempt_at, hash, size, token_sha256, token_expires_at,
           return_sha256)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
        {store::blob_or_null(letter.case_id.str()), letter.cause, letter.kind,
         letter.recipient.str(), static_cast<std::int64_t>(letter.revision), letter.message_id,
         std::string(name_of(LetterState::queued)), std::int64_t{letter.urgent ? 1 : 0}, now,
         next, letter.hash, letter.size, store::text_or_null(letter.token_sha256),
         store::whole_or_null(expires), store::text_or_null(letter.return_sha256)});
    if (!done) return done.error();
    return transaction.last_row_id();
}

// Spreads retries without a random number: the same letter and attempt always wait equally
// long.
double jitter_of(const QueuedLetter& letter) {
    const std::string digest =
        base::sha256(letter.message_id + std::to_string(letter.attempts));
    const auto high =
        static_cast<unsigned char>(digest[0]) * 256U + static_cast<unsigned char>(digest[1]);
    return static_cast<double>(high) / 65536.0;
}

base::AuditNote outcome_note(const QueuedLetter& letter, const AttemptResult& result,
                             const NextStep& next) {
    const auto with_answer = [&](base::AuditNote note) {
        note.attrs["code"] = std::int64_t{result.code};
        note.attrs["enhanced"] = result.enhanced;
        note.attrs["stage"] = result.stage;
        note.attrs["n"] = std::int64_t{letter.attempts};
        return note;
    };
    if (result.outcome == Outcome::accepted) {
        auto note = note_of(letter, AuditEvent::accepted);
        note.attrs["code"] = std::int64_t{result.code};
        note.attrs["n"] = std::int64_t{letter.attempts};
        return note;
    }
    if (next.state == LetterState::refused)
        return with_answer(note_of(letter, AuditEvent::refused));
    auto note = with_answer(note_of(letter, AuditEvent::deferred));
    note.attrs["next"] = base::to_rfc3339(next.next_attempt);
    return note;
}

bool may_be(protocol::LetterDeed deed, const QueuedLetter& letter, LetterState next) {
    return protocol::may_become(deed, promise_of(letter.kind), letter.state, next);
}

base::Result<void> append_outcome(store::Transaction& transaction, const audit::Moment& moment,
                                  const QueuedLetter& letter, const AttemptResult& result,
                                  const NextStep& next) {
    if (next.uncertain) {
        auto note = note_of(letter, AuditEvent::uncertain);
        note.attrs["stage"] = result.stage;
        note.attrs["n"] = std::int64_t{letter.attempts};
        if (auto done = audit::append(transaction, moment, note); !done) return done;
        if (next.state == LetterState::sent) return {};  // an acknowledgement: nothing follows
    }
    if (next.expired) {
        auto note = note_of(letter, AuditEvent::letter_held);
        note.attrs["reason"] = std::string("expired");
        return audit::append(transaction, moment, note);
    }
    return audit::append(transaction, moment, outcome_note(letter, result, next));
}

base::Result<void> write_outcome(store::Transaction& transaction, const audit::Moment& moment,
                                 const QueuedLetter& letter, const AttemptResult& result,
                                 const NextStep& next) {
    base::ensure(protocol::may_become(protocol::LetterDeed::settle, promise_of(letter.kind),
                                      letter.state, next.state));
    std::optional<std::int64_t> accepted_at;
    if (result.outcome == Outcome::accepted) accepted_at = base::unix_seconds(moment.now);
    auto done = transaction.run(
        R"(UPDATE letter
           SET state = ?, in_flight = 0, next_attempt_at = ?, uncertain = max(uncertain, ?),
           refusals = refusals + ?,
           accepted_at = coalesce(accepted_at, ?), last_code = ?, last_enhanced = ?,
           last_stage = ?, held_reason = ?
           WHERE letter_id = ?)",
        {std::string(name_of(next.state)), base::unix_seconds(next.next_attempt),
         std::int64_t{next.uncertain ? 1 : 0}, std::int64_t{next.refused ? 1 : 0},
         store::whole_or_null(accepted_at), std::int64_t{result.code},
         store::text_or_null(result.enhanced), store::text_or_null(result.stage),
         store::text_or_null(next.expired ? "expired" : ""), letter.id});
    if (!done) return done.error();
    return append_outcome(transaction, moment, letter, result, next);
}

}  // namespace

base::Result<std::int64_t> post(store::Transaction& transaction, const audit::Moment& moment,
                                const QueuedLetter& letter) {
    auto before = known(transaction, letter);
    if (!before) return before.error();
    if (*before) return **before;
    auto id = insert(transaction, moment, letter);
    if (!id) return id;
    QueuedLetter posted = letter;
    posted.id = *id;
    auto note = note_of(posted, AuditEvent::letter_queued);
    note.attrs["hash"] = letter.hash;
    note.attrs["size"] = letter.size;
    if (auto done = audit::append(transaction, moment, note); !done) return done.error();
    return id;
}

base::Result<void> begin_attempt(store::Transaction& transaction, const audit::Moment& moment,
                                 std::int64_t id) {
    auto letter = load(transaction, id);
    if (!letter) return letter.error();
    if (!protocol::may_begin(letter->state)) return wrong_state(*letter, "sent");
    // TA: what a complainant gets counts as sent before a single octet leaves, so that it
    // cannot go twice.
    const LetterState begun = protocol::begun_as(promise_of(letter->kind));
    auto done = transaction.run(
        R"(UPDATE letter
           SET state = ?, in_flight = 1, attempts = attempts + 1,
               first_attempt_at = coalesce(first_attempt_at, ?)
           WHERE letter_id = ?)",
        {std::string(name_of(begun)), base::unix_seconds(moment.now), id});
    if (!done) return done.error();
    auto note = note_of(*letter, AuditEvent::attempt);
    note.attrs["n"] = std::int64_t{letter->attempts + 1};
    if (auto appended = audit::append(transaction, moment, note); !appended) return appended;
    if (letter->kind != "acknowledgement") return {};
    base::AuditNote sent{AuditEvent::acknowledged,
                         "daemon",
                         note.case_id,
                         std::nullopt,
                         {{"letter", letter->id}}};
    return audit::append(transaction, moment, sent);
}

base::Result<void> finish_attempt(store::Transaction& transaction, const audit::Moment& moment,
                                  std::int64_t id, const AttemptResult& result) {
    auto letter = load(transaction, id);
    if (!letter) return letter.error();
    auto flying = transaction.query("SELECT in_flight FROM letter WHERE letter_id = ?", {id});
    if (!flying) return flying.error();
    if (flying->front().whole(0) == 0)
        return wrong_state(*letter, "finished: no attempt was begun");
    const NextStep next = next_step(promise_of(letter->kind),
                                    {letter->attempts, letter->refusals, letter->first_queued},
                                    result, moment.now, jitter_of(*letter));
    return write_outcome(transaction, moment, *letter, result, next);
}

base::Result<int> recover(store::Transaction& transaction, const audit::Moment& moment) {
    auto letters = to_letters(transaction.query(std::string(letter_select()) +
                                                "WHERE l.in_flight = 1 ORDER BY l.letter_id"));
    if (!letters) return letters.error();
    const AttemptResult lost{Outcome::uncertain, 0, "", "restart", false};
    for (const QueuedLetter& letter : *letters) {
        const NextStep next = next_step(promise_of(letter.kind),
                                        {letter.attempts, letter.refusals, letter.first_queued},
                                        lost, moment.now, jitter_of(letter));
        if (auto done = write_outcome(transaction, moment, letter, lost, next); !done)
            return done.error();
    }
    return static_cast<int>(letters->size());
}

base::Result<void> hold(store::Transaction& transaction, const audit::Moment& moment,
                        std::int64_t id, const std::string& reason, const std::string& actor) {
    auto letter = load(transaction, id);
    if (!letter) return letter.error();
    if (!may_be(protocol::LetterDeed::hold, *letter, LetterState::held))
        return not_by_order(*letter, "held");
    auto done = transaction.run(
        "UPDATE letter SET state = 'held', held_reason = ? WHERE letter_id = ?", {reason, id});
    if (!done) return done.error();
    auto note = note_of(*letter, AuditEvent::letter_held);
    note.attrs["reason"] = reason;
    note.actor = actor;
    return audit::append(transaction, moment, note);
}

base::Result<bool> take_back(store::Transaction& transaction, const audit::Moment& moment,
                             std::int64_t id) {
    auto letter = load(transaction, id);
    if (!letter) return letter.error();
    const bool to_desk = promise_of(letter->kind) == Promise::last_hope;
    const LetterState next = to_desk ? LetterState::deferred : LetterState::refused;
    if (!may_be(protocol::LetterDeed::bounce, *letter, next)) return false;
    auto done = transaction.run(
        R"(UPDATE letter
           SET state = ?, refusals = refusals + 1, bounced_at = ?, next_attempt_at = ?
           WHERE letter_id = ?)",
        {std::string(name_of(next)), base::unix_seconds(moment.now),
         base::unix_seconds(moment.now + after_refusal()), id});
    if (!done) return done.error();
    return true;
}

base::Result<void> call_back(store::Transaction& transaction, base::Instant now,
                             base::Instant beyond) {
    auto done = transaction.run(
        R"(UPDATE letter
           SET next_attempt_at = ?1, queued_at = min(queued_at, ?1)
           WHERE state IN ('queued', 'deferred') AND next_attempt_at > ?2)",
        {base::unix_seconds(now), base::unix_seconds(beyond)});
    if (!done) return done.error();
    return {};
}

base::Result<void> retry(store::Transaction& transaction, const audit::Moment& moment,
                         std::int64_t id, const std::string& actor) {
    auto letter = load(transaction, id);
    if (!letter) return letter.error();
    if (!may_be(protocol::LetterDeed::retry, *letter, LetterState::deferred))
        return not_by_order(*letter, "tried again");
    if (promise_of(letter->kind) == Promise::at_most_once && letter->attempts > 0) {
        return base::Failure{base::FailureKind::usage,
                             "what a complainant gets is never sent a second time", ""};
    }
    auto done = transaction.run(
        R"(UPDATE letter
           SET state = 'deferred', next_attempt_at = ?, held_reason = NULL
           WHERE letter_id = ?)",
        {base::unix_seconds(moment.now), id});
    if (!done) return done.error();
    base::AuditNote note{AuditEvent::requeued,
                         actor,
                         std::nullopt,
                         std::nullopt,
                         {{"reason", std::string("letter")}}};
    if (!letter->case_id.empty()) note.case_id = letter->case_id;
    return audit::append(transaction, moment, note);
}

}  // namespace outbox
