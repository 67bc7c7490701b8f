#include "base/sha256.h"

#include <sodium.h>

#include "base/text.h"

namespace base {

std::string sha256(std::string_view octets) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                       reinterpret_cast<const unsigned char*>(octets.data()), octets.size());
    return digest;
}

std::string sha256_hex(std::string_view octets) { return to_hex(sha256(octets)); }

}  // namespace base
