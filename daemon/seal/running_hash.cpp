#include "seal/running_hash.h"

#include <sodium.h>

#include <variant>

#include "base/ensure.h"
#include "seal/sodium.h"

namespace seal {

struct RunningHash::Inner {
    std::variant<crypto_hash_sha256_state, crypto_auth_hmacsha256_state> state;
};

RunningHash::RunningHash(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
RunningHash::RunningHash(RunningHash&&) noexcept = default;
RunningHash& RunningHash::operator=(RunningHash&&) noexcept = default;
RunningHash::~RunningHash() = default;

RunningHash RunningHash::plain() {
    auto inner = std::make_unique<Inner>();
    crypto_hash_sha256_init(&inner->state.emplace<crypto_hash_sha256_state>());
    return RunningHash(std::move(inner));
}

RunningHash RunningHash::keyed(const Key& key) {
    ready_sodium();
    base::ensure(key.reveal().size() == crypto_auth_hmacsha256_KEYBYTES);
    auto inner = std::make_unique<Inner>();
    crypto_auth_hmacsha256_init(&inner->state.emplace<crypto_auth_hmacsha256_state>(),
                                octets_of(key.reveal()), key.reveal().size());
    return RunningHash(std::move(inner));
}

void RunningHash::add(std::string_view octets) {
    if (auto* plain = std::get_if<crypto_hash_sha256_state>(&inner_->state)) {
        crypto_hash_sha256_update(plain, octets_of(octets), octets.size());
    } else {
        crypto_auth_hmacsha256_update(&std::get<crypto_auth_hmacsha256_state>(inner_->state),
                                      octets_of(octets), octets.size());
    }
}

std::string RunningHash::finish() {
    static_assert(crypto_hash_sha256_BYTES == crypto_auth_hmacsha256_BYTES);
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    if (auto* plain = std::get_if<crypto_hash_sha256_state>(&inner_->state)) {
        crypto_hash_sha256_final(plain, octets_of(digest));
    } else {
        crypto_auth_hmacsha256_final(&std::get<crypto_auth_hmacsha256_state>(inner_->state),
                                     octets_of(digest));
    }
    return digest;
}

}  // namespace seal
