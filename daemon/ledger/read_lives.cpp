#include "base/ensure.h"
#include "ledger/life.h"

namespace ledger {
namespace {

using cases::CaseLife;

constexpr std::string_view select =
    R"(SELECT case_id, year, serial, received_at, state, kind, action, language, category,
       station, child, mail_safety, urgent, silent, station_since, confirmed_at, last_try_at,
       contacted_at, signed_at, identified_at, wish_at, fir_at, held_until, asked_at, closed_at,
       call_tries, refused_by_stations, reopened, wish, outcome, asked_outcome, asked_by,
       (SELECT group_concat(recipient) FROM case_never_to n WHERE n.case_id = c.case_id),
       (SELECT max(a.at) FROM letter l JOIN answer a ON a.letter_id = l.letter_id
        WHERE l.case_id = c.case_id AND a.word <> ''), due_at, due_clock, call_with,
       (SELECT min(a.at) FROM letter l JOIN answer a ON a.letter_id = l.letter_id
        WHERE l.case_id = c.case_id AND a.word = 'NOTE TAKEDOWN SENT'),
       (SELECT min(a.at) FROM letter l JOIN answer a ON a.letter_id = l.letter_id
        WHERE l.case_id = c.case_id AND a.word = 'NOTE CHILD REPORT SENT')
       FROM case_file c )";

std::optional<base::Instant> instant(const store::Row& row, std::size_t i) {
    if (row.is_null(i)) return std::nullopt;
    return base::from_unix(row.whole(i));
}

// Ids of the rules have no comma.
std::vector<base::RecipientId> recipients(std::string_view list) {
    std::vector<base::RecipientId> ids;
    while (!list.empty()) {
        const std::string_view one = list.substr(0, list.find(','));
        ids.emplace_back(std::string(one));
        list.remove_prefix(std::min(one.size() + 1, list.size()));
    }
    return ids;
}

CaseLife to_life(const store::Row& row) {
    CaseLife life;
    life.id = base::CaseId(row.text(0));
    life.number = base::CaseNumber(static_cast<int>(row.whole(1)), row.whole(2));
    life.received = base::from_unix(row.whole(3));
    const auto state = cases::case_state(row.text(4));
    base::ensure(state.has_value());  // the table has a CHECK
    life.state = *state;
    life.kind = row.text(5);
    life.action = row.text(6);
    life.language = row.text(7);
    life.category = row.text(8);
    life.station = row.text(9);
    life.child = row.text(10);
    life.mail_safety = row.text(11);
    life.urgent = row.whole(12) != 0;
    life.silent = row.whole(13) != 0;
    life.station_since = instant(row, 14);
    life.confirmed = instant(row, 15);
    life.last_try = instant(row, 16);
    life.contacted = instant(row, 17);
    life.signed_at = instant(row, 18);
    life.identified = instant(row, 19);
    life.wish_at = instant(row, 20);
    life.fir = instant(row, 21);
    life.held_until = instant(row, 22);
    life.asked_at = instant(row, 23);
    life.closed = instant(row, 24);
    life.call_tries = static_cast<int>(row.whole(25));
    life.refused_by_stations = static_cast<int>(row.whole(26));
    life.reopened = static_cast<int>(row.whole(27));
    life.wish = row.text(28);
    life.outcome = row.text(29);
    life.asked_outcome = row.text(30);
    life.asked_by = row.text(31);
    life.never_to = recipients(row.text(32));
    life.last_word = instant(row, 33);
    life.due = instant(row, 34);
    life.due_clock = row.text(35);
    life.call_with = row.text(36);
    life.takedown_sent = instant(row, 37);
    life.child_reported = instant(row, 38);
    return life;
}

}  // namespace

base::Result<std::optional<CaseLife>> find_life(store::ReadOnly& state,
                                                const base::CaseId& id) {
    auto rows = state.query(std::string(select) + "WHERE case_id = ?", {store::Blob{id.str()}});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<CaseLife>{};
    return std::optional(to_life(rows->front()));
}

base::Result<bool> has_letter(store::ReadOnly& state, const std::string& cause,
                              const base::RecipientId& recipient) {
    auto rows = state.query("SELECT 1 FROM letter WHERE cause = ? AND recipient = ? LIMIT 1",
                            {cause, recipient.str()});
    if (!rows) return rows.error();
    return !rows->empty();
}

namespace {

base::Result<std::vector<CaseLife>> to_lives(base::Result<std::vector<store::Row>> rows) {
    if (!rows) return rows.error();
    std::vector<CaseLife> lives;
    lives.reserve(rows->size());
    for (const store::Row& row : *rows) lives.push_back(to_life(row));
    return lives;
}

}  // namespace

base::Result<std::vector<CaseLife>> open_lives(store::ReadOnly& state) {
    return to_lives(state.query(std::string(select) +
                                R"(WHERE state <> 'closed' AND attached_to IS NULL
                                     AND coalesce(action, 'triage') IN ('forward', 'triage')
                                   ORDER BY received_at, year, serial)"));
}

base::Result<std::vector<CaseLife>> unconfirmed_spam(store::ReadOnly& state,
                                                     base::Instant asked_before) {
    return to_lives(
        state.query(std::string(select) +
                        "WHERE asked_outcome = 'spam' AND asked_at <= ? ORDER BY asked_at",
                    {base::unix_seconds(asked_before)}));
}

base::Result<bool> asks_for_closing(store::ReadOnly& state, const base::CaseId& id,
                                    std::int64_t letter) {
    auto rows = state.query(
        R"(SELECT 1
           FROM letter l
           JOIN audit_event queued ON queued.case_id = l.case_id AND queued.kind = 'letter_queued'
                AND json_extract(queued.attrs, '$.letter') = l.letter_id
           WHERE l.letter_id = ?1
             AND queued.seq > (SELECT max(seq) FROM audit_event
                               WHERE case_id = ?2 AND kind = 'closing_asked'))",
        {letter, store::Blob{id.str()}});
    if (!rows) return rows.error();
    return !rows->empty();
}

}  // namespace ledger
