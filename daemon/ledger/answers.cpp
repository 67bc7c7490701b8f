#include "ledger/answers.h"

namespace ledger {
namespace {

base::Failure overtaken() {
    return {base::FailureKind::temporary, "the case changed while an answer was being read",
            "the answer is read once more"};
}

base::Result<std::int64_t> figure(store::ReadOnly& state, std::string_view sql,
                                  const std::vector<store::Value>& values) {
    auto rows = state.query(sql, values);
    if (!rows) return rows.error();
    return rows->empty() ? 0 : rows->front().whole(0);
}

base::Result<bool> exists(store::ReadOnly& state, std::string_view sql,
                          const std::vector<store::Value>& values) {
    auto rows = state.query(sql, values);
    if (!rows) return rows.error();
    return !rows->empty();
}

}  // namespace

std::string answer_content(const seal::ServerKeys& keys, const std::string& message_id,
                           const std::string& date, const std::string& text) {
    // Lengths in front: no two answers give the same octets.
    const auto with_length = [](const std::string& part) {
        return std::to_string(part.size()) + ":" + part;
    };
    return seal::keyed_hash(keys.dedup, "answer|" + with_length(message_id) +
                                            with_length(date) + with_length(text));
}

base::Result<Counts> claim_answer(store::Transaction& state, const audit::Moment& moment,
                                  const AnswerRow& answer) {
    auto claimed = state.run(
        R"(INSERT INTO answer (letter_id, content, case_id, at, word)
           VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING)",
        {answer.letter, store::Blob{answer.content}, store::Blob{answer.case_id.str()},
         base::unix_seconds(moment.now), answer.word});
    if (!claimed) return claimed.error();
    return *claimed == 1 ? Counts::first : Counts::again;
}

base::Result<bool> was_answered(store::ReadOnly& state, std::int64_t letter,
                                const std::string& content) {
    return exists(state, "SELECT 1 FROM answer WHERE letter_id = ? AND content = ?",
                  {letter, store::Blob{content}});
}

base::Result<std::int64_t> count_not_understood(store::ReadOnly& state,
                                                const base::RecipientId& recipient,
                                                base::Instant since) {
    return figure(state,
                  R"(SELECT count(*)
                     FROM answer a
                     JOIN letter l ON l.letter_id = a.letter_id
                     WHERE a.at >= ? AND a.word = '' AND l.recipient = ?)",
                  {base::unix_seconds(since), recipient.str()});
}

base::Result<base::CaseId> root_case(store::ReadOnly& state, const base::CaseId& id) {
    auto rows =
        state.query("SELECT coalesce(attached_to, case_id) FROM case_file WHERE case_id = ?",
                    {store::Blob{id.str()}});
    if (!rows) return rows.error();
    if (rows->empty())
        return base::Failure{base::FailureKind::defect, "a letter of a case that is not there",
                             ""};
    return base::CaseId(rows->front().text(0));
}

base::Result<void> note_contact(store::Transaction& state, const audit::Moment& moment,
                                const ContactRelease& release) {
    auto noted = state.run(
        R"(INSERT INTO contact_release (case_id, at, local_day, actor, station, mask, withheld)
           SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
           WHERE ?5 IS NOT (SELECT station FROM contact_release WHERE case_id = ?1
                            ORDER BY release_id DESC LIMIT 1))",
        {store::Blob{release.case_id.str()}, base::unix_seconds(moment.now), release.local_day,
         release.actor, release.station.str(), store::text_or_null(release.mask),
         store::text_or_null(release.withheld)});
    if (!noted) return noted.error();
    if (*noted == 0) return overtaken();
    return {};
}

base::Result<bool> contact_was_decided(store::ReadOnly& state, const base::CaseId& id,
                                       const base::StationId& station) {
    return exists(state,
                  R"(SELECT 1
                     WHERE ?2 IS (SELECT station FROM contact_release WHERE case_id = ?1
                                  ORDER BY release_id DESC LIMIT 1))",
                  {store::Blob{id.str()}, station.str()});
}

base::Result<std::int64_t> contacts_released(store::ReadOnly& state,
                                             const base::StationId& station,
                                             const std::string& local_day) {
    return figure(state,
                  R"(SELECT count(*)
                     FROM contact_release
                     WHERE station = ? AND local_day = ? AND withheld IS NULL)",
                  {station.str(), local_day});
}

base::Result<bool> has_event(store::ReadOnly& state, const base::CaseId& id,
                             base::AuditEvent event) {
    return exists(state, "SELECT 1 FROM audit_event WHERE case_id = ? AND kind = ? LIMIT 1",
                  {store::Blob{id.str()}, std::string(base::name_of(event))});
}

}  // namespace ledger
