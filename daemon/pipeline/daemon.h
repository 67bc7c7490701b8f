// The daemon: start-up read from top to bottom, signals, reload, end.
//
// Promises: exits 0 after SIGTERM or a finished run --once; 75 when run --once had to defer
// something; 69 when it could not reach the mailbox; 74 when the disk or the database failed;
// 78 for settings. Wrong rules do not stop it (C02).
#pragma once

#include "pipeline/workshop.h"
#include "reader/reader.h"
#include "settings/settings.h"

namespace pipeline {

// `reader` was started before any thread existed.
int run_daemon(const settings::Settings& settings, std::unique_ptr<reader::Reader> reader,
               RunMode mode);

}  // namespace pipeline
