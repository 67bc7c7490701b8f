// Taking a mail into custody, giving it to the reader, setting it aside, filing it.
//
// Order (promises.md 2.3): prepare_custody() on any thread; keep_custody() in the vault part
// and take_custody() in the state part of one store::Step. `received` is thus recorded only
// after the sealed copy is fsynced.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "seal/keys.h"
#include "store/store.h"

namespace ledger {

using MailId = std::int64_t;

// Where the mail was found: a watched folder, or Done without a row of ours (the database was
// lost).
enum class Origin { watched, done };

struct Arrival {
    base::MailUid at;
    base::Instant internal_date{};  // of the mailbox; never the Date header
    std::string octets;             // as fetched, with PEEK
    Origin origin = Origin::watched;
    std::string unread_reason = {};  // as in Custody
};

// A mail made ready for custody: sealed for the records office, locked for the reader. Nothing
// is stored yet.
struct Custody {
    base::MailUid at;
    base::Instant internal_date{};
    Origin origin = Origin::watched;
    base::CaseId case_id;  // drawn, 16 octets
    seal::Key case_key;
    std::string content;     // HMAC(K_dedup, octets), 32 octets
    std::string commitment;  // HMAC(case key, octets), hex; for the trail
    std::string wrapped_key;
    std::string sha256;         // hex, of the mail; kept under the case key
    std::int64_t share = 0;     // the number of its share, which wraps the key too
    std::string sealed;         // empty: kept in parts, or not fetched at all
    std::string working_copy;   // locked; none of a mail that is kept in parts
    std::string sealed_sha256;  // hex, of the whole sealed original; empty: we have none
    int size_log2 = 0;
    // Set: nobody reads it, it goes to the desk. "not_given" (no octets); "too_large" (sealed
    // in parts, custody_in_parts.h); "size_differs" (what the server gave, which is not what it
    // announced).
    std::string unread_reason;
};

// The cause of a mail's letters: hex of its content key (promises.md 2.2).
std::string content_key(const seal::ServerKeys& keys, std::string_view octets);  // 32 octets
std::string cause_of(std::string_view content);                                  // hex

// Seals and locks; no database. Fails when sealing fails: then there is no custody and nothing
// is taken.
base::Result<Custody> prepare_custody(const Arrival& arrival, const seal::ServerKeys& keys,
                                      const std::vector<seal::RecordsKey>& records);
// A mail the server would not give us, or not even a vault can hold: it gets a case and a
// number for the desk, is quarantined from the start, and no `received` is recorded, because
// there is no copy.
base::Result<Custody> prepare_unfetched(const base::MailUid& at, base::Instant internal_date,
                                        std::string reason, const seal::ServerKeys& keys);

// What every custody begins with: a case id, its key, the share that wraps it.
base::Result<Custody> draw_custody(const base::MailUid& at, base::Instant internal_date,
                                   const seal::ServerKeys& keys);

// V1. Original and working copy in chunks, wrapped case key.
base::Result<void> keep_custody(store::VaultTransaction& vault, const Custody& custody,
                                base::Instant now);

enum class Receipt {
    opened,  // a new case; audit `received` (or `recovered`, or `quarantined` when unfetched)
    known,   // this very place was taken before: nothing happened
    alias,   // same octets elsewhere or under a new UIDVALIDITY: audit `alias`; not sent again
    reappeared,  // same octets, same folder, same UIDVALIDITY: `alias` and `reappeared`; the
                 // desk must be told
};

struct Taken {
    Receipt receipt = Receipt::opened;
    MailId mail = 0;
    base::CaseId case_id;  // of the first mail, when this is an alias
    base::CaseNumber number;
};

// T1. Number of the local year in `zone`. What keep_custody() stored for an alias is an orphan,
// swept after 24 h.
base::Result<Taken> take_custody(store::Transaction& state, const audit::Moment& moment,
                                 const Custody& custody, base::Seconds zone);

// A listed mail was gone before we had custody (A07). Remembered, never asked for again.
base::Result<void> record_vanished(store::Transaction& state, const audit::Moment& moment,
                                   const base::MailUid& at);

// A mail in our custody is no longer where it lay, and it was not we who moved it (A08, A09):
// there is nothing to file. Our copy goes its way; the mail counts as `vanished` once it is
// decided.
base::Result<void> record_gone(store::Transaction& state, const audit::Moment& moment,
                               MailId mail);

// T1b. Counts before the reader gets the mail, and returns the count: at `unreadable_at` the
// caller does not read but quarantines (B04).
inline constexpr int unreadable_at = 3;
base::Result<int> begin_reading(store::Transaction& state, const audit::Moment& moment,
                                MailId mail);

// The mail could not be read, or its letter could not be made: case and mail are `quarantined`.
// `reason` is a word of ours ("reader_died", "timeout", "garbage", "attempts").
base::Result<void> quarantine(store::Transaction& state, const audit::Moment& moment,
                              MailId mail, const std::string& reason);
// By order of a person: the counter starts again, the mail is `received` once more.
base::Result<void> requeue(store::Transaction& state, const audit::Moment& moment, MailId mail,
                           const std::string& actor);

// T5. The mail now lies in `folder`; uid as told by COPYUID, if it was told. A quarantined mail
// stays `quarantined`.
struct FiledAs {
    std::string folder;
    std::optional<std::uint32_t> uidvalidity;
    std::optional<std::uint32_t> uid;
};
base::Result<void> mark_filed(store::Transaction& state, const audit::Moment& moment,
                              MailId mail, const FiledAs& as);

}  // namespace ledger
