// Logs in to both servers as `run` would, and leaves again: nothing is fetched, sent or
// changed.
#pragma once

#include <string>
#include <vector>

#include "settings/settings.h"

namespace pipeline {

struct ServerVerdict {
    std::string name;  // "mailbox", "delivery"
    bool fine = false;
    std::string sentence;
    std::string hint;  // what to do; empty when fine
};

std::vector<ServerVerdict> try_servers(const settings::Settings& settings);

}  // namespace pipeline
