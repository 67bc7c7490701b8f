// What the review page is counted from, read in one snapshot for each kind of row.
#pragma once

#include "base/progress.h"
#include "base/result.h"
#include "review/rows.h"
#include "store/store.h"

namespace ledger {

// Rows of the period, and cases open now. No personal data: ids of stations, states, times,
// counts. `now` tells which letters have waited for over an hour.
base::Result<review::Rows> read_review_rows(store::ReadOnly& state,
                                            const review::Period& period, base::Instant now,
                                            const base::Progress& progress = {});

}  // namespace ledger
