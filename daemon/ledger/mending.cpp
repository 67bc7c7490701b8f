#include "ledger/mending.h"

#include "base/text.h"
#include "ledger/pieces.h"
#include "seal/sealed.h"

namespace ledger {

base::Result<void> replace_working_copy(store::VaultTransaction& vault,
                                        const seal::Key& case_key, const base::CaseId& id,
                                        std::string_view octets, base::Instant now) {
    auto gone = vault.run("DELETE FROM piece WHERE kind = 'working_copy' AND case_id = ?",
                          {store::Blob{id.str()}});
    if (!gone) return gone.error();
    return put_piece(vault, {"working_copy", base::to_hex(id.str()), id},
                     seal::lock(case_key, octets, context_of("working_copy", id.str())), now);
}

}  // namespace ledger
