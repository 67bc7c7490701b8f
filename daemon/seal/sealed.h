// Sealing: to the records office (nobody here can open it), and under a key of our own (case
// key).
//
// Form of a sealed original (promises.md 5.2): random file key, XChaCha20-Poly1305 secretstream
// in 64 KB chunks with a final tag, file key in a sealed box per records key, padded (Padme) so
// that size does not identify.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "seal/keys.h"

namespace seal {

base::Result<std::string> seal_to_records(std::string_view octets,
                                          const std::vector<RecordsKey>& to);
// For the records office and for the start-up test with a throw-away key. `secret` is what
// PREFIX.key holds.
base::Result<std::string> open_sealed(std::string_view sealed, const Key& secret);
// Seals and opens a vector with a throw-away key pair; Failure if the library does not do what
// we need.
base::Result<void> self_test();

// Under a key of ours: nonce | ciphertext | tag; `context` is authenticated, not stored.
std::string lock(const Key& key, std::string_view octets, std::string_view context);
base::Result<std::string> unlock(const Key& key, std::string_view locked,
                                 std::string_view context);

}  // namespace seal
