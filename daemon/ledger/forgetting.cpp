#include "ledger/forgetting.h"

#include "ledger/pieces.h"

namespace ledger {
namespace {

using base::AuditEvent;

constexpr base::Seconds to_think_again{600};

std::optional<base::Instant> instant(const store::Row& row, std::size_t i) {
    if (row.is_null(i)) return std::nullopt;
    return base::from_unix(row.whole(i));
}

KeptCase to_kept(const store::Row& row) {
    KeptCase one;
    one.id = base::CaseId(row.text(0));
    one.number = base::CaseNumber(static_cast<int>(row.whole(1)), row.whole(2));
    one.kept.kind = row.text(3);
    one.kept.outcome = row.text(4);
    one.kept.child_victim = row.text(5) == "victim";
    one.kept.received = base::from_unix(row.whole(6));
    one.kept.closed = instant(row, 7);
    one.kept.last_mail = base::from_unix(row.whole(8));
    one.kept.announced = instant(row, 9);
    one.kept.hold = row.whole(10) != 0 ? retention::Hold::legal : retention::Hold::none;
    return one;
}

// The case and the mails that belong to it.
constexpr std::string_view its_rows = "(case_id = ?1 OR attached_to = ?1)";

base::Result<void> forget_in_vault(store::VaultTransaction& vault, const seal::ServerKeys& keys,
                                   const base::CaseId& id) {
    auto rows =
        vault.query("SELECT share FROM case_key WHERE case_id = ?", {store::Blob{id.str()}});
    if (!rows) return rows.error();
    for (const store::Row& row : *rows) {
        if (auto gone = keys.shares->destroy(row.whole(0)); !gone) return gone;
    }
    return forget_case(vault, id);
}

// Keyed hashes of her mail and of answers to it become chance numbers, the same where they were
// the same, so that every row is still counted where it was.
base::Result<void> forget_in_state(store::Transaction& state, const base::CaseId& id) {
    const std::vector<store::Value> values{store::Blob{id.str()}};
    auto contents = state.query(
        "SELECT DISTINCT content FROM mail WHERE case_id = ? AND content IS NOT NULL", values);
    if (!contents) return contents.error();
    for (const store::Row& row : *contents) {
        const store::Blob old{row.text(0)};
        const store::Blob fresh{seal::random_octets(32)};
        for (const char* sql :
             {"UPDATE letter SET cause = lower(hex(?2)) WHERE cause = lower(hex(?1))",
              "UPDATE reveal SET cause = lower(hex(?2)) WHERE cause = lower(hex(?1))",
              "UPDATE mail SET content = ?2 WHERE content = ?1"}) {
            if (auto done = state.run(sql, {old, fresh}); !done) return done.error();
        }
    }
    for (const char* sql : {"UPDATE letter SET message_id = 'purged-' || letter_id, hash = '', "
                            "token_sha256 = NULL, return_sha256 = NULL "
                            "WHERE case_id = ?",
                            "UPDATE answer SET content = randomblob(32) WHERE case_id = ?"}) {
        if (auto done = state.run(sql, values); !done) return done.error();
    }
    return {};
}

// `state`: a transaction or a reader.
template <class Source>
base::Result<std::vector<base::CaseId>> ids_of(Source& state, const base::CaseId& id) {
    auto rows = state.query("SELECT case_id FROM case_file WHERE " + std::string(its_rows),
                            {store::Blob{id.str()}});
    if (!rows) return rows.error();
    std::vector<base::CaseId> ids;
    for (const store::Row& row : *rows) ids.emplace_back(row.text(0));
    return ids;
}

base::AuditNote destroyed_note(const base::CaseId& id, const Ground& ground) {
    if (ground.order.empty())
        return {AuditEvent::purged, ground.actor, id, std::nullopt, {{"what", "case"}}};
    return {AuditEvent::shredded,
            ground.actor,
            id,
            std::nullopt,
            {{"order", ground.order}, {"what", "case"}}};
}

base::Result<void> destroy_in_state(store::Transaction& state, const audit::Moment& moment,
                                    const base::CaseId& id, const Ground& ground) {
    auto ids = ids_of(state, id);
    if (!ids) return ids.error();
    for (const base::CaseId& one : *ids) {
        if (auto done = forget_in_state(state, one); !done) return done;
    }
    auto marked = state.run("UPDATE case_file SET purged_at = ?2 WHERE purged_at IS NULL AND " +
                                std::string(its_rows),
                            {store::Blob{id.str()}, base::unix_seconds(moment.now)});
    if (!marked) return marked.error();
    auto done = state.run("UPDATE shred_order SET done_at = ? WHERE case_id = ?",
                          {base::unix_seconds(moment.now), store::Blob{id.str()}});
    if (!done) return done.error();
    return audit::append(state, moment, destroyed_note(id, ground));
}

base::Failure not_now(std::string what) {
    return {base::FailureKind::usage, std::move(what), ""};
}

base::Result<void> refuse_held(store::Transaction& state, const base::CaseId& id) {
    auto rows =
        state.query("SELECT legal_hold, purged_at IS NOT NULL FROM case_file WHERE case_id = ?",
                    {store::Blob{id.str()}});
    if (!rows) return rows.error();
    if (rows->empty()) return not_now("there is no such case");
    if (rows->front().whole(0) != 0) return not_now("a legal hold lies on this case");
    if (rows->front().whole(1) != 0) return not_now("this case is destroyed already");
    return {};
}

base::AuditNote ordered_note(const base::CaseId& id, const std::string& order,
                             const std::string& actor, std::int64_t n) {
    return {AuditEvent::shred_ordered, actor, id, std::nullopt, {{"order", order}, {"n", n}}};
}

}  // namespace

base::Result<std::vector<KeptCase>> kept_cases(store::ReadOnly& state) {
    auto rows = state.query(
        R"(SELECT c.case_id, c.year, c.serial, c.kind, c.outcome, c.child, c.received_at, c.closed_at,
                  (SELECT max(m.received_at) FROM case_file m
                   WHERE m.case_id = c.case_id OR m.attached_to = c.case_id),
                  c.purge_announced_at, c.legal_hold
           FROM case_file c
           WHERE c.purged_at IS NULL AND c.attached_to IS NULL
             AND (c.state = 'closed' OR c.action = 'digest')
             AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.case_id = c.case_id
                             AND (l.state IN ('queued', 'sending', 'deferred')
                                  OR l.state = 'held' AND l.recipient <> 'complainant'))
           ORDER BY c.year, c.serial)");
    if (!rows) return rows.error();
    std::vector<KeptCase> all;
    for (const store::Row& row : *rows) all.push_back(to_kept(row));
    return all;
}

