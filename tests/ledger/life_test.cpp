#include "ledger/house.h"
#include "ledger/review_rows.h"

using cases::CaseState;
using ledger::Call;
using ledger_test::at;
using ledger_test::House;

namespace {

// A case that a station has, and the deeds that are done to it.
struct Life {
    House house;
    base::CaseId id;
    std::string state = "with_station";

    Life() {
        const auto taken = house.take("From: a@example.org\n\nhelp", 1);
        id = taken.case_id;
        REQUIRE(house.decide(taken.mail, "forward", "tvc.museum").ok());
    }
    ledger::Deed deed(const std::string& after) const {
        return {id, base::StationId("tvc.museum"), "officer:tvc.museum", 7, state, after};
    }
    // The state goes from what it is to `after`.
    template <class Change>
    void does(const std::string& after, const Change& change) {
        auto done = house.run([&](store::Transaction& t) { return change(t, deed(after)); });
        if (!done) FAIL(base::to_text(done.error()));
        state = after;
    }
    cases::CaseLife read() {
        auto life = ledger::find_life(*house.state, id);
        REQUIRE(life.ok());
        REQUIRE(life->has_value());
        return **life;
    }
    std::string last_event() {
        return house.text(
            "SELECT actor || ' ' || kind || ' ' || coalesce(station, '-') || ' ' || attrs FROM "
            "audit_event ORDER BY seq DESC LIMIT 1");
    }
};

}  // namespace

TEST_CASE("a new case of a station has a life with nothing in it but its beginning") {
    Life life;
    const auto read = life.read();
    REQUIRE(read.state == CaseState::with_station);
    REQUIRE(read.station == "tvc.museum");
    REQUIRE(read.station_since == at(2).now);
    REQUIRE(read.mail_safety == "unknown");
    REQUIRE_FALSE(read.silent);
    REQUIRE(read.call_tries == 0);
    REQUIRE_FALSE(read.contacted.has_value());
    REQUIRE(read.wish.empty());
    REQUIRE(read.asked_outcome.empty());
    REQUIRE(read.never_to.empty());
}

TEST_CASE("what officers say is kept with the time it was said first, and each has its event") {
    Life life;
    life.does("confirmed",
              [](auto& t, const auto& deed) { return ledger::confirm_case(t, at(10), deed); });
    life.does("confirmed", [](auto& t, const auto& deed) {
        return ledger::note_call(t, at(20), deed, Call::no_answer, ledger::Try::counts);
    });
    REQUIRE(life.read().call_tries == 1);
    REQUIRE(life.read().last_try == at(20).now);
    REQUIRE(life.last_event() ==
            R"(officer:tvc.museum called tvc.museum {"letter":7,"result":"no_answer"})");
    for (const int seconds : {30, 40}) {
        life.does("contacted", [&](auto& t, const auto& deed) {
            return ledger::note_call(t, at(seconds), deed, Call::talked, ledger::Try::counts);
        });
    }
    life.does("contacted", [](auto& t, const auto& deed) {
        return ledger::set_mail_safety(t, at(50), deed, "safe");
    });
    REQUIRE(life.last_event() ==
            R"(officer:tvc.museum mail_safety tvc.museum {"letter":7,"to":"safe"})");
    for (const int seconds : {60, 70}) {
        life.does("contacted", [&](auto& t, const auto& deed) {
            return ledger::note_signed(t, at(seconds), deed);
        });
    }
    life.does("identified", [](auto& t, const auto& deed) {
        return ledger::note_identified(t, at(80), deed);
    });
    life.does("awaiting_wish", [](auto& t, const auto& deed) {
        return ledger::note_wish(t, at(90), deed, "later");
    });
    life.does("legal_action", [](auto& t, const auto& deed) {
        return ledger::note_wish(t, at(100), deed, "yes");
    });
    REQUIRE(life.last_event() ==
            R"(officer:tvc.museum wish tvc.museum {"letter":7,"wish":"yes"})");
    life.does("legal_action",
              [](auto& t, const auto& deed) { return ledger::note_fir(t, at(110), deed); });
    const auto read = life.read();
    REQUIRE(read.state == CaseState::legal_action);
    REQUIRE(read.confirmed == at(10).now);
    REQUIRE(read.contacted == at(30).now);
    REQUIRE(read.mail_safety == "safe");
    REQUIRE(read.signed_at == at(60).now);
    REQUIRE(read.identified == at(80).now);
    REQUIRE(read.wish == "yes");
    REQUIRE(read.wish_at == at(100).now);
    REQUIRE(read.fir == at(110).now);
}

