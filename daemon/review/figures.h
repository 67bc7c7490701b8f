// The figures of the review page, exact, before anything is banded.
//
// "Now" is the moment the page is made; figures of the period count by local day of arrival or
// of closing. Late: nobody spoke with her so long after custody as clocks.yaml gives for the first
// call (ITSSO; contract.md 7).
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "review/rows.h"

namespace review {

// A day, seven days or a calendar month, by the length of the period.
struct Step {
    std::string from, to;  // local days, both included
    std::int64_t received = 0, disposed = 0;
    std::int64_t pending = 0, late = 0;  // when it ended, or now
};

// Pending now, by age.
inline constexpr std::array<std::string_view, 6> ages{"under_1_day", "days_1_2",   "days_3_6",
                                                      "days_7_29",   "days_30_59", "days_60"};
struct Ageing {
    std::int64_t desk = 0, station = 0;
};

// From custody to RECEIVED and to the first call, cases received in the period.
inline constexpr std::array<std::string_view, 6> waits{
    "under_1_hour", "hours_1_4", "hours_4_20", "hours_20_24", "over_24_hours", "not_yet"};
struct Waits {
    std::int64_t confirmed = 0, called = 0;
};

// Middle of the hours; nothing where fewer than 5 stand behind it, since it would tell of one
// case.
using Median = std::optional<double>;

struct Load {
    std::int64_t received = 0, pending = 0, late = 0, disposed = 0, answered_in_a_day = 0;
    Median hours_to_confirm, hours_to_call;
};
struct StationLoad {
    StationRow station;
    Load load;
};
struct DistrictLoad {
    std::string district;  // empty: no station has the cases yet
    Load load;
    std::vector<StationLoad> stations;             // in alphabetical order
    std::map<std::string, std::int64_t> outcomes;  // of cases closed in the period
};

struct FirstScreen {
    std::int64_t not_called = 0, urgent_unanswered = 0, at_desk = 0;
    std::int64_t posts_empty = 0, posts_unknown = 0;
    std::int64_t settled = 0, settled_checking = 0;  // heard alone; her word being checked
    std::int64_t reopened = 0;
};

struct Figures {
    FirstScreen first;
    std::vector<Step> steps;
    std::array<Ageing, ages.size()> ageing{};
    std::array<Waits, waits.size()> waiting{};
    std::vector<DistrictLoad> districts;  // in alphabetical order
    std::map<std::string, std::int64_t> outcomes;
};

Figures count(const Rows& rows, const Period& period, base::Instant now);

// The closed lists, in the order of contract.md 6.
const std::vector<std::string_view>& outcome_names();

}  // namespace review
