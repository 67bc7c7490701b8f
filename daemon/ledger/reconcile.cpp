#include "ledger/reconcile.h"

#include <algorithm>

#include "ledger/look_up.h"
#include "ledger/vault.h"

namespace ledger {
namespace {

constexpr std::size_t most_ranges = 100;
constexpr int cases_at_once = 200;

// A number nobody has, into the last range or a new one.
void add_missing(std::vector<UidRange>& ranges, std::uint32_t uid) {
    if (!ranges.empty() && ranges.back().to + 1 == uid) {
        ranges.back().to = uid;
    } else {
        ranges.push_back({uid, uid});
    }
}

struct CaseAt {
    std::int64_t row = 0;
    base::CaseId id;
    base::CaseNumber number;
    bool has_original = true;
};

// A case that was purged has nothing in the vault any more.
base::Result<std::vector<CaseAt>> cases_after(store::ReadOnly& state, std::int64_t row,
                                              base::Instant since) {
    auto rows = state.query(
        R"(SELECT c.rowid, c.case_id, c.year, c.serial,
                  EXISTS (SELECT 1 FROM audit_event e
                          WHERE e.case_id = c.case_id AND e.kind IN ('received', 'recovered'))
           FROM case_file c
           WHERE c.rowid > ? AND c.received_at >= ? AND c.purged_at IS NULL
           ORDER BY c.rowid LIMIT ?)",
        {row, base::unix_seconds(since), std::int64_t{cases_at_once}});
    if (!rows) return rows.error();
    std::vector<CaseAt> cases;
    for (const store::Row& one : *rows) {
        cases.push_back({one.whole(0), base::CaseId(one.text(1)),
                         base::CaseNumber(static_cast<int>(one.whole(2)), one.whole(3)),
                         one.whole(4) != 0});
    }
    return cases;
}

base::Result<bool> has_working_copy(store::ReadOnly& vault, const base::CaseId& id) {
    auto rows =
        vault.query("SELECT 1 FROM piece WHERE kind = 'working_copy' AND case_id = ? LIMIT 1",
                    {store::Blob{id.str()}});
    if (!rows) return rows.error();
    return !rows->empty();
}

base::Result<bool> is_whole(store::ReadOnly& vault, const seal::ServerKeys& keys,
                            const CaseAt& one) {
    const auto key = read_case_key(vault, keys, one.id);
    if (!key) return false;
    if (!one.has_original) return true;
    if (!is_original_whole(vault, *key, one.id)) return false;
    auto copy = has_working_copy(vault, one.id);
    if (!copy) return copy;
    return !*copy || read_working_copy(vault, *key, one.id).ok();
}

}  // namespace

base::Result<std::optional<std::uint32_t>> seen_to(store::ReadOnly& state,
                                                   const std::string& folder,
                                                   std::uint32_t uidvalidity) {
    auto rows =
        state.query("SELECT uidnext FROM folder_seen WHERE folder = ? AND uidvalidity = ?",
                    {folder, std::int64_t{uidvalidity}});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<std::uint32_t>{};
    return std::optional(static_cast<std::uint32_t>(rows->front().whole(0)));
}

base::Result<std::vector<UidRange>> find_gaps(store::ReadOnly& state, const std::string& folder,
                                              std::uint32_t uidvalidity, std::uint32_t uidnext,
                                              const std::vector<std::uint32_t>& listed) {
    std::vector<UidRange> gaps;
    auto from = seen_to(state, folder, uidvalidity);
    if (!from) return from.error();
    if (!*from || **from >= uidnext) return gaps;
    auto known = known_uids(state, folder, uidvalidity, **from, uidnext - 1);
    if (!known) return known.error();
    // Between the known and the listed ones; never UID by UID, since a server may jump far.
    known->insert(listed.begin(), listed.end());
    known->insert(uidnext);
    std::uint32_t next = **from;
    for (auto at = known->lower_bound(next); at != known->end() && *at <= uidnext; ++at) {
        if (*at > next && gaps.size() < most_ranges) {
            add_missing(gaps, next);
            gaps.back().to = *at - 1;
        }
        next = *at + 1;
    }
    return gaps;
}

