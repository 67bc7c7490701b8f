#include "store/state_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace store {
namespace {

base::Failure failure(const std::string& what) {
    return {base::FailureKind::storage, fmt::format("{}: {}", what, std::strerror(errno)), ""};
}

// A new file is in its folder only when the folder itself is on disk.
base::Result<void> sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return failure("cannot open the state folder");
    const bool done = ::fsync(descriptor) == 0;
    const int saved = errno;
    ::close(descriptor);
    errno = saved;
    if (!done) return failure("cannot sync the state folder");
    return {};
}

base::Failure no_state() {
    return {base::FailureKind::storage, "there is no database in the state folder",
            "`aparajita run` makes it; or name the right folder in the settings (state)"};
}

}  // namespace

std::filesystem::path path_of(const std::filesystem::path& state, File file) {
    return state / (file == File::state ? "aparajita.db" : "vault.db");
}

base::Result<void> prepare_folder(const std::filesystem::path& state, Opening opening) {
    struct stat found {};
    if (::stat(state.c_str(), &found) != 0) {
        if (opening == Opening::must_exist) return no_state();
        std::error_code problem;
        std::filesystem::create_directories(state.parent_path(), problem);
        // Another daemon may make it in the same moment: then it is looked at like any other.
        if (::mkdir(state.c_str(), 0700) != 0 && errno != EEXIST)
            return failure("cannot make the state folder");
        if (::stat(state.c_str(), &found) != 0) return failure("cannot see the state folder");
    }
    if (!S_ISDIR(found.st_mode)) {
        return base::Failure{base::FailureKind::settings, "the state folder is not a folder",
                             "name another (state)"};
    }
    if ((found.st_mode & 077U) != 0) {
        return base::Failure{base::FailureKind::settings, "others may enter the state folder",
                             fmt::format("chmod 700 {}", state.string())};
    }
    return {};
}

base::Result<void> prepare_file(const std::filesystem::path& file, Opening opening) {
    if (::access(file.c_str(), F_OK) == 0) return {};
    if (opening == Opening::must_exist) return no_state();
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return failure("cannot make a database file");
    ::close(descriptor);
    return sync_folder(file.parent_path());
}

base::Result<FolderLock> FolderLock::take(const std::filesystem::path& state) {
    const auto file = state / "lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return failure("cannot open the lock file");
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const bool held = errno == EWOULDBLOCK;
        const base::Failure other = failure("cannot lock the state folder");
        ::close(descriptor);
        if (!held) return other;
        return base::Failure{base::FailureKind::temporary,
                             "another daemon holds this state folder",
                             "there can be one only; see `systemctl status aparajita`"};
    }
    std::array<char, 32> text{};
    const ssize_t got = ::pread(descriptor, text.data(), text.size() - 1, 0);
    return FolderLock(descriptor, got > 0 ? std::strtoll(text.data(), nullptr, 10) : 0);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), highest_epoch_(other.highest_epoch_) {}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

base::Result<void> FolderLock::remember(std::int64_t epoch) {
    // One line of fixed width, written over in place: a torn write cannot happen within a
    // sector.
    const std::string text = fmt::format("{:019}\n", epoch);
    const auto size = static_cast<ssize_t>(text.size());
    if (::pwrite(descriptor_, text.data(), text.size(), 0) != size ||
        ::fsync(descriptor_) != 0) {
        return failure("cannot write the lock file");
    }
    highest_epoch_ = epoch;
    return {};
}

}  // namespace store
