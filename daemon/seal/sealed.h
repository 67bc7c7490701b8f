// Sealing: to the records office (nobody here can open it), and under a key of our own (case
// key).
//
// Form of a sealed original (promises.md 5.2): random file key, XChaCha20-Poly1305 secretstream
// in 64 KB chunks with a final tag, file key in a sealed box per records key, padded (Padme) so
// that size does not identify.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "seal/keys.h"

namespace seal {

base::Result<std::string> seal_to_records(std::string_view octets,
                                          const std::vector<RecordsKey>& to);
// The same, octet by octet, for what is too large to be held whole: all that begin(), add() and
// finish() give, one behind the other. Holds 64 KB.
class Sealer {
  public:
    // For exactly `size` octets: their padding is part of the form.
    static base::Result<Sealer> begin(std::uint64_t size, const std::vector<RecordsKey>& to);
    Sealer(Sealer&&) noexcept;
    Sealer& operator=(Sealer&&) noexcept;
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;
    ~Sealer();

    // Of the sealed original that comes out at the end.
    std::uint64_t sealed_size() const;
    // Not more than `size` octets in all.
    std::string add(std::string_view octets);
    std::string finish();  // once, after exactly `size` octets

  private:
    struct Inner;
    explicit Sealer(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};
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
