#include "base/result.h"

#include <catch2/catch.hpp>
#include <string>

#include "base/identity.h"

using base::Failure;
using base::FailureKind;
using base::Result;

namespace {

Result<int> half(int n) {
    if (n % 2 != 0) return Failure{FailureKind::text, "odd", "give an even number"};
    return n / 2;
}

}  // namespace

TEST_CASE("a result holds its value or its reason") {
    REQUIRE(half(4).value() == 2);
    const auto odd = half(3);
    REQUIRE_FALSE(odd.ok());
    REQUIRE(base::to_text(odd.error()) == "error: odd\nhint: give an even number\n");
    REQUIRE(base::exit_code(odd.error().kind) == 65);
}

TEST_CASE("case numbers are printed and read in one form only") {
    REQUIRE(base::CaseNumber(2026, 42).str() == "APJ-2026-000042");
    REQUIRE(base::CaseNumber::parse("APJ-2026-000042") == base::CaseNumber(2026, 42));
    REQUIRE(base::CaseNumber::parse("APJ-2026-1000042") == base::CaseNumber(2026, 1000042));
    for (const char* wrong : {"", "APJ-2026-42", "APJ-26-000042", "apj-2026-000042", "APJ-2026-00004x"}) {
        CAPTURE(wrong);
        REQUIRE_FALSE(base::CaseNumber::parse(wrong).has_value());
    }
}
