#include "ledger/progress.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "protocol/states.h"

namespace ledger {
namespace {

using base::AuditEvent;

std::string joined(const std::vector<std::string>& kinds) {
    std::string out;
    for (const auto& kind : std::set<std::string>(kinds.begin(), kinds.end()))
        out += (out.empty() ? "" : ",") + kind;
    return out;
}

base::Result<std::string> case_state_after(const std::string& action) {
    if (action == "forward") return std::string("with_station");
    if (action == "triage" || action == "digest") return std::string("with_desk");
    if (action == "attach" || action == "record") return std::string("closed");
    return base::Failure{base::FailureKind::defect, "a decision with an unknown action", ""};
}

struct Decidable {
    base::CaseId id;
    protocol::MailState after = protocol::MailState::decided;
};

// Somebody may have taken the mail out of the mailbox meanwhile: then there is nothing to file.
base::Result<Decidable> decidable(store::Transaction& state, MailId mail) {
    auto rows = state.query(
        R"(SELECT case_id, state, filed_at IS NOT NULL
           FROM mail
           WHERE mail_id = ? AND role = 'first')",
        {mail});
    if (!rows) return rows.error();
    std::optional<protocol::MailState> next;
    if (!rows->empty()) {
        const bool gone = rows->front().whole(2) != 0;
        const auto known = protocol::mail_state(rows->front().text(1));
        base::ensure(known.has_value());  // the table has a CHECK
        next = protocol::after(
            gone ? protocol::MailDeed::decide_gone : protocol::MailDeed::decide, *known);
    }
    if (!next)
        return base::Failure{base::FailureKind::defect,
                             fmt::format("mail {} is not to be decided", mail), ""};
    return Decidable{base::CaseId(rows->front().text(0)), *next};
}

base::Result<void> write_decision(store::Transaction& state, const audit::Moment& moment,
                                  const base::CaseId& id, const DecisionRecord& d) {
    auto done = state.run(
        R"(INSERT INTO decision (case_id, at, action, station, reason, score, lead,
           rules_sha256, evidence_kinds, rule)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
        {store::Blob{id.str()}, base::unix_seconds(moment.now), d.action,
         store::text_or_null(d.station.str()), d.reason, d.score, d.lead, d.rules_sha256,
         joined(d.evidence_kinds), store::text_or_null(d.rule)});
    if (!done) return done.error();
    return {};
}

// A mail that answers a follow-up belongs to the case of that follow-up, never to the
// follow-up.
base::Result<std::string> root_of(store::Transaction& state,
                                  const std::optional<base::CaseId>& id) {
    if (!id) return std::string();
    auto rows =
        state.query("SELECT coalesce(attached_to, case_id) FROM case_file WHERE case_id = ?",
                    {store::Blob{id->str()}});
    if (!rows) return rows.error();
    if (rows->empty())
        return base::Failure{base::FailureKind::defect, "attached to a case that is not there",
                             ""};
    return rows->front().text(0);
}

base::Result<void> write_case(store::Transaction& state, const audit::Moment& moment,
                              const base::CaseId& id, const DecisionRecord& d) {
    auto after = case_state_after(d.action);
    if (!after) return after.error();
    auto root = root_of(state, d.attached_to);
    if (!root) return root.error();
    std::optional<std::int64_t> since;
    if (!d.station.empty()) since = base::unix_seconds(moment.now);
    auto done = state.run(
        R"(UPDATE case_file
           SET kind = ?, language = ?, category = ?, urgent = ?, child = ?, state = ?,
               station = ?, action = ?, attached_to = ?, station_since = ?
           WHERE case_id = ?)",
        {d.kind, store::text_or_null(d.language), store::text_or_null(d.category),
         std::int64_t{d.urgent ? 1 : 0}, d.child, *after, store::text_or_null(d.station.str()),
         d.action, store::blob_or_null(*root), store::whole_or_null(since),
         store::Blob{id.str()}});
    if (!done) return done.error();
    return {};
}

base::AuditNote routed_note(const base::CaseId& id, const DecisionRecord& d) {
    base::AuditNote note{AuditEvent::routed, "daemon", id, std::nullopt, {}};
    if (!d.station.empty()) note.station = d.station;
    // Figures of the trail are whole: a score is kept in thousandths.
    const auto thousandths = [](double value) {
        return static_cast<std::int64_t>(value * 1000.0 + (value < 0 ? -0.5 : 0.5));
    };
    note.attrs = {{"action", d.action},
                  {"reason", d.reason},
                  {"score", thousandths(d.score)},
                  {"lead", thousandths(d.lead)},
                  {"rules", d.rules_sha256},
                  {"evidence", joined(d.evidence_kinds)},
                  {"kind", d.kind},
                  {"category", d.category},
                  {"urgent", std::int64_t{d.urgent ? 1 : 0}},
                  {"child", d.child}};
    if (!d.rule.empty()) note.attrs["rule"] = d.rule;
    return note;
}

