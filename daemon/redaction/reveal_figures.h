// How often a station may ask for covered values, and get her number: `reveals` of the policy.
//
// Promise: what the file leaves out has the figure that stands here; a figure is whole, from 1
// to 1000.
#pragma once

#include "base/problem.h"
#include "yaml/keys.h"

namespace redaction {

struct RevealFigures {
    int per_case = 5;
    int per_station_and_day = 20;
    int contacts_per_station_and_day = 20;
    int approval_hours = 48;
};

RevealFigures load_reveals(yaml::TableReader& policy, base::Problems& problems);

}  // namespace redaction
