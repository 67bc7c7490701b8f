#include "clocks/calendar.h"

namespace clocks {
namespace {

constexpr base::Seconds day = std::chrono::days(1);
constexpr base::Seconds minute = std::chrono::minutes(1);

base::Instant midnight_of(base::Instant at, base::Seconds zone) {
    return std::chrono::floor<std::chrono::days>(at + zone) - zone;
}

bool is_quiet(const Calendar& calendar, int minute_of_day) {
    const int from = calendar.quiet_from;
    const int to = calendar.quiet_to;
    if (from == to) return false;
    if (from < to) return minute_of_day >= from && minute_of_day < to;
    return minute_of_day >= from || minute_of_day < to;
}

bool is_rest(const Calendar& calendar, base::Seconds zone, base::Instant at) {
    const std::chrono::weekday week_day(std::chrono::floor<std::chrono::days>(at + zone));
    return calendar.weekly_rest.contains(static_cast<int>(week_day.c_encoding())) ||
           calendar.holidays.contains(base::local_day(at, zone));
}

// After midnight where the quiet hours end on the same day; midnight itself where there are
// none.
base::Instant morning_of(const Calendar& calendar, base::Seconds zone, base::Instant at) {
    const bool over_midnight = calendar.quiet_from > calendar.quiet_to;
    return midnight_of(at, zone) + std::chrono::minutes(over_midnight ? calendar.quiet_to : 0);
}

base::Instant after_quiet(const Calendar& calendar, base::Seconds zone, base::Instant at) {
    const base::Instant end = midnight_of(at, zone) + std::chrono::minutes(calendar.quiet_to);
    return end > at ? end : end + day;
}

base::Instant before_quiet(const Calendar& calendar, base::Seconds zone, base::Instant at) {
    const base::Instant begin =
        midnight_of(at, zone) + std::chrono::minutes(calendar.quiet_from);
    return (begin <= at ? begin : begin - day) - minute;
}

bool is_quiet_at(const Calendar& calendar, base::Seconds zone, base::Instant at) {
    return is_quiet(calendar, base::local_minute_of_day(at, zone));
}

}  // namespace

bool is_open(const Calendar& calendar, Hours hours, base::Seconds zone, base::Instant at) {
    switch (hours) {
        case Hours::any:
            return true;
        case Hours::waking:
            return !is_quiet_at(calendar, zone, at);
        case Hours::working:
            return !is_quiet_at(calendar, zone, at) && !is_rest(calendar, zone, at);
    }
    return true;
}

base::Instant next_open(const Calendar& calendar, Hours hours, base::Seconds zone,
                        base::Instant at) {
    while (!is_open(calendar, hours, zone, at)) {
        const bool rests = hours == Hours::working && is_rest(calendar, zone, at);
        at = rests ? morning_of(calendar, zone, at + day) : after_quiet(calendar, zone, at);
    }
    return at;
}

base::Instant last_open(const Calendar& calendar, Hours hours, base::Seconds zone,
                        base::Instant at, base::Instant not_before) {
    const base::Instant wanted = at;
    while (at > not_before && !is_open(calendar, hours, zone, at)) {
        const bool rests = hours == Hours::working && is_rest(calendar, zone, at);
        at = rests ? midnight_of(at, zone) - minute : before_quiet(calendar, zone, at);
    }
    return at > not_before ? at : next_open(calendar, hours, zone, wanted);
}

}  // namespace clocks
