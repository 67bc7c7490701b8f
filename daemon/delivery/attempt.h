// The raw facts of one attempt, and the one function that says what they mean
// (promises.md 2.4).
#pragma once

#include <string>
#include <string_view>

#include "outbox/outcome.h"

namespace delivery {

enum class Stage { connect, greeting, ehlo, auth, mail, rcpt, data, dot };
enum class Ending { replied, closed, timed_out, garbage };

std::string_view name_of(Stage stage);

// What kept us from talking at all, where that is known.
enum class Obstacle { none, security };

struct Attempt {
    Stage stage = Stage::connect;
    Ending ending = Ending::closed;
    bool dot_may_have_left = false;
    int code = 0;          // of the complete reply that ended it, else 0
    std::string enhanced;  // "4.2.2" or "" (RFC 3463)
    std::string
        note;  // for the log, in our own words: never text of the server, never an address
    Obstacle obstacle = Obstacle::none;  // security: no TLS, or not with whom we want
};

outbox::Outcome classify(const Attempt& attempt);

}  // namespace delivery
