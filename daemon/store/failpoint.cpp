#include "store/failpoint.h"

#ifdef APARAJITA_TEST_BUILD

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>

namespace store {
namespace {

struct Ordered {
    std::string name;
    long skip = 0;
};

Ordered ordered() {
    const char* text = std::getenv("APARAJITA_FAILPOINT");
    if (text == nullptr) return {};
    const std::string whole(text);
    const auto colon = whole.find(':');
    if (colon == std::string::npos) return {whole, 0};
    return {whole.substr(0, colon), std::strtol(whole.c_str() + colon + 1, nullptr, 10)};
}

}  // namespace

void failpoint(const char* name) {
    const Ordered order = ordered();
    static std::atomic<long> passes{0};
    if (order.name != name || passes++ < order.skip) return;
    (void)std::raise(SIGKILL);
}

}  // namespace store

#endif
