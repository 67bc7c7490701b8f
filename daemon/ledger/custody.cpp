#include "ledger/custody.h"

#include <bit>

#include "base/sha256.h"
#include "base/text.h"
#include "ledger/pieces.h"
#include "ledger/vault.h"
#include "seal/sealed.h"

namespace ledger {
namespace {

constexpr std::size_t case_id_size = 16;

}  // namespace

base::Result<Custody> draw_custody(const base::MailUid& at, base::Instant internal_date,
                                   const seal::ServerKeys& keys) {
    auto share = keys.shares->draw();
    if (!share) return share.error();
    Custody custody;
    custody.share = share->number;
    custody.at = at;
    custody.internal_date = internal_date;
    custody.case_id = base::CaseId(seal::random_octets(case_id_size));
    custody.case_key = seal::random_key();
    custody.wrapped_key =
        seal::lock(wrapping_key(keys, share->octets), custody.case_key.reveal(),
                   context_of("case_key", custody.case_id.str()));
    return custody;
}

std::string content_key(const seal::ServerKeys& keys, std::string_view octets) {
    return seal::keyed_hash(keys.dedup, octets);
}

std::string cause_of(std::string_view content) { return base::to_hex(content); }

base::Result<Custody> prepare_custody(const Arrival& arrival, const seal::ServerKeys& keys,
                                      const std::vector<seal::RecordsKey>& records) {
    auto begun = draw_custody(arrival.at, arrival.internal_date, keys);
    if (!begun) return begun.error();
    Custody custody = std::move(*begun);
    custody.origin = arrival.origin;
    custody.unread_reason = arrival.unread_reason;
    auto sealed = seal::seal_to_records(arrival.octets, records);
    if (!sealed) return sealed.error();
    custody.sealed = std::move(*sealed);
    custody.sealed_sha256 = base::sha256_hex(custody.sealed);
    custody.content = content_key(keys, arrival.octets);
    custody.sha256 = base::sha256_hex(arrival.octets);
    custody.commitment = base::to_hex(seal::keyed_hash(custody.case_key, arrival.octets));
    custody.working_copy = seal::lock(custody.case_key, arrival.octets,
                                      context_of("working_copy", custody.case_id.str()));
    custody.size_log2 = static_cast<int>(std::bit_width(arrival.octets.size()));
    return custody;
}

base::Result<Custody> prepare_unfetched(const base::MailUid& at, base::Instant internal_date,
                                        std::string reason, const seal::ServerKeys& keys) {
    auto begun = draw_custody(at, internal_date, keys);
    if (!begun) return begun.error();
    Custody custody = std::move(*begun);
    // There are no octets to know it by: the place stands for the mail.
    custody.content =
        content_key(keys, "unfetched|" + at.mailbox + "|" + std::to_string(at.uidvalidity) +
                              "|" + std::to_string(at.uid));
    custody.unread_reason = std::move(reason);
    return custody;
}

base::Result<void> keep_case_key(store::VaultTransaction& vault, const Custody& custody,
                                 base::Instant now) {
    // A step that failed after its vault part may be run again as it is.
    auto done = vault.run(
        R"(INSERT INTO case_key (case_id, wrapped, share, created_at)
           VALUES (?, ?, ?, ?)
           ON CONFLICT DO NOTHING)",
        {store::Blob{custody.case_id.str()}, store::Blob{custody.wrapped_key}, custody.share,
         base::unix_seconds(now)});
    if (!done) return done.error();
    return {};
}

base::Result<void> keep_custody(store::VaultTransaction& vault, const Custody& custody,
                                base::Instant now) {
    auto kept = keep_case_key(vault, custody, now);
    if (!kept || custody.sealed_sha256.empty()) return kept;
    if (!custody.sealed.empty()) {
        // Sealed to the records office, and locked once more: who destroys the case key
        // destroys the original for the records office too, in every backup.
        const OriginalPart whole{custody.case_id, 0, 1};
        kept = put_piece(vault, whole.name(),
                         seal::lock(custody.case_key, custody.sealed, whole.context()), now);
        if (!kept) return kept;
        kept = put_piece(vault,
                         {"working_copy", base::to_hex(custody.case_id.str()), custody.case_id},
                         custody.working_copy, now);
        if (!kept) return kept;
    }
    return put_secret(vault, custody.case_key, custody.case_id, "mail_sha256", custody.sha256,
                      now);
}

}  // namespace ledger
