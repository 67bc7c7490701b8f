// The frozen rows of golden_rows.txt.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "audit/canonical.h"

namespace audit_test {

inline std::string from_hex(const std::string& hex) {
    std::string octets;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        octets += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return octets;
}

using Fields = std::map<std::string, std::string>;

inline std::vector<Fields> golden_rows() {
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

inline audit::Columns columns_of(const Fields& row) {
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

}  // namespace audit_test