base::Result<std::vector<base::RecipientId>> readers_of(store::ReadOnly& state,
                                                        const base::CaseId& id) {
    auto rows = state.query(
        "SELECT DISTINCT l.recipient FROM letter l JOIN case_file c ON c.case_id = l.case_id "
        "WHERE (c.case_id = ?1 OR c.attached_to = ?1) AND l.accepted_at IS NOT NULL "
        "AND l.recipient <> 'complainant' ORDER BY l.recipient",
        {store::Blob{id.str()}});
    if (!rows) return rows.error();
    std::vector<base::RecipientId> readers;
    readers.reserve(rows->size());
    for (const store::Row& row : *rows) readers.emplace_back(row.text(0));
    return readers;
}

base::Result<void> note_announced(store::Transaction& state, const audit::Moment& moment,
                                  const KeptCase& one, const std::string& until_day) {
    auto done = state.run("UPDATE case_file SET purge_announced_at = ? WHERE case_id = ?",
                          {base::unix_seconds(moment.now), store::Blob{one.id.str()}});
    if (!done) return done.error();
    return audit::append(
        state, moment,
        {AuditEvent::purge_announced, "daemon", one.id, std::nullopt, {{"until", until_day}}});
}

store::Step destroy_step(const base::CaseId& id, const std::vector<base::CaseId>& with_it,
                         const seal::ServerKeys& keys, const audit::Moment& moment,
                         const Ground& ground) {
    store::Step step;
    step.vault = [with_it, keys](store::VaultTransaction& vault) -> base::Result<void> {
        for (const base::CaseId& one : with_it) {
            if (auto done = forget_in_vault(vault, keys, one); !done) return done;
        }
        return {};
    };
    step.state = [id, moment, ground](store::Transaction& state) {
        return destroy_in_state(state, moment, id, ground);
    };
    step.afterwards = store::Afterwards::empty_the_logs;
    return step;
}

