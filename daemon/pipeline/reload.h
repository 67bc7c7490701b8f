// Rules at start and at SIGHUP (C01, C02, C09 of promises.md): files are read once; a set is
// taken whole or refused; both are audited; the last good set is stored in the database.
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

// At start: the folder's set, else the last good one of the database, else hold mode
// (shop.rules stays empty).
asio::awaitable<base::Result<void>> load_first_rules(Workshop& shop);
// SIGHUP.
asio::awaitable<base::Result<void>> reload_rules(Workshop& shop);

}  // namespace pipeline
