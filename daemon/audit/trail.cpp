#include "audit/trail.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/canonical.h"
#include "audit/checkpoint.h"
#include "base/text.h"

namespace audit {
namespace {

constexpr std::size_t longest_attrs = 512;

base::Failure defect(std::string what) {
    return {base::FailureKind::defect, std::move(what), ""};
}

const base::AuditEventText& text_of(base::AuditEvent event) {
    const auto& events = base::audit_events();
    const auto found = std::find_if(events.begin(), events.end(),
                                    [event](const auto& e) { return e.event == event; });
    base::ensure(found != events.end());
    return *found;
}

// The closed lists hold: no key that the event does not know, no actor of another form.
base::Result<void> check(const Moment& moment, const base::AuditNote& note) {
    const auto& event = text_of(note.event);
    for (const auto& [key, value] : note.attrs) {
        if (std::find(event.keys.begin(), event.keys.end(), key) == event.keys.end()) {
            return defect(fmt::format("audit event '{}' has no key '{}'", event.name, key));
        }
    }
    const auto begins = [&](std::string_view with) { return note.actor.rfind(with, 0) == 0; };
    const bool known_actor =
        note.actor == "daemon" || begins("officer:") || begins("desk:") || begins("admin:");
    if (!known_actor || note.actor.find('@') != std::string::npos)
        return defect("audit note with an unknown actor");
    if (note.case_id && note.case_id->str().size() != 16)
        return defect("audit note with a wrong case id");
    if (moment.boot.size() != 16) return defect("audit note without the boot id");
    return {};
}

base::Result<Columns> columns_of(const Moment& moment, const base::AuditNote& note,
                                 std::int64_t seq) {
    if (auto checked = check(moment, note); !checked) return checked.error();
    auto attrs = canonical_json(note.attrs);
    if (!attrs) return attrs.error();
    if (attrs->size() > longest_attrs) {
        return defect(fmt::format("audit event '{}' is longer than {} octets",
                                  base::name_of(note.event), longest_attrs));
    }
    Columns columns;
    columns.seq = seq;
    columns.ts = base::unix_seconds(moment.now);
    columns.boot = moment.boot;
    columns.mono = moment.mono_ms;
    columns.actor = note.actor;
    columns.kind = base::name_of(note.event);
    if (note.case_id) columns.case_id = note.case_id->str();
    if (note.station && !note.station->empty()) columns.station = note.station->str();
    columns.attrs = *attrs;
    return columns;
}

constexpr std::string_view event_select =
    R"(SELECT e.seq, e.ts, e.actor, e.kind, c.case_no, e.station, e.attrs
       FROM audit_event e
       LEFT JOIN case_file c ON c.case_id = e.case_id )";

base::Result<std::vector<Event>> to_events(base::Result<std::vector<store::Row>> rows) {
    if (!rows) return rows.error();
    std::vector<Event> events;
    events.reserve(rows->size());
    for (const store::Row& row : *rows) {
        Event event;
        event.seq = row.whole(0);
        event.at = base::from_unix(row.whole(1));
        event.actor = row.text(2);
        event.kind = row.text(3);
        event.case_no = row.text(4);
        event.station = row.text(5);
        event.attrs = row.text(6);
        const auto kind = base::audit_event(event.kind);
        event.meaning = kind ? std::string(text_of(*kind).meaning)
                             : "This program does not know this event.";
        events.push_back(std::move(event));
    }
    return events;
}

}  // namespace

base::Result<void> append(store::Transaction& transaction, const Moment& moment,
                          const base::AuditNote& note) {
    auto last =
        transaction.query("SELECT seq, chain FROM audit_event ORDER BY seq DESC LIMIT 1");
    if (!last) return last.error();
    const std::int64_t seq = last->empty() ? 1 : last->front().whole(0) + 1;
    const std::string prev = last->empty() ? first_prev() : last->front().text(1);
    auto columns = columns_of(moment, note, seq);
    if (!columns) return columns.error();
    const std::string leaf = leaf_of(*columns);
    auto done = transaction.run(
        R"(INSERT INTO audit_event (seq, ts, boot, mono, actor, kind, case_id, station, attrs,
           prev, leaf, chain)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
        {columns->seq, columns->ts, store::Blob{columns->boot}, columns->mono, columns->actor,
         columns->kind, store::blob_or_null(columns->case_id.value_or("")),
         store::text_or_null(columns->station.value_or("")), columns->attrs, store::Blob{prev},
         store::Blob{leaf}, store::Blob{chain_of(prev, leaf)}});
    if (!done) return done.error();
    return grow(transaction, seq - 1, leaf);
}

base::Result<std::vector<Event>> list_events(store::ReadOnly& state, std::int64_t after,
                                             std::int64_t limit) {
    return to_events(state.query(
        std::string(event_select) + "WHERE e.seq > ? ORDER BY e.seq LIMIT ?", {after, limit}));
}

base::Result<std::vector<Event>> events_of(store::ReadOnly& state, base::AuditEvent kind) {
    return to_events(state.query(std::string(event_select) + "WHERE e.kind = ?1 ORDER BY e.seq",
                                 {std::string(base::name_of(kind))}));
}

base::Result<std::vector<Event>> case_events(store::ReadOnly& state,
                                             const base::CaseNumber& number) {
    static constexpr std::string_view of_case =
        R"(WHERE e.case_id IN (SELECT f.case_id
                               FROM case_file f LEFT JOIN case_file p ON p.case_id = f.attached_to
                               WHERE (f.year = ?1 AND f.serial = ?2) OR (p.year = ?1 AND p.serial = ?2))
           ORDER BY e.seq)";
    return to_events(state.query(std::string(event_select) + std::string(of_case),
                                 {std::int64_t{number.year()}, number.serial()}));
}

}  // namespace audit
