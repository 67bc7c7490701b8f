// What is personal: in vault.db, locked under the key of its case, which is itself wrapped by
// the server's vault key.
//
// Destroying the case key destroys all of it. A repeat of V2 replaces the secrets that an
// earlier, unfinished V2 wrote; letters lie side by side.
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

// At start: notes which keys this vault was made with, or fails when they are others (kind
// settings).
base::Result<void> bind_keys(store::VaultTransaction& vault, const seal::ServerKeys& keys);

base::Result<seal::Key> read_case_key(store::ReadOnly& vault, const seal::ServerKeys& keys,
                                      const base::CaseId& id);

// The mail as fetched. Fails (kind text) when the row is missing or altered (E10).
base::Result<std::string> read_working_copy(store::ReadOnly& vault, const seal::Key& case_key,
                                            const base::CaseId& id);
// The sealed original: only the records office opens it. Fails when it is not what was stored.
base::Result<std::string> read_sealed_original(store::ReadOnly& vault,
                                               const seal::Key& case_key,
                                               const base::CaseId& id);
// Is it whole? Holds one of its pieces at a time.
bool is_original_whole(store::ReadOnly& vault, const seal::Key& case_key,
                       const base::CaseId& id);

// kind: "address" (hers), "ref", "seed" (of the mask tokens), "covered" (masked values),
// "facts", "rendering", "message_id" (of her mail). Octets are the caller's; nothing here looks
// into them.
base::Result<void> put_secret(store::VaultTransaction& vault, const seal::Key& case_key,
                              const base::CaseId& id, const std::string& kind,
                              std::string_view octets, base::Instant now);
base::Result<std::optional<std::string>> read_secret(store::ReadOnly& vault,
                                                     const seal::Key& case_key,
                                                     const base::CaseId& id,
                                                     const std::string& kind);

// Who sent the mail of this case, as sender_hash(); to find an open case of the same sender.
base::Result<void> put_sender(store::VaultTransaction& vault, const base::CaseId& id,
                              const std::string& sender_hash, base::Instant now);
// What its mail is like, as likeness_of(); to find a mail that came again with other octets.
base::Result<void> put_likeness(store::VaultTransaction& vault, const base::CaseId& id,
                                const std::string& likeness, base::Instant now);

// QueuedLetter::hash: a keyed hash of the octets, hex. A plain SHA-256 would not do: an
// acknowledgement is constant but for her address and four characters, so whoever holds
// aparajita.db could try addresses until one fits.
std::string letter_hash(const seal::Key& key, std::string_view octets);

// A frozen letter and its envelope. Under the case key, or under the vault key for letters of
// no case (`id` empty). A letter is found by its hash and never overwritten: what a repeated
// step composes lies beside the octets that were queued before, and is swept.
struct LetterCopy {
    std::string octets;
    std::string to;                          // SMTP recipient
    std::optional<std::string> return_path;  // none: <>
};
base::Result<void> keep_letter(store::VaultTransaction& vault, const seal::Key& key,
                               const base::CaseId& id, const std::string& message_id,
                               const std::string& hash, const LetterCopy& letter,
                               base::Instant now);
// `hash` as queued: other octets than were queued are a Failure, never sent.
base::Result<LetterCopy> read_letter(store::ReadOnly& vault, const seal::Key& key,
                                     const std::string& message_id, const std::string& hash);

// Rows of the vault whose step never reached aparajita.db: older than 24 h, younger than the
// database.
struct Orphans {
    std::vector<base::CaseId> cases;
    std::vector<std::string> letters;  // hashes
    bool none() const { return cases.empty() && letters.empty(); }
};
base::Result<Orphans> find_orphans(store::ReadOnly& state, store::ReadOnly& vault,
                                   base::Instant database_created, base::Instant now);
// The two parts of one step.
base::Result<void> sweep_vault(store::VaultTransaction& vault, const Orphans& orphans);
base::Result<void> note_swept(store::Transaction& state, const audit::Moment& moment,
                              const Orphans& orphans);

}  // namespace ledger
