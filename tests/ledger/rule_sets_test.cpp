#include "ledger/house.h"

using namespace ledger_test;

namespace {

ledger::RuleSetRecord rules(char mark) {
    ledger::RuleSetRecord record;
    record.sha256 = std::string(64, mark);
    record.files = {{"kerala/tvc.yaml", "stations: ചെറിയ"},
                    {"redaction.yaml", std::string(1, mark)}};
    record.stations = {{base::StationId("tvc.fort"), "Thiruvananthapuram", "Fort", "ഫോർട്ട്", 2},
                       {base::StationId("tvc.museum"), "Thiruvananthapuram", "Museum", "", {}}};
    return record;
}

}  // namespace

TEST_CASE("the last good set of rules is kept as text") {
    House house;
    REQUIRE_FALSE(ledger::last_good_rules(*house.state)->has_value());
    const auto activate = [&](char mark) {
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return ledger::activate_rules(t, at(0), rules(mark));
                    })
                    .ok());
    };
    activate('a');
    activate('a');
    activate('b');
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::refuse_rules(t, at(1), std::string(64, 'c'), 3, "admin:0");
                })
                .ok());
    const auto stored = ledger::last_good_rules(*house.state);
    REQUIRE((*stored)->sha256 == std::string(64, 'b'));
    REQUIRE((*stored)->files == rules('b').files);
    REQUIRE(house.events() ==
            std::vector<std::string>{"rules_activated", "rules_activated", "rules_refused"});
    REQUIRE(
        house.text(
            "SELECT group_concat(substr(sha256, 1, 1) || refused || problems) FROM v1_rules") ==
        "a00,b00,c13");
    REQUIRE(house.text("SELECT count(*) FROM rule_set WHERE files IS NOT NULL") == "1");
}

TEST_CASE("a set that comes back is activated again, with the changed mailboxes named") {
    House house;
    auto changed = rules('b');
    for (int i = 0; i < 12; ++i)
        changed.changed_mailboxes.push_back("tvc.s" + std::to_string(i));
    for (const auto& set : {rules('a'), changed, rules('a')}) {
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return ledger::activate_rules(t, at(0), set);
                    })
                    .ok());
    }
    REQUIRE(ledger::last_good_rules(*house.state)->value().sha256 == std::string(64, 'a'));
    REQUIRE(audit::list_events(*house.state, 0, 10)->at(1).attrs ==
            "{\"changed_mailboxes\":\"tvc.s0,tvc.s1,tvc.s2,tvc.s3,tvc.s4,tvc.s5,tvc.s6,tvc.s7 "
            "and 4 more\",\"rules\":\"" +
                std::string(64, 'b') + "\"}");
}

TEST_CASE("the load of a station counts its cases") {
    House house;
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::activate_rules(t, at(0), rules('a'));
                })
                .ok());
    const auto taken = house.take("a complaint", 1);
    REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    house.send(house.letter_for(taken.mail, "station", "tvc.fort"));
    const auto load = [&](const char* station) {
        return house.text(std::string("SELECT received || '/' || open || '/' || "
                                      "answered_within_24h || '/' || closed || '/' || "
                                      "coalesce(trained_officers, '-') || '/' || district FROM "
                                      "v1_station_load WHERE station = '") +
                          station + "'");
    };
    REQUIRE(load("tvc.fort") == "1/1/0/0/2/Thiruvananthapuram");
    REQUIRE(load("tvc.museum") == "0/0/0/0/-/Thiruvananthapuram");
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return audit::append(t, at(3600),
                                         {base::AuditEvent::officer_answer,
                                          "officer:tvc.fort",
                                          taken.case_id,
                                          base::StationId("tvc.fort"),
                                          {{"word", std::string("RECEIVED")}}});
                })
                .ok());
    REQUIRE(load("tvc.fort") == "1/1/1/0/2/Thiruvananthapuram");
}

TEST_CASE("a case counts with its last outcome, and with none while it is open again") {
    House house;
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::activate_rules(t, at(0), rules('a'));
                })
                .ok());
    for (const auto* text : {"one", "two", "three"}) {
        const auto taken = house.take(text, static_cast<std::uint32_t>(text[1]));
        REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    }
    const auto outcomes = [&] {
        return house.text(
            "SELECT coalesce(group_concat(month || ' ' || district || ' ' || outcome || ' ' || "
            "cases, '; '), 'none') FROM v1_outcome");
    };
    REQUIRE(outcomes() == "none");
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    auto done = t.run(
                        "UPDATE case_file SET state = 'closed', outcome = 'warned', "
                        "closed_at = 1795400000, closed_day = '2026-11-22' WHERE serial < 3",
                        {});
                    return done ? base::Result<void>{} : done.error();
                })
                .ok());
    REQUIRE(outcomes() == "2026-11 Thiruvananthapuram warned 2");
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    auto done = t.run(
                        "UPDATE case_file SET state = 'with_station', reopened = 1 "
                        "WHERE serial = 1",
                        {});
                    return done ? base::Result<void>{} : done.error();
                })
                .ok());
    REQUIRE(outcomes() == "2026-11 Thiruvananthapuram warned 1");
}
