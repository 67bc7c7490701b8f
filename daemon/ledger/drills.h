// The monthly drill, whom it asked and who answered, and the daily test letters. They have no
// case, so nothing of them is counted with cases; letters, answers and events are all there is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

namespace ledger {

// Of a drill's letters; `month` is local, "2026-12".
std::string cause_of_drill(const std::string& month);

struct Drill {
    std::string month;
    base::Instant at{};  // its first letter
    std::int64_t asked = 0;
    std::vector<base::StationId> unanswered;
};
// The last one that began before `until`.
base::Result<std::optional<Drill>> last_drill(store::ReadOnly& state, base::Instant until);

// The daily test letters to the mailboxes that send them back; `day` is local, "2026-11-22".
std::string cause_of_tests(const std::string& day);
// To whom those of that day went whose letter has not come back.
base::Result<std::vector<base::RecipientId>> tests_not_returned(store::ReadOnly& state,
                                                                const std::string& day);

}  // namespace ledger
