// A file that did not exist before.
//
// Promises: on disk whole or not at all (temporary file, fsync, link, fsync of the folder),
// 0600, never over another file. On failure: kind settings when the name is taken, storage when
// the disk would not.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace seal {

base::Result<void> write_new_file(const std::filesystem::path& file, std::string_view octets);

}  // namespace seal
