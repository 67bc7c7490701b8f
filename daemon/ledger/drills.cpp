#include "ledger/drills.h"

#include <algorithm>

namespace ledger {
namespace {

constexpr std::string_view prefix = "service|drill|";
constexpr std::string_view tests_prefix = "service|canary|";

}  // namespace

std::string cause_of_drill(const std::string& month) { return std::string(prefix) + month; }

base::Result<std::optional<Drill>> last_drill(store::ReadOnly& state, base::Instant until) {
    auto rows = state.query(
        R"(SELECT l.cause, l.queued_at, l.recipient,
                  EXISTS (SELECT 1 FROM answer a
                          WHERE a.letter_id = l.letter_id AND a.word = 'RECEIVED')
           FROM letter l
           WHERE l.kind = 'drill' AND l.cause = (
               SELECT max(cause) FROM letter
               WHERE kind = 'drill' AND cause GLOB 'service|drill|*' AND queued_at < ?)
           ORDER BY l.recipient)",
        {base::unix_seconds(until)});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Drill>{};
    Drill drill;
    drill.month = rows->front().text(0).substr(prefix.size());
    drill.at = base::from_unix(rows->front().whole(1));
    for (const store::Row& row : *rows) {
        ++drill.asked;
        drill.at = std::min(drill.at, base::from_unix(row.whole(1)));
        if (row.whole(3) == 0) drill.unanswered.emplace_back(row.text(2));
    }
    return std::optional(std::move(drill));
}

std::string cause_of_tests(const std::string& day) { return std::string(tests_prefix) + day; }

base::Result<std::vector<base::RecipientId>> tests_not_returned(store::ReadOnly& state,
                                                                const std::string& day) {
    auto rows = state.query(
        R"(SELECT l.recipient FROM letter l
           WHERE l.kind = 'drill' AND l.cause = ?1
             AND l.letter_id NOT IN (
                 SELECT json_extract(e.attrs, '$.letter') FROM audit_event e
                 WHERE e.kind = 'canary' AND e.station IS NOT NULL)
           ORDER BY l.recipient)",
        {cause_of_tests(day)});
    if (!rows) return rows.error();
    std::vector<base::RecipientId> recipients;
    for (const store::Row& row : *rows) recipients.emplace_back(row.text(0));
    return recipients;
}

}  // namespace ledger
