// trail FOLDER EVENTS: a state folder with a long, lawful trail and the rows it belongs to, for
// measurements and for whoever wants to see the reports of a large office. Checkpoints every
// thousand events. The cases are stories of verifier/stories.h, the numbers invented.
#include <fmt/format.h>

#include <iostream>

#include "audit/checkpoint.h"
#include "base/sha256.h"
#include "verifier/stories.h"

namespace {

using base::AuditEvent;
using store::Blob;
using store::Value;

constexpr std::int64_t two_years = 2 * 365 * 86400;
constexpr std::size_t open_at_once = 400;
constexpr std::int64_t events_a_step = 64;
constexpr std::int64_t events_a_checkpoint = 1000;

void must(const base::Result<void>& done) {
    if (done) return;
    std::cerr << base::to_text(done.error());
    std::exit(1);
}

// One case: its events still to come, and its number.
struct Open {
    std::int64_t n = 0;
    std::vector<base::AuditNote> notes;
    std::size_t next = 0;
};

class Office {
  public:
    Office(const std::filesystem::path& state, std::int64_t events)
        : start_(base::unix_seconds(std::chrono::floor<std::chrono::seconds>(
                     std::chrono::system_clock::now())) -
                 two_years),
          events_(events) {
        auto opened = store::Store::open(state, store::Opening::create_or_migrate,
                                         base::from_unix(start_));
        if (!opened) must(opened.error());
        store_ = std::move(*opened);
    }

    // Small steps, committed in groups by the store: a savepoint's cost grows with its length.
    void fill() {
        const auto queue =
            [this](const std::function<base::Result<void>(store::Transaction&)>& part) {
                store_->submit({{}, part}, must);
            };
        queue([](store::Transaction& t) { return make_stations(t); });
        for (std::int64_t queued = 0; queued < events_; queued += events_a_step)
            queue([this](store::Transaction& t) { return some_events(t); });
        must(store_->run({{}, [](store::Transaction&) { return base::Result<void>(); }}));
        std::cerr << fmt::format("{} events, {} cases\n", written_, cases_);
    }

  private:
    base::Result<void> some_events(store::Transaction& t) {
        const auto end = std::min(events_, written_ + events_a_step);
        while (written_ < end) {
            if (auto done = step(t); !done) return done;
        }
        return {};
    }

    static base::Result<void> make_stations(store::Transaction& t) {
        for (int i = 0; i < 300; ++i) {
            auto done = t.run(
                "INSERT INTO station (station, district, name, trained_officers) "
                "VALUES (?, ?, ?, ?)",
                {fmt::format("kl.st{:03}", i), fmt::format("district{:02}", i / 20),
                 fmt::format("Station {}", i), std::int64_t{i % 4}});
            if (!done) return done.error();
        }
        return {};
    }

    audit::Moment now() const {
        const std::int64_t since = written_ * two_years / events_;
        return {base::from_unix(start_ + since), std::string(16, 'b'), since * 1000};
    }

    base::Result<void> step(store::Transaction& t) {
        if ((written_ + 1) % events_a_checkpoint == 0) {
            ++written_;
            return audit::take_checkpoint(
                t, now(), "daemon",
                {"cell.example/aparajita", seal::Key(base::sha256("bench"))});
        }
        while (open_.size() < open_at_once) {
            ++cases_;
            open_.push_back({cases_, stories::draw_case(random_, cases_), 0});
        }
        const std::size_t chosen = random_() % open_.size();
        Open& one = open_[chosen];
        const auto& note = one.notes[one.next++];
        auto done = audit::append(t, now(), note);
        if (done) done = keep_rows(t, one, note);
        ++written_;
        if (one.next == one.notes.size()) {
            if (done) done = close(t, one);
            std::swap(open_[chosen], open_.back());
            open_.pop_back();
        }
        return done;
    }

    base::Result<void> write(store::Transaction& t, const char* sql,
                             std::vector<Value> values) {
        auto done = t.run(sql, values);
        if (!done) return done.error();
        return {};
    }

