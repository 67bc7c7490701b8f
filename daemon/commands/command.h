// What every subcommand gets, and the one thing it gives back: an exit code (sysexits,
// contract.md section 3).
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "pipeline/rule_set.h"
#include "settings/settings.h"

namespace commands {

struct Context {
    std::filesystem::path config = "/etc/aparajita/aparajita.yaml";
    int exit_code = 0;
};

// One per file, one file per subcommand.
void add_run(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_parse(CLI::App& app, Context& context);
void add_explain(CLI::App& app, Context& context);
void add_replay(CLI::App& app, Context& context);
void add_cases(CLI::App& app, Context& context);
void add_certificate(CLI::App& app, Context& context);
void add_queue(CLI::App& app, Context& context);
void add_report(CLI::App& app, Context& context);
void add_route(CLI::App& app, Context& context);
void add_purge(CLI::App& app, Context& context);
void add_shred(CLI::App& app, Context& context);
void add_legal_hold(CLI::App& app, Context& context);
void add_quarantine(CLI::App& app, Context& context);
void add_audit(CLI::App& app, Context& context);
void add_gazetteer(CLI::App& app, Context& context);
void add_keygen(CLI::App& app, Context& context);
void add_open(CLI::App& app, Context& context);
void add_init(CLI::App& app, Context& context);
void add_login(CLI::App& app, Context& context);
void add_backup(CLI::App& app, Context& context);
void add_doctor(CLI::App& app, Context& context);

// The settings of --config, or nothing after every problem was printed and exit_code set to 78.
std::optional<settings::Settings> settings_or_problems(Context& context);

// The rules in the folder that the settings name, or nothing after every problem was printed.
std::shared_ptr<const pipeline::RuleSet> rules_or_problems(const settings::Settings& settings,
                                                           Context& context);

// Prints the failure to standard error and sets its exit code.
void report(const base::Failure& failure, Context& context);

// A whole file, or "-" for standard input.
base::Result<std::string> read_file(const std::string& name);

}  // namespace commands
