#include "seal/signing.h"

#include <sodium.h>

#include "seal/sodium.h"

namespace seal {
namespace {

struct Pair {
    std::string open, secret;
    explicit Pair(const Key& seed)
        : open(crypto_sign_PUBLICKEYBYTES, '\0'), secret(crypto_sign_SECRETKEYBYTES, '\0') {
        ready_sodium();
        base::ensure(seed.reveal().size() == crypto_sign_SEEDBYTES);
        crypto_sign_seed_keypair(octets_of(open), octets_of(secret), octets_of(seed.reveal()));
    }
    ~Pair() { sodium_memzero(secret.data(), secret.size()); }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;
};

}  // namespace

std::string public_key_of(const Key& seed) { return Pair(seed).open; }

std::string sign(const Key& seed, std::string_view octets) {
    const Pair pair(seed);
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(octets_of(signature), nullptr, octets_of(octets), octets.size(),
                         octets_of(pair.secret));
    return signature;
}

bool is_signed(std::string_view public_key, std::string_view octets,
               std::string_view signature) {
    ready_sodium();
    return public_key.size() == crypto_sign_PUBLICKEYBYTES &&
           signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(octets_of(signature), octets_of(octets), octets.size(),
                                       octets_of(public_key)) == 0;
}

}  // namespace seal
