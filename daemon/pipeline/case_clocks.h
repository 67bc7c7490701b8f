// The clocks of open cases: who should have heard by now, and has not, gets a letter.
//
// Promises: a letter and its audit event stand or fall together; cause, clock and moment are
// the letter's key, so that a look repeated after a crash posts nothing twice; v1_case has the
// end of the clock that ends first from the same look. Lengths are divided by the time scale of
// builds for tests.
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

// Every minute, and soon after a case changed. Ends when stopping.
asio::awaitable<void> keep_clocks(Workshop& shop);

// One look. `letters`: none at the end of run --once, whose last letters are gone.
enum class LettersToo { yes, no };
asio::awaitable<base::Result<void>> look_at_clocks(Workshop& shop, LettersToo letters);

}  // namespace pipeline
