#include <fmt/format.h>

#include <iostream>

#include "commands/command.h"
#include "pipeline/clock.h"
#include "pipeline/signed_rules.h"
#include "pipeline/try_servers.h"
#include "seal/keys.h"

namespace commands {
namespace {

constexpr int rules_wrong = 65;

// --sign: what was checked just now is what is signed.
int sign(const pipeline::RuleFiles& files, const settings::Settings& settings,
         const std::string& key_file) {
    const auto secret = settings::read_secret({.credential = {}, .file = key_file});
    const auto signer = secret ? audit::read_signer(secret->reveal()) : std::nullopt;
    if (!signer) {
        std::cerr << (secret ? key_file + ": this is no key to sign rules with\n"
                             : base::to_text(secret.error()))
                  << "hint: `aparajita keygen --signer NAME --out PREFIX` makes one\n";
        return base::exit_code(base::FailureKind::settings);
    }
    const auto missing =
        pipeline::sign_rules(files, settings, *signer, pipeline::read_clock().now);
    if (!missing) {
        std::cerr << base::to_text(missing.error());
        return base::exit_code(missing.error().kind);
    }
    std::cout << fmt::format("signed by '{}'\n", signer->name);
    for (const auto& name : *missing) std::cout << fmt::format("not yet by '{}'\n", name);
    return 0;
}

int check_signatures(const pipeline::RuleFiles& files, const settings::Settings& settings) {
    const auto problems =
        pipeline::check_signatures(files, settings, pipeline::read_clock().now, std::nullopt);
    std::cerr << base::to_text(problems);
    return problems.empty() ? 0 : rules_wrong;
}

// Rules, policy and templates: every problem, then the examples that stand beside the rules,
// then the signatures.
int check_rules(const settings::Settings& settings, const std::string& key_file) {
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
    const int code = key_file.empty() ? check_signatures(*files, settings)
                                      : sign(*files, settings, key_file);
    if (code != 0) return code;
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

struct Wanted {
    bool connect = false;
    std::string key_file;  // empty: nothing is signed
};

void check(Context& context, const Wanted& wanted) {
    auto loaded = settings::load_settings(context.config);
    if (!loaded) {
        std::cerr << base::to_text(loaded.error());
        context.exit_code = base::exit_code(base::FailureKind::settings);
        return;
    }
    std::cerr << base::to_text(loaded->warnings);
    context.exit_code = check_rules(loaded->settings, wanted.key_file);
    const int keys = check_records_keys(loaded->settings);
    if (context.exit_code == 0) context.exit_code = keys;
    if (!wanted.connect) return;
    const int servers = check_servers(loaded->settings);
    if (context.exit_code == 0) context.exit_code = servers;
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "check", "settings, rules and templates: all problems at once (65 rules, 78 settings)");
    auto wanted = std::make_shared<Wanted>();
    command->add_flag("--connect", wanted->connect,
                      "also log in to both servers (69: one cannot be reached)");
    command->add_option("--sign", wanted->key_file,
                        "sign rules and templates with this key, if they are right");
    command->callback([&context, wanted] { check(context, *wanted); });
}

}  // namespace commands
