// Runs alarms.command: WORD KIND, the sentences on its standard input.
//
// Promises: no shell; an environment of PATH only; ended after 30 seconds by SIGKILL. Blocks:
// not for the event loop.
#pragma once

#include <string>

#include "base/result.h"

namespace pipeline {

// `word`: "began" or "ended".
base::Result<void> run_alarm_command(const std::string& command, const std::string& word,
                                     const std::string& kind, const std::string& text);

}  // namespace pipeline
