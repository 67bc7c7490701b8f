#include "review/table.h"

namespace review {
namespace {

using Kind = Cell::Kind;

Cell number(std::int64_t count) { return {Kind::count, "", count}; }
Cell word(std::string key) { return {Kind::word, std::move(key)}; }

Row row_of(Cell head, const std::vector<std::int64_t>& counts) {
    Row row;
    row.head = std::move(head);
    for (const std::int64_t one : counts) row.cells.push_back(number(one));
    return row;
}

std::string key(const char* list, std::string_view name) {
    return std::string(list) + "." + std::string(name);
}

}  // namespace

Table steps_table(const Figures& figures) {
    Table table{"over_time", "from", {"received", "pending", "late", "disposed"}, {}, false};
    for (const Step& step : figures.steps) {
        table.rows.push_back(row_of({Kind::text, step.from},
                                    {step.received, step.pending, step.late, step.disposed}));
    }
    return table;
}

Table ageing_table(const Figures& figures) {
    Table table{"ageing", "age", {"pending", "at_desk", "at_station"}, {}, true};
    for (std::size_t i = 0; i < ages.size(); ++i) {
        const Ageing& age = figures.ageing[i];
        table.rows.push_back(
            row_of(word(key("age", ages[i])), {age.desk + age.station, age.desk, age.station}));
    }
    return table;
}

Table waits_table(const Figures& figures) {
    Table table{"answer_times", "wait", {"confirmed", "called"}, {}, true};
    for (std::size_t i = 0; i < waits.size(); ++i) {
        const Waits& wait = figures.waiting[i];
        table.rows.push_back(
            row_of(word(key("wait", waits[i])), {wait.confirmed, wait.called}));
    }
    return table;
}

Table outcomes_table(const Figures& figures) {
    Table table{"outcomes", "outcome", {"cases"}, {}, true};
    for (const std::string_view name : outcome_names()) {
        const auto found = figures.outcomes.find(std::string(name));
        if (found != figures.outcomes.end())
            table.rows.push_back(row_of(word(key("outcome", name)), {found->second}));
    }
    return table;
}

Table routes_table(const Rows& rows) {
    Table table{"routing", "reason", {"cases", "corrected"}, {}, true};
    for (const RouteRow& route : rows.routes)
        table.rows.push_back(
            row_of(word(key("reason", route.reason)), {route.cases, route.corrected}));
    return table;
}

Table covered_table(const Rows& rows) {
    Table table{"covered", "class", {"masked"}, {}, true};
    for (const CoveredRow& one : rows.covered)
        table.rows.push_back(row_of(word(key("class", one.type)), {one.covered}));
    return table;
}

Table doubts_table(const Rows& rows) {
    Table table{"doubts", "letter", {"uncertain", "refused", "held", "waiting"}, {}, false};
    for (const DoubtRow& one : rows.doubts)
        table.rows.push_back(row_of(word(key("letter", one.kind)),
                                    {one.uncertain, one.refused, one.held, one.waiting}));
    return table;
}

Table balance_table(const Rows& rows) {
    Table table{
        "balance",
        "day",
        {"received", "accepted", "answered", "open", "quarantined", "bulk", "difference"},
        {},
        false};
    for (const BalanceRow& day : rows.balance) {
        table.rows.push_back(
            row_of({Kind::text, day.day}, {day.received, day.accepted, day.answered, day.open,
                                           day.quarantined, day.bulk, day.difference}));
    }
    return table;
}

std::vector<Table> all_tables(const Rows& rows, const Figures& figures, Writing writing) {
    return {steps_table(figures),    ageing_table(figures),
            waits_table(figures),    stations_table(figures, writing),
            outcomes_table(figures), district_outcomes_table(figures),
            routes_table(rows),      covered_table(rows),
            doubts_table(rows),      posts_table(figures, writing),
            balance_table(rows)};
}

}  // namespace review
