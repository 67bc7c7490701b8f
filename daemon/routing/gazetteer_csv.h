// A table of comma-separated values (RFC 4180) as cells with positions. Private to the room.
//
// Promises: columns count characters from 1; LF and CRLF, a byte order mark and empty lines are
// taken; everything else that no program should have to guess about (ragged rows, stray quotes,
// UTF-16, semicolons, bad UTF-8, invisible controls) is a problem, and all are reported, up to
// 100. Limits: 16 MB, 100,000 rows.
#pragma once

#include <memory>
#include <vector>

#include "base/problem.h"
#include "yaml/node.h"

namespace routing {

// The cells are nodes, so that a problem points at a cell as it points at a line of YAML.
struct CsvTable {
    std::shared_ptr<const yaml::SourceText> source;
    std::vector<yaml::Node> header;
    std::vector<std::vector<yaml::Node>> rows;  // each as long as the header
};

// The good rows; a text that is no table at all has not even a header.
CsvTable read_csv(yaml::SourceText source, base::Problems& problems);

}  // namespace routing
