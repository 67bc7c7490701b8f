#include "pipeline/clock.h"

#include <cstdlib>
#include <ctime>
#include <fstream>

namespace pipeline {
namespace {

std::string boot_id_text() {
    if (const char* given = std::getenv("APARAJITA_BOOT_ID");
        given != nullptr && *given != '\0')
        return given;
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string text;
    std::getline(file, text);
    return text;
}

int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

std::string boot_id() {
    std::string octets;
    int high = -1;
    for (const char c : boot_id_text()) {
        const int value = nibble(c);
        if (value < 0) continue;
        if (high < 0) {
            high = value;
        } else {
            octets += static_cast<char>(high * 16 + value);
            high = -1;
        }
    }
    octets.resize(16, '\0');
    return octets;
}

}  // namespace

audit::Moment read_clock() {
    static const std::string boot = boot_id();
    audit::Moment moment;
    moment.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    moment.boot = boot;
    timespec uptime{};
    if (clock_gettime(CLOCK_BOOTTIME, &uptime) == 0) {
        moment.mono_ms = std::int64_t{uptime.tv_sec} * 1000 + uptime.tv_nsec / 1'000'000;
    }
    return moment;
}

}  // namespace pipeline
