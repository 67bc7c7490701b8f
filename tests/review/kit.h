// Rows and a period for the tests of this room.
#pragma once

#include "review/figures.h"

namespace review_test {

using namespace review;

inline const base::Instant noon = base::from_unix(1795327200);  // 2026-11-22 11:30 in Kerala
inline base::Instant ago(std::int64_t hours) { return noon - base::Seconds{hours * 3600}; }

inline CaseRow waiting(std::int64_t hours, const std::string& station = "tvc.fort") {
    CaseRow row;
    row.received = ago(hours);
    row.station = station;
    row.state = station.empty() ? "with_desk" : "with_station";
    return row;
}
inline CaseRow closed(std::int64_t hours, std::int64_t closed_ago, const std::string& outcome,
                      const std::string& station = "tvc.fort") {
    CaseRow row = waiting(hours, station);
    row.confirmed = ago(hours - 2);
    row.contacted = ago(hours - 10);
    row.closed = ago(closed_ago);
    row.state = "closed";
    row.outcome = outcome;
    return row;
}

inline const Period week{"2026-11-16", "2026-11-22", base::Seconds{19800}};

inline Rows two_districts() {
    Rows rows;
    rows.call_within = base::Seconds{20 * 3600};
    rows.stations = {{"tvc.fort", "Thiruvananthapuram", "Fort", "ഫോർട്ട്", 2},
                     {"tvc.museum", "Thiruvananthapuram", "Museum", "", 0},
                     {"klc.east", "Kollam", "Kollam East", "കൊല്ലം ഈസ്റ്റ്", {}}};
    return rows;
}

}  // namespace review_test
