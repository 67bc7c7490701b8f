// A working copy that is missing or altered, replaced by what the mailbox still has (E10).
#pragma once

#include <string_view>

#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "seal/keys.h"
#include "store/store.h"

namespace ledger {

// `octets`: of this very mail, which its content key proved. The sealed original stays as it
// is.
base::Result<void> replace_working_copy(store::VaultTransaction& vault,
                                        const seal::Key& case_key, const base::CaseId& id,
                                        std::string_view octets, base::Instant now);

}  // namespace ledger
