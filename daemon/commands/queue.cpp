#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "ledger/look_up.h"
#include "outbox/outbox.h"
#include "pipeline/control.h"

namespace commands {
namespace {

std::string case_number(store::ReadOnly& state, const base::CaseId& id) {
    if (id.empty()) return "";
    const auto found = ledger::find_case(state, id);
    return found && found.value() ? found.value()->number.str() : "";
}

void print(const outbox::QueuedLetter& letter, const std::string& number, bool json) {
    const std::string next = base::to_rfc3339(letter.next_attempt);
    if (json) {
        const nlohmann::json line{{"id", letter.id},
                                  {"case_no", number},
                                  {"kind", letter.kind},
                                  {"recipient", letter.recipient.str()},
                                  {"state", outbox::name_of(letter.state)},
                                  {"attempts", letter.attempts},
                                  {"uncertain", letter.uncertain},
                                  {"next_attempt", next}};
        std::cout << line.dump() << "\n";
        return;
    }
    std::cout << fmt::format("{:<6} {:<16} {:<15} {:<24} {:<9} {:>3}  {}{}\n", letter.id,
                             number, letter.kind, letter.recipient.str(),
                             outbox::name_of(letter.state), letter.attempts, next,
                             letter.uncertain ? "  may have arrived" : "");
}

void list(Context& context, bool json) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    auto state = store::ReadOnly::open(settings->state, store::File::state);
    if (!state) return report(state.error(), context);
    auto letters = outbox::waiting(**state);
    if (!letters) return report(letters.error(), context);
    if (!json) {
        std::cout << (letters->empty()
                          ? std::string("no letter waits\n")
                          : fmt::format("{:<6} {:<16} {:<15} {:<24} {:<9} {:>3}  {}\n",
                                        "letter", "case", "kind", "recipient", "state", "try",
                                        "next attempt"));
    }
    for (const auto& letter : *letters)
        print(letter, case_number(**state, letter.case_id), json);
}

void order(Context& context, const std::string& command, std::int64_t letter) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    auto done = pipeline::order(*settings, {command, "", "", letter});
    if (!done) return report(done.error(), context);
    std::cout << (command == "hold_letter"
                      ? fmt::format("letter {} waits for a person\n", letter)
                      : fmt::format("letter {} is due now\n", letter));
}

void add_order(CLI::App& queue, Context& context, const char* name, const char* says,
               const char* command) {
    auto* order_command = queue.add_subcommand(name, says);
    auto letter = std::make_shared<std::int64_t>();
    order_command->add_option("letter", *letter, "its number, as `queue list` shows it")
        ->required();
    order_command->callback([&context, command, letter] { order(context, command, *letter); });
}

}  // namespace

void add_queue(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("queue", "letters waiting, why, next attempt");
    auto* list_command = command->add_subcommand("list", "every letter that is not sent yet");
    command->require_subcommand(1);
    auto json = std::make_shared<bool>(false);
    list_command->add_flag("--json", *json, "one JSON object a line");
    list_command->callback([&context, json] { list(context, *json); });
    add_order(*command, context, "retry", "try a waiting, held or refused letter now",
              "retry_letter");
    add_order(*command, context, "hold", "keep a waiting letter for a person", "hold_letter");
}

}  // namespace commands
