// T3, SMTP, T4: letters leave, one recipient each, several at once. promises.md 2.3, 2.4.
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

// Sends what is due, urgent first, over at most delivery.sessions connections; ends when
// stopping and nothing is in flight.
asio::awaitable<void> send_letters(Workshop& shop);

}  // namespace pipeline
