#include "seal/opening_book.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "base/sha256.h"

namespace seal {
namespace {

constexpr std::string_view chain_mark = " chain:";

base::Failure system_failure(const std::filesystem::path& book, std::string_view what) {
    return {base::FailureKind::storage,
            fmt::format("{}: {}: {}", book.string(), what, std::strerror(errno)),
            "nothing was opened"};
}

base::Failure broken(const std::filesystem::path& book, std::size_t line) {
    return {base::FailureKind::text,
            fmt::format("{}: line {} does not continue the one before it", book.string(), line),
            "nothing was opened; keep this book as it is and have the change explained"};
}

std::string link(const std::string& before, std::string_view line) {
    return base::sha256_hex(before + " " + std::string(line));
}

struct End {
    std::string chain = std::string(64, '0');
    std::size_t lines = 0;
};

base::Result<End> walk(const std::filesystem::path& book, std::string_view text) {
    End end;
    while (!text.empty()) {
        const auto stop = text.find('\n');
        const auto line = text.substr(0, stop);
        const auto mark = line.rfind(chain_mark);
        ++end.lines;
        if (stop == std::string_view::npos || mark == std::string_view::npos)
            return broken(book, end.lines);
        const auto chain = link(end.chain, line.substr(0, mark));
        const bool numbered = line.starts_with(fmt::format("{} ", end.lines));
        if (!numbered || line.substr(mark + chain_mark.size()) != chain)
            return broken(book, end.lines);
        end.chain = chain;
        text.remove_prefix(stop + 1);
    }
    return end;
}

std::optional<std::string> read_all(int descriptor) {
    std::string text;
    char piece[65536];
    for (;;) {
        const auto got = ::read(descriptor, piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) return text;
        text.append(piece, static_cast<std::size_t>(got));
    }
}

base::Result<void> continue_book(int descriptor, const std::filesystem::path& book,
                                 const Opening& opening) {
    // Two persons may open at once: the second waits for the first one's line.
    if (::flock(descriptor, LOCK_EX) != 0) return system_failure(book, "cannot be locked");
    const auto text = read_all(descriptor);
    if (!text) return system_failure(book, "cannot be read");
    const auto end = walk(book, *text);
    if (!end) return end.error();
    std::string line =
        fmt::format("{} {} {} order:{} sealed:{}", end->lines + 1, base::to_rfc3339(opening.at),
                    opening.opener, opening.order, opening.sealed_sha256);
    const std::string chain = link(end->chain, line);
    line += std::string(chain_mark) + chain + "\n";
    if (::write(descriptor, line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
        ::fsync(descriptor) != 0)
        return system_failure(book, "cannot be written");
    return {};
}

}  // namespace

bool is_order_number(std::string_view text) {
    constexpr std::size_t longest = 40;
    constexpr std::string_view plain =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    constexpr std::string_view marks = "./_-";
    if (text.empty() || text.size() > longest) return false;
    if (plain.find(text.front()) == std::string_view::npos) return false;
    return text.find_first_not_of(std::string(plain) + std::string(marks)) ==
           std::string_view::npos;
}

base::Result<void> note_opening(const std::filesystem::path& book, const Opening& opening) {
    const int descriptor =
        ::open(book.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return system_failure(book, "cannot be made");
    auto noted = continue_book(descriptor, book, opening);
    ::close(descriptor);
    return noted;
}

}  // namespace seal
