#include <iostream>

#include "commands/command.h"
#include "seal/keys.h"

namespace commands {
namespace {

void keygen(Context& context, const std::string& prefix) {
    auto written = seal::write_key_pair(prefix);
    if (!written) return report(written.error(), context);
    std::cout << prefix << ".pub  goes to the server, into seal_to\n"
              << prefix
              << ".key  stays at the records office: never on the server; without it no "
                 "original opens\n";
}

}  // namespace

void add_keygen(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("keygen", "key pair of the records office");
    auto prefix = std::make_shared<std::string>();
    command->add_option("--out", *prefix, "writes PREFIX.pub and PREFIX.key")->required();
    command->callback([&context, prefix] { keygen(context, *prefix); });
}

}  // namespace commands
