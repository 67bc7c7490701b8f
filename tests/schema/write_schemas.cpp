// Writes the schemas of the rule files, from the tables by which the loader reads them.
// Usage: write_schemas FOLDER; after a change of a table: write_schemas routing_rules/schema
#include <filesystem>
#include <fstream>
#include <iostream>

#include "clocks/policy.h"
#include "redaction/policy_keys.h"
#include "retention/policy.h"
#include "routing/rule_files.h"
#include "yaml/schema.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: write_schemas FOLDER\n";
        return 64;
    }
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    auto kinds = routing::rule_file_kinds();
    kinds.push_back(redaction::policy_file_kind());
    kinds.push_back(retention::policy_file_kind());
    kinds.push_back(clocks::policy_file_kind());
    for (const auto& kind : kinds) {
        std::ofstream file(folder / (kind.name + ".json"), std::ios::binary);
        file << yaml::schema_of(kind);
        if (!file.flush()) return 74;
    }
    return 0;
}
