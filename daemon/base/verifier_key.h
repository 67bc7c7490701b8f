// The public half of a signing key, as people hand it on: name+KEYID+BASE64(0x01 | 32 octets),
// the verifier key of a C2SP signed note (Ed25519).
//
// Promise: what str() writes read_verifier_key() takes, and nothing that differs from it by an
// octet.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace base {

struct VerifierKey {
    std::string name;
    std::string id;          // 4 octets: SHA-256(name | "\n" | 0x01 | public key), its first
    std::string public_key;  // 32 octets
    std::string str() const;
};
VerifierKey make_verifier_key(std::string name, std::string public_key);
std::optional<VerifierKey> read_verifier_key(std::string_view text);

// Not empty, UTF-8, without blank, control character or plus: nothing else may name a key.
bool is_key_name(std::string_view name);

}  // namespace base
