// Logs in to both servers as `run` would, and leaves again: nothing is fetched, sent or
// changed.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "settings/settings.h"

namespace pipeline {

struct ServerVerdict {
    std::string name;  // "mailbox", "delivery"
    bool fine = false;
    std::string sentence;
    std::string hint;  // what to do; empty when fine
    std::optional<base::Instant> certificate_ends;
    std::set<std::string> capabilities;  // of IDLE, MOVE, UIDPLUS: those the mailbox offers
    std::optional<int> percent_full;
    enum class Examined { yes, not_at_all };
    Examined examined = Examined::yes;
};

std::vector<ServerVerdict> try_servers(const settings::Settings& settings);

}  // namespace pipeline
