// The rules folder as it is shipped, read once for the tests.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "routing/rule_book.h"

inline std::vector<yaml::SourceText> shipped_sources() {
    const std::filesystem::path folder =
        std::filesystem::path(APARAJITA_SOURCE_DIR) / "routing_rules";
    std::vector<yaml::SourceText> sources;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".yaml") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        sources.push_back({std::filesystem::relative(entry.path(), folder).generic_string(),
                           {std::istreambuf_iterator<char>(in), {}}});
    }
    std::sort(sources.begin(), sources.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return sources;
}
