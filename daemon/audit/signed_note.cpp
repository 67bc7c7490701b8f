#include "audit/signed_note.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "seal/signing.h"

namespace audit {
namespace {

constexpr std::string_view dash = "\xE2\x80\x94 ";  // em dash, blank

std::optional<Signature> read_signature(std::string_view line) {
    if (!line.starts_with(dash)) return std::nullopt;
    line.remove_prefix(dash.size());
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos || blank == 0) return std::nullopt;
    const auto octets = base::from_base64(line.substr(blank + 1));
    if (!octets || octets->size() < 5) return std::nullopt;
    return Signature{std::string(line.substr(0, blank)), octets->substr(0, 4),
                     octets->substr(4)};
}

}  // namespace

VerifierKey verifier_key(const Signer& signer) {
    return base::make_verifier_key(signer.name, seal::public_key_of(signer.seed));
}

std::string signature_line(const Signer& signer, std::string_view text) {
    return fmt::format(
        "{}{} {}\n", dash, signer.name,
        base::to_base64(verifier_key(signer).id + seal::sign(signer.seed, text)));
}

std::optional<std::vector<Signature>> read_signatures(std::string_view lines) {
    std::vector<Signature> signatures;
    while (!lines.empty()) {
        const auto line = take_line(lines);
        auto signature = line ? read_signature(*line) : std::nullopt;
        if (!signature) return std::nullopt;
        signatures.push_back(std::move(*signature));
    }
    if (signatures.empty()) return std::nullopt;
    return signatures;
}

bool is_signed_by(const VerifierKey& key, std::string_view text,
                  const std::vector<Signature>& signatures) {
    return std::any_of(signatures.begin(), signatures.end(), [&](const Signature& one) {
        return one.name == key.name && one.key_id == key.id &&
               seal::is_signed(key.public_key, text, one.signature);
    });
}

std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

}  // namespace audit
