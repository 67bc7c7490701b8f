// Comparing what lies in the mailbox and in the vault with our rows (promises.md 2.6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "seal/keys.h"
#include "store/store.h"

namespace ledger {

struct UidRange {
    std::uint32_t from = 0;
    std::uint32_t to = 0;  // inclusive
};

// UIDs below `uidnext` that nobody has a row for, since the last such look at this folder: mail
// that came and went unseen (A12). `listed`: what lies there now, ascending. At the first look
// there is nothing to compare with. At most 100 ranges.
base::Result<std::vector<UidRange>> find_gaps(store::ReadOnly& state, const std::string& folder,
                                              std::uint32_t uidvalidity, std::uint32_t uidnext,
                                              const std::vector<std::uint32_t>& listed);
// How far this folder is accounted for; audit `gap` for each range. Nothing is written when
// nothing is new.
base::Result<void> note_seen(store::Transaction& state, const audit::Moment& moment,
                             const std::string& folder, std::uint32_t uidvalidity,
                             std::uint32_t uidnext, const std::vector<UidRange>& gaps);
base::Result<std::optional<std::uint32_t>> seen_to(store::ReadOnly& state,
                                                   const std::string& folder,
                                                   std::uint32_t uidvalidity);

// A mail older than mailbox.since: remembered, not taken.
struct OlderMail {
    std::int64_t id = 0;
    base::MailUid at;
    base::Instant internal_date{};
    std::uint64_t size = 0;
};
base::Result<void> record_older(store::Transaction& state, const OlderMail& mail);
base::Result<std::vector<OlderMail>> unlisted_older(store::ReadOnly& state, int most);
// They stand in a letter to the desk. Audit `older_listed`.
base::Result<void> mark_listed(store::Transaction& state, const audit::Moment& moment,
                               const std::vector<OlderMail>& mails);

// Cases whose key, original or working copy is missing or altered in the vault (E10), custody
// since `since`. Reads every piece: not for the event loop.
base::Result<std::vector<base::CaseNumber>> damaged_cases(store::ReadOnly& state,
                                                          store::ReadOnly& vault,
                                                          const seal::ServerKeys& keys,
                                                          base::Instant since);

// Local days whose mails and cases do not balance (promises.md 2.3).
base::Result<std::vector<std::string>> unbalanced_days(store::ReadOnly& state);

// SQLite's own full check of one file. Not for the event loop.
base::Result<bool> is_sound(store::ReadOnly& file);

}  // namespace ledger
