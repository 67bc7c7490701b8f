#include "ledger/senders.h"

namespace ledger {
namespace {

constexpr std::int64_t newest = 100;

// Her follow-up is closed itself; what counts is the case it belongs to.
constexpr std::string_view open_or_attached_to =
    R"(SELECT case_id FROM case_file
       WHERE case_id = coalesce((SELECT attached_to FROM case_file WHERE case_id = ?1), ?1)
         AND state NOT IN ('closed', 'received')
         AND coalesce(action, '') <> 'digest')";

base::Result<std::vector<store::Row>> newest_mails(store::ReadOnly& vault,
                                                   const std::string& sender_hash) {
    return vault.query(
        "SELECT case_id FROM sender WHERE address_hash = ? ORDER BY rowid DESC LIMIT ?",
        {store::Blob{sender_hash}, newest});
}

}  // namespace

base::Result<std::optional<CaseRow>> open_case_of(store::ReadOnly& state,
                                                  store::ReadOnly& vault,
                                                  const std::string& sender_hash) {
    auto mails = newest_mails(vault, sender_hash);
    if (!mails) return mails.error();
    std::optional<CaseRow> last;
    for (const store::Row& mail : *mails) {
        auto open = state.query(open_or_attached_to, {store::Blob{mail.text(0)}});
        if (!open) return open.error();
        if (open->empty()) continue;
        auto found = find_case(state, base::CaseId(open->front().text(0)));
        if (!found) return found;
        if (*found && (!last || last->number < (*found)->number)) last = **found;
    }
    return last;
}

base::Result<bool> is_sender_of(store::ReadOnly& vault, const base::CaseId& id,
                                const std::string& sender_hash) {
    auto rows = vault.query("SELECT 1 FROM sender WHERE case_id = ? AND address_hash = ?",
                            {store::Blob{id.str()}, store::Blob{sender_hash}});
    if (!rows) return rows.error();
    return !rows->empty();
}

base::Result<int> count_mails_of(store::ReadOnly& vault, const std::string& sender_hash,
                                 base::Instant since, int most) {
    auto rows = vault.query(
        R"(SELECT count(*) FROM (SELECT 1 FROM sender WHERE address_hash = ? AND created_at >= ?
                                 ORDER BY rowid DESC LIMIT ?))",
        {store::Blob{sender_hash}, base::unix_seconds(since), std::int64_t{most}});
    if (!rows) return rows.error();
    return static_cast<int>(rows->front().whole(0));
}

base::Result<bool> wrote_stop(store::ReadOnly& state, store::ReadOnly& vault,
                              const std::string& sender_hash) {
    auto mails = newest_mails(vault, sender_hash);
    if (!mails) return mails.error();
    for (const store::Row& mail : *mails) {
        auto stop = state.query("SELECT 1 FROM case_file WHERE case_id = ? AND kind = 'stop'",
                                {store::Blob{mail.text(0)}});
        if (!stop) return stop.error();
        if (!stop->empty()) return true;
    }
    return false;
}

}  // namespace ledger