base::AuditNote redacted_note(const base::CaseId& id, const RedactionRecord& r) {
    return {AuditEvent::redacted,
            "daemon",
            id,
            std::nullopt,
            {{"destination", r.destination},
             {"policy", r.policy},
             {"masked", std::int64_t{r.masked}},
             {"dropped", std::int64_t{r.dropped}},
             {"kept", std::int64_t{r.kept}},
             {"banded", std::int64_t{r.banded}},
             {"complete", std::int64_t{r.complete ? 1 : 0}},
             {"classes", r.classes}}};
}

}  // namespace

base::Result<void> record_decision(store::Transaction& state, const audit::Moment& moment,
                                   const DecisionRecord& decision) {
    auto found = decidable(state, decision.mail);
    if (!found) return found.error();
    const base::CaseId& id = found->id;
    if (auto done = write_decision(state, moment, id, decision); !done) return done;
    if (auto done = write_case(state, moment, id, decision); !done) return done;
    auto mail = state.run("UPDATE mail SET state = ? WHERE mail_id = ?",
                          {std::string(protocol::name_of(found->after)), decision.mail});
    if (!mail) return mail.error();
    if (auto noted = audit::append(state, moment, routed_note(id, decision)); !noted)
        return noted;
    for (const RedactionRecord& redaction : decision.redactions) {
        if (auto noted = audit::append(state, moment, redacted_note(id, redaction)); !noted)
            return noted;
    }
    return {};
}

base::Result<void> record_effect(store::Transaction& state, const audit::Moment& moment,
                                 MailId mail, const std::string& kind) {
    auto changed = state.run(
        R"(UPDATE case_file SET recorded_at = ?
           WHERE recorded_at IS NULL
             AND case_id = (SELECT case_id FROM mail WHERE mail_id = ?))",
        {base::unix_seconds(moment.now), mail});
    if (!changed) return changed.error();
    if (*changed == 0) return {};
    auto rows = state.query("SELECT case_id FROM mail WHERE mail_id = ?", {mail});
    if (!rows) return rows.error();
    return audit::append(state, moment,
                         {AuditEvent::recorded,
                          "daemon",
                          base::CaseId(rows->front().text(0)),
                          std::nullopt,
                          {{"kind", kind}}});
}

base::Result<void> list_in_digest(store::Transaction& state, const std::vector<MailId>& mails,
                                  const std::string& digest_cause) {
    for (const MailId mail : mails) {
        auto done = state.run(
            R"(UPDATE case_file SET digest_cause = ?
               WHERE case_id = (SELECT case_id FROM mail WHERE mail_id = ?))",
            {digest_cause, mail});
        if (!done) return done.error();
    }
    return {};
}

base::Result<Turn> claim_acknowledgement(store::Transaction& state,
                                         const std::string& local_day,
                                         const std::string& address_hash) {
    auto forgotten =
        state.run("DELETE FROM acknowledged_address WHERE local_day < ?", {local_day});
    if (!forgotten) return forgotten.error();
    auto claimed = state.run(
        R"(INSERT INTO acknowledged_address (local_day, address_hash)
           VALUES (?, ?)
           ON CONFLICT DO NOTHING)",
        {local_day, store::Blob{address_hash}});
    if (!claimed) return claimed.error();
    return *claimed == 1 ? Turn::first : Turn::already_had_one;
}

std::string address_hash(const seal::ServerKeys& keys, std::string_view address,
                         const std::string& local_day) {
    const seal::Key of_the_day(seal::keyed_hash(keys.address, local_day));
    return seal::keyed_hash(of_the_day, base::lower_ascii(address));
}

std::string sender_hash(const seal::ServerKeys& keys, std::string_view address) {
    return seal::keyed_hash(keys.dedup, "sender|" + base::lower_ascii(address));
}

std::string likeness_of(const seal::ServerKeys& keys, std::string_view message_id,
                        base::Instant date, std::string_view text) {
    return seal::keyed_hash(keys.dedup, "likeness|" + std::to_string(message_id.size()) + "|" +
                                            std::string(message_id) + "|" +
                                            std::to_string(base::unix_seconds(date)) + "|" +
                                            std::string(text));
}

}  // namespace ledger
