#include "ledger/custody_in_parts.h"

#include <bit>

#include "base/text.h"
#include "ledger/pieces.h"
#include "ledger/vault.h"

namespace ledger {
namespace {

constexpr std::size_t piece_size = std::size_t{4} << 20U;  // octets, sealed

}  // namespace

CustodyInParts::CustodyInParts(Custody custody, seal::Sealer sealer,
                               const seal::ServerKeys& keys)
    : custody_(std::move(custody)),
      sealer_(std::move(sealer)),
      content_(seal::RunningHash::keyed(keys.dedup)),
      commitment_(seal::RunningHash::keyed(custody_.case_key)),
      mail_(seal::RunningHash::plain()),
      sealed_(seal::RunningHash::plain()),
      count_((sealer_.sealed_size() + piece_size - 1) / piece_size) {}

base::Result<std::unique_ptr<CustodyInParts>> CustodyInParts::begin(
    const LargeArrival& arrival, const seal::ServerKeys& keys,
    const std::vector<seal::RecordsKey>& records) {
    auto custody = draw_custody(arrival.at, arrival.internal_date, keys);
    if (!custody) return custody.error();
    custody->origin = arrival.origin;
    custody->unread_reason = "too_large";
    custody->size_log2 = static_cast<int>(std::bit_width(arrival.size));
    auto sealer = seal::Sealer::begin(arrival.size, records);
    if (!sealer) return sealer.error();
    return std::unique_ptr<CustodyInParts>(
        new CustodyInParts(std::move(*custody), std::move(*sealer), keys));
}

void CustodyInParts::add(std::string_view octets) {
    made_.clear();
    content_.add(octets);
    commitment_.add(octets);
    mail_.add(octets);
    take(sealer_.add(octets));
}

Custody CustodyInParts::finish() {
    made_.clear();
    take(sealer_.finish());
    if (!waiting_.empty()) lock_piece(std::exchange(waiting_, {}));
    custody_.content = content_.finish();
    custody_.commitment = base::to_hex(commitment_.finish());
    custody_.sha256 = base::to_hex(mail_.finish());
    custody_.sealed_sha256 = base::to_hex(sealed_.finish());
    return custody_;
}

void CustodyInParts::take(std::string_view sealed) {
    sealed_.add(sealed);
    waiting_ += sealed;
    std::size_t at = 0;
    for (; waiting_.size() - at >= piece_size; at += piece_size)
        lock_piece(std::string_view(waiting_).substr(at, piece_size));
    waiting_.erase(0, at);
}

void CustodyInParts::lock_piece(std::string_view sealed) {
    const OriginalPart part{custody_.case_id, next_, count_};
    made_.push_back({next_, seal::lock(custody_.case_key, sealed, part.context())});
    ++next_;
}

base::Result<void> CustodyInParts::keep(store::VaultTransaction& vault,
                                        base::Instant now) const {
    auto kept = keep_case_key(vault, custody_, now);
    for (const Made& one : made_) {
        if (!kept) return kept;
        const OriginalPart part{custody_.case_id, one.index, count_};
        kept = put_piece(vault, part.name(), one.locked, now);
    }
    return kept;
}

base::Result<void> CustodyInParts::discard(store::VaultTransaction& vault) const {
    return sweep_vault(vault, {{custody_.case_id}, {}});
}

}  // namespace ledger
