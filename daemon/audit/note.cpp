#include "audit/note.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace audit {
namespace {

constexpr std::size_t longest_path = 63;

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

std::string lines_of(const Path& path) {
    std::string lines;
    for (const Hash& hash : path) lines += base::to_base64(hash) + "\n";
    return lines;
}

}  // namespace

std::string write_note(const Signer& signer, const Head& head) {
    const std::string text = text_of(signer.name, head);
    return text + "\n" + signature_line(signer, text);
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
    auto signatures = read_signatures(text);
    if (!number || !hash || !signatures) return std::nullopt;
    Note note{"", std::string(*origin), {*number, std::move(*hash)}, std::move(*signatures)};
    note.text = text_of(note.origin, note.head);
    return note;
}

bool is_signed(const Note& note, const VerifierKey& key) {
    return note.origin == key.name && is_signed_by(key, note.text, note.signatures);
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
