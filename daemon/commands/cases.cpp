#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "ledger/look_up.h"

namespace commands {
namespace {

struct Options {
    bool open = false, late = false, json = false;
    std::string station;
};

void print_json(const ledger::CaseLine& line) {
    const nlohmann::json json{{"case_no", line.case_no},
                              {"received_at", line.received_at},
                              {"kind", line.kind},
                              {"category", line.category},
                              {"urgent", line.urgent},
                              {"child", line.child},
                              {"state", line.state},
                              {"station", line.station},
                              {"pending_with", line.pending_with},
                              {"days_open", line.days_open},
                              {"due_at", line.due_at},
                              {"late", line.late}};
    std::cout << json.dump() << "\n";
}

void print_row(const ledger::CaseLine& line) {
    std::cout << fmt::format("{:<16} {:<20} {:<14} {:<13} {:<24} {:>4}  {}{}\n", line.case_no,
                             line.received_at, line.category, line.state,
                             line.station.empty() ? "-" : line.station, line.days_open,
                             line.urgent ? "URGENT " : "", line.late ? "LATE" : "");
}

void cases(Context& context, const Options& options) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    auto state = store::ReadOnly::open(settings->state, store::File::state);
    if (!state) return report(state.error(), context);
    const auto which = options.late   ? ledger::Which::late
                       : options.open ? ledger::Which::open
                                      : ledger::Which::all;
    auto lines = ledger::list_cases(**state, which, options.station);
    if (!lines) return report(lines.error(), context);
    if (!options.json && !lines->empty()) {
        std::cout << fmt::format("{:<16} {:<20} {:<14} {:<13} {:<24} {:>4}\n", "case",
                                 "received", "category", "state", "station", "days");
    }
    for (const auto& line : *lines) options.json ? print_json(line) : print_row(line);
}

}  // namespace

void add_cases(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("cases", "where every case stands; no personal data");
    auto options = std::make_shared<Options>();
    command->add_flag("--open", options->open, "only cases that are not closed");
    command->add_flag("--late", options->late, "only cases past their clock");
    command->add_flag("--json", options->json, "one JSON object a line");
    command->add_option("--station", options->station, "only this station");
    command->callback([&context, options] { cases(context, *options); });
}

}  // namespace commands
