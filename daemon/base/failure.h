// What the outside world did to us: disk, database, credentials, network, settings.
//
// Promise: a Failure is a value, never an exception, and never carries personal data. `hint` says to the person at
// the keyboard what to do next; it may be empty. Exit codes are those of sysexits.h.
#pragma once

#include <string>

namespace base {

enum class FailureKind {
    usage,        // 64: the command line
    text,         // 65: a text that was checked is wrong, or the chain is broken
    unreachable,  // 69: a server
    defect,       // 70: our bug
    storage,      // 74: disk or database; sticky
    temporary,    // 75: try again
    settings,     // 78: settings or credentials
};

struct Failure {
    FailureKind kind = FailureKind::defect;
    std::string what;
    std::string hint;
};

int exit_code(FailureKind kind);

// "error: WHAT\nhint: HINT\n", without the second line where there is no hint.
std::string to_text(const Failure& failure);

}  // namespace base
