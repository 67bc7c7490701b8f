// From the columns of a table to rows of the gazetteer. Private to the room.
//
// Promise: a table is known by its header; every column of it is known or a problem. Spaces are
// put in order and a "(Part)" behind a village is taken off, nothing else is changed.
#pragma once

#include <vector>

#include "routing/draft.h"
#include "routing/gazetteer_csv.h"

namespace routing {

// The entries point into the table, which must outlive them and must not move.
std::vector<GazetteerEntry> entries_of(const CsvTable& table, base::Problems& problems);

}  // namespace routing
