#include "store/failpoint.h"

#ifdef APARAJITA_TEST_BUILD

#include <algorithm>
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

void failpoint(std::string_view name, std::string_view edge) {
    const Ordered order = ordered();
    static std::atomic<long> passes{0};
    if (order.name.empty() || order.name != std::string(name) + std::string(edge)) return;
    if (passes++ < order.skip) return;
    (void)std::raise(SIGKILL);
}

bool is_mutant(std::string_view name) {
    const char* text = std::getenv("APARAJITA_MUTANT");
    return text != nullptr && name == text;
}

int retry_scale() {
    const char* text = std::getenv("APARAJITA_RETRY_SCALE");
    return text == nullptr ? 1 : std::clamp(std::atoi(text), 1, 10'000);
}

}  // namespace store

#endif
