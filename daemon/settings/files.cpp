// The only file of the room that opens files.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "settings/reading.h"

namespace settings {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_octets =
    std::size_t{4} * 1024 * 1024;  // the yaml room refuses above 1 MB, with a better sentence
constexpr std::size_t most_files = 10000;
constexpr std::size_t most_secret = std::size_t{16} * 1024;

base::Failure failure(std::string what, std::string hint = {}) {
    return {base::FailureKind::settings, std::move(what), std::move(hint)};
}

base::Result<void> check_mode(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        return failure("the secret file " + file.string() + " is not there");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return failure("others may read the secret file " + file.string(),
                       "chmod 0600 " + file.string());
    if (status.st_uid != ::geteuid() && status.st_uid != 0)
        return failure("the secret file " + file.string() + " belongs to somebody else",
                       "change its owner");
    return {};
}

base::Result<base::Sensitive<std::string>> secret_in(const fs::path& file,
                                                     const std::string& name) {
    auto text = read_file(file, most_secret);
    if (!text.ok()) return text.error();
    std::string secret = std::move(text).value();
    if (secret.ends_with('\n')) secret.pop_back();
    if (secret.ends_with('\r')) secret.pop_back();
    if (secret.empty()) return failure("the secret " + name + " is empty");
    if (secret.size() > most_secret) return failure("the secret " + name + " is too long");
    if (secret.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
        return failure("the secret " + name + " has more than one line");
    return base::Sensitive<std::string>(std::move(secret));
}

bool is_wanted(const fs::path& path, const std::vector<std::string>& endings) {
    const std::string name = path.filename().string();
    if (name.starts_with('.')) return false;  // editors leave such files behind
    return std::any_of(endings.begin(), endings.end(),
                       [&](const std::string& ending) { return name.ends_with(ending); });
}

base::Result<std::vector<fs::path>> list_files(const fs::path& folder,
                                               const std::vector<std::string>& endings) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;) {
        std::error_code
            unknown;  // of a link that leads nowhere; only a wanted file must be there
        if (it->is_directory(unknown) && it->path().filename().string().starts_with('.'))
            it.disable_recursion_pending();
        if (is_wanted(it->path(), endings) && !it->is_directory(unknown))
            files.push_back(it->path());
        if (files.size() > most_files) return failure(folder.string() + " has too many files");
        it.increment(error);
    }
    if (error)
        return failure("the folder " + folder.string() + " cannot be read", error.message());
    return files;
}

// Twice: a file that somebody is writing at this moment is neither the old one nor the new one,
// and may be cut where it still makes sense.
base::Result<std::string> read_at_rest(const fs::path& file) {
    auto text = read_file(file, most_octets);
    if (!text.ok()) return text;
    const auto again = read_file(file, most_octets);
    if (!again.ok()) return again;
    if (*text != *again)
        return failure(file.string() + " is being written just now",
                       "try again when it is whole");
    return text;
}

// systemd names the folder to what it starts. An operator who asks from a terminal (doctor,
// check --connect) gets what the running service was given, as far as she may read it.
fs::path credentials_folder() {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder != nullptr && *folder != '\0') return folder;
    return "/run/credentials/aparajita.service";
}

}  // namespace

base::Result<std::string> read_file(const fs::path& file, std::size_t most) {
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        return failure(file.string() + " is not there, or no file");
    std::ifstream in(file, std::ios::binary);
    if (!in) return failure(file.string() + " cannot be read", "look at its owner and mode");
    std::string text(most + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) return failure(file.string() + " cannot be read");
    text.resize(static_cast<std::size_t>(in.gcount()));
    text.shrink_to_fit();  // a folder of rules is a hundred files, each far below the limit
    return text;
}

base::Result<base::Sensitive<std::string>> read_secret(const SecretSource& source) {
    if (!source.credential.empty()) {
        const fs::path file = credentials_folder() / source.credential;
        std::error_code error;
        if (!fs::exists(file, error))
            return failure("there is no credential '" + source.credential + "' in " +
                               file.parent_path().string(),
                           "systemd passes it to the service: start that first, and ask as "
                           "root; or write {file: PATH}");
        return secret_in(file, "'" + source.credential + "'");
    }
    if (source.file.empty()) return failure("no secret is named");
    if (auto mode = check_mode(source.file); !mode.ok()) return mode.error();
    return secret_in(source.file, "in " + source.file.string());
}

base::Result<std::vector<yaml::SourceText>> read_folder(
    const fs::path& folder, const std::vector<std::string>& endings) {
    auto files = list_files(folder, endings);
    if (!files.ok()) return files.error();
    std::vector<yaml::SourceText> sources;
    for (const auto& file : *files) {
        // A fingerprint has one line for each file: a name of two lines could stand for two.
        if (file.lexically_relative(folder).generic_string().find('\n') != std::string::npos)
            return failure("a file in " + folder.string() + " has a name of two lines",
                           "give it another name");
        auto text = read_at_rest(file);
        if (!text.ok()) return text.error();
        sources.push_back(
            {file.lexically_relative(folder).generic_string(), std::move(text).value()});
    }
    std::sort(sources.begin(), sources.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return sources;
}

}  // namespace settings
