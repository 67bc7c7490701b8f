#include <fmt/format.h>
#include <sys/stat.h>

#include <iostream>

#include "audit/verify.h"
#include "commands/command.h"
#include "ledger/ledger.h"
#include "seal/new_file.h"
#include "seal/sealed.h"

namespace commands {
namespace {

namespace fs = std::filesystem;

constexpr const char* shares_file = "case_shares.sealed";
constexpr const char* files[] = {"aparajita.db", "vault.db", shares_file};

base::Result<void> make_private_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    const bool ready = !error && ::chmod(folder.c_str(), 0700) == 0;
    if (!ready)
        return base::Failure{base::FailureKind::storage, "cannot make " + folder.string(), ""};
    return {};
}

struct Verified {
    std::int64_t events = 0;
};

// A copy that nobody has read is no backup: SQLite's own check, the trail, and every piece of
// every case, opened with the keys.
base::Result<Verified> verify(const fs::path& folder, const settings::Settings& settings) {
    auto state = store::ReadOnly::open(folder, store::File::state);
    if (!state) return state.error();
    auto vault = store::ReadOnly::open(folder, store::File::vault);
    if (!vault) return vault.error();
    for (auto* file : {state->get(), vault->get()}) {
        auto sound = ledger::is_sound(*file);
        if (!sound) return sound.error();
        if (!*sound)
            return base::Failure{base::FailureKind::storage, "the copy is damaged",
                                 "check the disks, then try again"};
    }
    auto trail = audit::verify(**state);
    if (!trail) return trail.error();
    if (!trail->fine())
        return base::Failure{base::FailureKind::text, "the audit trail is broken",
                             "aparajita audit verify"};
    auto keys = seal::open_keys(settings.keys_folder);
    if (!keys) return keys.error();
    auto damaged = ledger::damaged_cases(**state, **vault, *keys, base::from_unix(0));
    if (!damaged) return damaged.error();
    if (!damaged->empty())
        return base::Failure{base::FailureKind::storage,
                             fmt::format("{} cases cannot be opened, the first is {}",
                                         damaged->size(), damaged->front().str()),
                             "compare with an earlier backup"};
    auto rows = (*state)->query("SELECT coalesce(max(seq), 0) FROM audit_event");
    if (!rows) return rows.error();
    return Verified{rows->front().whole(0)};
}

// After the vault: what was destroyed meanwhile is blank in it. Only the records office opens
// it, so that nobody who finds a backup and our other keys can read a case.
base::Result<void> seal_shares(const settings::Settings& settings, const fs::path& folder) {
    auto records = seal::read_records_keys(settings.seal_to);
    if (!records) return records.error();
    auto shares = seal::CaseShares(settings.keys_folder).read_all();
    if (!shares) return shares.error();
    auto sealed = seal::seal_to_records(shares->reveal(), *records);
    if (!sealed) return sealed.error();
    return seal::write_new_file(folder / shares_file, *sealed);
}

base::Result<Verified> back_up(const settings::Settings& settings, const fs::path& folder) {
    std::error_code error;
    for (const char* name : files)
        if (fs::exists(folder / name, error))
            return base::Failure{base::FailureKind::usage,
                                 (folder / name).string() + " exists already",
                                 "give a new folder for each backup"};
    const fs::path aside = folder / "unverified";
    fs::remove_all(aside, error);  // of a backup that was interrupted
    if (auto made = make_private_folder(folder); !made) return made.error();
    if (auto made = make_private_folder(aside); !made) return made.error();
    auto copied = store::copy_databases(settings.state, aside);
    if (!copied) return copied.error();
    auto verified = verify(aside, settings);
    if (!verified) return verified;
    if (auto sealed = seal_shares(settings, aside); !sealed) return sealed.error();
    for (const char* name : files) {
        fs::rename(aside / name, folder / name, error);
        if (error)
            return base::Failure{base::FailureKind::storage,
                                 "cannot rename in " + folder.string(), ""};
    }
    fs::remove_all(aside, error);
    return verified;
}

void run(Context& context, const std::string& folder) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    const auto done = back_up(*settings, folder);
    if (!done) return report(done.error(), context);
    std::cout << fmt::format(
        "{}: aparajita.db and vault.db, verified, up to audit event {}\n"
        "case_shares.sealed: what opens the cases, for the records office. Keep only the "
        "newest: "
        "with an older one a case destroyed since then could be read again.\n"
        "The other keys ({}) are not in it: keep them apart, offline. Without them nothing of "
        "it "
        "can be opened.\n",
        folder, done->events, settings->keys_folder.string());
}

}  // namespace

void add_backup(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("backup",
                                       "consistent, verified copies of both databases, and the "
                                       "shares of the case keys sealed to "
                                       "the records office, while the daemon runs");
    auto folder = std::make_shared<std::string>();
    command->add_option("dir", *folder, "a new folder for this backup")->required();
    command->callback([&context, folder] { run(context, *folder); });
}

}  // namespace commands
