// A moment, in whole seconds since 1970-01-01 00:00 UTC. Pure rooms get it as a value and never
// read a clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

using Instant = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

// "2026-11-22T05:00:00Z" (RFC 3339, UTC).
std::string to_rfc3339(Instant at);
std::optional<Instant> from_rfc3339(std::string_view text);

// "Sun, 22 Nov 2026 10:30:00 +0530" (RFC 5322 3.3) in the zone `offset` east of UTC.
std::string to_rfc5322(Instant at, Seconds offset);

// "2026-11-22", the local day in the zone `offset` east of UTC.
std::string local_day(Instant at, Seconds offset);

// "Mon 23 Nov 14:20", local; for people.
std::string local_short(Instant at, Seconds offset);

int local_year(Instant at, Seconds offset);

// Minutes since local midnight, 0 to 1439.
int local_minute_of_day(Instant at, Seconds offset);

inline std::int64_t unix_seconds(Instant at) { return at.time_since_epoch().count(); }
inline Instant from_unix(std::int64_t seconds) { return Instant{Seconds{seconds}}; }

}  // namespace base
