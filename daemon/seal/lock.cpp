#include <sodium.h>

#include "base/ensure.h"
#include "seal/sealed.h"
#include "seal/sodium.h"

namespace seal {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

std::string lock(const Key& key, std::string_view octets, std::string_view context) {
    base::ensure(key.reveal().size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    std::string locked = random_octets(nonce_size);  // 192 bit: drawn nonces do not meet
    locked.resize(nonce_size + octets.size() + tag_size);
    unsigned char* out = octets_of(locked);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        out + nonce_size, nullptr, octets_of(octets), octets.size(), octets_of(context),
        context.size(), nullptr, out, octets_of(key.reveal()));
    return locked;
}

base::Result<std::string> unlock(const Key& key, std::string_view locked,
                                 std::string_view context) {
    ready_sodium();
    base::ensure(key.reveal().size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    const base::Failure altered{base::FailureKind::text,
                                "a locked piece cannot be opened: altered, or another key", ""};
    if (locked.size() < nonce_size + tag_size) return altered;
    std::string octets(locked.size() - nonce_size - tag_size, '\0');
    const unsigned char* in = octets_of(locked);
    const int done = crypto_aead_xchacha20poly1305_ietf_decrypt(
        octets_of(octets), nullptr, nullptr, in + nonce_size, locked.size() - nonce_size,
        octets_of(context), context.size(), in, octets_of(key.reveal()));
    if (done != 0) return altered;
    return octets;
}

}  // namespace seal
