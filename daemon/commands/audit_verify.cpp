#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "audit/verify.h"
#include "commands/audit.h"
#include "commands/terminal.h"

namespace commands {
namespace {

constexpr int chain_broken = 65;

struct Options {
    std::string file, against, proofs;
    bool json = false;
};

nlohmann::json json_of(const audit::Finding& finding) {
    nlohmann::json line{{"what", finding.what}};
    if (finding.seq > 0) line["seq"] = finding.seq;
    return line;
}

void print_json(const audit::Verdict& verdict,
                const std::optional<audit::ProofVerdict>& proofs) {
    nlohmann::json line{{"fine", verdict.fine()},
                        {"events", verdict.events},
                        {"head", verdict.head},
                        {"root", verdict.root},
                        {"checkpoints", verdict.checkpoints},
                        {"compared", verdict.kept},
                        {"last_good_checkpoint", verdict.last_good},
                        {"findings", nlohmann::json::array()}};
    for (const auto& finding : verdict.findings) line["findings"].push_back(json_of(finding));
    if (proofs) {
        line["proven"] = proofs->proven;
        line["younger"] = proofs->later;
        for (const auto& finding : proofs->findings)
            line["findings"].push_back(json_of(finding));
        line["fine"] = verdict.fine() && proofs->findings.empty();
    }
    if (verdict.first_wrong() > 0) line["first_wrong"] = verdict.first_wrong();
    if (!verdict.fine()) line["reason"] = verdict.reason();
    std::cout << line.dump() << "\n";
}

void print(const audit::Finding& finding) {
    std::cout << (finding.seq > 0
                      ? fmt::format("BROKEN at event {}: {}\n", finding.seq, finding.what)
                      : fmt::format("BROKEN: {}\n", finding.what));
}

void print_text(const audit::Verdict& verdict,
                const std::optional<audit::ProofVerdict>& proofs) {
    if (verdict.fine())
        std::cout << fmt::format("fine: {} events, head {}\n", verdict.events, verdict.head);
    for (const auto& finding : verdict.findings) print(finding);
    std::cout << (verdict.last_good > 0
                      ? fmt::format("checkpoints: {}, the last good one over {} events\n",
                                    verdict.checkpoints, verdict.last_good)
                      : fmt::format("checkpoints: {}, none good\n", verdict.checkpoints));
    if (verdict.kept > 0)
        std::cout << fmt::format("compared with {} of the auditors' copies\n", verdict.kept);
    if (!proofs) return;
    for (const auto& finding : proofs->findings) print(finding);
    std::cout << fmt::format("proofs: {} events stand in it, {} are younger\n", proofs->proven,
                             proofs->later);
}

base::Result<std::optional<audit::ProofVerdict>> check_proofs(store::ReadOnly& state,
                                                              const std::string& case_no) {
    if (case_no.empty()) return std::optional<audit::ProofVerdict>{};
    const auto number = base::CaseNumber::parse(case_no);
    if (!number)
        return base::Failure{base::FailureKind::usage,
                             "a case number looks like APJ-2026-000042",
                             "aparajita cases lists them"};
    auto proofs = audit::verify_proofs(state, *number);
    if (!proofs) return proofs.error();
    return std::optional<audit::ProofVerdict>{std::move(*proofs)};
}

void verify(Context& context, const Options& options) {
    std::vector<audit::Kept> kept;
    if (!options.against.empty()) {
        auto read = audit::read_kept(options.against);
        if (!read) return report(read.error(), context);
        kept = std::move(*read);
    }
    auto state = open_trail(context, options.file);
    if (!state) return;
    std::optional<ProgressBar> bar("events");
    auto verdict = audit::verify(
        *state, kept, [&bar](std::size_t done, std::size_t all) { bar->show(done, all); });
    bar.reset();
    if (!verdict) return report(verdict.error(), context);
    auto proofs = check_proofs(*state, options.proofs);
    if (!proofs) return report(proofs.error(), context);
    options.json ? print_json(*verdict, *proofs) : print_text(*verdict, *proofs);
    const bool proven = !proofs.value() || proofs.value()->findings.empty();
    if (!verdict->fine() || !proven) context.exit_code = chain_broken;
}

}  // namespace

void add_audit_verify(CLI::App& audit, Context& context) {
    auto* command = audit.add_subcommand(
        "verify", "rows, chain, tree, checkpoints, and that every case is lawful (65: broken)");
    auto options = std::make_shared<Options>();
    command->add_option("file", options->file, "an exported trail instead of the live one");
    command->add_option("--against", options->against,
                        "checkpoints that an auditor kept: a file, or a folder of such files");
    command->add_option("--proofs", options->proofs,
                        "also prove each event of this case against the last checkpoint");
    command->add_flag("--json", options->json, "one JSON object");
    command->callback([&context, options] { verify(context, *options); });
}

}  // namespace commands
