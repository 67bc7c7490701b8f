#include "pipeline/doctor.h"

#include <fmt/format.h>

#include <iostream>

#include "commands/command.h"

namespace commands {
namespace {

void doctor(Context& context) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    int problems = 0;
    for (const auto& finding : pipeline::examine(*settings)) {
        const std::string to_do = finding.to_do.empty() ? "" : "; to do: " + finding.to_do;
        std::cout << fmt::format("{:<8} {:<22} {}{}\n", pipeline::name_of(finding.grade),
                                 finding.name, finding.sentence, to_do);
        if (finding.grade != pipeline::Finding::Grade::problem) continue;
        if (++problems == 1) context.exit_code = base::exit_code(finding.kind);
    }
    if (problems > 0) std::cout << fmt::format("{} problems\n", problems);
}

}  // namespace

void add_doctor(CLI::App& app, Context& context) {
    app.add_subcommand("doctor",
                       "logs in to both servers, looks at certificates, disk, keys, rules, the "
                       "last test mail; says what to do")
        ->callback([&context] { doctor(context); });
}

}  // namespace commands
