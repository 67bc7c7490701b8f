// What only a person at a terminal gets to see: colours and a bar. Into a pipe or a file goes
// neither.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace commands {

// Standard output is a terminal and NO_COLOR is unset or empty (no-color.org).
bool wants_colour();

// A bar on standard error, drawn at most ten times a second and taken away at the end, so that
// what the command prints stands alone.
//
//   ProgressBar bar("events");
//   verify(state, [&](std::size_t done, std::size_t all) { bar.show(done, all); });
class ProgressBar {
  public:
    explicit ProgressBar(std::string unit);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;
    ProgressBar(ProgressBar&&) = delete;
    ProgressBar& operator=(ProgressBar&&) = delete;

    // `all` may be 0, or grow; `done` beyond it counts as all.
    void show(std::size_t done, std::size_t all);

  private:
    std::string _unit;
    bool _is_terminal;
    bool _drawn = false;
    std::chrono::steady_clock::time_point _next{};
};

// The line that show() draws, without the return before it: "[######          ] 40 of 100
// events"
std::string bar_line(std::size_t done, std::size_t all, const std::string& unit);

}  // namespace commands
