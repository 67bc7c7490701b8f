// Larger pieces of the vault, in chunks. Private to this room.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "seal/keys.h"
#include "store/store.h"

namespace ledger {

struct PieceName {
    std::string kind;  // original, working_copy, letter
    std::string name;
    base::CaseId case_id;  // empty: of no case
};

// One of the pieces an original is kept in, counted from 0: one where it was held whole,
// several where it came in parts. Each lock names its place and their number, so that none can
// be left out, doubled or moved.
struct OriginalPart {
    base::CaseId of;
    std::size_t index = 0;
    std::size_t count = 1;

    PieceName name() const;
    std::string context() const;
};

// Replaces an earlier piece of the same name.
base::Result<void> put_piece(store::VaultTransaction& vault, const PieceName& name,
                             std::string_view octets, base::Instant now);
// Nothing when there is none; a Failure (kind text) when it is not what was stored.
base::Result<std::optional<std::string>> read_piece(store::ReadOnly& vault,
                                                    const std::string& kind,
                                                    const std::string& name);

// The first row of a case in the vault: with it, what is left behind is found and swept.
struct Custody;
base::Result<void> keep_case_key(store::VaultTransaction& vault, const Custody& custody,
                                 base::Instant now);

// All that lies in the vault under this id.
base::Result<void> forget_case(store::VaultTransaction& vault, const base::CaseId& id);

// The vault key and the share of a case together: what wraps its key.
seal::Key wrapping_key(const seal::ServerKeys& keys, const seal::Key& share);

// What a locked piece is bound to: moved to another place it does not open.
std::string context_of(std::string_view kind, std::string_view owner);

}  // namespace ledger
