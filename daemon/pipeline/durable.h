// The durable steps as the daemon takes them: each is held against the table of the protocol,
// and has a named place to die before and after it (builds for tests).
#pragma once

#include "pipeline/wait.h"
#include "protocol/steps.h"

namespace pipeline {

// Commits one step of the table: `last` (a commit in aparajita.db) and, where the step has a
// part for the vault, the vault's step that stands before it.
asio::awaitable<base::Result<void>> commit_step(store::Store& store, protocol::Walk& walk,
                                                protocol::Step last, store::Step step);

// The same for a step that is committed with others; end_act() is then called for it by hand.
store::Step checked_step(const protocol::Walk& walk, protocol::Step last, store::Step step);

// A commit beside the table (a letter to the desk in place of another, a recovery), with places
// to die by name.
asio::awaitable<base::Result<void>> commit_named(store::Store& store, std::string_view name,
                                                 store::Step step);

// An act in the world.
void begin_act(protocol::Walk& walk, protocol::Step act);
void end_act(protocol::Step act);

}  // namespace pipeline
