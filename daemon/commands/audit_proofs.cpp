// Checkpoints by hand, and the proofs that they make possible.
#include <fmt/format.h>

#include <iostream>

#include "audit/checkpoint.h"
#include "commands/audit.h"
#include "pipeline/control.h"

namespace commands {
namespace {

void print_last(Context& context, store::ReadOnly& state) {
    auto last = audit::last_checkpoint(state);
    if (!last) return report(last.error(), context);
    auto keys = audit::checkpoint_keys(state);
    if (!keys) return report(keys.error(), context);
    std::cout << last.value()->note;
    for (const auto& key : *keys) std::cerr << "key " << key.str() << "\n";
}

void checkpoint(Context& context) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    auto taken = pipeline::order(*settings, {"checkpoint", "", ""});
    if (!taken) return report(taken.error(), context);
    auto state = open_trail(context);
    if (state) print_last(context, *state);
}

void prove(Context& context, const std::string& text) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    // It shows the events of a case: logged before anything is shown.
    auto logged = pipeline::order(*settings, {"prove_case", text, ""});
    if (!logged) return report(logged.error(), context);
    auto state = open_trail(context);
    if (!state) return;
    auto last = audit::last_checkpoint(*state);
    if (!last) return report(last.error(), context);
    if (!last.value())
        return report({base::FailureKind::usage, "there is no checkpoint yet",
                       "aparajita audit checkpoint takes one"},
                      context);
    auto proven = audit::prove_case(*state, *base::CaseNumber::parse(text), **last);
    if (!proven) return report(proven.error(), context);
    for (const std::string& proof : proven->proofs) std::cout << proof << "\n";
    if (proven->later > 0)
        std::cerr << fmt::format("{} events are younger than the checkpoint\n", proven->later);
}

}  // namespace

void add_audit_checkpoint(CLI::App& audit, Context& context) {
    auto* command = audit.add_subcommand(
        "checkpoint",
        "sign the trail as it is now, and print the note; the auditors get it by mail");
    command->callback([&context] { checkpoint(context); });
}

void add_audit_proof(CLI::App& audit, Context& context) {
    auto* command = audit.add_subcommand(
        "proof", "that the events of a case stand in the last checkpoint; a logged read");
    auto number = std::make_shared<std::string>();
    command->add_option("case", *number, "APJ-2026-000042")->required();
    command->callback([&context, number] { prove(context, *number); });
}

}  // namespace commands
