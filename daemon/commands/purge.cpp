// What makes things go for good, or keeps them: purge, shred, legal-hold.
#include <fmt/format.h>

#include <iostream>

#include "commands/command.h"
#include "commands/terminal.h"
#include "pipeline/clock.h"
#include "pipeline/control.h"
#include "pipeline/forgetting.h"
#include "pipeline/rule_set.h"

namespace commands {
namespace {

std::string_view word_of(retention::Step step) {
    switch (step) {
        case retention::Step::keep:
            return "stays";
        case retention::Step::announce:
            return "is announced to oversight";
        case retention::Step::wait:
            return "is announced, waits";
        case retention::Step::purge:
            return "goes";
    }
    return "";
}

void dry_run(const settings::Settings& settings, Context& context) {
    const auto rules = rules_or_problems(settings, context);
    if (!rules) return;
    auto state = store::ReadOnly::open(settings.state, store::File::state);
    if (!state) return report(state.error(), context);
    auto planned =
        pipeline::plan_forgetting(**state, rules->retention, pipeline::read_clock().now);
    if (!planned) return report(planned.error(), context);
    for (const auto& one : *planned) {
        const auto& kept = one.one.kept;
        std::cout << fmt::format("{}  {}  {:<20}  {}\n", one.one.number.str(),
                                 base::local_day(one.end, settings.zone_offset),
                                 kept.outcome.empty() ? kept.kind : kept.outcome,
                                 word_of(one.step));
    }
    if (planned->empty()) std::cout << "no case's time has come\n";
}

void ask(Context& context, const pipeline::ControlRequest& request) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    ProgressBar bar("cases");
    auto done = pipeline::order(*settings, request,
                                [&bar](std::size_t n, std::size_t all) { bar.show(n, all); });
    if (!done) report(done.error(), context);
}

}  // namespace

void add_purge(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "purge", "destroys what is kept for cases whose time has come; the daemon does it");
    auto dry = std::make_shared<bool>(false);
    command->add_flag("--dry-run", *dry, "only says which, and when");
    command->callback([&context, dry] {
        if (!*dry) return ask(context, {"purge", "", ""});
        const auto settings = settings_or_problems(context);
        if (settings) dry_run(*settings, context);
    });
}

void add_shred(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "shred",
        "an order to destroy a case; done ten minutes after a second person gave it too");
    auto request = std::make_shared<pipeline::ControlRequest>();
    request->command = "shred";
    command->add_option("case", request->case_no, "APJ-2026-000042")->required();
    command->add_option("--order", request->order, "the number of the order")->required();
    command->callback([&context, request] { ask(context, *request); });
}

void add_legal_hold(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("legal-hold", "nothing of this case may be destroyed");
    auto request = std::make_shared<pipeline::ControlRequest>();
    auto off = std::make_shared<bool>(false);
    command->add_option("case", request->case_no, "APJ-2026-000042")->required();
    command->add_flag("--off", *off, "it may again");
    command->callback([&context, request, off] {
        request->command = *off ? "legal_hold_off" : "legal_hold";
        ask(context, *request);
    });
}

}  // namespace commands
