// What the review page is counted from: rows of the database, as they stand. No personal data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"

namespace review {

// A mail that a person must handle: a complaint or an alert, not a follow-up, an answer, bulk.
struct CaseRow {
    base::Instant received{};
    std::optional<base::Instant> confirmed, contacted, closed;
    std::string station, state, outcome;
    bool urgent = false;
    std::int64_t reopened = 0;
};

struct StationRow {
    std::string id, district, name, name_ml;
    std::optional<std::int64_t> trained_officers;  // nothing: no register says
};

// How cases were routed at first, by the ground of it, and how many went elsewhere later.
struct RouteRow {
    std::string reason;
    std::int64_t cases = 0, corrected = 0;
};

// Values covered in mails to stations, by type ("PHONE").
struct CoveredRow {
    std::string type;
    std::int64_t covered = 0;
};

// Letters that may not have come where they should, or may have come twice.
struct DoubtRow {
    std::string kind;
    std::int64_t uncertain = 0, refused = 0, held = 0, waiting = 0;
};

struct BalanceRow {
    std::string day;
    std::int64_t received = 0, accepted = 0, answered = 0, open = 0, quarantined = 0, bulk = 0,
                 difference = 0;
};

// The last monthly drill: no case, and in no other figure.
struct DrillRow {
    std::string month;  // "2026-12"
    std::int64_t asked = 0, answered = 0;
};

struct Rows {
    std::vector<CaseRow> cases;        // received in the period, closed in it, or open now
    std::vector<StationRow> stations;  // of the active rules
    std::vector<RouteRow> routes;      // of the period, and so on
    std::int64_t not_ours = 0;         // stations answered that a case is not theirs
    std::vector<CoveredRow> covered;
    std::vector<DoubtRow> doubts;
    std::vector<BalanceRow> balance;
    std::optional<DrillRow> drill = std::nullopt;  // none yet
    base::Seconds call_within{};                   // of clocks.yaml: the first call
};

// Local days, both included.
struct Period {
    std::string from, to;
    base::Seconds zone{19800};
    base::Instant begin() const;
    base::Instant end() const;  // first moment after it
};

}  // namespace review
