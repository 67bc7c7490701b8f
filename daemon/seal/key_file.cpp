#include "seal/key_file.h"

#include <fmt/format.h>
#include <sodium.h>

#include <fstream>

#include "base/text.h"
#include "seal/new_file.h"
#include "seal/sodium.h"

namespace seal {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t largest_file = 4096;

base::Failure failure(std::string what, std::string hint = "") {
    return {base::FailureKind::settings, std::move(what), std::move(hint)};
}

base::Result<Key> from_base64(const std::filesystem::path& file, std::string_view text) {
    std::string octets(key_size, '\0');
    std::size_t size = 0;
    const auto trimmed = base::trim_ascii(text);
    const int done =
        sodium_base642bin(octets_of(octets), octets.size(), trimmed.data(), trimmed.size(),
                          nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
    if (done != 0 || size != key_size)
        return failure(fmt::format("{}: the key is not 32 octets in base64", file.string()));
    return Key(octets);
}

base::Result<Key> parse(const std::filesystem::path& file, const std::string& text,
                        std::string_view title) {
    const auto end = text.find('\n');
    const auto first = base::trim_ascii(std::string_view(text).substr(0, end));
    if (first == title && end != std::string::npos)
        return from_base64(file, std::string_view(text).substr(end + 1));
    if (first == secret_title && title == public_title) {
        return failure(
            fmt::format("{}: holds a SECRET key of the records office", file.string()),
            "a secret key never lies on the server: take it away, and name the .pub file");
    }
    return failure(fmt::format("{}: the first line is not '{}'", file.string(), title),
                   "name another file, or make keys with `aparajita keygen --out PREFIX`");
}

}  // namespace

base::Result<void> write_key_file(const std::filesystem::path& file, std::string_view title,
                                  std::string_view octets) {
    base::ensure(octets.size() == key_size);
    return write_new_file(file, fmt::format("{}\n{}\n", title, base::to_base64(octets)));
}

base::Result<Key> read_key_file(const std::filesystem::path& file, std::string_view title) {
    ready_sodium();
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return failure(fmt::format("{}: cannot be read", file.string()),
                       "look at its owner and mode: the account that runs this must read it");
    std::string text(largest_file, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return parse(file, text, title);
}

base::Result<Key> secret_octets(const Key& secret) {
    if (secret.reveal().size() == key_size) return secret;
    return parse("the key", secret.reveal(), secret_title);
}

}  // namespace seal
