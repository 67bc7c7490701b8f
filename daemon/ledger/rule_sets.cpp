#include "ledger/rule_sets.h"

#include <nlohmann/json.hpp>

namespace ledger {
namespace {

using base::AuditEvent;

// A list of many ids would not fit the trail: the first ones, then how many more.
constexpr std::size_t most_named = 8;

std::string named(const std::vector<std::string>& ids) {
    std::string out;
    for (std::size_t i = 0; i < ids.size() && i < most_named; ++i)
        out += (i == 0 ? "" : ",") + ids[i];
    if (ids.size() > most_named)
        out += " and " + std::to_string(ids.size() - most_named) + " more";
    return out;
}

base::Result<std::string> to_json(const std::map<std::string, std::string>& files) {
    try {
        return nlohmann::json(files).dump();
    } catch (const nlohmann::json::exception&) {
        return base::Failure{base::FailureKind::text, "a file of the rules is not UTF-8",
                             "save it as UTF-8"};
    }
}

base::Result<std::map<std::string, std::string>> from_json(const std::string& text) {
    try {
        return nlohmann::json::parse(text).get<std::map<std::string, std::string>>();
    } catch (const nlohmann::json::exception&) {
        return base::Failure{base::FailureKind::text, "the stored set of rules cannot be read",
                             ""};
    }
}

// Nothing was tried since: a set that comes back after a refused one is a row again, so that
// the newest row tells whether the rules in force are those of the folder.
base::Result<bool> is_active(store::Transaction& state, const std::string& sha256) {
    auto rows =
        state.query("SELECT sha256, refused FROM rule_set ORDER BY rule_set_id DESC LIMIT 1");
    if (!rows) return rows.error();
    return !rows->empty() && rows->front().text(0) == sha256 && rows->front().whole(1) == 0;
}

// The same rules, and perhaps another signature beside them.
base::Result<void> keep_beside(store::Transaction& state, const std::string& files) {
    auto done = state.run(
        R"(UPDATE rule_set SET files = ?1
           WHERE rule_set_id = (SELECT max(rule_set_id) FROM rule_set) AND files <> ?1)",
        {files});
    if (!done) return done.error();
    return {};
}

base::Result<void> write_stations(store::Transaction& state,
                                  const std::vector<StationEntry>& stations) {
    if (auto gone = state.run("DELETE FROM station"); !gone) return gone.error();
    for (const StationEntry& station : stations) {
        std::optional<std::int64_t> officers = station.trained_officers;
        auto done = state.run(
            R"(INSERT INTO station (station, district, name, name_ml, trained_officers)
               VALUES (?, ?, ?, ?, ?))",
            {station.id.str(), station.district, station.name, station.name_ml,
             store::whole_or_null(officers)});
        if (!done) return done.error();
    }
    return {};
}

}  // namespace

base::Result<void> activate_rules(store::Transaction& state, const audit::Moment& moment,
                                  const RuleSetRecord& rules, const std::string& actor) {
    auto active = is_active(state, rules.sha256);
    if (!active) return active.error();
    auto files = to_json(rules.files);
    if (!files) return files.error();
    if (*active) return keep_beside(state, *files);
    auto done = state.run(
        "INSERT INTO rule_set (sha256, at, refused, problems, files) VALUES (?, ?, 0, 0, ?)",
        {rules.sha256, base::unix_seconds(moment.now), *files});
    if (!done) return done.error();
    // Only the last good text is needed; the trail keeps which sets there were.
    done = state.run(
        "UPDATE rule_set SET files = NULL WHERE rule_set_id <> ? AND files IS NOT NULL",
        {state.last_row_id()});
    if (!done) return done.error();
    if (auto written = write_stations(state, rules.stations); !written) return written;
    base::AuditNote note{AuditEvent::rules_activated,
                         actor,
                         std::nullopt,
                         std::nullopt,
                         {{"rules", rules.sha256}}};
    if (!rules.changed_mailboxes.empty())
        note.attrs["changed_mailboxes"] = named(rules.changed_mailboxes);
    return audit::append(state, moment, note);
}

base::Result<void> refuse_rules(store::Transaction& state, const audit::Moment& moment,
                                const std::string& sha256, int problems,
                                const std::string& actor) {
    auto done =
        state.run("INSERT INTO rule_set (sha256, at, refused, problems) VALUES (?, ?, 1, ?)",
                  {sha256, base::unix_seconds(moment.now), std::int64_t{problems}});
    if (!done) return done.error();
    return audit::append(state, moment,
                         {AuditEvent::rules_refused,
                          actor,
                          std::nullopt,
                          std::nullopt,
                          {{"rules", sha256}, {"problems", std::int64_t{problems}}}});
}

base::Result<bool> was_refused(store::ReadOnly& state, const std::string& sha256) {
    auto rows = state.query(
        "SELECT refused FROM rule_set WHERE sha256 = ? ORDER BY rule_set_id DESC LIMIT 1",
        {sha256});
    if (!rows) return rows.error();
    return !rows->empty() && rows->front().whole(0) == 1;
}

base::Result<std::optional<StoredRules>> last_good_rules(store::ReadOnly& state) {
    auto rows = state.query(
        R"(SELECT sha256, files
           FROM rule_set
           WHERE refused = 0 AND files IS NOT NULL
           ORDER BY rule_set_id DESC LIMIT 1)");
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<StoredRules>{};
    auto files = from_json(rows->front().text(1));
    if (!files) return files.error();
    return std::optional(StoredRules{rows->front().text(0), std::move(*files)});
}

}  // namespace ledger
