// Starts a coroutine of the daemon. An exception out of it is our bug: the loop ends and the
// process aborts with it, instead of going on without that coroutine.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <exception>

#include "pipeline/workshop.h"

namespace pipeline {

void spawn(const asio::any_io_executor& executor, Workshop& shop, asio::awaitable<void> work);

}  // namespace pipeline
