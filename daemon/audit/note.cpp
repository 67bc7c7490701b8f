#include "audit/note.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/sha256.h"
#include "base/text.h"
#include "seal/signing.h"

namespace audit {
namespace {

constexpr std::string_view dash = "\xE2\x80\x94 ";  // em dash, blank
constexpr char ed25519 = '\x01';
constexpr std::size_t longest_path = 63;

std::string id_of(std::string_view name, std::string_view public_key) {
    return base::sha256(fmt::format("{}\n{}{}", name, ed25519, public_key)).substr(0, 4);
}

// Takes the line before the first line end; nothing when there is none.
std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

// Decimal without sign or leading zero.
std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stopped != end || fmt::format("{}", value) != text || value < 0)
        return std::nullopt;
    return value;
}

std::optional<Hash> hash_in(std::string_view text) {
    auto octets = base::from_base64(text);
    if (!octets || octets->size() != 32) return std::nullopt;
    return octets;
}

std::string text_of(std::string_view origin, const Head& head) {
    return fmt::format("{}\n{}\n{}\n", origin, head.size, base::to_base64(head.root));
}

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

std::string lines_of(const Path& path) {
    std::string lines;
    for (const Hash& hash : path) lines += base::to_base64(hash) + "\n";
    return lines;
}

}  // namespace

std::string VerifierKey::str() const {
    return fmt::format("{}+{}+{}", name, base::to_hex(id),
                       base::to_base64(ed25519 + public_key));
}

VerifierKey verifier_key(const Signer& signer) {
    const std::string open = seal::public_key_of(signer.seed);
    return {signer.origin, id_of(signer.origin, open), open};
}

std::optional<VerifierKey> read_verifier_key(std::string_view text) {
    const auto first = text.find('+');
    const auto second = text.find('+', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos)
        return std::nullopt;
    const auto octets = base::from_base64(text.substr(second + 1));
    if (!octets || octets->size() != 33 || octets->front() != ed25519) return std::nullopt;
    VerifierKey key{std::string(text.substr(0, first)), "", octets->substr(1)};
    key.id = id_of(key.name, key.public_key);
    if (key.str() != text) return std::nullopt;
    return key;
}

std::string write_note(const Signer& signer, const Head& head) {
    const std::string text = text_of(signer.origin, head);
    const std::string signature = seal::sign(signer.seed, text);
    return fmt::format("{}\n{}{} {}\n", text, dash, signer.origin,
                       base::to_base64(verifier_key(signer).id + signature));
}

std::optional<Note> read_note(std::string_view text) {
    const auto origin = take_line(text);
    const auto size = take_line(text);
    const auto root = take_line(text);
    const auto blank = take_line(text);
    if (!origin || !size || !root || !blank || origin->empty() || !blank->empty())
        return std::nullopt;
    const auto number = whole(*size);
    auto hash = hash_in(*root);
    if (!number || !hash || text.empty()) return std::nullopt;
    Note note{"", std::string(*origin), {*number, std::move(*hash)}, {}};
    note.text = text_of(note.origin, note.head);
    while (!text.empty()) {
        const auto line = take_line(text);
        auto signature = line ? read_signature(*line) : std::nullopt;
        if (!signature) return std::nullopt;
        note.signatures.push_back(std::move(*signature));
    }
    return note;
}

bool is_signed(const Note& note, const VerifierKey& key) {
    return note.origin == key.name &&
           std::any_of(note.signatures.begin(), note.signatures.end(), [&](const auto& one) {
               return one.name == key.name && one.key_id == key.id &&
                      seal::is_signed(key.public_key, note.text, one.signature);
           });
}

std::string write_growth(std::int64_t old_size, const Path& path, std::string_view note) {
    return fmt::format("old {}\n{}\n{}", old_size, lines_of(path), note);
}

std::optional<Growth> read_growth(std::string_view text) {
    const auto first = take_line(text);
    if (!first || !first->starts_with("old ")) return std::nullopt;
    const auto old_size = whole(first->substr(4));
    if (!old_size) return std::nullopt;
    Growth growth{*old_size, {}, {}};
    for (auto line = take_line(text); !line || !line->empty(); line = take_line(text)) {
        auto hash = line ? hash_in(*line) : std::nullopt;
        if (!hash || growth.path.size() == longest_path) return std::nullopt;
        growth.path.push_back(std::move(*hash));
    }
    auto note = read_note(text);
    if (!note) return std::nullopt;
    growth.note = std::move(*note);
    return growth;
}

std::string write_inclusion(std::int64_t index, std::string_view canonical, const Path& path,
                            std::string_view note) {
    return fmt::format("c2sp.org/tlog-proof@v1\nextra {}\nindex {}\n{}\n{}",
                       base::to_base64(canonical), index, lines_of(path), note);
}

}  // namespace audit