TEST_CASE("a closing that is asked for is refused, asked again, done, and undone") {
    Life life;
    life.does("check_call", [](auto& t, const auto& deed) {
        return ledger::ask_closing(t, at(10), deed, "withdrawn_heard");
    });
    auto read = life.read();
    REQUIRE(read.asked_outcome == "withdrawn_heard");
    REQUIRE(read.asked_by == "officer:tvc.museum");
    REQUIRE(read.asked_at == at(10).now);
    life.does("contacted", [](auto& t, const auto& deed) {
        return ledger::refuse_closing(t, at(20), deed, "check_call");
    });
    REQUIRE(life.read().asked_outcome.empty());
    REQUIRE_FALSE(life.read().asked_at.has_value());
    life.does("closed", [](auto& t, const auto& deed) {
        return ledger::close_case(t, at(30), deed, "warned", "2026-11-22");
    });
    REQUIRE(life.read().outcome == "warned");
    REQUIRE(life.read().closed == at(30).now);
    REQUIRE(life.house.text("SELECT outcome || cases FROM v1_outcome") == "warned1");
    REQUIRE(ledger::open_lives(*life.house.state)->empty());
    life.does("contacted", [](auto& t, const auto& deed) {
        return ledger::reopen_case(t, at(40), deed, "desk");
    });
    REQUIRE(life.read().reopened == 1);
    REQUIRE(life.read().closed == at(30).now);
    REQUIRE(life.house.text("SELECT count(*) FROM v1_outcome") == "0");
    REQUIRE(
        life.house.text("SELECT state || outcome || reopened || (closed_at IS NOT NULL) FROM "
                        "v1_case") == "contactedwarned11");
    // The report counts it as open, and that it was opened again.
    const auto rows =
        ledger::read_review_rows(*life.house.state, {"2026-11-22", "2026-11-22"}, at(50).now);
    REQUIRE(rows.ok());
    REQUIRE(rows->cases.size() == 1);
    REQUIRE(rows->cases[0].state == "contacted");
    REQUIRE(rows->cases[0].reopened == 1);
    REQUIRE(ledger::open_lives(*life.house.state)->size() == 1);
}

TEST_CASE("a case that moves begins anew with its station and keeps what she said") {
    Life life;
    life.does("confirmed",
              [](auto& t, const auto& deed) { return ledger::confirm_case(t, at(10), deed); });
    life.does("confirmed", [](auto& t, const auto& deed) {
        return ledger::note_call(t, at(20), deed, Call::no_answer, ledger::Try::counts);
    });
    life.does("with_station", [](auto& t, const auto& deed) {
        return ledger::move_case(t, at(30), deed, base::StationId("tvc.pettah"), "not_ours",
                                 ledger::MovedBy::not_ours);
    });
    auto read = life.read();
    REQUIRE(read.station == "tvc.pettah");
    REQUIRE(read.station_since == at(30).now);
    REQUIRE(read.refused_by_stations == 1);
    REQUIRE(read.call_tries == 0);
    REQUIRE_FALSE(read.confirmed.has_value());
    REQUIRE(
        life.last_event() ==
        R"(officer:tvc.museum moved tvc.museum {"letter":7,"to":"tvc.pettah","why":"not_ours"})");
    life.does("with_desk", [](auto& t, const auto& deed) {
        return ledger::move_case(t, at(40), deed, base::StationId(), "not_ours",
                                 ledger::MovedBy::not_ours);
    });
    read = life.read();
    REQUIRE(read.station.empty());
    REQUIRE_FALSE(read.station_since.has_value());
    REQUIRE(read.refused_by_stations == 2);
    life.does("with_desk", [](auto& t, const auto& deed) {
        return ledger::hold_case(t, at(50), deed, at(9000).now);
    });
    REQUIRE(life.read().held_until == at(9000).now);
}

TEST_CASE("whoever is too late changes nothing and leaves no event") {
    Life life;
    const std::string events = life.house.text("SELECT count(*) FROM audit_event");
    ledger::Deed late = life.deed("contacted");
    late.before = "confirmed";
    auto done = life.house.run([&](store::Transaction& t) {
        return ledger::note_call(t, at(10), late, Call::talked, ledger::Try::counts);
    });
    REQUIRE_FALSE(done.ok());
    REQUIRE(done.error().kind == base::FailureKind::temporary);
    REQUIRE(life.read().state == CaseState::with_station);
    REQUIRE(life.house.text("SELECT count(*) FROM audit_event") == events);
}

TEST_CASE("silence and a forbidden recipient are noted once") {
    Life life;
    const base::RecipientId station("tvc.museum");
    for (int i = 0; i < 2; ++i) {
        life.does("with_station", [](auto& t, const auto& deed) {
            return ledger::silence(t, at(10), deed, "stop");
        });
        life.does("with_station", [&](auto& t, const auto& deed) {
            return ledger::never_write_to(t, at(11), deed.case_id, station, "daemon");
        });
        if (i == 0) {
            REQUIRE(life.last_event() == R"(daemon never_to - {"recipient":"tvc.museum"})");
            continue;
        }
        REQUIRE(life.house.text("SELECT count(*) FROM audit_event WHERE kind IN ('silenced', "
                                "'never_to')") == "2");
    }
    REQUIRE(life.read().silent);
    REQUIRE(life.read().never_to == std::vector<base::RecipientId>{station});
}
