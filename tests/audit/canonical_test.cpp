#include "audit/canonical.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>

#include "base/text.h"

namespace {

std::string from_hex(const std::string& hex) {
    std::string octets;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        octets += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return octets;
}

using Fields = std::map<std::string, std::string>;

std::vector<Fields> golden_rows() {
    std::ifstream in(APARAJITA_SOURCE_DIR "/tests/audit/golden_rows.txt");
    REQUIRE(in.good());
    std::vector<Fields> rows;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        const auto blank = line.find(' ');
        if (line.substr(0, blank) == "seq") rows.emplace_back();
        rows.back()[line.substr(0, blank)] = line.substr(blank + 1);
    }
    return rows;
}

audit::Columns columns_of(const Fields& row) {
    audit::Columns columns;
    columns.seq = std::stoll(row.at("seq"));
    columns.ts = std::stoll(row.at("ts"));
    columns.boot = from_hex(row.at("boot"));
    columns.mono = std::stoll(row.at("mono"));
    columns.actor = row.at("actor");
    columns.kind = row.at("kind");
    if (row.at("case_id") != "-") columns.case_id = from_hex(row.at("case_id"));
    if (row.at("station") != "-") columns.station = row.at("station");
    columns.attrs = row.at("attrs");
    return columns;
}

}  // namespace

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
