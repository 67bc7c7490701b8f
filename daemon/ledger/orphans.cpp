#include <algorithm>

#include "ledger/pieces.h"
#include "ledger/vault.h"

namespace ledger {
namespace {

constexpr base::Seconds grace{86400};

struct Window {
    std::int64_t from;
    std::int64_t until;
};

base::Result<std::vector<base::CaseId>> orphan_cases(store::ReadOnly& state,
                                                     store::ReadOnly& vault, const Window& w) {
    auto kept =
        vault.query("SELECT case_id FROM case_key WHERE created_at >= ? AND created_at < ?",
                    {w.from, w.until});
    if (!kept) return kept.error();
    std::vector<base::CaseId> orphans;
    for (const store::Row& row : *kept) {
        auto known = state.query("SELECT 1 FROM case_file WHERE case_id = ?",
                                 {store::Blob{row.text(0)}});
        if (!known) return known.error();
        if (known->empty()) orphans.emplace_back(row.text(0));
    }
    return orphans;
}

base::Result<std::vector<std::string>> orphan_letters(store::ReadOnly& state,
                                                      store::ReadOnly& vault, const Window& w) {
    auto kept = vault.query(
        "SELECT name FROM piece WHERE kind = 'letter' AND created_at >= ? AND created_at < ?",
        {w.from, w.until});
    if (!kept) return kept.error();
    std::vector<std::string> orphans;
    for (const store::Row& row : *kept) {
        auto known = state.query("SELECT 1 FROM letter WHERE hash = ?", {row.text(0)});
        if (!known) return known.error();
        if (known->empty()) orphans.push_back(row.text(0));
    }
    return orphans;
}

}  // namespace

base::Result<void> forget_case(store::VaultTransaction& vault, const base::CaseId& id) {
    for (const char* sql :
         {"DELETE FROM piece WHERE case_id = ?", "DELETE FROM secret WHERE case_id = ?",
          "DELETE FROM sender WHERE case_id = ?", "DELETE FROM likeness WHERE case_id = ?",
          "DELETE FROM case_key WHERE case_id = ?"}) {
        if (auto done = vault.run(sql, {store::Blob{id.str()}}); !done) return done.error();
    }
    return {};
}

base::Result<Orphans> find_orphans(store::ReadOnly& state, store::ReadOnly& vault,
                                   base::Instant database_created, base::Instant now) {
    // Rows older than the database belong to one that was lost: they are evidence, not
    // leftovers.
    const Window window{base::unix_seconds(database_created), base::unix_seconds(now - grace)};
    auto cases = orphan_cases(state, vault, window);
    if (!cases) return cases.error();
    auto letters = orphan_letters(state, vault, window);
    if (!letters) return letters.error();
    return Orphans{std::move(*cases), std::move(*letters)};
}

base::Result<void> sweep_vault(store::VaultTransaction& vault, const Orphans& orphans) {
    for (const base::CaseId& id : orphans.cases) {
        if (auto done = forget_case(vault, id); !done) return done;
    }
    for (const std::string& letter : orphans.letters) {
        auto done = vault.run("DELETE FROM piece WHERE kind = 'letter' AND name = ?", {letter});
        if (!done) return done.error();
    }
    return {};
}

base::Result<void> note_swept(store::Transaction& state, const audit::Moment& moment,
                              const Orphans& orphans) {
    const auto rows = static_cast<std::int64_t>(orphans.cases.size() + orphans.letters.size());
    return audit::append(
        state, moment,
        {base::AuditEvent::swept, "daemon", std::nullopt, std::nullopt, {{"rows", rows}}});
}

}  // namespace ledger
