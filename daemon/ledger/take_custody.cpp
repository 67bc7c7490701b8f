#include "base/text.h"
#include "ledger/custody.h"
#include "protocol/states.h"

namespace ledger {
namespace {

using base::AuditEvent;

struct Known {
    MailId mail = 0;
    base::CaseId case_id;
    base::CaseNumber number;
    std::string folder;
    std::int64_t uidvalidity = 0;
};

constexpr std::string_view known_select =
    R"(SELECT m.mail_id, m.case_id, c.year, c.serial, m.folder, m.uidvalidity
       FROM mail m
       JOIN case_file c ON c.case_id = m.case_id )";

base::Result<std::optional<Known>> to_known(base::Result<std::vector<store::Row>> rows) {
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Known>{};
    const store::Row& row = rows->front();
    return std::optional(Known{row.whole(0), base::CaseId(row.text(1)),
                               base::CaseNumber(static_cast<int>(row.whole(2)), row.whole(3)),
                               row.text(4), row.whole(5)});
}

base::Result<std::optional<Known>> at_this_place(store::Transaction& state,
                                                 const base::MailUid& at) {
    return to_known(state.query(
        std::string(known_select) + "WHERE m.folder = ? AND m.uidvalidity = ? AND m.uid = ?",
        {at.mailbox, std::int64_t{at.uidvalidity}, std::int64_t{at.uid}}));
}

// These octets, wherever they were seen first.
base::Result<std::optional<Known>> with_this_content(store::Transaction& state,
                                                     const std::string& content) {
    return to_known(
        state.query(std::string(known_select) + "WHERE m.content = ? AND m.role = 'first'",
                    {store::Blob{content}}));
}

// Before now, in this very folder. By the few rows of the case (the plus signs keep SQLite from
// the index of places, which would be walked as a whole for each mail of a renumbered folder).
base::Result<bool> lay_here_before(store::Transaction& state, const Custody& custody,
                                   const base::CaseId& first) {
    auto rows = state.query(
        "SELECT 1 FROM mail WHERE case_id = ? AND +folder = ? AND +uidvalidity = ? LIMIT 1",
        {store::Blob{first.str()}, custody.at.mailbox, std::int64_t{custody.at.uidvalidity}});
    if (!rows) return rows.error();
    return !rows->empty();
}

base::Result<base::CaseNumber> next_number(store::Transaction& state, int year) {
    auto rows = state.query(
        R"(INSERT INTO case_counter (year, last)
           VALUES (?, 1)
           ON CONFLICT (year) DO UPDATE SET last = last + 1
           RETURNING last)",
        {std::int64_t{year}});
    if (!rows) return rows.error();
    return base::CaseNumber(year, rows->front().whole(0));
}

struct Placed {
    std::string role;
    protocol::MailDeed deed;
    base::CaseId case_id;
    std::string local_day;
};

base::Result<MailId> insert_mail(store::Transaction& state, const audit::Moment& moment,
                                 const Custody& custody, const Placed& placed) {
    const auto next = protocol::after(placed.deed, protocol::MailState::none);
    base::ensure(next.has_value());
    // Someone may have seen it vanish from here and then reappear: the place is taken over.
    auto done = state.run(
        R"(INSERT INTO mail (folder, uidvalidity, uid, role, first_seen_at, internal_date,
           local_day, content, case_id, state)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (folder, uidvalidity, uid) DO UPDATE
           SET role = excluded.role, internal_date = excluded.internal_date,
               local_day = excluded.local_day, content = excluded.content,
               case_id = excluded.case_id, state = excluded.state)",
        {custody.at.mailbox, std::int64_t{custody.at.uidvalidity}, std::int64_t{custody.at.uid},
         placed.role, base::unix_seconds(moment.now), base::unix_seconds(custody.internal_date),
         placed.local_day, store::Blob{custody.content}, store::Blob{placed.case_id.str()},
         std::string(protocol::name_of(*next))});
    if (!done) return done.error();
    auto row =
        state.query("SELECT mail_id FROM mail WHERE folder = ? AND uidvalidity = ? AND uid = ?",
                    {custody.at.mailbox, std::int64_t{custody.at.uidvalidity},
                     std::int64_t{custody.at.uid}});
    if (!row) return row.error();
    return row->front().whole(0);
}

base::AuditNote place_note(AuditEvent event, const base::CaseId& id, const base::MailUid& at) {
    return {event,
            "daemon",
            id,
            std::nullopt,
            {{"folder", at.mailbox},
             {"uidvalidity", std::int64_t{at.uidvalidity}},
             {"uid", std::int64_t{at.uid}}}};
}

base::AuditNote unread_note(const Custody& custody) {
    return {AuditEvent::quarantined,
            "daemon",
            custody.case_id,
            std::nullopt,
            {{"reason", custody.unread_reason}, {"attempts", std::int64_t{0}}}};
}

