// A post of the register is filled or left: whoever serves the station now reads which cases are
// open and how safe it is to write to each woman (contract.md 6; users.md: transfers).
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

// Once a day, and after a change of the rules: compares the posts that are filled today with those
// of the last look. The first look of a database only remembers.
asio::awaitable<base::Result<void>> hand_over_posts(Workshop& shop);

}  // namespace pipeline
