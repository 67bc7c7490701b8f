#include "ledger/reveals.h"

namespace ledger {
namespace {

using base::AuditEvent;

constexpr std::string_view reveal_select =
    R"(SELECT r.reveal_id, r.case_id, r.cause, r.mask, r.what_type, r.reason, r.actor, r.station,
       r.asked_at, r.local_day, r.needed, r.state, r.refused_why, r.expires_at
       FROM reveal r )";

RevealRow to_reveal(const store::Row& row) {
    RevealRow reveal;
    reveal.id = row.whole(0);
    reveal.case_id = base::CaseId(row.text(1));
    reveal.cause = row.text(2);
    reveal.mask = row.text(3);
    reveal.what_type = row.text(4);
    reveal.reason = row.text(5);
    reveal.actor = row.text(6);
    reveal.station = base::StationId(row.text(7));
    reveal.asked_at = base::from_unix(row.whole(8));
    reveal.local_day = row.text(9);
    reveal.needed = static_cast<int>(row.whole(10));
    reveal.state = row.text(11);
    reveal.refused_why = row.text(12);
    reveal.expires_at = base::from_unix(row.whole(13));
    return reveal;
}

base::Result<std::vector<RevealRow>> reveals_where(store::ReadOnly& state,
                                                   std::string_view condition,
                                                   const std::vector<store::Value>& values) {
    auto rows = state.query(std::string(reveal_select) + std::string(condition), values);
    if (!rows) return rows.error();
    std::vector<RevealRow> reveals;
    reveals.reserve(rows->size());
    for (const store::Row& row : *rows) reveals.push_back(to_reveal(row));
    return reveals;
}

base::Result<std::optional<RevealRow>> one(base::Result<std::vector<RevealRow>> reveals) {
    if (!reveals) return reveals.error();
    if (reveals->empty()) return std::optional<RevealRow>{};
    return std::optional(std::move(reveals->front()));
}

base::AuditNote note_of(const RevealRow& reveal, AuditEvent event) {
    return {event,
            "daemon",
            reveal.case_id,
            reveal.station,
            {{"reveal", reveal.id}, {"mask", reveal.mask}, {"reason", reveal.reason}}};
}

base::Failure overtaken() {
    return {base::FailureKind::temporary, "a request changed while an answer was being read",
            "the answer is read once more"};
}

// From the state as it was read: when somebody was quicker, the step fails and is read again.
base::Result<void> move_to(store::Transaction& state, const audit::Moment& moment,
                           const RevealRow& reveal, const std::string& after,
                           const std::string& why) {
    const bool ends = after == "sent" || after == "refused" || after == "expired";
    const auto at = base::unix_seconds(moment.now);
    auto changed = state.run(
        R"(UPDATE reveal SET state = ?, refused_why = ?, ended_at = ?
           WHERE reveal_id = ? AND state = ?)",
        {after, store::text_or_null(why),
         store::whole_or_null(ends ? std::optional(at) : std::nullopt), reveal.id,
         reveal.state});
    if (!changed) return changed.error();
    if (*changed == 0) return overtaken();
    return {};
}

}  // namespace

base::Result<RevealCounts> count_reveals(store::ReadOnly& state, const base::CaseId& id,
                                         const base::StationId& station,
                                         const std::string& local_day) {
    auto rows = state.query(
        R"(SELECT (SELECT count(*) FROM reveal WHERE case_id = ?1
                     AND coalesce(refused_why, '') NOT IN ('case_limit', 'station_limit')),
                  (SELECT count(*) FROM reveal WHERE station = ?2 AND local_day = ?3
                     AND coalesce(refused_why, '') NOT IN ('case_limit', 'station_limit')))",
        {store::Blob{id.str()}, station.str(), local_day});
    if (!rows) return rows.error();
    return RevealCounts{rows->front().whole(0), rows->front().whole(1)};
}

base::Result<std::optional<RevealRow>> find_reveal(store::ReadOnly& state, std::int64_t id) {
    return one(reveals_where(state, "WHERE r.reveal_id = ?", {id}));
}

base::Result<std::optional<RevealRow>> reveal_of_letter(store::ReadOnly& state,
                                                        std::int64_t letter) {
    return one(reveals_where(state,
                             R"(JOIN letter l ON l.cause = r.cause
                                WHERE l.letter_id = ? AND l.recipient LIKE 'approver.%')",
                             {letter}));
}

base::Result<std::optional<RevealRow>> waiting_reveal(store::ReadOnly& state,
                                                      const base::CaseId& id,
                                                      const std::string& mask) {
    return one(reveals_where(state,
                             R"(WHERE r.case_id = ? AND r.mask = ?
                                AND r.state IN ('awaiting_two', 'awaiting_one'))",
                             {store::Blob{id.str()}, mask}));
}

