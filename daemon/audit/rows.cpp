#include "audit/rows.h"

namespace audit {
namespace {

std::optional<std::string> optional_text(const store::Row& row, std::size_t i) {
    if (row.is_null(i)) return std::nullopt;
    return row.text(i);
}

}  // namespace

Stored stored(const store::Row& row) {
    return {{row.whole(0), row.whole(1), row.text(2), row.whole(3), row.text(4), row.text(5),
             optional_text(row, 6), optional_text(row, 7), row.text(8)},
            row.text(9),
            row.text(10),
            row.text(11)};
}

base::Result<std::vector<Columns>> rows_of_case(store::ReadOnly& state,
                                                const base::CaseNumber& number) {
    auto rows = state.query("SELECT " + std::string(stored_columns) +
                                " FROM audit_event WHERE seq IN"
                                " (SELECT seq FROM v1_case_event WHERE case_no = ?)"
                                " ORDER BY seq",
                            {number.str()});
    if (!rows) return rows.error();
    std::vector<Columns> events;
    events.reserve(rows->size());
    for (const store::Row& row : *rows) events.push_back(stored(row).columns);
    return events;
}

}  // namespace audit
