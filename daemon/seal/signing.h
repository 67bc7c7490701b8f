// Ed25519 (RFC 8032): the signature under the checkpoints of the trail.
#pragma once

#include <string>
#include <string_view>

#include "seal/keys.h"

namespace seal {

// `seed`: 32 octets, the secret.
std::string public_key_of(const Key& seed);                  // 32 octets
std::string sign(const Key& seed, std::string_view octets);  // 64 octets
bool is_signed(std::string_view public_key, std::string_view octets,
               std::string_view signature);

}  // namespace seal
