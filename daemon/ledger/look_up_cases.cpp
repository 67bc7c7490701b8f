#include <algorithm>

#include "ledger/look_up.h"

namespace ledger {
namespace {

constexpr std::string_view case_select =
    R"(SELECT c.case_id, c.year, c.serial, c.received_at, c.local_day, c.kind, c.language,
       c.category, c.child, c.state, c.station, c.mail_safety, c.urgent, c.attached_to
       FROM case_file c )";

CaseRow to_case(const store::Row& row) {
    CaseRow found;
    found.id = base::CaseId(row.text(0));
    found.number = base::CaseNumber(static_cast<int>(row.whole(1)), row.whole(2));
    found.received = base::from_unix(row.whole(3));
    found.local_day = row.text(4);
    found.kind = row.text(5);
    found.language = row.text(6);
    found.category = row.text(7);
    found.child = row.text(8);
    found.state = row.text(9);
    found.station = row.text(10);
    found.mail_safety = row.text(11);
    found.urgent = row.whole(12) != 0;
    if (!row.is_null(13)) found.attached_to = base::CaseId(row.text(13));
    return found;
}

base::Result<std::optional<CaseRow>> case_where(store::ReadOnly& state,
                                                std::string_view condition,
                                                const std::vector<store::Value>& values) {
    auto rows = state.query(std::string(case_select) + std::string(condition), values);
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<CaseRow>{};
    return std::optional(to_case(rows->front()));
}

base::Result<std::optional<LetterOf>> letter_where(store::ReadOnly& state,
                                                   std::string_view condition,
                                                   const std::string& value) {
    auto rows = state.query(
        "SELECT letter_id, case_id, kind, recipient, token_expires_at FROM letter WHERE " +
            std::string(condition),
        {value});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<LetterOf>{};
    const store::Row& row = rows->front();
    LetterOf letter{row.whole(0), base::CaseId(row.text(1)), row.text(2),
                    base::RecipientId(row.text(3)), std::nullopt};
    if (!row.is_null(4)) letter.token_expires = base::from_unix(row.whole(4));
    return std::optional(std::move(letter));
}

CaseLine to_line(const store::Row& row) {
    CaseLine line;
    line.case_no = row.text(0);
    line.received_at = row.text(1);
    line.kind = row.text(2);
    line.category = row.text(3);
    line.child = row.text(4);
    line.state = row.text(5);
    line.station = row.text(6);
    line.pending_with = row.text(7);
    line.due_at = row.text(8);
    line.urgent = row.whole(9) != 0;
    line.late = row.whole(10) != 0;
    line.days_open = row.whole(11);
    return line;
}

}  // namespace

base::Result<std::optional<CaseRow>> find_case(store::ReadOnly& state, const base::CaseId& id) {
    return case_where(state, "WHERE c.case_id = ?", {store::Blob{id.str()}});
}

base::Result<std::optional<CaseRow>> find_case(store::ReadOnly& state,
                                               const base::CaseNumber& number) {
    return case_where(state, "WHERE c.year = ? AND c.serial = ?",
                      {std::int64_t{number.year()}, number.serial()});
}

base::Result<std::optional<CaseRow>> case_like(store::ReadOnly& state, store::ReadOnly& vault,
                                               const std::string& likeness,
                                               const base::CaseNumber& not_this) {
    auto rows = vault.query("SELECT case_id FROM likeness WHERE likeness = ? ORDER BY rowid",
                            {store::Blob{likeness}});
    if (!rows) return rows.error();
    for (const store::Row& row : *rows) {
        auto found = find_case(state, base::CaseId(row.text(0)));
        if (!found) return found;
        if (*found && (*found)->number != not_this) return found;
    }
    return std::optional<CaseRow>{};
}

base::Result<std::vector<DecidedCase>> decided_cases(store::ReadOnly& state,
                                                     base::Instant since, int most) {
    auto rows = state.query(
        R"(SELECT c.case_id, c.year, c.serial, c.received_at, d.action, d.station, d.reason
           FROM case_file c
           JOIN decision d ON d.decision_id = (SELECT min(decision_id) FROM decision
                                               WHERE case_id = c.case_id)
           WHERE c.received_at >= ? AND d.action IN ('forward', 'triage', 'digest')
           ORDER BY c.received_at DESC, c.year DESC, c.serial DESC LIMIT ?)",
        {base::unix_seconds(since), std::int64_t{most}});
    if (!rows) return rows.error();
    std::vector<DecidedCase> decided;
    decided.reserve(rows->size());
    for (const store::Row& row : *rows) {
        decided.push_back({base::CaseId(row.text(0)),
                           base::CaseNumber(static_cast<int>(row.whole(1)), row.whole(2)),
                           base::from_unix(row.whole(3)), row.text(4), row.text(5),
                           row.text(6)});
    }
    return decided;
}

base::Result<std::optional<LetterOf>> find_letter_by_token(store::ReadOnly& state,
                                                           const std::string& token_sha256) {
    return letter_where(state, "token_sha256 = ?", token_sha256);
}

base::Result<std::optional<LetterOf>> find_letter_by_return(store::ReadOnly& state,
                                                            const std::string& return_sha256,
                                                            base::Instant not_before) {
    return letter_where(state,
                        "queued_at >= " + std::to_string(base::unix_seconds(not_before)) +
                            " AND return_sha256 = ?",
                        return_sha256);
}

base::Result<std::optional<LetterOf>> find_letter_by_message_id(store::ReadOnly& state,
                                                                const std::string& message_id) {
    return letter_where(state, "message_id = ?", message_id);
}

base::Result<std::vector<CaseLine>> list_cases(store::ReadOnly& state, Which which,
                                               const std::string& station) {
    const char* condition = which == Which::open   ? "WHERE state <> 'closed' "
                            : which == Which::late ? "WHERE late "
                                                   : "WHERE 1 ";
    auto rows = state.query(
        R"(SELECT case_no, received_at, kind, category, child, state, station, pending_with,
           due_at, urgent, late, days_open
           FROM v1_case )" +
            std::string(condition) +
            "AND (?1 = '' OR station = ?1) ORDER BY received_at, case_no",
        {station});
    if (!rows) return rows.error();
    std::vector<CaseLine> lines;
    lines.reserve(rows->size());
    for (const store::Row& row : *rows) lines.push_back(to_line(row));
    return lines;
}

base::Result<std::vector<Balance>> balances(store::ReadOnly& state, int days) {
    auto rows = state.query(
        R"(SELECT day, received, accepted, answered, open, quarantined, bulk, difference
           FROM v1_balance
           ORDER BY day DESC LIMIT ?)",
        {std::int64_t{days}});
    if (!rows) return rows.error();
    std::vector<Balance> all;
    for (const store::Row& row : *rows) {
        all.push_back({row.text(0), row.whole(1), row.whole(2), row.whole(3), row.whole(4),
                       row.whole(5), row.whole(6), row.whole(7)});
    }
    return all;
}

}  // namespace ledger
