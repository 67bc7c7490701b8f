// The walls around a child that reads mail: limits, Landlock, seccomp.
//
// Promises: after lock_in() the process can read and write the descriptors it holds, use
// memory, read the clock and exit; asking to open a file is answered ENOENT (glibc's iconv asks
// while GMime parses); anything else kills it. There is no way back. In sanitizer builds the
// walls are off, because the sanitizer's run time needs what they refuse.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "base/result.h"

namespace reader {

struct JailLimits {
    std::size_t memory = 0;      // octets of address space
    int cpu_seconds_in_all = 0;  // hard limit; the soft one is set per mail
};

class Jail {
  public:
    // Prepares the filter once, in the parent of the children, so that a child has only to load
    // it.
    static base::Result<std::unique_ptr<Jail>> prepare();
    virtual ~Jail() = default;

    // In the child, single-threaded, with only descriptor 0 open. False: the walls do not
    // stand; leave at once.
    virtual bool lock_in(const JailLimits& limits) const = 0;
    // "seccomp+landlock", "seccomp", "none"
    virtual std::string_view walls() const = 0;
};

}  // namespace reader
