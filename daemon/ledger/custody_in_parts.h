// Custody of a mail that is too large to be read: sealed and stored part by part as it comes
// (A17).
//
// Promises: holds two parts of it in memory, whatever its size. What is stored opens like every
// other sealed original. There is no working copy, because nobody here will read it. What was
// stored before a crash has no case and is swept (vault.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/custody.h"
#include "seal/running_hash.h"
#include "seal/sealed.h"

namespace ledger {

struct LargeArrival {
    base::MailUid at;
    base::Instant internal_date{};
    std::uint64_t size = 0;  // octets, as the mailbox announced it
    Origin origin = Origin::watched;
};

class CustodyInParts {
  public:
    static base::Result<std::unique_ptr<CustodyInParts>> begin(
        const LargeArrival& arrival, const seal::ServerKeys& keys,
        const std::vector<seal::RecordsKey>& records);

    // Seals what came: work for a thinker's thread, one call at a time. In all not more octets
    // than were announced.
    void add(std::string_view octets);
    // After the last octet. Goes the way of every custody, with the reason "too_large", once
    // keep() has stored the rest.
    Custody finish();
    // V1, after each add() and after finish(): stores what that one made.
    base::Result<void> keep(store::VaultTransaction& vault, base::Instant now) const;
    // It did not come as it was announced: nothing of it stays.
    base::Result<void> discard(store::VaultTransaction& vault) const;

  private:
    struct Made {
        std::size_t index;
        std::string locked;
    };
    CustodyInParts(Custody custody, seal::Sealer sealer, const seal::ServerKeys& keys);
    void take(std::string_view sealed);
    void lock_piece(std::string_view sealed);

    Custody custody_;
    seal::Sealer sealer_;
    seal::RunningHash content_, commitment_, mail_, sealed_;
    std::size_t count_;  // of pieces in all
    std::size_t next_ = 0;
    std::string waiting_;  // sealed, less than a piece
    std::vector<Made> made_;
};

}  // namespace ledger
