// The signatures under a set of rules (promises.md C06): a C2SP signed note whose text is
//
//   aparajita/rules
//   sha256:...                  the fingerprint of the set, as every decision carries it
//   2026-11-22T17:31:00Z        when it was signed
//
// The moment orders the sets that were ever signed: an old one put back with its old note is
// older than the one in force.
//
// Promise: what add_signature() makes read_rules_note() takes, and nothing that differs from it
// by an octet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signed_note.h"
#include "base/instant.h"

namespace audit {

struct RulesNote {
    std::string fingerprint;
    base::Instant signed_at{};
    std::string text;
    std::vector<Signature> signatures;
};
std::optional<RulesNote> read_rules_note(std::string_view note);
bool is_signed(const RulesNote& note, const VerifierKey& key);

// The note with this signature. It joins those of a `before` for the same set; a signer who has
// signed this set already begins anew, with the new moment, and the others sign again.
std::string add_signature(const Signer& signer, std::string_view before,
                          const std::string& fingerprint, base::Instant now);

// The secret of a signer, one line: PRIVATE+KEY+NAME+KEYID+BASE64(0x01 | seed), as Go's
// sumdb/note writes it.
std::string to_text(const Signer& signer);
std::optional<Signer> read_signer(std::string_view text);

}  // namespace audit
