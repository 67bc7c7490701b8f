// Troubles the operators are told of: each open once, until it ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/trail.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

namespace ledger {

struct TroubleRow {
    std::int64_t id = 0;
    std::string kind;
    base::Instant since{};
    std::int64_t times = 1;
};

// Nothing when it is open already (then nothing is written).
base::Result<std::optional<TroubleRow>> begin_trouble(store::Transaction& state,
                                                      const audit::Moment& moment,
                                                      const std::string& kind);
// Nothing when it is not open.
base::Result<std::optional<TroubleRow>> end_trouble(store::Transaction& state,
                                                    const audit::Moment& moment,
                                                    const std::string& kind,
                                                    std::int64_t times);
base::Result<std::vector<TroubleRow>> open_troubles(store::ReadOnly& state);

// One number under a name of ours, in the table meta: when something happened last.
base::Result<void> put_note(store::Transaction& state, const std::string& name,
                            std::int64_t value);
base::Result<std::optional<std::int64_t>> find_note(store::ReadOnly& state,
                                                    const std::string& name);
// Whether what belongs to this moment is still to be done: `name` notes the last one done, and
// nothing is due for a moment before this database was made.
base::Result<bool> is_to_do(store::ReadOnly& state, const std::string& name,
                            base::Instant moment);

}  // namespace ledger