base::Result<std::vector<RevealRow>> overdue_reveals(store::ReadOnly& state,
                                                     base::Instant now) {
    return reveals_where(state,
                         R"(WHERE r.state IN ('awaiting_two', 'awaiting_one')
                            AND r.expires_at <= ? ORDER BY r.expires_at, r.reveal_id)",
                         {base::unix_seconds(now)});
}

base::Result<std::vector<Vote>> votes_of(store::ReadOnly& state, std::int64_t reveal) {
    auto rows = state.query(
        "SELECT approver, vote FROM reveal_vote WHERE reveal_id = ? ORDER BY at, approver",
        {reveal});
    if (!rows) return rows.error();
    std::vector<Vote> votes;
    votes.reserve(rows->size());
    for (const store::Row& row : *rows) votes.push_back({row.text(0), row.text(1)});
    return votes;
}

base::Result<std::int64_t> ask_reveal(store::Transaction& state, const audit::Moment& moment,
                                      const RevealRow& reveal, const RevealCounts& counts) {
    auto done = state.run(
        R"(INSERT INTO reveal (case_id, cause, mask, what_type, reason, actor, station, asked_at,
           local_day, needed, state, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
        {store::Blob{reveal.case_id.str()}, reveal.cause, reveal.mask, reveal.what_type,
         reveal.reason, reveal.actor, reveal.station.str(), base::unix_seconds(moment.now),
         reveal.local_day, std::int64_t{reveal.needed}, reveal.state,
         base::unix_seconds(reveal.expires_at)});
    if (!done) return done.error();
    RevealRow asked = reveal;
    asked.id = state.last_row_id();
    auto note = note_of(asked, AuditEvent::reveal_asked);
    note.actor = reveal.actor;
    note.attrs["needed"] = std::int64_t{reveal.needed};
    note.attrs["of_case"] = counts.of_case;
    note.attrs["of_day"] = counts.of_day;
    if (auto noted = audit::append(state, moment, note); !noted) return noted.error();
    return asked.id;
}

base::Result<void> vote_on_reveal(store::Transaction& state, const audit::Moment& moment,
                                  const RevealRow& reveal, const Ballot& ballot) {
    auto voted = state.run(
        R"(INSERT INTO reveal_vote (reveal_id, approver, vote, at)
           VALUES (?, ?, ?, ?)
           ON CONFLICT (reveal_id, approver) DO UPDATE SET vote = 'refuse', at = excluded.at
           WHERE reveal_vote.vote = 'approve' AND excluded.vote = 'refuse')",
        {reveal.id, ballot.approver, ballot.vote, base::unix_seconds(moment.now)});
    if (!voted) return voted.error();
    if (*voted == 0) return overtaken();
    const bool approves = ballot.vote == "approve";
    // `sent` is written by note_reveal_sent(), with the letter.
    if (ballot.after != "sent" && ballot.after != reveal.state) {
        auto moved = move_to(state, moment, reveal, ballot.after, approves ? "" : "approver");
        if (!moved) return moved;
    }
    auto note =
        note_of(reveal, approves ? AuditEvent::reveal_approved : AuditEvent::reveal_refused);
    note.actor = "desk:" + ballot.approver;
    if (approves) {
        note.attrs["n"] = std::int64_t{ballot.n};
        note.attrs["needed"] = std::int64_t{reveal.needed};
    } else {
        note.attrs["why"] = std::string("approver");
    }
    return audit::append(state, moment, note);
}

base::Result<void> note_reveal_sent(store::Transaction& state, const audit::Moment& moment,
                                    const RevealRow& reveal, const base::AuditNote& release) {
    if (auto moved = move_to(state, moment, reveal, "sent", ""); !moved) return moved;
    return audit::append(state, moment, release);
}

base::Result<void> refuse_reveal(store::Transaction& state, const audit::Moment& moment,
                                 const RevealRow& reveal, const std::string& why) {
    if (auto moved = move_to(state, moment, reveal, "refused", why); !moved) return moved;
    auto note = note_of(reveal, AuditEvent::reveal_refused);
    note.attrs["why"] = why;
    return audit::append(state, moment, note);
}

base::Result<void> expire_reveal(store::Transaction& state, const audit::Moment& moment,
                                 const RevealRow& reveal) {
    if (auto moved = move_to(state, moment, reveal, "expired", ""); !moved) return moved;
    return audit::append(state, moment, note_of(reveal, AuditEvent::reveal_expired));
}

}  // namespace ledger
