#include "outbox/letter_rows.h"
#include "outbox/outbox.h"

namespace outbox {

namespace {

// One urgency at a time: within it the index has the letters by their time, forwards and
// backwards.
base::Result<std::vector<QueuedLetter>> due_of(store::ReadOnly& state, base::Instant now,
                                               std::int64_t urgent, int limit, DueFirst first,
                                               const std::string& full) {
    const std::string order = first == DueFirst::longest
                                  ? "ORDER BY l.next_attempt_at, l.letter_id LIMIT ?"
                                  : "ORDER BY l.next_attempt_at DESC, l.letter_id DESC LIMIT ?";
    return to_letters(state.query(
        std::string(letter_select()) +
            R"(WHERE l.urgent = ? AND l.state IN ('queued', 'deferred') AND l.next_attempt_at <= ?
                 AND instr(?, '|' || l.recipient || '|') = 0 )" +
            order,
        {urgent, base::unix_seconds(now), full, std::int64_t{limit}}));
}

}  // namespace

base::Result<std::vector<QueuedLetter>> due(store::ReadOnly& state, base::Instant now,
                                            int limit, DueFirst first,
                                            const std::vector<std::string>& full) {
    std::string names = "|";  // no id of a recipient has this sign
    for (const auto& name : full) names += name + "|";
    // An urgent one waits for nobody.
    auto letters = due_of(state, now, 1, limit, first, "");
    if (!letters) return letters;
    const int rest = limit - static_cast<int>(letters->size());
    if (rest <= 0) return letters;
    auto others = due_of(state, now, 0, rest, first, names);
    if (!others) return others;
    for (auto& letter : *others) letters->push_back(std::move(letter));
    return letters;
}

base::Result<std::vector<QueuedLetter>> waiting(store::ReadOnly& state) {
    return to_letters(
        state.query(std::string(letter_select()) +
                    R"(WHERE l.state IN ('queued', 'sending', 'deferred', 'held', 'refused')
                        ORDER BY l.letter_id)"));
}

base::Result<std::vector<QueuedLetter>> without_taker(store::ReadOnly& state) {
    return to_letters(state.query(std::string(letter_select()) +
                                  R"(WHERE l.kind = 'station'
                         AND (l.accepted_at IS NULL OR l.bounced_at IS NOT NULL)
                         AND (l.refusals > 0 OR (l.state = 'held'
                                                 AND l.held_reason IN ('expired', 'never_to')))
                         AND NOT EXISTS (SELECT 1 FROM letter d
                                         WHERE d.letter_id > l.letter_id
                                           AND d.recipient = 'desk.triage'
                                           AND (d.kind = 'desk' AND d.cause = l.cause
                                                OR d.kind = 'notice'
                                                   AND d.cause = 'refused|' || l.letter_id))
                       ORDER BY l.letter_id)"));
}

bool was_too_large(const QueuedLetter& letter) {
    return letter.last_code == 552 && letter.last_enhanced == "5.3.4" && !letter.uncertain;
}

base::Result<int> next_revision(store::ReadOnly& state, const std::string& cause,
                                const std::string& kind, const base::RecipientId& recipient) {
    auto rows = state.query(
        R"(SELECT coalesce(max(revision) + 1, 0) FROM letter
           WHERE cause = ? AND kind = ? AND recipient = ?)",
        {cause, kind, recipient.str()});
    if (!rows) return rows.error();
    return rows->empty() ? 0 : static_cast<int>(rows->front().whole(0));
}

base::Result<std::vector<QueuedLetter>> values_not_taken(store::ReadOnly& state) {
    return to_letters(state.query(std::string(letter_select()) +
                                  R"(WHERE l.kind IN ('contact', 'reveal')
                         AND (l.refusals > 0
                              OR (l.state = 'held' AND l.held_reason = 'expired'))
                         AND NOT EXISTS (SELECT 1 FROM letter n
                                         WHERE n.kind = 'notice' AND n.recipient = 'desk.triage'
                                           AND n.cause = 'not_taken|' || l.message_id)
                       ORDER BY l.letter_id)"));
}

std::string cause_of_untaken(const QueuedLetter& letter) {
    return "not_taken|" + letter.message_id;
}

base::Result<std::optional<QueuedLetter>> find(store::ReadOnly& state, std::int64_t id) {
    auto letters =
        to_letters(state.query(std::string(letter_select()) + "WHERE l.letter_id = ?", {id}));
    if (!letters) return letters.error();
    if (letters->empty()) return std::optional<QueuedLetter>{};
    return std::optional(std::move(letters->front()));
}

base::Result<std::optional<base::Instant>> last_accepted(store::ReadOnly& state,
                                                         const std::string& kind,
                                                         const std::string& recipient) {
    // The newest first: what was taken last was written lately.
    auto rows = state.query(
        R"(SELECT accepted_at
           FROM letter
           WHERE kind = ? AND recipient = ? AND accepted_at IS NOT NULL
           ORDER BY letter_id DESC LIMIT 1)",
        {kind, recipient});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<base::Instant>{};
    return std::optional(base::from_unix(rows->front().whole(0)));
}

base::Result<std::optional<base::Instant>> oldest_waiting(store::ReadOnly& state) {
    auto rows = state.query(
        "SELECT min(queued_at) FROM letter WHERE state IN ('queued', 'deferred') "
        "AND kind <> 'acknowledgement'");
    if (!rows) return rows.error();
    if (rows->empty() || rows->front().is_null(0)) return std::optional<base::Instant>{};
    return std::optional(base::from_unix(rows->front().whole(0)));
}

base::Result<bool> has_strayed(store::ReadOnly& state, base::Instant beyond) {
    auto rows = state.query(
        "SELECT 1 FROM letter WHERE state IN ('queued', 'deferred') AND next_attempt_at > ? "
        "LIMIT 1",
        {base::unix_seconds(beyond)});
    if (!rows) return rows.error();
    return !rows->empty();
}

base::Result<std::optional<base::Instant>> next_due(store::ReadOnly& state) {
    auto rows = state.query(
        "SELECT min(next_attempt_at) FROM letter WHERE state IN ('queued', 'deferred')");
    if (!rows) return rows.error();
    if (rows->empty() || rows->front().is_null(0)) return std::optional<base::Instant>{};
    return std::optional(base::from_unix(rows->front().whole(0)));
}

}  // namespace outbox
