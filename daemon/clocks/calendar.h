// Moments moved out of quiet hours and days of rest. Private to the room.
#pragma once

#include "clocks/plan.h"

namespace clocks {

// The first open moment from `at` on.
base::Instant next_open(const Calendar& calendar, Hours hours, base::Seconds zone,
                        base::Instant at);
// The last open minute up to `at`; where there is none after `not_before`, the next one.
base::Instant last_open(const Calendar& calendar, Hours hours, base::Seconds zone,
                        base::Instant at, base::Instant not_before);

}  // namespace clocks
