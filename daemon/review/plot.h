// Plots as inline SVG: one series each, told apart by nothing but its caption, so that colours
// carry no meaning. Their figures stand in the table below them as well.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace review {

enum class PlotForm { bars, line };

// `first` and `last` are what the ends of the time line are called. Empty text without values.
std::string plot(const std::vector<std::int64_t>& values, PlotForm form,
                 const std::string& first, const std::string& last);

// A bar of `part` in `whole`, as wide as its cell.
std::string bar(std::int64_t part, std::int64_t whole);

// The least of 6, 8, 10, 20, 30, 40, 60, 80, 100, 200, ... that is not below `most`.
std::int64_t top_of_scale(std::int64_t most);

}  // namespace review
