// The tables of the review page, already banded: the page and the CSV files show these and
// nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "review/figures.h"

namespace review {

struct Cell {
    enum class Kind {
        text,  // a name, a day
        word,  // a key of the wording, "outcome.warned"
        count,
        hours,   // one decimal
        small,   // below 5
        hidden,  // 5 or more, hidden for the sake of a neighbour
        none
    };
    Kind kind = Kind::none;
    std::string text = {};
    std::int64_t count = 0;
    double hours = 0;
};

struct Row {
    std::string group;  // key of the caption this row stands under; empty: no groups
    Cell head;
    std::vector<Cell> cells;
    bool is_total = false;
    bool is_small = false;  // nothing in it but small counts
};

struct Table {
    std::string id;                    // "stations": CSV file, section, key of the wording
    std::string head;                  // key of the first column
    std::vector<std::string> columns;  // keys
    std::vector<Row> rows;
    bool shows_bars = false;  // a bar for the first column, whose counts are parts of a whole
};

enum class Writing { latin, malayalam };  // of the names of stations

Table steps_table(const Figures& figures);
Table ageing_table(const Figures& figures);
Table waits_table(const Figures& figures);
Table stations_table(const Figures& figures, Writing writing);
Table outcomes_table(const Figures& figures);
Table district_outcomes_table(const Figures& figures);
Table routes_table(const Rows& rows);
Table covered_table(const Rows& rows);
Table doubts_table(const Rows& rows);
Table posts_table(const Figures& figures, Writing writing);
Table balance_table(const Rows& rows);

std::vector<Table> all_tables(const Rows& rows, const Figures& figures, Writing writing);

}  // namespace review
