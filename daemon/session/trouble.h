// Why a server could not be reached, secured or logged in to: for people and for the outcome of
// an attempt.
//
// Promises: `failure` names server, step and what to do, and holds no user name, password,
// reply text or text of a library. `code` is the last SMTP reply code, 0 where there was none
// (IMAP always).
#pragma once

#include <string_view>

#include "base/failure.h"

namespace session {

enum class Step { resolve, connect, tls, greeting, hello, starttls, login };
enum class Ended { replied, closed, timed_out, garbage };

struct Trouble {
    base::Failure failure;
    Step step = Step::connect;
    Ended ended = Ended::closed;
    int code = 0;
};

std::string_view name_of(Step step);

}  // namespace session
