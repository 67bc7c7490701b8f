#include "base/ensure.h"

#include <cstdio>
#include <cstdlib>

namespace base {

void defect(const std::source_location& where) {
    std::fprintf(stderr, "defect at %s:%u\n", where.file_name(), static_cast<unsigned>(where.line()));
    std::abort();
}

}  // namespace base
