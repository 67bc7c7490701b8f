// Small writings of IMAP: sets of UIDs, dates, folder names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace mailbox {

// All digits, not over 2^64 - 1.
std::optional<std::uint64_t> read_number(std::string_view text);
// 1 to 2^32 - 1.
std::optional<std::uint32_t> read_uid(std::string_view text);

// "1:3,7"; ascending runs are joined.
std::string write_set(const std::vector<std::uint32_t>& uids);
// In the order written; nothing for nonsense, "*" or more than `most` numbers.
std::optional<std::vector<std::uint32_t>> read_set(std::string_view text, std::size_t most);

// "14-Nov-2023 22:13:20 +0000", the day padded with a blank or a nought.
std::optional<base::Instant> read_internal_date(std::string_view text);

// A quoted string; nothing where the text has CR, LF, NUL or octets over 127.
std::optional<std::string> quote(std::string_view text);
// UTF-8 to modified UTF-7 (RFC 3501 5.1.3).
std::string write_modified_utf7(std::string_view name);

}  // namespace mailbox
