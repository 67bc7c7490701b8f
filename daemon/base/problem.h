// Something wrong in a text that our own people wrote: settings, rules, templates.
//
// Promises: line and column count from 1, columns in characters (Unicode code points), not bytes. All problems of a
// text are collected and shown at once, in file order. The text form is tested as text:
//
//   routing_rules/kerala/tvc.yaml:12:5: error: station 'tvc.museum' has its mailbox twice
//     12 |     mailbox: sho.museum@tvc.ps.invalid
//        |     ^^^^^^^ first given on line 9
//   hint: a station has one mailbox; delete one line
#pragma once

#include <string>
#include <vector>

namespace base {

enum class Severity { error, warning };

struct Problem {
    Severity severity = Severity::error;
    std::string file;
    int line = 0;           // from 1; 0: the problem concerns the whole file
    int column = 0;         // from 1, in characters
    std::string sentence;   // without full stop
    std::string source_line;
    int caret_length = 1;   // characters
    std::string note;       // beside the caret; may be empty
    std::string hint;       // may be empty
};

using Problems = std::vector<Problem>;

bool has_errors(const Problems& problems);
std::string to_text(const Problem& problem);
std::string to_text(const Problems& problems);

// The best of `known` within two edits of `word` (in bytes), or "".
std::string did_you_mean(const std::string& word, const std::vector<std::string>& known);

}  // namespace base
