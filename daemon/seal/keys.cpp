#include "seal/keys.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "seal/key_file.h"
#include "seal/sodium.h"

namespace seal {
namespace {

struct Named {
    const char* file;
    std::string_view title;
    Key ServerKeys::*key;
};

constexpr std::array<Named, 5> names{{
    {"message_id.key", "aparajita server: message-id key", &ServerKeys::message_id},
    {"dedup.key", "aparajita server: dedup key", &ServerKeys::dedup},
    {"address.key", "aparajita server: address key", &ServerKeys::address},
    {"checkpoint.key", "aparajita server: checkpoint key", &ServerKeys::checkpoint},
    {"vault.key", "aparajita server: vault key", &ServerKeys::vault},
}};

base::Failure failure(std::string what, std::string hint = "") {
    return {base::FailureKind::settings, std::move(what), std::move(hint)};
}

base::Result<void> prepare(const std::filesystem::path& folder) {
    struct stat found {};
    if (::stat(folder.c_str(), &found) != 0) {
        std::error_code problem;
        std::filesystem::create_directories(folder.parent_path(), problem);
        if (::mkdir(folder.c_str(), 0700) == 0) return {};
        return failure(
            fmt::format("{}: cannot be made: {}", folder.string(), std::strerror(errno)));
    }
    if (!S_ISDIR(found.st_mode))
        return failure(fmt::format("{}: is not a folder", folder.string()));
    if ((found.st_mode & 077U) != 0) {
        return failure(
            fmt::format("{}: others may enter the folder of the keys", folder.string()),
            fmt::format("chmod 700 {}", folder.string()));
    }
    return {};
}

base::Result<Key> read_private(const std::filesystem::path& file, std::string_view title) {
    struct stat found {};
    if (::stat(file.c_str(), &found) == 0 && (found.st_mode & 077U) != 0) {
        return failure(fmt::format("{}: others may read this key", file.string()),
                       fmt::format("chmod 600 {}", file.string()));
    }
    return read_key_file(file, title);
}

base::Result<ServerKeys> read_all(const std::filesystem::path& folder) {
    ServerKeys keys;
    for (const Named& name : names) {
        auto key = read_private(folder / name.file, name.title);
        if (!key) return key.error();
        keys.*name.key = *key;
    }
    keys.shares = std::make_shared<CaseShares>(folder);
    return keys;
}

}  // namespace

base::Result<ServerKeys> open_keys(const std::filesystem::path& folder) {
    for (const Named& name : names) {
        if (!std::filesystem::exists(folder / name.file))
            return failure(fmt::format("{}: {} is missing", folder.string(), name.file),
                           "the daemon makes its keys at its first start");
    }
    return read_all(folder);
}

base::Result<ServerKeys> open_or_make_keys(const std::filesystem::path& folder) {
    if (auto ready = prepare(folder); !ready) return ready.error();
    std::vector<std::string> missing;
    for (const Named& name : names) {
        if (!std::filesystem::exists(folder / name.file)) missing.emplace_back(name.file);
    }
    // A lost key must never be replaced in silence: without it twins are not recognised, or the
    // vault is noise. But a first start that was cut short may be finished: vault.key is made
    // last, and a vault knows which one it needs.
    const bool first_start = !std::filesystem::exists(folder / "vault.key");
    if (!missing.empty() && !first_start) {
        return failure(fmt::format("{}: {} is missing", folder.string(), missing.front()),
                       "put it back from the offline backup");
    }
    for (const Named& name : names) {
        const auto file = folder / name.file;
        if (std::filesystem::exists(file)) continue;
        if (auto made = write_key_file(file, name.title, random_octets(32)); !made)
            return made.error();
    }
    return read_all(folder);
}

}  // namespace seal
