// The two lines to the world, mailbox and relay: what the last attempt to use each met, for
// alarms, metrics and the limit on logins.
//
// Promises: a refused login is not repeated within five minutes, neither by this process nor by
// the next (an account locked by us is a mailbox without a reader; A21, D21).
#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "base/instant.h"
#include "session/trouble.h"

namespace delivery {
struct Attempt;
}

namespace pipeline {

struct Workshop;

enum class Line { mailbox, relay };
enum class Reach { connected, login_refused, insecure, refused, unreachable };

struct LineState {
    std::optional<bool> up;  // nothing known yet
    std::optional<std::chrono::steady_clock::time_point> lost_since;
    std::optional<base::Instant> login_refused_at;
};
using Lines = std::array<LineState, 2>;

LineState& line_of(Workshop& shop, Line line);
void note_reach(Workshop& shop, Line line, Reach reach);

Reach reach_of(const session::Trouble& trouble);
Reach reach_of(const delivery::Attempt& attempt);

// How long no login may be tried on this line; 0: now.
std::chrono::milliseconds login_rest(Workshop& shop, Line line);
// What the database remembers of refused logins.
void recall_logins(Workshop& shop);

}  // namespace pipeline
