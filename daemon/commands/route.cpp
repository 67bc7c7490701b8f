// The desk's decision, from the terminal: the same that ROUTE does by mail.
#include <iostream>

#include "commands/command.h"
#include "pipeline/control.h"

namespace commands {

void add_route(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "route", "gives a case to a station: the desk's decision, on record");
    auto request = std::make_shared<pipeline::ControlRequest>();
    request->command = "route";
    command->add_option("case", request->case_no, "APJ-2026-000042")->required();
    command->add_option("--to", request->station, "id or name of the station")->required();
    command->add_option("--reason", request->reason, "why, in a few words of the desk")
        ->required();
    command->callback([&context, request] {
        const auto settings = settings_or_problems(context);
        if (!settings) return;
        auto done = pipeline::order(*settings, *request);
        if (!done) return report(done.error(), context);
        std::cout << request->case_no << " goes to " << request->station << "\n";
    });
}

}  // namespace commands
