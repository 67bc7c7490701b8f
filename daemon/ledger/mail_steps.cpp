#include <fmt/format.h>

#include "ledger/custody.h"
#include "protocol/states.h"

namespace ledger {
namespace {

using base::AuditEvent;
using protocol::MailDeed;
using protocol::MailState;

struct Step {
    base::CaseId case_id;
    MailState state = MailState::none;
    std::string role;
    int attempts = 0;
};

base::Result<Step> load(store::Transaction& state, MailId mail) {
    auto rows = state.query("SELECT case_id, state, role, attempts FROM mail WHERE mail_id = ?",
                            {mail});
    if (!rows) return rows.error();
    if (rows->empty() || rows->front().is_null(0)) {
        return base::Failure{base::FailureKind::defect, "there is no such mail in custody", ""};
    }
    const store::Row& row = rows->front();
    const auto known = protocol::mail_state(row.text(1));
    base::ensure(known.has_value());  // the table has a CHECK
    return Step{base::CaseId(row.text(0)), *known, row.text(2), static_cast<int>(row.whole(3))};
}

base::Failure wrong_state(MailId mail, const Step& step, std::string_view deed) {
    return {base::FailureKind::defect,
            fmt::format("mail {} is {} and cannot be {}", mail, protocol::name_of(step.state),
                        deed),
            ""};
}

std::string name(MailState state) { return std::string(protocol::name_of(state)); }

// A bulk mail's letter is the digest, which belongs to no case: the trail of the mail itself
// says that it was taken.
base::Result<void> record_digest(store::Transaction& state, const audit::Moment& moment,
                                 const base::CaseId& id) {
    auto changed = state.run(
        R"(UPDATE case_file SET recorded_at = ?1
           WHERE case_id = ?2 AND recorded_at IS NULL
             AND EXISTS (SELECT 1 FROM letter l
                         WHERE l.cause = case_file.digest_cause AND l.kind = 'digest'
                           AND l.accepted_at IS NOT NULL))",
        {base::unix_seconds(moment.now), store::Blob{id.str()}});
    if (!changed) return changed.error();
    if (*changed == 0) return {};
    return audit::append(
        state, moment,
        {AuditEvent::recorded, "daemon", id, std::nullopt, {{"kind", std::string("bulk")}}});
}

base::Result<void> ignore_count(const base::Result<std::int64_t>& changed) {
    if (!changed) return changed.error();
    return {};
}

}  // namespace

base::Result<int> begin_reading(store::Transaction& state, const audit::Moment& moment,
                                MailId mail) {
    auto step = load(state, mail);
    if (!step) return step.error();
    const auto next = protocol::after(MailDeed::count_reading, step->state);
    if (!next) return wrong_state(mail, *step, "read");
    const int attempt = step->attempts + 1;
    auto done = state.run("UPDATE mail SET state = ?, attempts = ? WHERE mail_id = ?",
                          {name(*next), std::int64_t{attempt}, mail});
    if (!done) return done.error();
    auto noted = audit::append(state, moment,
                               {AuditEvent::reading,
                                "daemon",
                                step->case_id,
                                std::nullopt,
                                {{"attempt", std::int64_t{attempt}}}});
    if (!noted) return noted.error();
    return attempt;
}

base::Result<void> quarantine(store::Transaction& state, const audit::Moment& moment,
                              MailId mail, const std::string& reason) {
    auto step = load(state, mail);
    if (!step) return step.error();
    const auto next = protocol::after(MailDeed::quarantine, step->state);
    if (!next) return wrong_state(mail, *step, "quarantined");
    auto done = ignore_count(
        state.run("UPDATE mail SET state = ? WHERE mail_id = ?", {name(*next), mail}));
    if (!done) return done;
    done = ignore_count(state.run(
        "UPDATE case_file SET state = 'quarantined', quarantine_reason = ? WHERE case_id = ?",
        {reason, store::Blob{step->case_id.str()}}));
    if (!done) return done;
    return audit::append(state, moment,
                         {AuditEvent::quarantined,
                          "daemon",
                          step->case_id,
                          std::nullopt,
                          {{"reason", reason}, {"attempts", std::int64_t{step->attempts}}}});
}

