#include <fmt/format.h>

#include <iostream>

#include "commands/command.h"
#include "pipeline/control.h"

namespace commands {
namespace {

const settings::Server& server_of(const settings::Settings& settings, const std::string& line) {
    return line == "mailbox" ? settings.mailbox.server : settings.delivery.server;
}

// From standard input, never from an argument: those everybody can see.
void login(Context& context, const std::string& line) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    if (!server_of(*settings, line).oauth2)
        return report(
            {base::FailureKind::settings, fmt::format("the {} signs in with a password", line),
             "give it an 'oauth2' section first"},
            context);
    std::cerr << "The refresh token, then Enter: ";
    std::string token;
    std::getline(std::cin, token);
    while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
    if (token.empty())
        return report({base::FailureKind::usage, "no token was given", ""}, context);
    pipeline::ControlRequest request;
    request.command = "login";
    request.line = line;
    request.secret = base::Sensitive<std::string>(std::move(token));
    auto done = pipeline::order(*settings, request);
    if (!done) return report(done.error(), context);
    std::cout << fmt::format("the {} has a new refresh token\n", line);
}

}  // namespace

void add_login(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "login", "gives the daemon an OAuth2 refresh token (on standard input)");
    auto line = std::make_shared<std::string>();
    command->add_option("line", *line, "mailbox or relay")
        ->required()
        ->check(CLI::IsMember({"mailbox", "relay"}));
    command->callback([&context, line] { login(context, *line); });
}

}  // namespace commands
