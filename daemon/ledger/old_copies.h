// Copies whose time has come: S6 and T6 of the protocol (promises.md 2.3). What stays is the
// sealed original, and what the later letters of a case are made of.
//
// A mail is done with once its effect is complete without a letter; or a server took a
// station's letter of its case and the station confirmed; or its case was closed. Bulk mail
// waits for its retention, what could not be read for a person, and a legal hold stops all of
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "ledger/custody.h"
#include "store/store.h"

namespace ledger {

inline constexpr base::Seconds working_copy_lives{72 * 3600};

// Done with for so long, and the working copy is still there; the oldest first.
base::Result<std::vector<base::CaseId>> old_working_copies(store::ReadOnly& state,
                                                           base::Instant now, int most = 200);
// One step: the copies go from the vault, and each case has its event `purged`.
store::Step destroy_working_copies(const std::vector<base::CaseId>& cases,
                                   const audit::Moment& moment);

// A mail that lies in the mailbox and should not any more.
struct OldMail {
    MailId mail = 0;
    base::CaseId case_id;
    base::MailUid at;
};
// Filed mails done with for `after` (nothing: never), and every mail of a case that was
// destroyed; by folder. A mail that we moved without hearing its new number is named once the
// Done folder was compared, where it is an alias with a place of its own.
base::Result<std::vector<OldMail>> old_mails(store::ReadOnly& state, base::Instant now,
                                             std::optional<base::Seconds> after, int most);
// expunged: looked for, they do not lie there any more; each has its event `purged`.
// renumbered: the folder has another UIDVALIDITY, and nothing there bears these numbers.
enum class Removed { expunged, renumbered };
base::Result<void> mark_removed(store::Transaction& state, const audit::Moment& moment,
                                const std::vector<OldMail>& mails, Removed how);

}  // namespace ledger