    base::Result<void> keep_rows(store::Transaction& t, const Open& one,
                                 const base::AuditNote& note) {
        const auto letter = [&note] { return std::get<std::int64_t>(note.attrs.at("letter")); };
        if (note.event == AuditEvent::received) return receive(t, one, note);
        if (note.event == AuditEvent::routed) return route(t, note);
        if (note.event == AuditEvent::letter_queued) return queue(t, note);
        if (note.event == AuditEvent::quarantined)
            return write(t, "UPDATE case_file SET state = 'quarantined' WHERE case_id = ?",
                         {id_of(note)});
        if (note.event == AuditEvent::recorded)
            return write(
                t, "UPDATE case_file SET recorded_at = ?, state = 'closed' WHERE case_id = ?",
                {seconds(), id_of(note)});
        if (note.event == AuditEvent::accepted)
            return write(
                t,
                "UPDATE letter SET state = 'sent', accepted_at = ?, attempts = ? WHERE "
                "letter_id = ?",
                {seconds(), std::get<std::int64_t>(note.attrs.at("n")), letter()});
        if (note.event == AuditEvent::uncertain)
            return write(t, "UPDATE letter SET uncertain = 1 WHERE letter_id = ?", {letter()});
        if (note.event == AuditEvent::confirmed)
            return write(t,
                         "UPDATE case_file SET state = 'confirmed', confirmed_at = ? WHERE "
                         "case_id = ?",
                         {seconds(), id_of(note)});
        if (note.event == AuditEvent::filed)
            return write(t, "UPDATE mail SET state = 'filed', filed_at = ? WHERE case_id = ?",
                         {seconds(), id_of(note)});
        return {};
    }

    std::int64_t seconds() const { return base::unix_seconds(now().now); }
    static Value id_of(const base::AuditNote& note) { return Blob{note.case_id->str()}; }

    base::Result<void> receive(store::Transaction& t, const Open& one,
                               const base::AuditNote& note) {
        const std::string day = base::local_day(now().now, base::Seconds(19800));
        auto done =
            write(t,
                  "INSERT INTO case_file (case_id, year, serial, received_at, local_day, "
                  "kind, category) VALUES (?, ?, ?, ?, ?, 'complaint', 'blackmail')",
                  {id_of(note), std::int64_t{2026}, one.n, seconds(), day});
        if (!done) return done;
        return write(
            t,
            "INSERT INTO mail (folder, uidvalidity, uid, role, first_seen_at, local_day, "
            "content, case_id, state) VALUES ('INBOX', 7, ?, 'first', ?, ?, ?, ?, "
            "'decided')",
            {one.n, seconds(), day, Blob{base::sha256(fmt::format("mail {}", one.n))},
             id_of(note)});
    }
    base::Result<void> route(store::Transaction& t, const base::AuditNote& note) {
        auto done = write(t,
                          "UPDATE case_file SET action = 'forward', state = 'with_station', "
                          "station = ? WHERE case_id = ?",
                          {note.station->str(), id_of(note)});
        if (!done) return done;
        return write(
            t,
            "INSERT INTO decision (case_id, at, action, station, reason, score, lead, "
            "rules_sha256, evidence_kinds) VALUES (?, ?, 'forward', ?, 'residence', 100, "
            "65, 'rules', 'residence')",
            {id_of(note), seconds(), note.station->str()});
    }
    base::Result<void> queue(store::Transaction& t, const base::AuditNote& note) {
        const auto id = std::get<std::int64_t>(note.attrs.at("letter"));
        const auto& kind = std::get<std::string>(note.attrs.at("kind"));
        const std::string cause = kind == "station" || kind == "notice"
                                      ? base::sha256_hex(fmt::format("mail {}", id / 8))
                                      : base::sha256_hex(fmt::format("letter {}", id));
        return write(
            t,
            "INSERT INTO letter (letter_id, case_id, cause, kind, recipient, message_id, "
            "state, queued_at, next_attempt_at, first_attempt_at, hash, size) VALUES (?, "
            "?, ?, ?, ?, ?, 'queued', ?, ?, ?, 'h', 4096)",
            {id, id_of(note), cause, kind, std::get<std::string>(note.attrs.at("recipient")),
             fmt::format("{}@cell.example", id), seconds(), seconds(), seconds()});
    }
    // Seven of eight are over by now.
    base::Result<void> close(store::Transaction& t, const Open& one) {
        static const std::vector<std::string> outcomes{"counselled", "warned", "legal_action",
                                                       "content_removed", "no_offence"};
        if (random_() % 8 == 0) return {};
        const auto at = seconds();
        return write(
            t,
            "UPDATE case_file SET state = 'closed', outcome = ?, contacted_at = "
            "received_at + ?, closed_at = ?, closed_day = ? WHERE case_id = ? AND state = "
            "'confirmed'",
            {outcomes[random_() % outcomes.size()],
             static_cast<std::int64_t>(random_() % 90000), at,
             base::local_day(now().now, base::Seconds(19800)), id_of(one.notes.front())});
    }

    std::int64_t start_, events_, written_ = 0, cases_ = 0;
    stories::Random random_{20261122};  // NOLINT: always the same
    std::unique_ptr<store::Store> store_;
    std::vector<Open> open_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 64;
    Office(argv[1], std::stoll(argv[2])).fill();
    return 0;
}
