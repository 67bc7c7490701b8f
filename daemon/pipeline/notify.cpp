#include "pipeline/notify.h"

#include <systemd/sd-daemon.h>

#include <cstdint>

namespace pipeline {
namespace {

void notify(const std::string& text) { sd_notify(0, text.c_str()); }

}  // namespace

void notify_ready(const std::string& status) { notify("READY=1\nSTATUS=" + status); }
void notify_status(const std::string& status) { notify("STATUS=" + status); }
void notify_reloading() { notify("RELOADING=1"); }
void notify_stopping() { notify("STOPPING=1\nSTATUS=finishing what is in flight"); }
void notify_alive() { notify("WATCHDOG=1"); }

std::optional<std::chrono::microseconds> watchdog_interval() {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::microseconds(microseconds / 2);
}

}  // namespace pipeline
