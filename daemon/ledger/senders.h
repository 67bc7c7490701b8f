// Which mails one address wrote, by its keyed hash (sender_hash); no address is kept.
//
// Promises: of an address that floods us the newest mails are looked at, so that no question
// grows with the flood.
#pragma once

#include <optional>
#include <string>

#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "ledger/look_up.h"
#include "store/store.h"

namespace ledger {

// The newest case of this sender that is not closed; a mail attached elsewhere leads to that
// case.
base::Result<std::optional<CaseRow>> open_case_of(store::ReadOnly& state,
                                                  store::ReadOnly& vault,
                                                  const std::string& sender_hash);
// Whether this address wrote the mail that opened the case.
base::Result<bool> is_sender_of(store::ReadOnly& vault, const base::CaseId& id,
                                const std::string& sender_hash);
// Counting ends at `most`.
base::Result<int> count_mails_of(store::ReadOnly& vault, const std::string& sender_hash,
                                 base::Instant since, int most);
// One of its mails said STOP, with or without a case of its own.
base::Result<bool> wrote_stop(store::ReadOnly& state, store::ReadOnly& vault,
                              const std::string& sender_hash);

}  // namespace ledger