base::AuditNote custody_note(const Custody& custody, const std::string& day) {
    auto note = place_note(
        custody.origin == Origin::done ? AuditEvent::recovered : AuditEvent::received,
        custody.case_id, custody.at);
    note.attrs["mail"] = custody.commitment;
    note.attrs["sealed"] = custody.sealed_sha256;
    note.attrs["size_log2"] = std::int64_t{custody.size_log2};
    note.attrs["day"] = day;
    return note;
}

base::Result<Taken> record_alias(store::Transaction& state, const audit::Moment& moment,
                                 const Custody& custody, const Known& first) {
    auto again = lay_here_before(state, custody, first.case_id);
    if (!again) return again.error();
    const bool in_done = custody.origin == Origin::done;
    auto mail = insert_mail(
        state, moment, custody,
        {"alias", in_done ? protocol::MailDeed::link_in_done : protocol::MailDeed::link,
         first.case_id, ""});
    if (!mail) return mail.error();
    if (in_done) {
        auto filed =
            state.run("UPDATE mail SET filed_at = ?, filed_folder = folder WHERE mail_id = ?",
                      {base::unix_seconds(moment.now), *mail});
        if (!filed) return filed.error();
    }
    auto noted =
        audit::append(state, moment, place_note(AuditEvent::alias, first.case_id, custody.at));
    if (!noted) return noted.error();
    const bool reappeared = *again && !in_done;
    if (reappeared) {
        noted = audit::append(state, moment,
                              place_note(AuditEvent::reappeared, first.case_id, custody.at));
        if (!noted) return noted.error();
    }
    return Taken{reappeared ? Receipt::reappeared : Receipt::alias, *mail, first.case_id,
                 first.number};
}

// The clock of the mailbox says when it came; but nothing arrives in the future.
base::Instant arrival_of(const Custody& custody, const audit::Moment& moment) {
    const bool told =
        base::unix_seconds(custody.internal_date) > 0 && custody.internal_date <= moment.now;
    return told ? custody.internal_date : moment.now;
}

base::Result<Taken> open_case(store::Transaction& state, const audit::Moment& moment,
                              const Custody& custody, base::Seconds zone) {
    auto number = next_number(state, base::local_year(moment.now, zone));
    if (!number) return number.error();
    const bool unread = !custody.unread_reason.empty();
    const std::string day = base::local_day(arrival_of(custody, moment), zone);
    auto done = state.run(
        R"(INSERT INTO case_file (case_id, year, serial, received_at, local_day, state,
           quarantine_reason)
           VALUES (?, ?, ?, ?, ?, ?, ?))",
        {store::Blob{custody.case_id.str()}, std::int64_t{number->year()}, number->serial(),
         base::unix_seconds(moment.now), day, std::string(unread ? "quarantined" : "received"),
         store::text_or_null(custody.unread_reason)});
    if (!done) return done.error();
    auto mail = insert_mail(
        state, moment, custody,
        {"first", unread ? protocol::MailDeed::set_aside_new : protocol::MailDeed::take,
         custody.case_id, day});
    if (!mail) return mail.error();
    if (!custody.sealed_sha256.empty()) {
        auto noted = audit::append(state, moment, custody_note(custody, day));
        if (!noted) return noted.error();
    }
    if (unread) {
        auto noted = audit::append(state, moment, unread_note(custody));
        if (!noted) return noted.error();
    }
    return Taken{Receipt::opened, *mail, custody.case_id, *number};
}

}  // namespace

base::Result<Taken> take_custody(store::Transaction& state, const audit::Moment& moment,
                                 const Custody& custody, base::Seconds zone) {
    auto here = at_this_place(state, custody.at);
    if (!here) return here.error();
    if (*here) return Taken{Receipt::known, (*here)->mail, (*here)->case_id, (*here)->number};
    auto first = with_this_content(state, custody.content);
    if (!first) return first.error();
    if (*first) return record_alias(state, moment, custody, **first);
    return open_case(state, moment, custody, zone);
}

base::Result<void> record_vanished(store::Transaction& state, const audit::Moment& moment,
                                   const base::MailUid& at) {
    auto done = state.run(
        R"(INSERT INTO mail (folder, uidvalidity, uid, role, first_seen_at, state)
           VALUES (?, ?, ?, 'none', ?, 'vanished')
           ON CONFLICT (folder, uidvalidity, uid) DO NOTHING)",
        {at.mailbox, std::int64_t{at.uidvalidity}, std::int64_t{at.uid},
         base::unix_seconds(moment.now)});
    if (!done) return done.error();
    if (*done == 0) return {};
    auto note = place_note(AuditEvent::vanished, {}, at);
    note.case_id.reset();
    return audit::append(state, moment, note);
}

}  // namespace ledger
