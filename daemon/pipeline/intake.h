// The mailbox side: list, fetch with PEEK, take into custody (V1, T1), file what a server took
// (S5, T5), wait. promises.md 1.1, 1.2, 2.3, 2.5, 2.6.
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

// Keeps a connection, with backoff after a failure (one clear line each, no busy loop); ends
// when stopping. In run --once: one look at every folder, then filing until nothing is left to
// do; a server that cannot be reached ends it.
asio::awaitable<void> watch_mailbox(Workshop& shop);

}  // namespace pipeline
