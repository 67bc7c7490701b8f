// Opening an original, in two halves that share no machine: the server audits and hands out the
// sealed file; the records office, which has the key, notes and opens it.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "base/sha256.h"
#include "commands/command.h"
#include "ledger/look_up.h"
#include "ledger/vault.h"
#include "pipeline/clock.h"
#include "pipeline/control.h"
#include "seal/key_file.h"
#include "seal/new_file.h"
#include "seal/opening_book.h"
#include "seal/sealed.h"

namespace commands {
namespace {

struct Request {
    std::string what;  // a case number, or a sealed file
    std::string order, export_to, key;
};

base::Failure wrong(std::string what, std::string hint) {
    return {base::FailureKind::usage, std::move(what), std::move(hint)};
}

base::Result<std::string> sealed_original_of(const settings::Settings& settings,
                                             const std::string& case_no) {
    const auto number = base::CaseNumber::parse(case_no);
    if (!number)
        return wrong("a case number looks like APJ-2026-000042", "aparajita cases lists them");
    auto state = store::ReadOnly::open(settings.state, store::File::state);
    if (!state) return state.error();
    auto found = ledger::find_case(**state, *number);
    if (!found) return found.error();
    if (!found.value())
        return wrong("there is no case " + case_no, "aparajita cases lists them");
    auto vault = store::ReadOnly::open(settings.state, store::File::vault);
    if (!vault) return vault.error();
    auto keys = seal::open_keys(settings.keys_folder);
    if (!keys) return keys.error();
    auto case_key = ledger::read_case_key(**vault, *keys, found.value()->id);
    if (!case_key) return case_key.error();
    return ledger::read_sealed_original(**vault, *case_key, found.value()->id);
}

// On the server. What cannot be handed out is not audited as handed out; what is, is audited
// before a single octet is written.
void hand_out(Context& context, const Request& request) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    const auto sealed = sealed_original_of(*settings, request.what);
    if (!sealed) return report(sealed.error(), context);
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(request.export_to, ignored)))
        return report(wrong(request.export_to + " exists already", "choose another name"),
                      context);
    auto audited =
        pipeline::order(*settings, {"open_original", request.what, request.order});
    if (!audited) return report(audited.error(), context);
    auto written = seal::write_new_file(request.export_to, *sealed);
    if (!written) return report(written.error(), context);
    std::cout << fmt::format(
        "{}  sealed original of {}, {} octets, SHA-256 {}\n"
        "take it to the records office: aparajita open {} --key PREFIX.key --order {}\n",
        request.export_to, request.what, sealed->size(), base::sha256_hex(*sealed),
        std::filesystem::path(request.export_to).filename().string(), request.order);
}

// A mail from outside may hold commands for a terminal; a file or a pipe gets it as it is.
std::string for_terminal(std::string_view octets) {
    std::string shown;
    for (const char c : octets) {
        const auto code = static_cast<unsigned char>(c);
        const bool moves = (code < 0x20 && c != '\n' && c != '\t' && c != '\r') || code == 0x7F;
        shown += moves ? fmt::format("<{:02X}>", code) : std::string(1, c);
    }
    return shown;
}

// At the records office: no settings, no database.
void open_here(Context& context, const Request& request) {
    const auto sealed = read_file(request.what);
    if (!sealed) return report(sealed.error(), context);
    const auto key = seal::read_key_file(request.key, seal::secret_title);
    if (!key) return report(key.error(), context);
    const auto octets = seal::open_sealed(*sealed, *key);
    if (!octets) return report(octets.error(), context);
    auto noted = seal::note_opening(
        request.key + ".openings", {pipeline::read_clock().now, fmt::format("uid:{}", getuid()),
                                    request.order, base::sha256_hex(*sealed)});
    if (!noted) return report(noted.error(), context);
    const bool terminal = isatty(STDOUT_FILENO) == 1;
    std::cout << (terminal ? for_terminal(*octets) : *octets) << std::flush;
    if (!std::cout)
        report({base::FailureKind::storage, "the original could not be written out whole", ""},
               context);
}

void open(Context& context, const Request& request) {
    if (!seal::is_order_number(request.order)) {
        return report(wrong("an order number has up to 40 letters, digits, . / _ or -",
                            "the number only, no name: it stands in the trail"),
                      context);
    }
    if (request.export_to.empty() == request.key.empty()) {
        return report(wrong("open needs either --export or --key",
                            "on the server: open CASE --order NO --export FILE; at the records "
                            "office: open FILE --key KEY --order NO"),
                      context);
    }
    return request.key.empty() ? hand_out(context, request) : open_here(context, request);
}

}  // namespace

void add_open(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "open", "a sealed original: hand it out (server), open it (records office)");
    auto request = std::make_shared<Request>();
    command->add_option("what", request->what, "APJ-2026-000042, or the sealed file")
        ->required();
    command->add_option("--order", request->order, "number of the order that allows it")
        ->required();
    command->add_option("--export", request->export_to,
                        "server: audits, then writes the sealed original here");
    command->add_option("--key", request->key,
                        "records office: PREFIX.key; notes the opening in PREFIX.key.openings, "
                        "then prints the original");
    command->callback([&context, request] { open(context, *request); });
}

}  // namespace commands
