#include "pipeline/token_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "seal/sealed.h"

namespace pipeline {
namespace {

base::Failure not_stored() {
    return {base::FailureKind::storage, "a refresh token cannot be stored",
            "is the disk of the state folder full?"};
}

std::filesystem::path file_of(const std::filesystem::path& state, Line line) {
    return state / fmt::format("oauth2-{}.token", name_of(line));
}

bool write_synced(const std::filesystem::path& file, const std::string& octets) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return false;
    const bool done = ::write(descriptor, octets.data(), octets.size()) ==
                          static_cast<ssize_t>(octets.size()) &&
                      ::fsync(descriptor) == 0;
    return ::close(descriptor) == 0 && done;
}

bool sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    return done;
}

std::string context_of(Line line) { return fmt::format("oauth2 {}", name_of(line)); }

}  // namespace

std::string_view name_of(Line line) { return line == Line::mailbox ? "mailbox" : "relay"; }

base::Result<void> store_token(const std::filesystem::path& state, const seal::Key& key,
                               Line line, const StoredToken& token) {
    const std::string text = token.begun_with + "\n" + token.refresh.reveal();
    const auto file = file_of(state, line);
    auto beside = file;
    beside += ".new";
    if (!write_synced(beside, seal::lock(key, text, context_of(line)))) return not_stored();
    std::error_code error;
    std::filesystem::rename(beside, file, error);
    if (error || !sync_folder(state)) return not_stored();
    return {};
}

base::Result<std::optional<StoredToken>> load_token(const std::filesystem::path& state,
                                                    const seal::Key& key, Line line) {
    std::ifstream in(file_of(state, line), std::ios::binary);
    if (!in) return std::optional<StoredToken>{};
    std::stringstream octets;
    octets << in.rdbuf();
    auto text = seal::unlock(key, octets.str(), context_of(line));
    if (!text)
        return base::Failure{base::FailureKind::settings,
                             "the stored refresh token does not open with the server's keys",
                             "run `aparajita login` again"};
    const auto end = text->find('\n');
    if (end == std::string::npos) return std::optional<StoredToken>{};
    return std::optional(
        StoredToken{base::Sensitive<std::string>(text->substr(end + 1)), text->substr(0, end)});
}

}  // namespace pipeline
