#include "seal/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"
#include "seal/keys.h"

namespace seal {
namespace {

base::Failure system_failure(const std::filesystem::path& file, std::string_view what) {
    return {base::FailureKind::storage,
            fmt::format("{}: {}: {}", file.string(), what, std::strerror(errno)), ""};
}

bool write_all(int descriptor, std::string_view octets) {
    while (!octets.empty()) {
        const auto done = ::write(descriptor, octets.data(), octets.size());
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        octets.remove_prefix(static_cast<std::size_t>(done));
    }
    return true;
}

// All of it on disk under another name.
base::Result<void> write_temporary(const std::filesystem::path& file, std::string_view octets) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return system_failure(file, "cannot be made");
    const bool written = write_all(descriptor, octets) && ::fsync(descriptor) == 0;
    const int saved = errno;
    ::close(descriptor);
    errno = saved;
    if (!written) return system_failure(file, "cannot be written");
    return {};
}

void sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

base::Result<void> write_new_file(const std::filesystem::path& file, std::string_view octets) {
    const auto whole = std::filesystem::absolute(file);
    auto temporary = whole;
    temporary += "." + base::to_hex(random_octets(8)) + ".part";
    auto written = write_temporary(temporary, octets);
    // link() and not rename(): it fails where the name exists, so nothing is ever written over.
    if (written && ::link(temporary.c_str(), whole.c_str()) != 0) {
        written = errno == EEXIST
                      ? base::Failure{base::FailureKind::settings,
                                      fmt::format("{} exists already", file.string()),
                                      "nothing is written over; choose another name"}
                      : system_failure(file, "cannot be made");
    }
    ::unlink(temporary.c_str());
    sync_folder(whole.parent_path());
    return written;
}

}  // namespace seal
