#include "ledger/house.h"

using ledger::Counts;
using ledger_test::at;
using ledger_test::House;

namespace {

// A case that went to its station, and the letter that took it there.
struct Station {
    House house;
    ledger::Taken taken;
    std::int64_t letter = 0;

    Station() {
        taken = house.take("From: a@example.org\n\nhelp", 1);
        house.begin_reading(taken.mail);
        REQUIRE(house.decide(taken.mail, "forward", "tvc.museum").ok());
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        auto posted = outbox::post(
                            t, at(3), house.letter_for(taken.mail, "station", "tvc.museum"));
                        if (posted) letter = *posted;
                        return posted;
                    })
                    .ok());
    }
    ledger::Deed confirmation(const std::string& before = "with_station") const {
        return {
            taken.case_id, base::StationId("tvc.museum"), "officer:tvc.museum", letter, before,
            "confirmed"};
    }
    ledger::RevealRow request(const std::string& cause, const std::string& mask = "PHONE-K7Q2",
                              int needed = 1) const {
        ledger::RevealRow row;
        row.case_id = taken.case_id;
        row.cause = cause;
        row.mask = mask;
        row.what_type = "PHONE";
        row.reason = "first_call";
        row.actor = "officer:tvc.museum";
        row.station = base::StationId("tvc.museum");
        row.local_day = "2026-11-22";
        row.needed = needed;
        row.state = needed > 1 ? "awaiting_two" : "awaiting_one";
        row.expires_at = at(1000).now;
        return row;
    }
    ledger::RevealRow ask(const ledger::RevealRow& row) {
        std::int64_t id = 0;
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        auto asked = ledger::ask_reveal(t, at(10), row, {1, 1});
                        if (asked) id = *asked;
                        return asked;
                    })
                    .ok());
        auto found = ledger::find_reveal(*house.state, id);
        REQUIRE(found.ok());
        REQUIRE(found->has_value());
        return **found;
    }
    bool vote(const ledger::RevealRow& row, const char* approver, const char* vote,
              const char* after, int n) {
        return house
            .run([&](store::Transaction& t) {
                return ledger::vote_on_reveal(t, at(20), row, {approver, vote, after, n});
            })
            .ok();
    }
    bool send(const ledger::RevealRow& row) {
        const base::AuditNote note{base::AuditEvent::reveal_sent,
                                   "daemon",
                                   row.case_id,
                                   row.station,
                                   {{"reveal", row.id}, {"letter", letter}}};
        return house
            .run([&](store::Transaction& t) {
                return ledger::note_reveal_sent(t, at(30), row, note);
            })
            .ok();
    }
    std::string state_of(const ledger::RevealRow& row) {
        auto found = ledger::find_reveal(*house.state, row.id);
        REQUIRE(found.ok());
        return (*found)->state;
    }
    std::string text(const std::string& sql) {
        auto rows = house.state->query(sql);
        REQUIRE(rows.ok());
        std::string out;
        for (const auto& row : *rows) {
            for (std::size_t i = 0; i < row.size(); ++i)
                out += (i > 0 ? "|" : "") + (row.is_null(i) ? "-" : row.text(i));
            out += "\n";
        }
        return out;
    }
};

}  // namespace

TEST_CASE("RECEIVED confirms a case once, with its event") {
    Station s;
    CHECK(s.house
              .run([&](store::Transaction& t) {
                  return ledger::confirm_case(t, at(100), s.confirmation());
              })
              .ok());
    CHECK(s.text("SELECT state FROM v1_case") == "confirmed\n");
    CHECK(s.text("SELECT actor, station FROM audit_event WHERE kind = 'confirmed'") ==
          "officer:tvc.museum|tvc.museum\n");
    const auto again = s.house.run([&](store::Transaction& t) {
        return ledger::confirm_case(t, at(200), s.confirmation());
    });
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().kind == base::FailureKind::temporary);
    CHECK(s.text("SELECT CAST(count(*) AS TEXT) FROM audit_event WHERE kind = 'confirmed'") ==
          "1\n");
}

TEST_CASE("an answer counts once for its letter, and again for another") {
    Station s;
    const std::string content =
        ledger::answer_content(s.house.keys, "m@x.test", "Sun, 22 Nov 2026", "RECEIVED");
    CHECK(content.size() == 32);
    const auto claim = [&](std::int64_t letter) {
        Counts counts = Counts::again;
        REQUIRE(s.house
                    .run([&](store::Transaction& t) {
                        auto done = ledger::claim_answer(
                            t, at(5), {letter, content, s.taken.case_id, "RECEIVED"});
                        if (done) counts = *done;
                        return done;
                    })
                    .ok());
        return counts;
    };
    CHECK_FALSE(*ledger::was_answered(*s.house.state, s.letter, content));
    CHECK(claim(s.letter) == Counts::first);
    CHECK(*ledger::was_answered(*s.house.state, s.letter, content));
    CHECK(claim(s.letter) == Counts::again);
}

