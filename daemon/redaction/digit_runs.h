// Finds digits that belong together: groups, and chains of groups with only a separator between
// them.
//
// Promises: linear; a group never touches another digit; up to three separators (redaction.md
// 3) join groups. Inside the room only.
#pragma once

#include <string>
#include <vector>

#include "redaction/page.h"

namespace redaction {

struct DigitGroup {
    Range range;
    std::string digits;
    bool guessed = false;        // held o, l or ഠ between digits
    bool after_newline = false;  // joined to the group before over a line end
    bool plus = false;           // a + stands before it
    char32_t separator = 0;      // first separator before it in the chain
};

using Chain = std::vector<DigitGroup>;

// The digit that a letter between two digits is misread or disguised from; 0: none.
char32_t guessed_digit(char32_t c);

std::vector<Chain> find_chains(const Page& page);

}  // namespace redaction
