// The daemon looks after itself: disk, logs, clock, late letters every minute; balance and
// vault hourly; everything once a night (promises.md 2.6, E08, E10, E14, E22).
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

// Ends when stopping.
asio::awaitable<void> watch_over(Workshop& shop);

// Room for three of the largest mails seen so far, at least 16 MB or an eighth of a smaller
// disk (E04, E05)? Intake asks before it fetches.
bool has_room(Workshop& shop);

}  // namespace pipeline
