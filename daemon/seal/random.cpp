#include <sodium.h>

#include "base/ensure.h"
#include "base/text.h"
#include "seal/keys.h"
#include "seal/sodium.h"

namespace seal {

void ready_sodium() {
    static const bool ready = sodium_init() >= 0;
    base::ensure(ready);
}

std::string random_octets(std::size_t count) {
    ready_sodium();
    std::string octets(count, '\0');
    randombytes_buf(octets.data(), octets.size());
    return octets;
}

Key random_key() { return Key(random_octets(32)); }

std::string random_token() { return base::to_base32(random_octets(16)); }

std::string random_ref() {
    ready_sodium();
    // Read over the phone: nothing that looks or sounds like its neighbour (no 0 O, 1 I L, 2 Z,
    // 5 S, 8 B, U V).
    static constexpr std::string_view letters = "34679ACDEFGHJKMNPQRTWXY";
    std::string ref;
    for (int i = 0; i < 4; ++i)
        ref += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    return ref;
}

std::string keyed_hash(const Key& key, std::string_view octets) {
    ready_sodium();
    base::ensure(key.reveal().size() == crypto_auth_hmacsha256_KEYBYTES);
    std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256(octets_of(mac), octets_of(octets), octets.size(),
                           octets_of(key.reveal()));
    return mac;
}

}  // namespace seal
