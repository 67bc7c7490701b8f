// The evidence sheet: on the server from what was kept, at the records office from the sealed
// original itself.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "base/sha256.h"
#include "commands/command.h"
#include "pipeline/clock.h"
#include "pipeline/control.h"
#include "pipeline/evidence_sheet.h"
#include "reader/reader.h"
#include "seal/key_file.h"
#include "seal/opening_book.h"
#include "seal/sealed.h"

namespace commands {
namespace {

struct Request {
    std::string what;  // a case number, or a sealed file
    std::string key, order;
};

void write_sheet(Context& context, const std::string& text) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    // Logged before anything is shown.
    auto logged = pipeline::order(*settings, {"certify_case", text, ""});
    if (!logged) return report(logged.error(), context);
    auto keys = seal::open_keys(settings->keys_folder);
    if (!keys) return report(keys.error(), context);
    auto state = store::ReadOnly::open(settings->state, store::File::state);
    if (!state) return report(state.error(), context);
    auto vault = store::ReadOnly::open(settings->state, store::File::vault);
    if (!vault) return report(vault.error(), context);
    const pipeline::Holdings from{*settings, *keys, **state, **vault};
    auto sheet = pipeline::evidence_sheet(from, *base::CaseNumber::parse(text));
    if (!sheet) return report(sheet.error(), context);
    std::cout << *sheet;
}

base::Result<std::string> opened(const Request& request) {
    const auto sealed = read_file(request.what);
    if (!sealed) return sealed.error();
    const auto key = seal::read_key_file(request.key, seal::secret_title);
    if (!key) return key.error();
    auto octets = seal::open_sealed(*sealed, *key);
    if (!octets) return octets.error();
    auto noted = seal::note_opening(
        request.key + ".openings", {pipeline::read_clock().now, fmt::format("uid:{}", getuid()),
                                    request.order, base::sha256_hex(*sealed)});
    if (!noted) return noted.error();
    return octets;
}

// No settings, no database; nothing of the mail but its figures is shown.
void compute_here(Context& context, const Request& request) {
    auto reader = reader::Reader::start({});
    if (!reader) return report(reader.error(), context);
    auto octets = opened(request);
    if (!octets) return report(octets.error(), context);
    auto mail = (*reader)->read(*octets, message::Contents::kept);
    const std::string parts = mail ? pipeline::part_lines(*mail) : "";
    std::cout << pipeline::hash_section(base::sha256_hex(*octets), parts);
}

void certificate(Context& context, const Request& request) {
    if (request.key.empty()) return write_sheet(context, request.what);
    if (!seal::is_order_number(request.order))
        return report({base::FailureKind::usage,
                       "an order number has up to 40 letters, digits, . / _ or -",
                       "certificate FILE --key KEY --order NO"},
                      context);
    compute_here(context, request);
}

}  // namespace

void add_certificate(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "certificate", "the evidence sheet of a case: hashes, times, custody; a logged read");
    auto request = std::make_shared<Request>();
    command->add_option("what", request->what, "APJ-2026-000042, or the sealed file")
        ->required();
    command->add_option("--key", request->key,
                        "records office: PREFIX.key; computes the hashes from the sealed file");
    command->add_option("--order", request->order, "records office: number of the order");
    command->callback([&context, request] { certificate(context, *request); });
}

}  // namespace commands
