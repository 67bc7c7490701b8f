// The monthly drill: whom it asked, and who answered. It has no case, so nothing of it is
// counted with cases; its letters and answers are all there is.
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

}  // namespace ledger
