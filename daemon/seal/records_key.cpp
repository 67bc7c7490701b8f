#include <fmt/format.h>
#include <sodium.h>

#include <filesystem>
#include <set>

#include "base/sha256.h"
#include "seal/key_file.h"
#include "seal/sodium.h"

namespace seal {

base::Result<std::vector<RecordsKey>> read_records_keys(
    const std::vector<std::filesystem::path>& files) {
    std::vector<RecordsKey> keys;
    std::set<std::string> seen;
    for (const auto& file : files) {
        auto key = read_key_file(file, public_title);
        if (!key) return key.error();
        const std::string& octets = key->reveal();
        if (!seen.insert(octets).second) {
            return base::Failure{
                base::FailureKind::settings,
                fmt::format("{}: the same key is named twice in seal_to", file.string()),
                "the reserve key is another one, kept elsewhere"};
        }
        keys.push_back({base::sha256_hex(octets).substr(0, 16), octets});
    }
    return keys;
}

std::optional<std::filesystem::path> find_secret_beside(
    const std::vector<std::filesystem::path>& files) {
    namespace fs = std::filesystem;
    constexpr std::uintmax_t largest = 4096;  // a key file is far smaller; a mail spool is not
    std::set<fs::path> folders;
    for (const auto& file : files) folders.insert(fs::absolute(file).parent_path());
    for (const auto& folder : folders) {
        std::error_code unreadable;
        for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
            std::error_code odd;
            if (!entry.is_regular_file(odd) || entry.file_size(odd) > largest || odd) continue;
            if (read_key_file(entry.path(), secret_title)) return entry.path();
        }
    }
    return std::nullopt;
}

base::Result<void> write_key_pair(const std::filesystem::path& prefix) {
    ready_sodium();
    std::string public_key(crypto_box_PUBLICKEYBYTES, '\0');
    std::string secret(crypto_box_SECRETKEYBYTES, '\0');
    crypto_box_keypair(octets_of(public_key), octets_of(secret));
    auto public_file = prefix;
    auto secret_file = prefix;
    public_file += ".pub";
    secret_file += ".key";
    if (std::filesystem::exists(public_file)) {
        return base::Failure{base::FailureKind::settings,
                             fmt::format("{} exists already", public_file.string()),
                             "keys are never written over; choose another name"};
    }
    // The secret one first: a public key without its secret one would seal for nobody.
    auto written = write_key_file(secret_file, secret_title, secret);
    sodium_memzero(secret.data(), secret.size());
    if (written) written = write_key_file(public_file, public_title, public_key);
    if (!written) return written;
    // No secret, and the daemon's account must read it wherever it is copied to.
    std::error_code error;
    std::filesystem::permissions(public_file, std::filesystem::perms(0644), error);
    return {};
}

}  // namespace seal
