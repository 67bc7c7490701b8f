// What systemd hears: sd_notify(3). Without systemd every call does nothing.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace pipeline {

void notify_ready(const std::string& status);
void notify_status(const std::string& status);
void notify_reloading();
void notify_stopping();
void notify_alive();
// How often the watchdog wants to hear from us: half of WatchdogSec; nothing when it is off.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace pipeline
