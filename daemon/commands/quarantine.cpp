#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "ledger/look_up.h"
#include "pipeline/control.h"

namespace commands {
namespace {

void list(Context& context, bool json) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    auto state = store::ReadOnly::open(settings->state, store::File::state);
    if (!state) return report(state.error(), context);
    auto mails = ledger::quarantined_mails(**state);
    if (!mails) return report(mails.error(), context);
    if (!json && mails->empty()) std::cout << "nothing is in quarantine\n";
    for (const auto& mail : *mails) {
        const std::string seen = base::to_rfc3339(mail.first_seen);
        if (json) {
            const nlohmann::json line{
                {"case_no", mail.number.str()},     {"first_seen_at", seen},
                {"reason", mail.quarantine_reason}, {"attempts", mail.attempts},
                {"folder", mail.at.mailbox},        {"uid", mail.at.uid}};
            std::cout << line.dump() << "\n";
        } else {
            std::cout << fmt::format("{:<16} {}  {:<16} {} attempts\n", mail.number.str(), seen,
                                     mail.quarantine_reason, mail.attempts);
        }
    }
}

void retry(Context& context, const std::string& case_no) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    auto done = pipeline::order(*settings, {"requeue", case_no, ""});
    if (!done) return report(done.error(), context);
    std::cout << case_no << " will be read again by the daemon\n";
}

}  // namespace

void add_quarantine(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("quarantine", "mails that could not be read, and why");
    command->require_subcommand(1);
    auto* list_command = command->add_subcommand("list", "every mail in quarantine");
    auto json = std::make_shared<bool>(false);
    list_command->add_flag("--json", *json, "one JSON object a line");
    list_command->callback([&context, json] { list(context, *json); });
    auto* retry_command =
        command->add_subcommand("retry", "read it again: after an update, or a mended rule");
    auto case_no = std::make_shared<std::string>();
    retry_command->add_option("case", *case_no, "APJ-2026-000042")->required();
    retry_command->callback([&context, case_no] { retry(context, *case_no); });
}

}  // namespace commands