base::Result<void> requeue(store::Transaction& state, const audit::Moment& moment, MailId mail,
                           const std::string& actor) {
    auto step = load(state, mail);
    if (!step) return step.error();
    const auto next = protocol::after(MailDeed::requeue, step->state);
    if (!next) return wrong_state(mail, *step, "requeued");
    auto copy = state.query(
        R"(SELECT quarantine_reason IN ('too_large', 'not_given')
           FROM case_file
           WHERE case_id = ?)",
        {store::Blob{step->case_id.str()}});
    if (!copy) return copy.error();
    if (copy->size() == 1 && copy->front().whole(0) == 1) {
        return base::Failure{base::FailureKind::usage, "there is no copy of this mail to read",
                             "it still lies in the mailbox; read it there"};
    }
    auto done = ignore_count(state.run(
        "UPDATE mail SET state = ?, attempts = 0 WHERE mail_id = ?", {name(*next), mail}));
    if (!done) return done;
    done = ignore_count(state.run(
        "UPDATE case_file SET state = 'received', quarantine_reason = NULL WHERE case_id = ?",
        {store::Blob{step->case_id.str()}}));
    if (!done) return done;
    return audit::append(state, moment,
                         {AuditEvent::requeued,
                          actor,
                          step->case_id,
                          std::nullopt,
                          {{"reason", std::string("quarantine")}}});
}

base::Result<void> mark_filed(store::Transaction& state, const audit::Moment& moment,
                              MailId mail, const FiledAs& as) {
    auto step = load(state, mail);
    if (!step) return step.error();
    const auto next = protocol::after(MailDeed::file, step->state);
    if (!next) return wrong_state(mail, *step, "filed");
    std::optional<std::int64_t> uidvalidity = as.uidvalidity;
    std::optional<std::int64_t> uid = as.uid;
    auto done = ignore_count(
        state.run(R"(UPDATE mail
                     SET state = ?, filed_at = ?, filed_folder = ?, filed_uidvalidity = ?, filed_uid = ?
                     WHERE mail_id = ?)",
                  {name(*next), base::unix_seconds(moment.now), as.folder,
                   store::whole_or_null(uidvalidity), store::whole_or_null(uid), mail}));
    if (!done) return done;
    if (auto noted = record_digest(state, moment, step->case_id); !noted) return noted;
    base::AuditNote note{
        AuditEvent::filed, "daemon", step->case_id, std::nullopt, {{"folder", as.folder}}};
    if (as.uid) note.attrs["uid"] = std::int64_t{*as.uid};
    return audit::append(state, moment, note);
}

base::Result<void> record_gone(store::Transaction& state, const audit::Moment& moment,
                               MailId mail) {
    auto step = load(state, mail);
    if (!step) return step.error();
    auto rows = state.query(
        "SELECT folder, uidvalidity, uid FROM mail WHERE mail_id = ? AND filed_at IS NULL",
        {mail});
    if (!rows) return rows.error();
    if (rows->empty()) return {};  // we moved it, or know already
    const auto next = protocol::after(MailDeed::find_gone, step->state);
    if (!next) return wrong_state(mail, *step, "missed");
    auto done =
        ignore_count(state.run("UPDATE mail SET filed_at = ?, state = ? WHERE mail_id = ?",
                               {base::unix_seconds(moment.now), name(*next), mail}));
    if (!done) return done;
    const store::Row& row = rows->front();
    return audit::append(
        state, moment,
        {AuditEvent::gone,
         "daemon",
         step->case_id,
         std::nullopt,
         {{"folder", row.text(0)}, {"uidvalidity", row.whole(1)}, {"uid", row.whole(2)}}});
}

}  // namespace ledger
