// A file of its own for people who may not open the live one: some tables as they are, some
// views as tables.
//
// Promises: of one moment, also while the daemon writes; never over another file; 0600;
// complete or not there. Tables keep their definition, indexes and guards, so what verifies
// here verifies there.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace store {

struct Extract {
    std::vector<std::string> tables;
    std::vector<std::string> views;
};
base::Result<void> write_extract(const std::filesystem::path& state,
                                 const std::filesystem::path& file, const Extract& what);

}  // namespace store