base::Result<std::vector<base::CaseId>> belonging_to(store::ReadOnly& state,
                                                     const base::CaseId& id) {
    return ids_of(state, id);
}

base::Result<void> set_legal_hold(store::Transaction& state, const audit::Moment& moment,
                                  const base::CaseId& id, Held held, const std::string& actor) {
    const std::int64_t on = held == Held::yes ? 1 : 0;
    // A hold that ends begins the announcement anew.
    auto done = state.run(
        "UPDATE case_file SET legal_hold = ?, purge_announced_at = NULL WHERE case_id = ?",
        {on, store::Blob{id.str()}});
    if (!done) return done.error();
    return audit::append(state, moment,
                         {AuditEvent::legal_hold, actor, id, std::nullopt, {{"on", on}}});
}

base::Result<void> order_shred(store::Transaction& state, const audit::Moment& moment,
                               const base::CaseId& id, const std::string& order,
                               const std::string& actor) {
    if (auto free = refuse_held(state, id); !free) return free;
    const store::Blob key{id.str()};
    const std::int64_t now = base::unix_seconds(moment.now);
    auto rows = state.query(
        "SELECT order_no, ordered_by, confirmed_at IS NOT NULL FROM shred_order WHERE case_id "
        "= ?",
        {key});
    if (!rows) return rows.error();
    if (rows->empty()) {
        auto done = state.run(
            "INSERT INTO shred_order (case_id, order_no, ordered_by, ordered_at) VALUES (?, ?, "
            "?, ?)",
            {key, order, actor, now});
        if (!done) return done.error();
        return audit::append(state, moment, ordered_note(id, order, actor, 1));
    }
    const store::Row& first = rows->front();
    if (first.whole(2) != 0) return not_now("it is ordered and confirmed already");
    if (first.text(0) != order) return not_now("it was ordered under another number");
    if (first.text(1) == actor)
        return not_now("another person must confirm it, from another account");
    auto done =
        state.run("UPDATE shred_order SET confirmed_by = ?, confirmed_at = ? WHERE case_id = ?",
                  {actor, now, key});
    if (!done) return done.error();
    return audit::append(state, moment, ordered_note(id, order, actor, 2));
}

base::Result<std::vector<ShredOrder>> due_shreds(store::ReadOnly& state, base::Instant now) {
    auto rows = state.query(
        R"(SELECT s.case_id, c.year, c.serial, s.order_no, s.confirmed_by
           FROM shred_order s JOIN case_file c ON c.case_id = s.case_id
           WHERE s.done_at IS NULL AND s.confirmed_at <= ? AND c.legal_hold = 0)",
        {base::unix_seconds(now - to_think_again)});
    if (!rows) return rows.error();
    std::vector<ShredOrder> orders;
    for (const store::Row& row : *rows) {
        orders.push_back({base::CaseId(row.text(0)),
                          base::CaseNumber(static_cast<int>(row.whole(1)), row.whole(2)),
                          row.text(3), row.text(4)});
    }
    return orders;
}

}  // namespace ledger
