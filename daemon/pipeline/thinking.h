// From custody to frozen letters: T1b, the journey, V2 and T2 of promises.md 2.3.
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

// Carries every unfinished mail through the journey, as many at once as there are readers; ends
// when stopping, or in run --once when nothing is left.
asio::awaitable<void> think(Workshop& shop);

}  // namespace pipeline
