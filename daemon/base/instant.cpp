#include "base/instant.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>

namespace base {
namespace {

struct Civil {
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<Seconds> time;
    unsigned weekday;
};

Civil civil(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss<Seconds>{at - day},
            std::chrono::weekday{day}.c_encoding()};
}

constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const char* month_name(const Civil& c) { return months.at(static_cast<unsigned>(c.date.month()) - 1); }

}  // namespace

std::string to_rfc3339(Instant at) {
    const Civil c = civil(at);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(c.date.year()),
                       static_cast<unsigned>(c.date.month()), static_cast<unsigned>(c.date.day()),
                       c.time.hours().count(), c.time.minutes().count(), c.time.seconds().count());
}

std::optional<Instant> from_rfc3339(std::string_view text) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int used = 0;
    const std::string copy(text);
    const int got = std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2d:%2d:%2dZ%n", &year, &month, &day, &hour,
                                &minute, &second, &used);
    if (got != 6 || used != static_cast<int>(copy.size())) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} +
           std::chrono::minutes{minute} + Seconds{second};
}

std::string to_rfc5322(Instant at, Seconds offset) {
    const Civil c = civil(at + offset);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset).count();
    const auto size = minutes < 0 ? -minutes : minutes;
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} {}{:02}{:02}", weekdays.at(c.weekday),
                       static_cast<unsigned>(c.date.day()), month_name(c),
                       static_cast<int>(c.date.year()), c.time.hours().count(),
                       c.time.minutes().count(), c.time.seconds().count(), minutes < 0 ? '-' : '+',
                       size / 60, size % 60);
}

std::string local_day(Instant at, Seconds offset) { return to_rfc3339(at + offset).substr(0, 10); }

std::string local_short(Instant at, Seconds offset) {
    const Civil c = civil(at + offset);
    return fmt::format("{} {:02} {} {:02}:{:02}", weekdays.at(c.weekday),
                       static_cast<unsigned>(c.date.day()), month_name(c), c.time.hours().count(),
                       c.time.minutes().count());
}

int local_minute_of_day(Instant at, Seconds offset) {
    const Civil c = civil(at + offset);
    constexpr int minutes_of_an_hour = 60;
    return static_cast<int>(c.time.hours().count()) * minutes_of_an_hour +
           static_cast<int>(c.time.minutes().count());
}

int local_year(Instant at, Seconds offset) {
    return static_cast<int>(civil(at + offset).date.year());
}

}  // namespace base
