#include "audit/rules_note.h"

#include <fmt/format.h>

#include "base/text.h"

namespace audit {
namespace {

constexpr std::string_view title = "aparajita/rules";
constexpr std::string_view secret_mark = "PRIVATE+KEY+";

std::string text_of(std::string_view fingerprint, base::Instant signed_at) {
    return fmt::format("{}\n{}\n{}\n", title, fingerprint, base::to_rfc3339(signed_at));
}

}  // namespace

std::optional<RulesNote> read_rules_note(std::string_view note) {
    if (!base::is_utf8(note)) return std::nullopt;
    const auto first = take_line(note);
    const auto fingerprint = take_line(note);
    const auto moment = take_line(note);
    const auto blank = take_line(note);
    if (!blank || *first != title || !fingerprint->starts_with("sha256:") || !blank->empty())
        return std::nullopt;
    const auto signed_at = base::from_rfc3339(*moment);
    auto signatures = read_signatures(note);
    if (!signed_at || base::to_rfc3339(*signed_at) != *moment || !signatures)
        return std::nullopt;
    return RulesNote{std::string(*fingerprint), *signed_at, text_of(*fingerprint, *signed_at),
                     std::move(*signatures)};
}

bool is_signed(const RulesNote& note, const VerifierKey& key) {
    return is_signed_by(key, note.text, note.signatures);
}

std::string add_signature(const Signer& signer, std::string_view before,
                          const std::string& fingerprint, base::Instant now) {
    const auto known = read_rules_note(before);
    const bool joins = known && known->fingerprint == fingerprint && known->signed_at <= now &&
                       !is_signed(*known, verifier_key(signer));
    if (joins) return std::string(before) + signature_line(signer, known->text);
    const std::string text = text_of(fingerprint, now);
    return text + "\n" + signature_line(signer, text);
}

std::string to_text(const Signer& signer) {
    return fmt::format("{}{}+{}+{}", secret_mark, signer.name,
                       base::to_hex(verifier_key(signer).id),
                       base::to_base64("\x01" + signer.seed.reveal()));
}

std::optional<Signer> read_signer(std::string_view text) {
    if (!text.starts_with(secret_mark)) return std::nullopt;
    const auto rest = text.substr(secret_mark.size());
    const auto name = rest.substr(0, rest.find('+'));
    const auto id_end = rest.find('+', name.size() + 1);  // base64 has that character, too
    if (id_end == std::string_view::npos) return std::nullopt;
    const auto octets = base::from_base64(rest.substr(id_end + 1));
    if (!base::is_key_name(name) || !octets || octets->size() != 33) return std::nullopt;
    Signer signer{std::string(name), seal::Key(octets->substr(1))};
    if (to_text(signer) != text) return std::nullopt;
    return signer;
}

}  // namespace audit
