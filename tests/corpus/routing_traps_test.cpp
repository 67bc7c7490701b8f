// Every trap that tests/corpus/routing/README.md lists has labelled mails, in as many writings
// as it says.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "routing_cases.h"

namespace {

struct Trap {
    std::string name;
    std::size_t writings = 0;
    std::vector<std::string> labels;
};

std::vector<std::string> split(const std::string& line, char mark) {
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, mark);)
        cells.emplace_back(base::trim_ascii(cell));
    return cells;
}

std::vector<Trap> listed_traps() {
    std::ifstream in(std::filesystem::path(APARAJITA_SOURCE_DIR) /
                     "tests/corpus/routing/README.md");
    std::vector<Trap> traps;
    for (std::string line; std::getline(in, line);) {
        const auto cells = split(line, '|');
        if (cells.size() != 4 || cells[2].find_first_not_of("12345") != std::string::npos)
            continue;
        traps.push_back({cells[1], std::stoul(cells[2]), split(cells[3], ',')});
    }
    return traps;
}

// "malayalam" of "malayalam-blind".
std::string writing_of(const corpus::RoutingCase& which) {
    return which.writing.substr(0, which.writing.find('-'));
}

}  // namespace

TEST_CASE("every trap has labelled complaints in as many writings as the list says") {
    std::map<std::string, std::set<std::string>> writings;
    for (const auto& which : corpus::routing_cases())
        writings[which.trap].insert(writing_of(which));
    const auto traps = listed_traps();
    REQUIRE(traps.size() == 35);
    for (const auto& trap : traps) {
        INFO(trap.name);
        std::set<std::string> all;
        for (const auto& label : trap.labels) {
            INFO(label);
            REQUIRE(writings.contains(label));
            all.insert(writings[label].begin(), writings[label].end());
        }
        REQUIRE(all.size() >= trap.writings);
    }
}
