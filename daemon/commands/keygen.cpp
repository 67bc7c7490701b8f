#include <iostream>

#include "audit/rules_note.h"
#include "commands/command.h"
#include "seal/keys.h"
#include "seal/new_file.h"

namespace commands {
namespace {

struct Wanted {
    std::string prefix;
    std::string signer;  // empty: keys of the records office
};

void make_records_key(Context& context, const std::string& prefix) {
    auto written = seal::write_key_pair(prefix);
    if (!written) return report(written.error(), context);
    std::cout << prefix << ".pub  goes to the server, into seal_to\n"
              << prefix
              << ".key  stays at the records office: never on the server; without it no "
                 "original opens\n";
}

void make_signing_key(Context& context, const Wanted& wanted) {
    if (!base::is_key_name(wanted.signer))
        return report({base::FailureKind::usage, "'" + wanted.signer + "' names no signer",
                       "take a name without blank and plus, such as sp.women"},
                      context);
    const audit::Signer signer{wanted.signer, seal::random_key()};
    const std::string open = audit::verifier_key(signer).str();
    auto written = seal::write_new_file(wanted.prefix + ".key", audit::to_text(signer) + "\n");
    if (written) written = seal::write_new_file(wanted.prefix + ".pub", open + "\n");
    if (!written) return report(written.error(), context);
    std::cout << wanted.prefix << ".key  stays with " << wanted.signer
              << ": `aparajita check --sign " << wanted.prefix << ".key` signs the rules\n"
              << wanted.prefix << ".pub  its line goes into rules_signed_by:\n"
              << open << "\n";
}

void keygen(Context& context, const Wanted& wanted) {
    if (wanted.signer.empty()) return make_records_key(context, wanted.prefix);
    make_signing_key(context, wanted);
}

}  // namespace

void add_keygen(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "keygen", "key pair of the records office, or of one who signs the rules");
    auto wanted = std::make_shared<Wanted>();
    command->add_option("--out", wanted->prefix, "writes PREFIX.pub and PREFIX.key")
        ->required();
    command->add_option("--signer", wanted->signer,
                        "the key of this person, for rules_signed_by");
    command->callback([&context, wanted] { keygen(context, *wanted); });
}

}  // namespace commands
