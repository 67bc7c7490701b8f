// The keys of clocks.yaml, for the loader and for the schema of editors. Private to the room.
#pragma once

#include <span>

#include "cases/case_table.h"
#include "yaml/keys.h"

namespace clocks {

inline constexpr std::array<std::string_view, 7> week_days{
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
inline constexpr std::array<std::string_view, 3> hours_names{"any", "waking", "working"};

// In which somebody waits for something: all but closed.
std::vector<cases::CaseState> open_states();
std::vector<std::string> names_of_open_states();

namespace keys {
const yaml::KeyTable& pace();
const yaml::KeyTable& clock();
const yaml::KeyTable& clock_list();
const yaml::KeyTable& chain();
const yaml::KeyTable& quiet_hours();
const yaml::KeyTable& digest();
const yaml::KeyTable& drill();
const yaml::KeyTable& file();
}  // namespace keys

}  // namespace clocks