base::Result<void> note_seen(store::Transaction& state, const audit::Moment& moment,
                             const std::string& folder, std::uint32_t uidvalidity,
                             std::uint32_t uidnext, const std::vector<UidRange>& gaps) {
    auto done = state.run(
        R"(INSERT INTO folder_seen (folder, uidvalidity, uidnext)
           VALUES (?, ?, ?)
           ON CONFLICT (folder, uidvalidity) DO UPDATE
           SET uidnext = max(uidnext, excluded.uidnext))",
        {folder, std::int64_t{uidvalidity}, std::int64_t{uidnext}});
    if (!done) return done.error();
    for (const auto& gap : gaps) {
        auto noted = audit::append(state, moment,
                                   {base::AuditEvent::gap,
                                    "daemon",
                                    std::nullopt,
                                    std::nullopt,
                                    {{"folder", folder},
                                     {"uidvalidity", std::int64_t{uidvalidity}},
                                     {"from", std::int64_t{gap.from}},
                                     {"to", std::int64_t{gap.to}}}});
        if (!noted) return noted;
    }
    return {};
}

base::Result<void> record_older(store::Transaction& state, const OlderMail& mail) {
    auto done = state.run(
        R"(INSERT INTO older_mail (folder, uidvalidity, uid, internal_date, size)
           VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (folder, uidvalidity, uid) DO NOTHING)",
        {mail.at.mailbox, std::int64_t{mail.at.uidvalidity}, std::int64_t{mail.at.uid},
         base::unix_seconds(mail.internal_date), static_cast<std::int64_t>(mail.size)});
    if (!done) return done.error();
    return {};
}

base::Result<std::vector<OlderMail>> unlisted_older(store::ReadOnly& state, int most) {
    auto rows = state.query(
        R"(SELECT older_id, folder, uidvalidity, uid, internal_date, size
           FROM older_mail
           WHERE listed = 0
           ORDER BY older_id LIMIT ?)",
        {std::int64_t{most}});
    if (!rows) return rows.error();
    std::vector<OlderMail> mails;
    mails.reserve(rows->size());
    for (const store::Row& row : *rows) {
        mails.push_back({row.whole(0),
                         {row.text(1), static_cast<std::uint32_t>(row.whole(2)),
                          static_cast<std::uint32_t>(row.whole(3))},
                         base::from_unix(row.whole(4)),
                         static_cast<std::uint64_t>(row.whole(5))});
    }
    return mails;
}

base::Result<void> mark_listed(store::Transaction& state, const audit::Moment& moment,
                               const std::vector<OlderMail>& mails) {
    for (const auto& mail : mails) {
        auto done = state.run("UPDATE older_mail SET listed = 1 WHERE older_id = ?", {mail.id});
        if (!done) return done.error();
    }
    return audit::append(state, moment,
                         {base::AuditEvent::older_listed,
                          "daemon",
                          std::nullopt,
                          std::nullopt,
                          {{"count", static_cast<std::int64_t>(mails.size())}}});
}

base::Result<std::vector<base::CaseNumber>> damaged_cases(store::ReadOnly& state,
                                                          store::ReadOnly& vault,
                                                          const seal::ServerKeys& keys,
                                                          base::Instant since) {
    std::vector<base::CaseNumber> damaged;
    std::int64_t row = 0;
    for (;;) {
        auto cases = cases_after(state, row, since);
        if (!cases) return cases.error();
        if (cases->empty()) return damaged;
        for (const auto& one : *cases) {
            auto whole = is_whole(vault, keys, one);
            if (!whole) return whole.error();
            if (!*whole) damaged.push_back(one.number);
        }
        row = cases->back().row;
    }
}

base::Result<std::vector<std::string>> unbalanced_days(store::ReadOnly& state) {
    auto rows = state.query("SELECT day FROM v1_balance WHERE difference <> 0 ORDER BY day");
    if (!rows) return rows.error();
    std::vector<std::string> days;
    days.reserve(rows->size());
    for (const store::Row& row : *rows) days.push_back(row.text(0));
    return days;
}

base::Result<bool> is_sound(store::ReadOnly& file) {
    auto rows = file.query("PRAGMA integrity_check(1)");
    // What cannot even be read is damaged, too.
    if (!rows && rows.error().kind == base::FailureKind::storage) return false;
    if (!rows) return rows.error();
    return rows->size() == 1 && rows->front().text(0) == "ok";
}

}  // namespace ledger
