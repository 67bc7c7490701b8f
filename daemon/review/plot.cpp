#include "review/plot.h"

#include <fmt/format.h>

#include <algorithm>

namespace review {
namespace {

// In the units of the drawing; on a phone one unit is about one pixel.
constexpr double width = 320;
constexpr double left = 40;
constexpr double right = 310;
constexpr double top = 12;
constexpr double bottom = 108;
constexpr double height = 128;

struct Scale {
    std::size_t count;
    std::int64_t top_value;
    double slot() const { return (right - left) / static_cast<double>(count); }
    double middle(std::size_t i) const {
        return left + slot() * (static_cast<double>(i) + 0.5);
    }
    double y(std::int64_t value) const {
        return bottom -
               (bottom - top) * static_cast<double>(value) / static_cast<double>(top_value);
    }
};

std::string grid(const Scale& scale) {
    std::string out;
    for (const std::int64_t value : {std::int64_t{0}, scale.top_value}) {
        out += fmt::format(R"(<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>)"
                           R"(<text x="{}" y="{:.1f}" text-anchor="end">{}</text>)",
                           left, right, scale.y(value), scale.y(value), left - 6,
                           scale.y(value) + 4, value);
    }
    return out;
}

std::string bars(const std::vector<std::int64_t>& values, const Scale& scale) {
    std::string out;
    const double wide = std::min(scale.slot() * 0.7, 24.0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        out += fmt::format(
            R"(<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)",
            scale.middle(i) - wide / 2, scale.y(values[i]), wide, bottom - scale.y(values[i]));
    }
    return out;
}

std::string line(const std::vector<std::int64_t>& values, const Scale& scale) {
    std::string points;
    for (std::size_t i = 0; i < values.size(); ++i)
        points += fmt::format("{}{:.1f},{:.1f}", i == 0 ? "" : " ", scale.middle(i),
                              scale.y(values[i]));
    return fmt::format(
        R"(<polyline class="line" points="{}"/><circle class="end" cx="{:.1f}" cy="{:.1f}" r="3"/>)",
        points, scale.middle(values.size() - 1), scale.y(values.back()));
}

}  // namespace

std::int64_t top_of_scale(std::int64_t most) {
    std::int64_t decade = 1;
    while (true) {
        for (const std::int64_t step : {1, 2, 3, 4, 6, 8}) {
            if (step * decade >= std::max<std::int64_t>(most, 5)) return step * decade;
        }
        decade *= 10;
    }
}

std::string plot(const std::vector<std::int64_t>& values, PlotForm form,
                 const std::string& first, const std::string& last) {
    if (values.empty()) return {};
    const Scale scale{values.size(),
                      top_of_scale(*std::max_element(values.begin(), values.end()))};
    std::string out = fmt::format(R"(<svg viewBox="0 0 {} {}" role="img">)", width, height);
    out += grid(scale);
    out += form == PlotForm::bars ? bars(values, scale) : line(values, scale);
    out += fmt::format(R"(<text x="{}" y="{}">{}</text>)", left, height - 4, first);
    if (values.size() > 1) {
        out += fmt::format(R"(<text x="{}" y="{}" text-anchor="end">{}</text>)", right,
                           height - 4, last);
    }
    return out + "</svg>";
}

std::string bar(std::int64_t part, std::int64_t whole) {
    const double share =
        whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    return fmt::format(
        R"(<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">)"
        R"(<rect class="bar" x="0" y="0" width="{:.1f}" height="8"/></svg>)",
        share);
}

}  // namespace review
