// The cases of tests/corpus/reading: a mail and, beside it, how it must be read.
#pragma once

#include <string>
#include <vector>

namespace corpus {

struct Case {
    std::string name;
    std::string folder;
    std::string mail;      // octets as stored
    std::string expected;  // JSON
};

// In order of their names. An empty list is a failure of the caller's test.
std::vector<Case> load_cases();

std::string with_crlf(const std::string& lf);

}  // namespace corpus
