#include "ledger/look_up.h"

namespace ledger {
namespace {

constexpr std::string_view mail_select =
    R"(SELECT m.mail_id, m.folder, m.uidvalidity, m.uid, m.first_seen_at, m.internal_date,
       m.state, m.attempts, m.content, m.case_id, c.year, c.serial, c.quarantine_reason
       FROM mail m
       JOIN case_file c ON c.case_id = m.case_id )";

// The cause of a mail's letters is its content key; further copies of the same octets share it.
// A notice to the desk stands for a mail that has no text to send: quarantined.
constexpr std::string_view movable_select =
    R"(SELECT m.mail_id, m.uid, m.state
       FROM mail m INDEXED BY mail_unfiled
       JOIN case_file c ON c.case_id = m.case_id
       WHERE m.folder = ? AND m.uidvalidity = ? AND m.filed_at IS NULL
         AND m.state IN ('decided', 'quarantined')
         AND (c.recorded_at IS NOT NULL
              OR EXISTS (SELECT 1 FROM letter l
                         WHERE l.cause = m.cause AND l.accepted_at IS NOT NULL
                           AND (l.kind IN ('station', 'desk')
                                OR (l.kind = 'notice' AND c.state = 'quarantined')))
              OR EXISTS (SELECT 1 FROM letter l
                         WHERE l.cause = c.digest_cause AND l.kind = 'digest'
                           AND l.accepted_at IS NOT NULL))
       ORDER BY m.uid LIMIT ?)";

MailRow to_mail(const store::Row& row) {
    MailRow mail;
    mail.mail = row.whole(0);
    mail.at = {row.text(1), static_cast<std::uint32_t>(row.whole(2)),
               static_cast<std::uint32_t>(row.whole(3))};
    mail.first_seen = base::from_unix(row.whole(4));
    mail.internal_date = base::from_unix(row.whole(5));
    mail.state = row.text(6);
    mail.attempts = static_cast<int>(row.whole(7));
    mail.content = row.text(8);
    mail.case_id = base::CaseId(row.text(9));
    mail.number = base::CaseNumber(static_cast<int>(row.whole(10)), row.whole(11));
    mail.quarantine_reason = row.text(12);
    return mail;
}

base::Result<std::vector<MailRow>> mails_where(store::ReadOnly& state,
                                               std::string_view condition,
                                               const std::vector<store::Value>& values = {}) {
    auto rows = state.query(std::string(mail_select) + std::string(condition), values);
    if (!rows) return rows.error();
    std::vector<MailRow> mails;
    mails.reserve(rows->size());
    for (const store::Row& row : *rows) mails.push_back(to_mail(row));
    return mails;
}

base::Result<std::optional<MailRow>> one(base::Result<std::vector<MailRow>> mails) {
    if (!mails) return mails.error();
    if (mails->empty()) return std::optional<MailRow>{};
    return std::optional(std::move(mails->front()));
}

}  // namespace

base::Result<std::set<std::uint32_t>> known_uids(store::ReadOnly& state,
                                                 const std::string& folder,
                                                 std::uint32_t uidvalidity, std::uint32_t first,
                                                 std::uint32_t last) {
    auto rows = state.query(
        R"(SELECT uid
           FROM mail
           WHERE folder = ?1 AND uidvalidity = ?2 AND uid BETWEEN ?3 AND ?4
           UNION SELECT filed_uid
           FROM mail
           WHERE filed_folder = ?1 AND filed_uidvalidity = ?2 AND filed_uid BETWEEN ?3 AND ?4
           UNION SELECT uid
           FROM older_mail
           WHERE folder = ?1 AND uidvalidity = ?2 AND uid BETWEEN ?3 AND ?4)",
        {folder, std::int64_t{uidvalidity}, std::int64_t{first}, std::int64_t{last}});
    if (!rows) return rows.error();
    std::set<std::uint32_t> uids;
    for (const store::Row& row : *rows) uids.insert(static_cast<std::uint32_t>(row.whole(0)));
    return uids;
}

base::Result<std::optional<MailRow>> find_mail(store::ReadOnly& state, MailId mail) {
    return one(mails_where(state, "WHERE m.mail_id = ?", {mail}));
}

base::Result<std::optional<MailRow>> first_mail_of(store::ReadOnly& state,
                                                   const base::CaseId& id) {
    return one(mails_where(state, "WHERE m.case_id = ? AND m.role = 'first'",
                           {store::Blob{id.str()}}));
}

base::Result<std::vector<MailRow>> unfinished_mails(store::ReadOnly& state, Side side, int most,
                                                    MailId after) {
    const std::string order =
        side == Side::oldest ? "ORDER BY m.mail_id LIMIT ?" : "ORDER BY m.mail_id DESC LIMIT ?";
    return mails_where(
        state,
        "WHERE m.state IN ('received', 'reading') AND m.role = 'first' AND m.mail_id > ? " +
            order,
        {after, std::int64_t{most}});
}

base::Result<std::int64_t> count_unfinished(store::ReadOnly& state) {
    auto rows = state.query(
        R"(SELECT count(*)
           FROM mail
           WHERE state IN ('received', 'reading') AND role = 'first')");
    if (!rows) return rows.error();
    return rows->front().whole(0);
}

base::Result<std::vector<MailRow>> quarantined_mails(store::ReadOnly& state) {
    return mails_where(state, "WHERE m.state = 'quarantined' ORDER BY m.mail_id");
}

base::Result<std::vector<MailRow>> untold_mails(store::ReadOnly& state) {
    return mails_where(state, R"(WHERE m.state = 'quarantined' AND m.filed_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.cause = m.cause)
           ORDER BY m.mail_id)");
}

base::Result<std::vector<MailRow>> undigested_mails(store::ReadOnly& state) {
    return mails_where(
        state,
        R"(WHERE c.action = 'digest' AND c.digest_cause IS NULL AND m.role = 'first'
                          ORDER BY m.mail_id)");
}

base::Result<std::vector<Filing>> ready_to_file(store::ReadOnly& state,
                                                const std::string& folder,
                                                std::uint32_t uidvalidity, int most) {
    auto rows =
        state.query(movable_select, {folder, std::int64_t{uidvalidity}, std::int64_t{most}});
    if (!rows) return rows.error();
    std::vector<Filing> filings;
    filings.reserve(rows->size());
    for (const store::Row& row : *rows) {
        const bool unread = row.text(2) == "quarantined";
        filings.push_back({row.whole(0), static_cast<std::uint32_t>(row.whole(1)),
                           unread ? Destination::attention : Destination::done});
    }
    return filings;
}

}  // namespace ledger
