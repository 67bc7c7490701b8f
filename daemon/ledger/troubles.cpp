#include "ledger/troubles.h"

namespace ledger {
namespace {

using base::AuditEvent;

constexpr std::string_view open_select =
    "SELECT trouble_id, kind, since, times FROM trouble WHERE ended_at IS NULL ";

TroubleRow to_trouble(const store::Row& row) {
    return {row.whole(0), row.text(1), base::from_unix(row.whole(2)), row.whole(3)};
}

base::Result<std::optional<TroubleRow>> open_one(store::Transaction& state,
                                                 const std::string& kind) {
    auto rows = state.query(std::string(open_select) + "AND kind = ?", {kind});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<TroubleRow>{};
    return std::optional(to_trouble(rows->front()));
}

}  // namespace

base::Result<std::optional<TroubleRow>> begin_trouble(store::Transaction& state,
                                                      const audit::Moment& moment,
                                                      const std::string& kind) {
    auto open = open_one(state, kind);
    if (!open) return open.error();
    if (*open) return std::optional<TroubleRow>{};
    auto done = state.run("INSERT INTO trouble (kind, since) VALUES (?, ?)",
                          {kind, base::unix_seconds(moment.now)});
    if (!done) return done.error();
    const std::int64_t id = state.last_row_id();
    auto noted = audit::append(
        state, moment,
        {AuditEvent::alarm_raised, "daemon", std::nullopt, std::nullopt, {{"kind", kind}}});
    if (!noted) return noted.error();
    return std::optional(TroubleRow{id, kind, moment.now, 1});
}

base::Result<std::optional<TroubleRow>> end_trouble(store::Transaction& state,
                                                    const audit::Moment& moment,
                                                    const std::string& kind,
                                                    std::int64_t times) {
    auto open = open_one(state, kind);
    if (!open) return open;
    if (!*open) return open;
    auto done = state.run("UPDATE trouble SET ended_at = ?, times = ? WHERE trouble_id = ?",
                          {base::unix_seconds(moment.now), times, (*open)->id});
    if (!done) return done.error();
    auto noted = audit::append(state, moment,
                               {AuditEvent::alarm_ended,
                                "daemon",
                                std::nullopt,
                                std::nullopt,
                                {{"kind", kind}, {"times", times}}});
    if (!noted) return noted.error();
    (*open)->times = times;
    return open;
}

base::Result<void> put_note(store::Transaction& state, const std::string& name,
                            std::int64_t value) {
    auto done = state.run(
        R"(INSERT INTO meta (key, value)
           VALUES (?, ?)
           ON CONFLICT (key) DO UPDATE SET value = excluded.value)",
        {name, std::to_string(value)});
    if (!done) return done.error();
    return {};
}

base::Result<std::optional<std::int64_t>> find_note(store::ReadOnly& state,
                                                    const std::string& name) {
    auto rows = state.query("SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?", {name});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<std::int64_t>{};
    return std::optional(rows->front().whole(0));
}

base::Result<bool> is_to_do(store::ReadOnly& state, const std::string& name,
                            base::Instant moment) {
    for (const std::string& past : {name, std::string("created_at")}) {
        auto last = find_note(state, past);
        if (!last) return last.error();
        if (last.value() && base::unix_seconds(moment) <= *last.value()) return false;
    }
    return true;
}

base::Result<std::vector<TroubleRow>> open_troubles(store::ReadOnly& state) {
    auto rows = state.query(std::string(open_select) + "ORDER BY trouble_id");
    if (!rows) return rows.error();
    std::vector<TroubleRow> troubles;
    troubles.reserve(rows->size());
    for (const store::Row& row : *rows) troubles.push_back(to_trouble(row));
    return troubles;
}

}  // namespace ledger
