#include "base/mail_domain.h"

#include <catch2/catch.hpp>

TEST_CASE("the reserved domains and nothing else are reserved") {
    for (const auto* domain : {"ps.invalid", "invalid", "a.test", "EXAMPLE.ORG",
                               "x.example.com", "example.net.", "alerts.platform.example"})
        REQUIRE(base::is_reserved_domain(domain));
    for (const auto* domain : {"", ".", "xexample.org", "example.org.attacker.internal",
                               "invalid.com", "notinvalid", "example.co", "mytest"})
        REQUIRE_FALSE(base::is_reserved_domain(domain));
}

TEST_CASE("a domain lies within itself and its parents, not within a look-alike") {
    REQUIRE(base::lies_within("tvc.ps.invalid", "ps.invalid"));
    REQUIRE(base::lies_within("PS.invalid", "ps.INVALID."));
    REQUIRE_FALSE(base::lies_within("xps.invalid", "ps.invalid"));
    REQUIRE_FALSE(base::lies_within("ps.invalid", "tvc.ps.invalid"));
    REQUIRE_FALSE(base::lies_within("ps.invalid", ""));
}

TEST_CASE("only plain addresses may reach an envelope") {
    REQUIRE(base::is_plain_address("sho.kazhakuttam@tvc.ps.invalid"));
    REQUIRE(base::is_plain_address("complaints+received.K7Q2@example.org"));
    for (const auto* address :
         {"", "@", "a@", "@b.c", "a@b", "a b@c.d", "a@b@c.d", ".a@b.c", "a.@b.c", "a..b@c.d",
          "a@b..c", "a@-b.c", "a@b.c\r\nRCPT TO:<x@y.z>", "\"a b\"@c.d", "a@[127.0.0.1]",
          "ക@b.c", "<a@b.c>", "a@b.c."})
        REQUIRE_FALSE(base::is_plain_address(address));
}
