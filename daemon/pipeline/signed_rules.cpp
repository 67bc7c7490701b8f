#include "pipeline/signed_rules.h"

#include <fmt/format.h>

#include <fstream>

namespace pipeline {
namespace {

constexpr std::chrono::days most_ahead{1};

base::Problem problem(std::string sentence, std::string hint) {
    base::Problem told;
    told.file = signature_file;
    told.sentence = std::move(sentence);
    told.hint = std::move(hint);
    return told;
}

constexpr const char* how_to_sign =
    "who may sign reads what was changed and runs `aparajita check --sign KEYFILE`";

// About the moment: what was signed before the set in force was put back by somebody.
base::Problems check_moment(const audit::RulesNote& note, base::Instant now,
                            std::optional<std::int64_t> newest) {
    if (newest && base::unix_seconds(note.signed_at) < *newest)
        return {problem(fmt::format("these rules were signed at {}, before those in force ({})",
                                    base::to_rfc3339(note.signed_at),
                                    base::to_rfc3339(base::from_unix(*newest))),
                        "to go back to them on purpose, sign them again")};
    if (note.signed_at > now + most_ahead)
        return {problem(fmt::format("signed at {}, which is more than a day from now",
                                    base::to_rfc3339(note.signed_at)),
                        "set the clock of the machine that signs, and sign again")};
    return {};
}

std::vector<std::string> missing_signers(const audit::RulesNote& note,
                                         const settings::Settings& settings) {
    std::vector<std::string> missing;
    for (const auto& key : settings.rules_signed_by)
        if (!audit::is_signed(note, key)) missing.push_back(key.name);
    return missing;
}

base::Failure cannot_write(const std::filesystem::path& file) {
    return {base::FailureKind::storage, "cannot write " + file.string(),
            "is the disk full, or the folder somebody else's?"};
}

}  // namespace

base::Problems check_signatures(const RuleFiles& files, const settings::Settings& settings,
                                base::Instant now, std::optional<std::int64_t> newest) {
    if (settings.rules_signed_by.empty()) return {};
    if (files.signature.empty()) return {problem("the rules are not signed", how_to_sign)};
    const auto note = audit::read_rules_note(files.signature);
    if (!note) return {problem("this is no signature of rules", how_to_sign)};
    if (note->fingerprint != fingerprint(files))
        return {problem("the rules are not those that were signed", how_to_sign)};
    base::Problems problems;
    for (const auto& name : missing_signers(*note, settings))
        problems.push_back(problem(fmt::format("not signed by '{}'", name), how_to_sign));
    return problems.empty() ? check_moment(*note, now, newest) : problems;
}

std::optional<std::int64_t> signed_moment(const RuleFiles& files,
                                          const settings::Settings& settings) {
    const auto note = audit::read_rules_note(files.signature);
    if (settings.rules_signed_by.empty() || !note) return std::nullopt;
    return base::unix_seconds(note->signed_at);
}

base::Result<std::vector<std::string>> sign_rules(const RuleFiles& files,
                                                  const settings::Settings& settings,
                                                  const audit::Signer& signer,
                                                  base::Instant now) {
    const auto text = audit::add_signature(signer, files.signature, fingerprint(files), now);
    const auto file = settings.rules / signature_file;
    auto aside = file;
    aside += ".new";
    std::ofstream out(aside, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) return cannot_write(aside);
    std::error_code error;
    std::filesystem::rename(aside, file, error);
    if (error) return cannot_write(file);
    return missing_signers(*audit::read_rules_note(text), settings);
}

}  // namespace pipeline
