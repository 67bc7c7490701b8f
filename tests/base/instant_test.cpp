#include "base/instant.h"

#include <catch2/catch.hpp>

TEST_CASE("an instant is shown in UTC and in the local zone") {
    const base::Instant at = base::from_unix(1795323600);  // 2026-11-22 05:00:00 UTC
    REQUIRE(base::to_rfc3339(at) == "2026-11-22T05:00:00Z");
    REQUIRE(base::to_rfc5322(at, base::Seconds{19800}) == "Sun, 22 Nov 2026 10:30:00 +0530");
    REQUIRE(base::to_rfc5322(at, base::Seconds{-12600}) == "Sun, 22 Nov 2026 01:30:00 -0330");
    REQUIRE(base::local_short(at, base::Seconds{19800}) == "Sun 22 Nov 10:30");
    REQUIRE(base::from_rfc3339("2026-11-22T05:00:00Z") == at);
}

TEST_CASE("a local day begins at local midnight") {
    const base::Instant at = base::from_unix(1795323600 + 50400);  // 19:00 UTC
    REQUIRE(base::local_day(at, base::Seconds{19800}) == "2026-11-23");
    REQUIRE(base::local_day(at, base::Seconds{0}) == "2026-11-22");
}

TEST_CASE("a date that does not exist is not read") {
    for (const char* wrong : {"2026-02-30T00:00:00Z", "2026-11-22", "2026-11-22T25:00:00Z", "2026-11-22T05:00:00Zx"}) {
        CAPTURE(wrong);
        REQUIRE_FALSE(base::from_rfc3339(wrong).has_value());
    }
}
