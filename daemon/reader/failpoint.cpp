// In test builds, APARAJITA_READER_DIES=N in the environment lets the first N children that are
// given a mail with the header line "X-Failpoint: reader" crash on it. Release builds contain
// none of it.
#include "reader/child.h"

#ifdef APARAJITA_TEST_BUILD

#include <sys/mman.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace reader {
namespace {

// Shared by all children: each would begin to count for itself otherwise.
std::atomic<long>* deaths_left = nullptr;

message::ParsedMail parse_or_crash(std::string_view raw, message::Contents contents) {
    const bool is_named = raw.find("\nX-Failpoint: reader\r\n") != std::string_view::npos;
    if (is_named && deaths_left->fetch_sub(1) > 0) __builtin_trap();
    return parse_with_message_room(raw, contents);
}

}  // namespace

ParseFunction parse_in_child() {
    const char* const ordered = std::getenv("APARAJITA_READER_DIES");
    if (ordered == nullptr) return parse_with_message_room;
    void* const page = mmap(nullptr, sizeof(std::atomic<long>), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return parse_with_message_room;
    deaths_left = new (page) std::atomic<long>(std::strtol(ordered, nullptr, 10));
    return parse_or_crash;
}

}  // namespace reader

#else

namespace reader {

ParseFunction parse_in_child() { return parse_with_message_room; }

}  // namespace reader

#endif
