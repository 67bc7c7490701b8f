#include "commands/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace commands {
namespace {

constexpr std::size_t width = 30;
constexpr std::chrono::milliseconds between_two = std::chrono::milliseconds(100);
// ECMA-48: erase the whole line, then back to its begin.
constexpr std::string_view erase_line = "\x1b[2K\r";

}  // namespace

bool wants_colour() {
    const char* none = std::getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) != 0 && (none == nullptr || *none == '\0');
}

ProgressBar::ProgressBar(std::string unit)
    : _unit(std::move(unit)), _is_terminal(isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() {
    if (_drawn) std::cerr << erase_line << std::flush;
}

void ProgressBar::show(std::size_t done, std::size_t all) {
    const auto now = std::chrono::steady_clock::now();
    if (!_is_terminal || now < _next) return;
    _next = now + between_two;
    _drawn = true;
    std::cerr << erase_line << bar_line(done, all, _unit) << std::flush;
}

std::string bar_line(std::size_t done, std::size_t all, const std::string& unit) {
    const std::size_t shown = std::min(done, all);
    const std::size_t filled = all == 0 ? width : shown * width / all;
    return fmt::format("[{}{}] {} of {} {}", std::string(filled, '#'),
                       std::string(width - filled, ' '), shown, all, unit);
}

}  // namespace commands
