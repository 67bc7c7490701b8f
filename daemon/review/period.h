// How the period of a page is cut into steps.
#pragma once

#include <vector>

#include "review/figures.h"

namespace review {

// Days up to 31 of them, weeks of seven days up to 26 of them, else calendar months; the last
// one may be shorter.
std::vector<Step> steps_of(const Period& period);

}  // namespace review
