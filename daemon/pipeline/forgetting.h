// Forgetting, as the daemon does it: announces to oversight, destroys when the time has come,
// and what two persons ordered.
#pragma once

#include <vector>

#include "base/progress.h"
#include "ledger/forgetting.h"
#include "pipeline/workshop.h"
#include "retention/policy.h"

namespace pipeline {

// What the next pass would do to this case.
struct Planned {
    ledger::KeptCase one;
    retention::Step step = retention::Step::keep;
    base::Instant end{};
};
// Cases that are announced, wait or go; those that stay are left out.
base::Result<std::vector<Planned>> plan_forgetting(store::ReadOnly& state,
                                                   const retention::Policy& policy,
                                                   base::Instant now);

// One pass. In hold mode nothing is destroyed. Where nobody oversees nothing can be announced,
// and so nothing goes: a Failure of kind settings.
asio::awaitable<base::Result<void>> forget_due(Workshop& shop, base::Progress progress = {});

// Cases that two persons ordered to be destroyed ten minutes ago; oversight is told.
asio::awaitable<base::Result<void>> shred_due(Workshop& shop);

}  // namespace pipeline
