// What all C2SP signed notes share: the keys, and the lines of signatures below a text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/verifier_key.h"
#include "seal/keys.h"

namespace audit {

using base::read_verifier_key;
using base::VerifierKey;

struct Signer {
    std::string name;
    seal::Key seed;
};
VerifierKey verifier_key(const Signer& signer);

struct Signature {
    std::string name;
    std::string key_id;     // 4 octets
    std::string signature;  // 64 octets, where it is one
};

// The line with its end that goes below the text and an empty line.
std::string signature_line(const Signer& signer, std::string_view text);
// One or more whole lines, all of them signatures; nothing otherwise.
std::optional<std::vector<Signature>> read_signatures(std::string_view lines);
bool is_signed_by(const VerifierKey& key, std::string_view text,
                  const std::vector<Signature>& signatures);

// Takes the line before the first line end; nothing when there is none.
std::optional<std::string_view> take_line(std::string_view& text);

}  // namespace audit
