#include "base/verifier_key.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"

namespace base {
namespace {

constexpr char ed25519 = '\x01';
constexpr std::size_t key_size = 32;

}  // namespace

std::string VerifierKey::str() const {
    return name + "+" + to_hex(id) + "+" + to_base64(ed25519 + public_key);
}

VerifierKey make_verifier_key(std::string name, std::string public_key) {
    std::string id = sha256(name + "\n" + ed25519 + public_key).substr(0, 4);
    return {std::move(name), std::move(id), std::move(public_key)};
}

std::optional<VerifierKey> read_verifier_key(std::string_view text) {
    const auto first = text.find('+');
    const auto second = text.find('+', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos)
        return std::nullopt;
    const auto octets = from_base64(text.substr(second + 1));
    if (!octets || octets->size() != key_size + 1 || octets->front() != ed25519)
        return std::nullopt;
    auto key = make_verifier_key(std::string(text.substr(0, first)), octets->substr(1));
    if (key.str() != text || !is_key_name(key.name)) return std::nullopt;
    return key;
}

bool is_key_name(std::string_view name) {
    return !name.empty() && is_utf8(name) && std::all_of(name.begin(), name.end(), [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return octet > ' ' && octet != 0x7F && c != '+';
    });
}

}  // namespace base
