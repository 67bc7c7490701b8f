#include "audit/canonical.h"

#include <catch2/catch.hpp>

#include "audit/golden_rows.h"
#include "base/text.h"

using audit_test::columns_of;
using audit_test::Fields;
using audit_test::golden_rows;

TEST_CASE("the canonical octets of the golden rows have not changed") {
    const auto rows = golden_rows();
    REQUIRE(rows.size() == 20);
    std::string prev = audit::first_prev();
    for (const Fields& row : rows) {
        CAPTURE(row.at("seq"));
        const auto columns = columns_of(row);
        REQUIRE(base::to_hex(audit::canonical_octets(columns)) == row.at("canonical"));
        REQUIRE(base::to_hex(audit::leaf_of(columns)) == row.at("leaf"));
        prev = audit::chain_of(prev, audit::leaf_of(columns));
        REQUIRE(base::to_hex(prev) == row.at("chain"));
    }
}

TEST_CASE("nothing, an empty text and a text that looks like the next column stay apart") {
    audit::Columns columns;
    columns.boot = std::string(16, 'b');
    columns.attrs = "{}";
    audit::Columns empty = columns;
    empty.station = "";
    REQUIRE(audit::canonical_octets(columns) != audit::canonical_octets(empty));
    audit::Columns one = columns;
    one.actor = "daemonT";
    one.kind = "x";
    audit::Columns other = columns;
    other.actor = "daemon";
    other.kind = "Tx";
    REQUIRE(audit::canonical_octets(one) != audit::canonical_octets(other));
}

TEST_CASE("canonical JSON sorts its keys and writes no blanks") {
    REQUIRE(audit::canonical_json({}).value() == "{}");
    REQUIRE(audit::canonical_json({{"b", std::string("കഴ \"x\"\n")}, {"a", std::int64_t{-5}}})
                .value() == R"({"a":-5,"b":"കഴ \"x\"\n"})");
    REQUIRE_FALSE(audit::canonical_json({{"a", std::string("\xC0\x80")}}).ok());
}
