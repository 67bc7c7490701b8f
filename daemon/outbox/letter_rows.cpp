#include "outbox/letter_rows.h"

namespace outbox {

std::string_view letter_select() {
    return R"(SELECT l.letter_id, l.case_id, l.kind, l.recipient, l.revision, l.cause,
              l.message_id, l.state, l.attempts, l.uncertain, l.urgent, l.queued_at,
              l.next_attempt_at, l.hash, l.size, l.token_sha256, l.token_expires_at,
              l.refusals, l.last_code, l.last_enhanced
              FROM letter l )";
}

QueuedLetter to_letter(const store::Row& row) {
    QueuedLetter letter;
    letter.id = row.whole(0);
    letter.case_id = base::CaseId(row.text(1));
    letter.kind = row.text(2);
    letter.recipient = base::RecipientId(row.text(3));
    letter.revision = static_cast<int>(row.whole(4));
    letter.cause = row.text(5);
    letter.message_id = row.text(6);
    const auto state = protocol::letter_state(row.text(7));
    base::ensure(state.has_value());  // the table has a CHECK
    letter.state = *state;
    letter.attempts = static_cast<int>(row.whole(8));
    letter.uncertain = row.whole(9) != 0;
    letter.urgent = row.whole(10) != 0;
    letter.first_queued = base::from_unix(row.whole(11));
    letter.next_attempt = base::from_unix(row.whole(12));
    letter.hash = row.text(13);
    letter.size = row.whole(14);
    letter.token_sha256 = row.text(15);
    if (!row.is_null(16)) letter.token_expires = base::from_unix(row.whole(16));
    letter.refusals = static_cast<int>(row.whole(17));
    letter.last_code = static_cast<int>(row.whole(18));
    letter.last_enhanced = row.text(19);
    return letter;
}

base::Result<std::vector<QueuedLetter>> to_letters(base::Result<std::vector<store::Row>> rows) {
    if (!rows) return rows.error();
    std::vector<QueuedLetter> letters;
    letters.reserve(rows->size());
    for (const store::Row& row : *rows) letters.push_back(to_letter(row));
    return letters;
}

base::Result<QueuedLetter> load(store::Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query(std::string(letter_select()) + "WHERE l.letter_id = ?", {id});
    if (!rows) return rows.error();
    if (rows->empty())
        return base::Failure{base::FailureKind::defect, "there is no such letter", ""};
    return to_letter(rows->front());
}

base::AuditNote note_of(const QueuedLetter& letter, base::AuditEvent event) {
    base::AuditNote note{event, "daemon", std::nullopt, std::nullopt, {}};
    if (!letter.case_id.empty()) note.case_id = letter.case_id;
    if (letter.kind == "station" || letter.kind == "contact" || letter.kind == "reveal")
        note.station = base::StationId(letter.recipient.str());
    note.attrs = {
        {"letter", letter.id}, {"kind", letter.kind}, {"recipient", letter.recipient.str()}};
    return note;
}

}  // namespace outbox