TEST_CASE("what an answer says decides its key, not where one part ends and the next begins") {
    const House house;
    const auto key = [&](const char* id, const char* date, const char* text) {
        return ledger::answer_content(house.keys, id, date, text);
    };
    CHECK(key("a", "b", "c") == key("a", "b", "c"));
    CHECK(key("a", "b", "c") != key("a", "b", "d"));
    CHECK(key("ab", "", "c") != key("a", "b", "c"));
    CHECK(key("", "ab", "c") != key("a", "b", "c"));
}

TEST_CASE("lines that were not understood are counted for their recipient and time") {
    Station s;
    for (int n = 0; n < 3; ++n) {
        REQUIRE(s.house
                    .run([&](store::Transaction& t) {
                        return ledger::claim_answer(
                            t, at(1000 * n),
                            {s.letter, std::string(31, 'c') + char('0' + n), s.taken.case_id,
                             n == 2 ? "RECEIVED" : ""});
                    })
                    .ok());
    }
    const base::RecipientId museum("tvc.museum");
    CHECK(*ledger::count_not_understood(*s.house.state, museum, at(0).now) == 2);
    CHECK(*ledger::count_not_understood(*s.house.state, museum, at(500).now) == 1);
    CHECK(*ledger::count_not_understood(*s.house.state, base::RecipientId("tvc.fort"),
                                        at(0).now) == 0);
}

TEST_CASE("her number is decided on once while the call stays, and counted by station and day") {
    Station s;
    const base::StationId museum("tvc.museum");
    const base::StationId fort("tvc.fort");
    ledger::ContactRelease release{s.taken.case_id,      museum,       "2026-11-22",
                                   "officer:tvc.museum", "PHONE-K7Q2", ""};
    const auto note = [&] {
        return s.house.run(
            [&](store::Transaction& t) { return ledger::note_contact(t, at(5), release); });
    };
    CHECK_FALSE(*ledger::contact_was_decided(*s.house.state, s.taken.case_id, museum));
    CHECK(note().ok());
    CHECK_FALSE(note().ok());
    CHECK(*ledger::contact_was_decided(*s.house.state, s.taken.case_id, museum));
    CHECK_FALSE(*ledger::contact_was_decided(*s.house.state, s.taken.case_id, fort));
    CHECK(*ledger::contacts_released(*s.house.state, museum, "2026-11-22") == 1);
    CHECK(*ledger::contacts_released(*s.house.state, museum, "2026-11-23") == 0);
    CHECK(s.text("SELECT kind, state, what_type, mask, approved_by FROM v1_reveal") ==
          "contact|sent|PHONE|PHONE-K7Q2|-\n");

    // The call passes to another station, and back.
    release.station = fort;
    release.actor = "officer:tvc.fort";
    CHECK(note().ok());
    CHECK_FALSE(note().ok());
    CHECK(*ledger::contact_was_decided(*s.house.state, s.taken.case_id, fort));
    CHECK_FALSE(*ledger::contact_was_decided(*s.house.state, s.taken.case_id, museum));
    CHECK(*ledger::contacts_released(*s.house.state, fort, "2026-11-22") == 1);
    release.station = museum;
    CHECK(note().ok());
    CHECK(*ledger::contacts_released(*s.house.state, museum, "2026-11-22") == 2);
    CHECK(s.text("SELECT group_concat(station) FROM (SELECT station FROM v1_reveal ORDER BY station)") ==
          "tvc.fort,tvc.museum,tvc.museum\n");
}

TEST_CASE("a request walks to `sent`, each step with its event and none with a value") {
    Station s;
    const auto row = s.ask(s.request("aa", "PHONE-K7Q2", 2));
    CHECK(row.state == "awaiting_two");
    CHECK(s.vote(row, "approver.1", "approve", "awaiting_one", 1));
    auto half = row;
    half.state = "awaiting_one";
    CHECK(s.vote(half, "approver.2", "approve", "sent", 2));
    CHECK(s.state_of(row) == "awaiting_one");  // `sent` comes with the letter
    CHECK(s.send(half));
    CHECK(s.state_of(row) == "sent");
    CHECK(
        s.text("SELECT kind, actor FROM audit_event WHERE kind LIKE 'reveal%' ORDER BY seq") ==
        "reveal_asked|officer:tvc.museum\nreveal_approved|desk:approver.1\n"
        "reveal_approved|desk:approver.2\nreveal_sent|daemon\n");
    CHECK(s.text("SELECT actor, what_type, reason, approved_by, state FROM v1_reveal") ==
          "officer:tvc.museum|PHONE|first_call|approver.1,approver.2|sent\n");
}

