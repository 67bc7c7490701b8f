// A rule to paste, made of a mail that a person had to place.
//
// Promise: of the mail it holds only words that stand in the rules' own lists and places the
// rules know, and only where the station may read them: nothing that names a person.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "pipeline/journey.h"

namespace commands {

inline constexpr std::string_view how_to_paste =
    "# Paste at the end of rules.yaml, say who confirmed it, run aparajita check.\n";

struct Proposal {
    std::string id, why;
    std::string condition;         // "place" or "words"
    std::set<std::string> values;  // any of them
    base::StationId station;
    std::string example;
};
std::string as_yaml(const Proposal& proposal);

std::string propose(const pipeline::Journey& journey, const base::StationId& station);

}  // namespace commands
