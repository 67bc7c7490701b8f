#include "ledger/life.h"

#include "base/ensure.h"

namespace ledger {
namespace {

using base::AuditEvent;
using store::Transaction;

base::Failure overtaken() {
    return {base::FailureKind::temporary, "the case changed while an answer was being read",
            "the answer is read once more"};
}

base::Result<void> note(Transaction& state, const audit::Moment& moment, const Deed& deed,
                        AuditEvent event, std::map<std::string, base::AuditValue> attrs = {}) {
    base::AuditNote written{event, deed.actor, deed.case_id, std::nullopt, std::move(attrs)};
    if (!deed.station.empty()) written.station = deed.station;
    if (deed.letter > 0) written.attrs["letter"] = deed.letter;
    return audit::append(state, moment, written);
}

// `set` changes columns beside the state; `values` are those of its question marks.
base::Result<void> change(Transaction& state, const Deed& deed, std::string_view set,
                          const std::vector<store::Value>& values) {
    std::vector<store::Value> all{deed.after};
    all.insert(all.end(), values.begin(), values.end());
    all.insert(all.end(), {store::Blob{deed.case_id.str()}, deed.before});
    auto changed = state.run("UPDATE case_file SET state = ?, " + std::string(set) +
                                 " WHERE case_id = ? AND state = ?",
                             all);
    if (!changed) return changed.error();
    if (*changed == 0) return overtaken();
    return {};
}

std::int64_t seconds_of(const audit::Moment& moment) { return base::unix_seconds(moment.now); }

}  // namespace

base::Result<void> confirm_case(Transaction& state, const audit::Moment& moment,
                                const Deed& deed) {
    auto done =
        change(state, deed, "confirmed_at = coalesce(confirmed_at, ?), call_with = NULL",
               {seconds_of(moment)});
    if (done) done = note(state, moment, deed, AuditEvent::confirmed);
    return done;
}

base::Result<void> note_due(Transaction& state, const DueRow& row) {
    std::optional<std::int64_t> due;
    if (row.due) due = base::unix_seconds(*row.due);
    auto changed = state.run("UPDATE case_file SET due_at = ?, due_clock = ? WHERE case_id = ?",
                             {store::whole_or_null(due), store::text_or_null(row.clock),
                              store::Blob{row.case_id.str()}});
    if (!changed) return changed.error();
    return {};
}

std::string_view name_of(Call call) {
    switch (call) {
        case Call::talked:
            return "talked";
        case Call::no_answer:
            return "no_answer";
        case Call::not_safe:
            return "not_safe";
        case Call::wrong_number:
            return "wrong_number";
    }
    base::ensure(false);
    return {};
}

base::Result<void> note_call(Transaction& state, const audit::Moment& moment, const Deed& deed,
                             Call call, Try counts) {
    base::Result<void> done;
    const bool tried = call == Call::no_answer || call == Call::not_safe;
    if (call == Call::talked)
        done = change(state, deed, "contacted_at = coalesce(contacted_at, ?)",
                      {seconds_of(moment)});
    else if (tried && counts == Try::counts)
        done = change(state, deed, "call_tries = call_tries + 1, last_try_at = ?",
                      {seconds_of(moment)});
    else
        done = change(state, deed, "call_tries = call_tries", {});
    if (done)
        done = note(state, moment, deed, AuditEvent::called,
                    {{"result", std::string(name_of(call))}});
    return done;
}

base::Result<void> set_mail_safety(Transaction& state, const audit::Moment& moment,
                                   const Deed& deed, const std::string& safety) {
    // Whoever heard from her that mail is safe heard it after STOP, or after what she wrote.
    auto done = change(state, deed,
                       "mail_safety = ?, silent = CASE ? WHEN 'safe' THEN 0 ELSE silent END",
                       {safety, safety});
    if (done) done = note(state, moment, deed, AuditEvent::mail_safety, {{"to", safety}});
    return done;
}

base::Result<void> silence(Transaction& state, const audit::Moment& moment, const Deed& deed,
                           const std::string& why) {
    auto changed = state.run("UPDATE case_file SET silent = 1 WHERE case_id = ? AND silent = 0",
                             {store::Blob{deed.case_id.str()}});
    if (!changed) return changed.error();
    if (*changed == 0) return {};
    return note(state, moment, deed, AuditEvent::silenced, {{"reason", why}});
}

base::Result<void> note_signed(Transaction& state, const audit::Moment& moment,
                               const Deed& deed) {
    auto done =
        change(state, deed,
               "signed_at = coalesce(signed_at, ?), contacted_at = coalesce(contacted_at, ?)",
               {seconds_of(moment), seconds_of(moment)});
    if (done) done = note(state, moment, deed, AuditEvent::signed_complaint);
    return done;
}

base::Result<void> note_identified(Transaction& state, const audit::Moment& moment,
                                   const Deed& deed) {
    auto done =
        change(state, deed, "identified_at = coalesce(identified_at, ?)", {seconds_of(moment)});
    if (done) done = note(state, moment, deed, AuditEvent::identified);
    return done;
}

base::Result<void> note_fir(Transaction& state, const audit::Moment& moment, const Deed& deed) {
    auto done = change(state, deed, "fir_at = coalesce(fir_at, ?)", {seconds_of(moment)});
    if (done) done = note(state, moment, deed, AuditEvent::fir_registered);
    return done;
}

base::Result<void> note_wish(Transaction& state, const audit::Moment& moment, const Deed& deed,
                             const std::string& wish) {
    auto done =
        change(state, deed, "wish = ?, wish_at = ?, contacted_at = coalesce(contacted_at, ?)",
               {wish, seconds_of(moment), seconds_of(moment)});
    if (done) done = note(state, moment, deed, AuditEvent::wish, {{"wish", wish}});
    return done;
}

base::Result<void> close_case(Transaction& state, const audit::Moment& moment, const Deed& deed,
                              const std::string& outcome, const std::string& local_day) {
    auto done = change(state, deed,
                       "outcome = ?, closed_at = ?, closed_day = ?, asked_outcome = NULL, "
                       "asked_by = NULL, asked_at = NULL, held_until = NULL",
                       {outcome, seconds_of(moment), local_day});
    if (done) done = note(state, moment, deed, AuditEvent::closed, {{"outcome", outcome}});
    return done;
}

base::Result<void> ask_closing(Transaction& state, const audit::Moment& moment,
                               const Deed& deed, const std::string& outcome) {
    auto done = change(state, deed, "asked_outcome = ?, asked_by = ?, asked_at = ?",
                       {outcome, deed.actor, seconds_of(moment)});
    if (done)
        done = note(state, moment, deed, AuditEvent::closing_asked, {{"outcome", outcome}});
    return done;
}

base::Result<void> refuse_closing(Transaction& state, const audit::Moment& moment,
                                  const Deed& deed, const std::string& why) {
    auto done =
        change(state, deed, "asked_outcome = NULL, asked_by = NULL, asked_at = NULL", {});
    if (done) done = note(state, moment, deed, AuditEvent::closing_refused, {{"why", why}});
    return done;
}

base::Result<void> reopen_case(Transaction& state, const audit::Moment& moment,
                               const Deed& deed, const std::string& why) {
    auto done = change(state, deed, "reopened = reopened + 1", {});
    if (done) done = note(state, moment, deed, AuditEvent::reopened, {{"why", why}});
    return done;
}

base::Result<void> move_case(Transaction& state, const audit::Moment& moment, const Deed& deed,
                             const base::StationId& to, const std::string& why, MovedBy by) {
    std::optional<std::int64_t> since;
    if (!to.empty()) since = seconds_of(moment);
    auto done = change(state, deed,
                       "call_with = coalesce(call_with, station), "
                       "station = ?, station_since = ?, confirmed_at = NULL, call_tries = 0, "
                       "last_try_at = NULL, held_until = NULL, "
                       "refused_by_stations = refused_by_stations + ?",
                       {store::text_or_null(to.str()), store::whole_or_null(since),
                        std::int64_t{by == MovedBy::not_ours ? 1 : 0}});
    if (done)
        done = note(state, moment, deed, AuditEvent::moved,
                    {{"to", to.empty() ? std::string("desk") : to.str()}, {"why", why}});
    return done;
}

base::Result<void> join_case(Transaction& state, const audit::Moment& moment, const Deed& deed,
                             const base::CaseId& other, const base::CaseNumber& number,
                             const std::string& local_day) {
    auto done = note(state, moment, deed, AuditEvent::joined, {{"case", number.str()}});
    if (done) done = close_case(state, moment, deed, "duplicate", local_day);
    if (!done) return done;
    auto joined = state.run("UPDATE case_file SET attached_to = ? WHERE case_id = ?",
                            {store::Blob{other.str()}, store::Blob{deed.case_id.str()}});
    if (!joined) return joined.error();
    return {};
}

base::Result<void> hold_case(Transaction& state, const audit::Moment& moment, const Deed& deed,
                             base::Instant until) {
    auto done = change(state, deed, "held_until = ?", {base::unix_seconds(until)});
    if (done)
        done = note(state, moment, deed, AuditEvent::case_held,
                    {{"until", base::unix_seconds(until)}});
    return done;
}

base::Result<void> never_write_to(Transaction& state, const audit::Moment& moment,
                                  const base::CaseId& id, const base::RecipientId& recipient,
                                  const std::string& actor) {
    auto added = state.run(
        R"(INSERT INTO case_never_to (case_id, recipient, since)
           VALUES (?, ?, ?)
           ON CONFLICT DO NOTHING)",
        {store::Blob{id.str()}, recipient.str(), base::unix_seconds(moment.now)});
    if (!added) return added.error();
    if (*added == 0) return {};
    return audit::append(
        state, moment,
        {AuditEvent::never_to, actor, id, std::nullopt, {{"recipient", recipient.str()}}});
}

}  // namespace ledger
