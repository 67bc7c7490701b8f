#include "commands/audit.h"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "audit/trail.h"
#include "pipeline/control.h"

namespace commands {
namespace {

void print(const audit::Event& event, bool json) {
    if (json) {
        const nlohmann::json line{{"seq", event.seq},
                                  {"at", base::to_rfc3339(event.at)},
                                  {"actor", event.actor},
                                  {"event", event.kind},
                                  {"case_no", event.case_no},
                                  {"station", event.station},
                                  {"attrs", nlohmann::json::parse(event.attrs, nullptr, false)},
                                  {"meaning", event.meaning}};
        std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                  << "\n";
        return;
    }
    std::cout << fmt::format(
        "{:>6}  {}  {:<16} {:<12} {:<24} {}\n", event.seq, base::to_rfc3339(event.at),
        event.case_no.empty() ? "-" : event.case_no, event.kind, event.station, event.attrs);
}

void list(Context& context, std::int64_t after, std::int64_t limit, bool json) {
    auto state = open_trail(context);
    if (!state) return;
    auto events = audit::list_events(*state, after, limit);
    if (!events) return report(events.error(), context);
    for (const auto& event : *events) print(event, json);
}

void show(Context& context, const std::string& text, bool json) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    auto state = open_trail(context);
    if (!state) return;
    // Logged before anything is shown: by the running daemon, or by us under its lock.
    auto logged = pipeline::order(*settings, {"read_case", text, ""});
    if (!logged) return report(logged.error(), context);
    const auto number = base::CaseNumber::parse(text);
    base::ensure(number.has_value());
    auto events = audit::case_events(*state, *number);
    if (!events) return report(events.error(), context);
    for (const auto& event : *events) {
        print(event, json);
        if (!json) std::cout << "        " << event.meaning << "\n";
    }
}

}  // namespace

std::unique_ptr<store::ReadOnly> open_trail(Context& context, const std::string& file) {
    std::optional<settings::Settings> settings;
    if (file.empty() && !(settings = settings_or_problems(context))) return nullptr;
    auto state = file.empty() ? store::ReadOnly::open(settings->state, store::File::state)
                              : store::ReadOnly::open_export(file);
    if (state) return std::move(*state);
    report(state.error(), context);
    return nullptr;
}

void add_audit(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("audit", "the trail");
    command->require_subcommand(1);
    auto json = std::make_shared<bool>(false);

    auto* list_command = command->add_subcommand("list", "events in order");
    auto after = std::make_shared<std::int64_t>(0);
    auto limit = std::make_shared<std::int64_t>(1000);
    list_command->add_option("--after", *after, "only events after this number");
    list_command->add_option("--limit", *limit, "at most so many")->capture_default_str();
    list_command->add_flag("--json", *json, "one JSON object a line");
    list_command->callback(
        [&context, after, limit, json] { list(context, *after, *limit, *json); });

    auto* show_command =
        command->add_subcommand("show", "the life of one case; this read is itself logged");
    auto number = std::make_shared<std::string>();
    show_command->add_option("case", *number, "APJ-2026-000042")->required();
    show_command->add_flag("--json", *json, "one JSON object a line");
    show_command->callback([&context, number, json] { show(context, *number, *json); });

    add_audit_verify(*command, context);
    add_audit_checkpoint(*command, context);
    add_audit_proof(*command, context);
    add_audit_ask(*command, context);
    add_audit_export(*command, context);
}

}  // namespace commands
