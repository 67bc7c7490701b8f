#include <fmt/format.h>

#include <iostream>

#include "commands/command.h"
#include "pipeline/rule_set.h"
#include "pipeline/try_servers.h"
#include "seal/keys.h"

namespace commands {
namespace {

constexpr int rules_wrong = 65;

// Rules, policy and templates: every problem, then the examples that stand beside the rules.
int check_rules(const settings::Settings& settings) {
    auto files = pipeline::read_rule_files(settings);
    if (!files) {
        std::cerr << base::to_text(files.error());
        return base::exit_code(files.error().kind);
    }
    auto loaded = pipeline::load_rule_set(*files, settings);
    if (!loaded) {
        std::cerr << base::to_text(loaded.error());
        return rules_wrong;
    }
    std::cerr << base::to_text(loaded->warnings);
    const base::Problems failing = pipeline::run_examples(*loaded->rules);
    std::cerr << base::to_text(failing);
    if (!failing.empty()) return rules_wrong;
    std::cout << fmt::format("fine: {} stations, rules {}\n",
                             loaded->rules->book.stations().size(),
                             loaded->rules->fingerprint.substr(0, 19));
    return 0;
}

// The records office's public keys; a secret one does not belong on this machine.
int check_records_keys(const settings::Settings& settings) {
    const auto keys = seal::read_records_keys(settings.seal_to);
    if (!keys) {
        std::cerr << base::to_text(keys.error());
        return base::exit_code(keys.error().kind);
    }
    if (keys->size() == 1)
        std::cerr << "warning: seal_to names one key\nhint: give the records office a reserve "
                     "key, kept elsewhere\n";
    const auto secret = seal::find_secret_beside(settings.seal_to);
    if (!secret) return 0;
    const bool live = settings.mode == settings::Mode::live;
    std::cerr << fmt::format(
        "{}: {}: a SECRET key of the records office can be read here\nhint: take it away; live "
        "mode refuses to start beside it\n",
        live ? "error" : "warning", secret->string());
    return live ? base::exit_code(base::FailureKind::settings) : 0;
}

int check_servers(const settings::Settings& settings) {
    int code = 0;
    for (const auto& verdict : pipeline::try_servers(settings)) {
        auto& out = verdict.fine ? std::cout : std::cerr;
        out << verdict.name << ": " << verdict.sentence << "\n";
        if (!verdict.hint.empty()) out << "hint: " << verdict.hint << "\n";
        if (!verdict.fine) code = base::exit_code(base::FailureKind::unreachable);
    }
    return code;
}

void check(Context& context, bool connect) {
    auto loaded = settings::load_settings(context.config);
    if (!loaded) {
        std::cerr << base::to_text(loaded.error());
        context.exit_code = base::exit_code(base::FailureKind::settings);
        return;
    }
    std::cerr << base::to_text(loaded->warnings);
    context.exit_code = check_rules(loaded->settings);
    const int keys = check_records_keys(loaded->settings);
    if (context.exit_code == 0) context.exit_code = keys;
    if (!connect) return;
    const int servers = check_servers(loaded->settings);
    if (context.exit_code == 0) context.exit_code = servers;
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "check", "settings, rules and templates: all problems at once (65 rules, 78 settings)");
    auto connect = std::make_shared<bool>(false);
    command->add_flag("--connect", *connect,
                      "also log in to both servers (69: one cannot be reached)");
    command->callback([&context, connect] { check(context, *connect); });
}

}  // namespace commands
