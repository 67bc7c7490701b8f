// A station letter that nobody took is a dead end, and every dead end is a human: the desk gets
// the complaint.
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

// Writes the desk letter for each refused or expired station letter that has none yet. A
// question to the outbox, not an event: a restart cannot lose it.
asio::awaitable<base::Result<void>> hand_stranded_to_desk(Workshop& shop);

}  // namespace pipeline
