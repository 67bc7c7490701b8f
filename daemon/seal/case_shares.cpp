#include "seal/case_shares.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "seal/keys.h"

namespace seal {
namespace {

constexpr std::int64_t size = 32;
constexpr std::int64_t block = 64;  // drawn ahead, so that most draws need no disk

class File {
  public:
    File(const std::filesystem::path& path, int flags)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    File(File&&) = delete;
    File& operator=(File&&) = delete;
    bool is_open() const { return descriptor_ >= 0; }
    int get() const { return descriptor_; }

  private:
    int descriptor_;
};

// A process without a free descriptor only has to wait for one (promises.md E17).
base::Failure trouble(const std::filesystem::path& file) {
    const bool passes = errno == EMFILE || errno == ENFILE;
    return {passes ? base::FailureKind::temporary : base::FailureKind::storage,
            fmt::format("{}: {}", file.string(), std::strerror(errno)), ""};
}

base::Failure gone() {
    return {base::FailureKind::text, "the key of this case was destroyed", ""};
}

std::int64_t place_of(CaseShares::Number number) { return (number - 1) * size; }

bool write_all(int file, std::string_view octets, std::int64_t at) {
    while (!octets.empty()) {
        const auto wrote = ::pwrite(file, octets.data(), octets.size(), at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        octets.remove_prefix(static_cast<std::size_t>(wrote));
        at += wrote;
    }
    return ::fdatasync(file) == 0;
}

bool sync_folder(const std::filesystem::path& folder) {
    const File opened(folder, O_RDONLY | O_DIRECTORY);
    return opened.is_open() && ::fsync(opened.get()) == 0;
}

}  // namespace

// After the end of what is there: what an earlier process drew and did not use stays unused.
base::Result<void> CaseShares::make_block() {
    const File file(file_, O_WRONLY | O_CREAT);
    struct stat found {};
    if (!file.is_open() || ::fstat(file.get(), &found) != 0) return trouble(file_);
    const Number first = std::max(end_, (found.st_size + size - 1) / size + 1);
    if (!write_all(file.get(), random_octets(static_cast<std::size_t>(block * size)),
                   place_of(first)) ||
        !sync_folder(file_.parent_path()))
        return trouble(file_);
    next_ = first;
    end_ = first + block;
    return {};
}

base::Result<CaseShares::Share> CaseShares::draw() {
    const std::lock_guard hold(drawing_);
    if (next_ == end_) {
        if (auto made = make_block(); !made) return made.error();
    }
    auto octets = read(next_);
    if (!octets) return octets.error();
    return Share{next_++, std::move(*octets)};
}

base::Result<base::Sensitive<std::string>> CaseShares::read(Number number) const {
    if (number < 1) return gone();
    const File file(file_, O_RDONLY);
    if (!file.is_open()) return errno == ENOENT ? gone() : trouble(file_);
    std::string octets(static_cast<std::size_t>(size), '\0');
    const auto got = ::pread(file.get(), octets.data(), octets.size(), place_of(number));
    if (got < 0) return trouble(file_);
    const bool is_blank = octets.find_first_not_of('\0') == std::string::npos;
    if (got != size || is_blank) return gone();
    return base::Sensitive<std::string>(std::move(octets));
}

base::Result<base::Sensitive<std::string>> CaseShares::read_all() const {
    const File file(file_, O_RDONLY);
    if (!file.is_open() && errno == ENOENT)
        return base::Sensitive<std::string>(std::string());  // nothing was drawn yet
    struct stat found {};
    if (!file.is_open() || ::fstat(file.get(), &found) != 0) return trouble(file_);
    std::string octets(static_cast<std::size_t>(found.st_size), '\0');
    std::size_t read = 0;
    while (read < octets.size()) {
        const auto got = ::pread(file.get(), octets.data() + read, octets.size() - read,
                                 static_cast<off_t>(read));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return trouble(file_);
        read += static_cast<std::size_t>(got);
    }
    return base::Sensitive<std::string>(std::move(octets));
}

base::Result<void> CaseShares::destroy(Number number) {
    if (number < 1) return {};
    const File file(file_, O_WRONLY);
    if (!file.is_open()) {
        if (errno == ENOENT) return {};
        return trouble(file_);
    }
    struct stat found {};
    if (::fstat(file.get(), &found) != 0) return trouble(file_);
    if (place_of(number) >= found.st_size) return {};
    if (!write_all(file.get(), std::string(static_cast<std::size_t>(size), '\0'),
                   place_of(number)))
        return trouble(file_);
    return {};
}

}  // namespace seal
