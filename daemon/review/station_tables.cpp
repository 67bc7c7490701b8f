#include <algorithm>

#include "review/band.h"
#include "review/table.h"

namespace review {
namespace {

using Kind = Cell::Kind;

constexpr std::size_t load_columns = 5;

Counts counts_of(const Load& load) {
    return {load.received, load.pending, load.late, load.disposed, load.answered_in_a_day};
}

Cell banded(Shown shown, std::int64_t count) {
    switch (shown) {
        case Shown::exact:
            return {Kind::count, "", count};
        case Shown::small:
            return {Kind::small};
        case Shown::hidden:
            return {Kind::hidden};
    }
    return {};
}

Cell hours(const Median& median) {
    return median ? Cell{Kind::hours, "", 0, *median} : Cell{Kind::none};
}

bool is_small(const std::vector<Shown>& shown) {
    return std::all_of(shown.begin(), shown.end(), [](Shown s) { return s == Shown::small; });
}

Row load_row(const std::string& group, Cell head, const Load& load,
             const std::vector<Shown>& shown) {
    Row row{group, std::move(head), {}, false, is_small(shown)};
    const Counts counts = counts_of(load);
    for (std::size_t c = 0; c < load_columns; ++c)
        row.cells.push_back(banded(shown[c], counts[c]));
    row.cells.push_back(hours(load.hours_to_confirm));
    row.cells.push_back(hours(load.hours_to_call));
    return row;
}

Cell name_of(const StationRow& station, Writing writing) {
    if (writing == Writing::malayalam && !station.name_ml.empty())
        return {Kind::text, station.name_ml};
    return {Kind::text, station.name.empty() ? station.id : station.name};
}

std::string group_of_district(const std::string& district) {
    return district.empty() ? "group.no_station" : "district." + district;
}

std::vector<const DistrictLoad*> with_stations(const Figures& figures) {
    std::vector<const DistrictLoad*> out;
    for (const DistrictLoad& district : figures.districts) {
        if (!district.district.empty()) out.push_back(&district);
    }
    return out;
}

// What waits at the desk is no station's: it is shown as it is.
const DistrictLoad* without_station(const Figures& figures) {
    if (figures.districts.empty() || !figures.districts.front().district.empty())
        return nullptr;
    return &figures.districts.front();
}

std::vector<Shown> all_exact(std::size_t columns) {
    return std::vector<Shown>(columns, Shown::exact);
}

Counts outcome_counts(const DistrictLoad& district, const std::vector<std::string>& columns) {
    Counts counts;
    for (const std::string& column : columns) {
        const auto found = district.outcomes.find(column.substr(column.find('.') + 1));
        counts.push_back(found == district.outcomes.end() ? 0 : found->second);
    }
    return counts;
}

Row outcomes_row(const DistrictLoad& district, const Counts& counts,
                 const std::vector<Shown>& shown) {
    Row row{"", {Kind::word, group_of_district(district.district)}, {}, false, is_small(shown)};
    for (std::size_t c = 0; c < counts.size(); ++c)
        row.cells.push_back(banded(shown[c], counts[c]));
    return row;
}

}  // namespace

Table stations_table(const Figures& figures, Writing writing) {
    Table table{"stations",
                "station",
                {"received", "pending", "late", "disposed", "answered_in_a_day",
                 "hours_to_confirm", "hours_to_call"},
                {},
                false};
    if (const DistrictLoad* none = without_station(figures)) {
        table.rows.push_back(load_row(group_of_district(""), {Kind::word, "group.all_stations"},
                                      none->load, all_exact(load_columns)));
        table.rows.back().is_total = true;
    }
    const auto districts = with_stations(figures);
    std::vector<Group> groups;
    for (const DistrictLoad* district : districts) {
        Group group{counts_of(district->load), {}};
        for (const StationLoad& one : district->stations)
            group.members.push_back(counts_of(one.load));
        groups.push_back(std::move(group));
    }
    // Late cases are pending, answered ones were received; what was received is pending or
    // disposed, if the period is long.
    const auto shown = band(groups, load_columns, {{{2, 1}, {4, 0}}, {{0, 1, 3}}});
    for (std::size_t d = 0; d < shown.size(); ++d) {
        const DistrictLoad& district = *districts[d];
        const std::string group = group_of_district(district.district);
        Row total =
            load_row(group, {Kind::word, "group.all_stations"}, district.load, shown[d].total);
        total.is_total = true;
        table.rows.push_back(std::move(total));
        for (std::size_t s = 0; s < district.stations.size(); ++s) {
            const StationLoad& one = district.stations[s];
            table.rows.push_back(
                load_row(group, name_of(one.station, writing), one.load, shown[d].members[s]));
        }
    }
    return table;
}

Table district_outcomes_table(const Figures& figures) {
    Table table{"district_outcomes", "district", {}, {}, false};
    for (const std::string_view name : outcome_names()) {
        if (figures.outcomes.contains(std::string(name)))
            table.columns.push_back("outcome." + std::string(name));
    }
    if (table.columns.empty()) return table;
    const auto districts = with_stations(figures);
    std::vector<Group> groups;
    for (const DistrictLoad* district : districts)
        groups.push_back({outcome_counts(*district, table.columns), {}});
    const auto shown = band(groups, table.columns.size());
    for (std::size_t d = 0; d < shown.size(); ++d) {
        table.rows.push_back(outcomes_row(*districts[d], groups[d].total, shown[d].total));
    }
    if (const DistrictLoad* none = without_station(figures)) {
        table.rows.push_back(outcomes_row(*none, outcome_counts(*none, table.columns),
                                          all_exact(table.columns.size())));
    }
    return table;
}

Table posts_table(const Figures& figures, Writing writing) {
    Table table{"posts", "station", {"trained_officers"}, {}, false};
    for (const DistrictLoad& district : figures.districts) {
        for (const StationLoad& one : district.stations) {
            if (one.station.trained_officers != 0) continue;
            table.rows.push_back({group_of_district(district.district),
                                  name_of(one.station, writing),
                                  {{Kind::count, "", 0}},
                                  false,
                                  false});
        }
    }
    return table;
}

}  // namespace review
