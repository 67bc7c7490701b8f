// The subcommands of `aparajita audit`, a file each. Private to this room.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "commands/command.h"
#include "store/store.h"

namespace commands {

// The live file of the settings or, where a file is named, an exported one: that needs no
// settings. Nothing when a problem was reported.
std::unique_ptr<store::ReadOnly> open_trail(Context& context, const std::string& file = "");

void add_audit_verify(CLI::App& audit, Context& context);
void add_audit_checkpoint(CLI::App& audit, Context& context);
void add_audit_proof(CLI::App& audit, Context& context);
void add_audit_ask(CLI::App& audit, Context& context);
void add_audit_export(CLI::App& audit, Context& context);

}  // namespace commands
