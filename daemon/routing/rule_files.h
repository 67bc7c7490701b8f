// The kinds of files in the rules folder and the keys of each: what the loader reads by and
// what the shipped schemas are written from. The redaction policy is a kind of its own room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "yaml/keys.h"

namespace routing {

std::vector<yaml::FileKind> rule_file_kinds();

// "stations" for "kerala/tvc.yaml"; empty for a file that nobody reads.
std::string_view kind_of_file(std::string_view name);

}  // namespace routing
