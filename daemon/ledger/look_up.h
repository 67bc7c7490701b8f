// Questions about cases, mails and letters. Read-only; each answer is one snapshot.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "ledger/custody.h"
#include "store/store.h"

namespace ledger {

// UIDs of this folder that have a row (also those we moved there), first <= uid <= last.
base::Result<std::set<std::uint32_t>> known_uids(store::ReadOnly& state,
                                                 const std::string& folder,
                                                 std::uint32_t uidvalidity, std::uint32_t first,
                                                 std::uint32_t last);

struct MailRow {
    MailId mail = 0;
    base::MailUid at;
    base::Instant first_seen{};
    base::Instant internal_date{};
    std::string state;  // received, reading, decided, filed, quarantined, vanished
    int attempts = 0;
    std::string content;  // 32 octets; cause_of() makes it a cause
    base::CaseId case_id;
    base::CaseNumber number;
    std::string quarantine_reason;
};

base::Result<std::optional<MailRow>> find_mail(store::ReadOnly& state, MailId mail);
// The mail that opened this case.
base::Result<std::optional<MailRow>> first_mail_of(store::ReadOnly& state,
                                                   const base::CaseId& id);
// In custody, not decided (received, reading): to be resumed after a restart. A page of them,
// because a hundred thousand may wait: the `most` oldest with an id above `after`, oldest
// first, or the newest, newest first.
enum class Side { oldest, newest };
base::Result<std::vector<MailRow>> unfinished_mails(store::ReadOnly& state,
                                                    Side side = Side::oldest, int most = 100,
                                                    MailId after = 0);
base::Result<std::int64_t> count_unfinished(store::ReadOnly& state);
base::Result<std::vector<MailRow>> quarantined_mails(store::ReadOnly& state);
// Set aside from the start, and no letter tells a person yet.
base::Result<std::vector<MailRow>> untold_mails(store::ReadOnly& state);
// Decided as bulk, not yet listed in a digest, oldest first.
base::Result<std::vector<MailRow>> undigested_mails(store::ReadOnly& state);

// S5: mails of this folder that may be moved now: a station or desk letter of theirs was
// accepted, or their effect is recorded, or their digest was accepted; quarantined ones once
// the desk letter or notice about them was. At most `most`, by UID.
enum class Destination { done, attention };
struct Filing {
    MailId mail = 0;
    std::uint32_t uid = 0;
    Destination to = Destination::done;
};
base::Result<std::vector<Filing>> ready_to_file(store::ReadOnly& state,
                                                const std::string& folder,
                                                std::uint32_t uidvalidity, int most = 500);

struct CaseRow {
    base::CaseId id;
    base::CaseNumber number;
    base::Instant received{};
    std::string local_day;
    std::string kind, language, category, child, state, station, mail_safety;
    bool urgent = false;
    std::optional<base::CaseId> attached_to;
};
base::Result<std::optional<CaseRow>> find_case(store::ReadOnly& state, const base::CaseId& id);
base::Result<std::optional<CaseRow>> find_case(store::ReadOnly& state,
                                               const base::CaseNumber& number);
// The first other case whose mail is like this one, open or closed.
base::Result<std::optional<CaseRow>> case_like(store::ReadOnly& state, store::ReadOnly& vault,
                                               const std::string& likeness,
                                               const base::CaseNumber& not_this);

// What the rules decided first about a mail, newest case first; mails that only joined or
// recorded something are left out, since no rule sends them anywhere.
struct DecidedCase {
    base::CaseId id;
    base::CaseNumber number;
    base::Instant received{};
    std::string action, station, reason;
};
base::Result<std::vector<DecidedCase>> decided_cases(store::ReadOnly& state,
                                                     base::Instant since, int most);

struct LetterOf {
    std::int64_t letter = 0;
    base::CaseId case_id;  // empty for a letter of no case
    std::string kind;
    base::RecipientId recipient;
    std::optional<base::Instant> token_expires;  // none: with its case
};
// `token_sha256` in hex, as in QueuedLetter.
base::Result<std::optional<LetterOf>> find_letter_by_token(store::ReadOnly& state,
                                                           const std::string& token_sha256);
// Queued not before that: a bounce comes within days, whoever shows the token later is ignored.
base::Result<std::optional<LetterOf>> find_letter_by_return(store::ReadOnly& state,
                                                            const std::string& return_sha256,
                                                            base::Instant not_before);
base::Result<std::optional<LetterOf>> find_letter_by_message_id(store::ReadOnly& state,
                                                                const std::string& message_id);

// For `aparajita cases`: rows of v1_case as it prints them, newest last. Attached and recorded
// mails only with `all`.
enum class Which { all, open, late };
struct CaseLine {
    std::string case_no, received_at, kind, category, child, state, station, pending_with,
        due_at;
    bool urgent = false;
    bool late = false;
    std::int64_t days_open = 0;
};
base::Result<std::vector<CaseLine>> list_cases(store::ReadOnly& state, Which which,
                                               const std::string& station = "");

// The balance of each local day, newest first: received = accepted + answered + open +
// quarantined + bulk.
struct Balance {
    std::string day;
    std::int64_t received = 0, accepted = 0, answered = 0, open = 0, quarantined = 0, bulk = 0,
                 difference = 0;
};
base::Result<std::vector<Balance>> balances(store::ReadOnly& state, int days);

}  // namespace ledger
