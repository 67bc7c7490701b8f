// For our own bugs only, never for outside input: prints file and line (nothing else) and aborts.
#pragma once

#include <source_location>

namespace base {

[[noreturn]] void defect(const std::source_location& where);

inline void ensure(bool holds, const std::source_location& where = std::source_location::current()) {
    if (!holds) defect(where);
}

}  // namespace base
