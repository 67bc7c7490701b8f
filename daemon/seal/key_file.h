// Key files: two lines, what the file holds and the key in base64. Private to this room, but
// for the tests.
//
// Promises: a file that claims to hold something else than was asked for is refused by name (a
// secret key where a public one belongs); written whole or not at all (temporary file, fsync,
// rename), 0600, never over another file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "seal/keys.h"

namespace seal {

inline constexpr std::string_view public_title = "aparajita records office: public key";
inline constexpr std::string_view secret_title = "aparajita records office: SECRET key";

base::Result<void> write_key_file(const std::filesystem::path& file, std::string_view title,
                                  std::string_view octets);
// 32 octets. `title` must be the first line.
base::Result<Key> read_key_file(const std::filesystem::path& file, std::string_view title);
// From the text of a PREFIX.key file, or 32 raw octets.
base::Result<Key> secret_octets(const Key& secret);
// The size `size` octets are padded to: at most 12 % more, and few sizes exist (Padme: PURBs,
// PETS 2019).
std::size_t padme(std::size_t size);

}  // namespace seal
