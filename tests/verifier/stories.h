// Lawful lives of cases as the daemon writes them, drawn at random: for trails that tests and
// measurements are made of.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "base/audit_note.h"

namespace stories {

using Random = std::mt19937;

// The events of one case in order; `n` makes its id and its letters' numbers.
std::vector<base::AuditNote> draw_case(Random& random, std::int64_t n);

// Several cases, their events shuffled into each other, each case in its own order.
std::vector<base::AuditNote> draw_trail(Random& random, int cases);

}  // namespace stories
