#include "ledger/old_copies.h"

#include <fmt/format.h>

namespace ledger {
namespace {

// When case c (r: itself, or the case it is attached to) was done with; NULL: not yet. max() of
// SQLite is NULL where one of both is.
constexpr std::string_view done_with =
    R"(CASE WHEN c.legal_hold <> 0 OR r.legal_hold <> 0 THEN NULL
            WHEN c.action = 'digest' AND r.state <> 'closed' THEN NULL
            WHEN c.recorded_at IS NOT NULL THEN c.recorded_at
            WHEN r.state = 'closed' THEN r.closed_at
            WHEN r.state IN ('received', 'quarantined', 'with_desk', 'with_station') THEN NULL
            ELSE max(r.confirmed_at,
                     (SELECT min(l.accepted_at) FROM letter l
                      WHERE l.case_id = c.case_id AND l.kind = 'station' AND l.bounced_at IS NULL))
            END)";

base::Result<void> note_purged(store::Transaction& state, const audit::Moment& moment,
                               const base::CaseId& id, const char* what) {
    return audit::append(
        state, moment,
        {base::AuditEvent::purged, "daemon", id, std::nullopt, {{"what", std::string(what)}}});
}

}  // namespace

base::Result<std::vector<base::CaseId>> old_working_copies(store::ReadOnly& state,
                                                           base::Instant now, int most) {
    auto rows = state.query(fmt::format(R"(SELECT c.case_id
                       FROM case_file c INDEXED BY case_file_copied
                       JOIN case_file r ON r.case_id = coalesce(c.attached_to, c.case_id)
                       WHERE c.copy_destroyed_at IS NULL AND c.purged_at IS NULL
                         AND {} <= ?
                       ORDER BY c.received_at LIMIT ?)",
                                        done_with),
                            {base::unix_seconds(now - working_copy_lives), std::int64_t{most}});
    if (!rows) return rows.error();
    std::vector<base::CaseId> cases;
    cases.reserve(rows->size());
    for (const store::Row& row : *rows) cases.emplace_back(row.text(0));
    return cases;
}

store::Step destroy_working_copies(const std::vector<base::CaseId>& cases,
                                   const audit::Moment& moment) {
    store::Step step;
    step.vault = [cases](store::VaultTransaction& vault) -> base::Result<void> {
        for (const base::CaseId& id : cases) {
            auto done =
                vault.run("DELETE FROM piece WHERE kind = 'working_copy' AND case_id = ?",
                          {store::Blob{id.str()}});
            if (!done) return done.error();
        }
        return {};
    };
    step.state = [cases, moment](store::Transaction& state) -> base::Result<void> {
        for (const base::CaseId& id : cases) {
            auto done =
                state.run("UPDATE case_file SET copy_destroyed_at = ? WHERE case_id = ?",
                          {base::unix_seconds(moment.now), store::Blob{id.str()}});
            if (!done) return done.error();
            auto noted = note_purged(state, moment, id, "working_copy");
            if (!noted) return noted;
        }
        return {};
    };
    step.afterwards = store::Afterwards::empty_the_logs;
    return step;
}

base::Result<std::vector<OldMail>> old_mails(store::ReadOnly& state, base::Instant now,
                                             std::optional<base::Seconds> after, int most) {
    std::optional<std::int64_t> until;
    if (after) until = base::unix_seconds(now - *after);
    auto rows = state.query(fmt::format(R"(SELECT m.mail_id, m.case_id,
                              iif(m.filed_uid IS NULL, m.folder, m.filed_folder) AS lies_in,
                              iif(m.filed_uid IS NULL, m.uidvalidity, m.filed_uidvalidity),
                              iif(m.filed_uid IS NULL, m.uid, m.filed_uid) AS number
                       FROM mail m INDEXED BY mail_kept
                       JOIN case_file c ON c.case_id = m.case_id
                       JOIN case_file r ON r.case_id = coalesce(c.attached_to, c.case_id)
                       WHERE m.removed_at IS NULL AND m.state <> 'vanished'
                         AND (m.filed_at IS NULL OR m.filed_uid IS NOT NULL
                              OR m.filed_folder = m.folder)
                         AND (c.purged_at IS NOT NULL
                              OR (?1 IS NOT NULL AND m.filed_at IS NOT NULL AND {} <= ?1))
                       ORDER BY lies_in, number LIMIT ?2)",
                                        done_with),
                            {store::whole_or_null(until), std::int64_t{most}});
    if (!rows) return rows.error();
    std::vector<OldMail> mails;
    mails.reserve(rows->size());
    for (const store::Row& row : *rows) {
        mails.push_back({row.whole(0),
                         base::CaseId(row.text(1)),
                         {row.text(2), static_cast<std::uint32_t>(row.whole(3)),
                          static_cast<std::uint32_t>(row.whole(4))}});
    }
    return mails;
}

base::Result<void> mark_removed(store::Transaction& state, const audit::Moment& moment,
                                const std::vector<OldMail>& mails, Removed how) {
    for (const OldMail& one : mails) {
        auto done =
            state.run("UPDATE mail SET removed_at = ? WHERE mail_id = ? AND removed_at IS NULL",
                      {base::unix_seconds(moment.now), one.mail});
        if (!done) return done.error();
        if (*done == 0 || how == Removed::renumbered) continue;
        auto noted = note_purged(state, moment, one.case_id, "mailbox_copy");
        if (!noted) return noted;
    }
    return {};
}

}  // namespace ledger
