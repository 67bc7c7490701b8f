#include "ledger/review_rows.h"

#include <array>
#include <charconv>
#include <map>

#include "ledger/drills.h"
namespace ledger {
namespace {

using review::Rows;

struct Question {
    store::ReadOnly& state;
    const review::Period& period;
    base::Instant now;

    // ?1 and ?2: the first moment of the period and the first one after it, in seconds.
    base::Result<std::vector<store::Row>> of_moments(std::string_view sql) const {
        return state.query(
            sql, {base::unix_seconds(period.begin()), base::unix_seconds(period.end())});
    }
};

std::optional<base::Instant> instant(const store::Row& row, std::size_t i) {
    if (row.is_null(i)) return std::nullopt;
    return base::from_unix(row.whole(i));
}

base::Result<void> read_cases(const Question& question, Rows& out) {
    auto rows = question.of_moments(
        R"(SELECT received_at, confirmed_at, contacted_at, closed_at, station, state, outcome,
           urgent, reopened
           FROM case_file
           WHERE attached_to IS NULL AND coalesce(action, 'triage') IN ('forward', 'triage')
             AND received_at < ?2
             AND (state <> 'closed' OR closed_at >= ?1 OR received_at >= ?1))");
    if (!rows) return rows.error();
    out.cases.reserve(rows->size());
    for (const store::Row& row : *rows) {
        out.cases.push_back({base::from_unix(row.whole(0)), instant(row, 1), instant(row, 2),
                             instant(row, 3), row.text(4), row.text(5), row.text(6),
                             row.whole(7) != 0, row.whole(8)});
    }
    return {};
}

base::Result<void> read_stations(const Question& question, Rows& out) {
    auto rows = question.state.query(
        "SELECT station, district, name, name_ml, trained_officers FROM station ORDER BY "
        "station");
    if (!rows) return rows.error();
    for (const store::Row& row : *rows) {
        review::StationRow station{row.text(0), row.text(1), row.text(2), row.text(3), {}};
        if (!row.is_null(4)) station.trained_officers = row.whole(4);
        out.stations.push_back(std::move(station));
    }
    return {};
}

// Corrected: the station decided last is another than the first, or it was the desk's to choose
// and a station was chosen. The least and the greatest id of a case are its first and last
// decision.
base::Result<void> read_routes(const Question& question, Rows& out) {
    auto rows = question.of_moments(
        R"(SELECT first.reason, count(*),
                  sum(first.station IS NOT NULL AND coalesce(last.station, '') <> first.station)
           FROM (SELECT min(decision_id) AS one, max(decision_id) AS other
                 FROM decision GROUP BY case_id) pair
           JOIN decision first ON first.decision_id = pair.one
           JOIN decision last ON last.decision_id = pair.other
           WHERE first.action IN ('forward', 'triage') AND first.at >= ?1 AND first.at < ?2
           GROUP BY first.reason ORDER BY 2 DESC, 1)");
    if (!rows) return rows.error();
    for (const store::Row& row : *rows)
        out.routes.push_back({row.text(0), row.whole(1), row.whole(2)});
    auto answers = question.of_moments(
        "SELECT count(*) FROM answer WHERE word = 'NOT OURS' AND at >= ?1 AND at < ?2");
    if (!answers) return answers.error();
    out.not_ours = answers->front().whole(0);
    return {};
}

void add_classes(std::string_view list, std::map<std::string, std::int64_t>& sums) {
    while (!list.empty()) {
        const std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(item.size() + 1, list.size()));
        const std::size_t equals = item.find('=');
        if (equals == std::string_view::npos) continue;
        std::int64_t count = 0;
        std::from_chars(item.data() + equals + 1, item.data() + item.size(), count);
        sums[std::string(item.substr(0, equals))] += count;
    }
}

// Of each mail the copy for a station, else the one for the desk.
base::Result<void> read_covered(const Question& question, Rows& out) {
    auto rows = question.of_moments(
        R"(SELECT classes, count(*)
           FROM (SELECT json_extract(attrs, '$.classes') AS classes,
                        max(json_extract(attrs, '$.destination') || printf('%020d', seq))
                 FROM audit_event
                 WHERE kind = 'redacted' AND ts >= ?1 AND ts < ?2 GROUP BY case_id)
           WHERE classes <> '' GROUP BY classes)");
    if (!rows) return rows.error();
    std::map<std::string, std::int64_t> sums;
    for (const store::Row& row : *rows) {
        std::map<std::string, std::int64_t> one;
        add_classes(row.text(0), one);
        for (const auto& [type, count] : one) sums[type] += count * row.whole(1);
    }
    for (const auto& [type, count] : sums) out.covered.push_back({type, count});
    return {};
}

base::Result<void> read_doubts(const Question& question, Rows& out) {
    auto rows = question.state.query(
        R"(SELECT kind, sum(uncertain), sum(state = 'refused'), sum(state = 'held'),
                  sum(state IN ('queued', 'deferred', 'sending') AND queued_at < ?3 - 3600)
           FROM letter WHERE queued_at < ?2
             AND (uncertain = 1 AND queued_at >= ?1 OR state = 'refused' AND queued_at >= ?1
                  OR state IN ('held', 'queued', 'deferred', 'sending'))
           GROUP BY kind
           HAVING sum(uncertain) + sum(state IN ('refused', 'held'))
                  + sum(state IN ('queued', 'deferred', 'sending') AND queued_at < ?3 - 3600) > 0
           ORDER BY kind)",
        {base::unix_seconds(question.period.begin()), base::unix_seconds(question.period.end()),
         base::unix_seconds(question.now)});
    if (!rows) return rows.error();
    for (const store::Row& row : *rows)
        out.doubts.push_back(
            {row.text(0), row.whole(1), row.whole(2), row.whole(3), row.whole(4)});
    return {};
}

base::Result<void> read_balance(const Question& question, Rows& out) {
    auto rows = question.state.query(
        R"(SELECT day, received, accepted, answered, open, quarantined, bulk, difference
           FROM v1_balance WHERE day >= ?1 AND day <= ?2 ORDER BY day DESC)",
        {question.period.from, question.period.to});
    if (!rows) return rows.error();
    for (const store::Row& row : *rows) {
        out.balance.push_back({row.text(0), row.whole(1), row.whole(2), row.whole(3),
                               row.whole(4), row.whole(5), row.whole(6), row.whole(7)});
    }
    return {};
}

base::Result<void> read_drill(const Question& question, Rows& out) {
    auto drill = last_drill(question.state, question.period.end());
    if (!drill) return drill.error();
    if (!drill.value()) return {};
    const auto silent = static_cast<std::int64_t>(drill.value()->unanswered.size());
    out.drill = {drill.value()->month, drill.value()->asked, drill.value()->asked - silent};
    return {};
}

}  // namespace

base::Result<Rows> read_review_rows(store::ReadOnly& state, const review::Period& period,
                                    base::Instant now, const base::Progress& progress) {
    const Question question{state, period, now};
    constexpr std::array<base::Result<void> (*)(const Question&, Rows&), 7> steps{
        read_cases,  read_stations, read_routes, read_covered,
        read_doubts, read_balance,  read_drill};
    Rows out;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (progress) progress(i, steps.size());
        if (auto done = steps.at(i)(question, out); !done) return done.error();
    }
    return out;
}

}  // namespace ledger