TEST_CASE("a step from a state that is no longer true is refused whole") {
    Station s;
    const auto row = s.ask(s.request("aa", "PHONE-K7Q2", 2));
    CHECK(s.vote(row, "approver.1", "approve", "awaiting_one", 1));
    CHECK_FALSE(s.vote(row, "approver.1", "approve", "awaiting_one", 2));  // the same approver
    CHECK_FALSE(
        s.vote(row, "approver.2", "approve", "awaiting_one", 2));  // read before the first
    CHECK(
        s.text(
            "SELECT CAST(count(*) AS TEXT) FROM audit_event WHERE kind = 'reveal_approved'") ==
        "1\n");
    CHECK(s.text("SELECT approver FROM reveal_vote") == "approver.1\n");
}

TEST_CASE("who approved may refuse while nothing has left") {
    Station s;
    const auto row = s.ask(s.request("aa", "PHONE-K7Q2", 2));
    CHECK(s.vote(row, "approver.1", "approve", "awaiting_one", 1));
    auto half = row;
    half.state = "awaiting_one";
    CHECK(s.vote(half, "approver.1", "refuse", "refused", 1));
    CHECK(s.state_of(row) == "refused");
    CHECK(s.text("SELECT approver, vote FROM reveal_vote") == "approver.1|refuse\n");
}

TEST_CASE("requests are counted by case, station and day; those that a limit refused are not") {
    Station s;
    const base::StationId museum("tvc.museum");
    (void)s.ask(s.request("aa"));
    const auto second = s.ask(s.request("bb", "PERSON-AAAA"));
    const auto count = [&](const char* day) {
        const auto counts = ledger::count_reveals(*s.house.state, s.taken.case_id, museum, day);
        return std::to_string(counts->of_case) + " " + std::to_string(counts->of_day);
    };
    CHECK(count("2026-11-22") == "2 2");
    CHECK(count("2026-11-23") == "2 0");
    REQUIRE(s.house
                .run([&](store::Transaction& t) {
                    return ledger::refuse_reveal(t, at(11), second, "case_limit");
                })
                .ok());
    CHECK(count("2026-11-22") == "1 1");
    CHECK((*ledger::waiting_reveal(*s.house.state, s.taken.case_id, "PHONE-K7Q2")).has_value());
    CHECK_FALSE(
        (*ledger::waiting_reveal(*s.house.state, s.taken.case_id, "PERSON-AAAA")).has_value());
}

TEST_CASE("only what still waits past its time is overdue") {
    Station s;
    const auto row = s.ask(s.request("aa"));
    CHECK(ledger::overdue_reveals(*s.house.state, at(999).now)->empty());
    REQUIRE(ledger::overdue_reveals(*s.house.state, at(1000).now)->size() == 1);
    REQUIRE(
        s.house
            .run([&](store::Transaction& t) { return ledger::expire_reveal(t, at(1000), row); })
            .ok());
    CHECK(ledger::overdue_reveals(*s.house.state, at(1001).now)->empty());
    CHECK(s.text("SELECT state, approved_by FROM v1_reveal") == "expired|-\n");
}

TEST_CASE("the median time to RECEIVED of a station is of those that have one") {
    Station s;
    CHECK(s.text("SELECT median_hours_to_receive FROM v1_station_load") == "");
    REQUIRE(s.house
                .run([&](store::Transaction& t) {
                    return t.run(
                        "INSERT INTO station (station, district) VALUES ('tvc.museum', 'T')",
                        {});
                })
                .ok());
    CHECK(s.text("SELECT median_hours_to_receive FROM v1_station_load") == "-\n");
    REQUIRE(s.house
                .run([&](store::Transaction& t) {
                    return ledger::confirm_case(t, at(7200), s.confirmation());
                })
                .ok());
    auto rows = s.house.state->query("SELECT median_hours_to_receive FROM v1_station_load");
    REQUIRE(rows.ok());
    CHECK(rows->front().real(0) == Approx(2.0));
}
