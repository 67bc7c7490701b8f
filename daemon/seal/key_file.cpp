#include "seal/key_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "seal/sodium.h"

namespace seal {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t largest_file = 4096;

base::Failure failure(std::string what, std::string hint = "") {
    return {base::FailureKind::settings, std::move(what), std::move(hint)};
}

base::Failure system_failure(const std::filesystem::path& file, std::string_view what) {
    return failure(fmt::format("{}: {}: {}", file.string(), what, std::strerror(errno)));
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

// All of it on disk under another name.
base::Result<void> write_temporary(const std::filesystem::path& file, const std::string& text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return system_failure(file, "cannot be made");
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(descriptor) == 0;
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

base::Result<void> write_key_file(const std::filesystem::path& file, std::string_view title,
                                  std::string_view octets) {
    base::ensure(octets.size() == key_size);
    const auto whole = std::filesystem::absolute(file);
    auto temporary = whole;
    temporary += "." + base::to_hex(random_octets(8)) + ".part";
    const std::string text = fmt::format("{}\n{}\n", title, base::to_base64(octets));
    auto written = write_temporary(temporary, text);
    // link() and not rename(): it fails where the name exists, so no key is ever written over.
    if (written && ::link(temporary.c_str(), whole.c_str()) != 0) {
        written = errno == EEXIST ? failure(fmt::format("{} exists already", file.string()),
                                            "keys are never written over; choose another name")
                                  : system_failure(file, "cannot be made");
    }
    ::unlink(temporary.c_str());
    sync_folder(whole.parent_path());
    return written;
}

base::Result<Key> read_key_file(const std::filesystem::path& file, std::string_view title) {
    ready_sodium();
    std::ifstream in(file, std::ios::binary);
    if (!in) return failure(fmt::format("{}: cannot be read", file.string()));
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
