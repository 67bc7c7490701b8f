// The rows of the review page agree with the views that auditors read.
#include "ledger/review_rows.h"

#include "ledger/house.h"

using namespace ledger_test;

namespace {

const review::Period today{"2026-11-22", "2026-11-22", kerala};

base::Result<void> change(House& house, const std::string& sql) {
    return house.run([&](store::Transaction& t) { return t.run(sql, {}); });
}

}  // namespace

TEST_CASE("the page is counted from complaints, not from answers, bulk and follow-ups") {
    House house;
    const auto complaint = house.take("complaint", 1);
    const auto triage = house.take("triage", 2);
    const auto bulk = house.take("bulk", 3);
    const auto answer = house.take("answer", 4);
    const auto unread = house.take("unread", 5);
    REQUIRE(house.decide(complaint.mail, "forward", "tvc.fort").ok());
    REQUIRE(house.decide(triage.mail, "triage").ok());
    REQUIRE(house.decide(bulk.mail, "digest").ok());
    REQUIRE(house.decide(answer.mail, "record").ok());
    house.send(house.letter_for(complaint.mail, "station", "tvc.fort"));
    REQUIRE(change(house, "UPDATE letter SET uncertain = 1").ok());
    auto rows = ledger::read_review_rows(*house.state, today, at(60).now);
    REQUIRE(rows.ok());
    REQUIRE(rows->cases.size() == 3);
    REQUIRE(rows->routes.size() == 2);
    REQUIRE(rows->doubts.size() == 1);
    REQUIRE(rows->doubts.front().uncertain == 1);
    REQUIRE(rows->balance.size() == 1);
    REQUIRE(rows->balance.front().received == 5);
    REQUIRE(rows->balance.front().accepted == 1);
    REQUIRE(rows->balance.front().bulk == 1);
    REQUIRE(rows->balance.front().difference == 0);
    REQUIRE(house.text("SELECT count(*) FROM v1_case WHERE state <> 'closed' AND pending_with "
                       "IS NOT NULL") == "4");
}

TEST_CASE("a case that went to another station later is a correction") {
    House house;
    for (const auto* text : {"one", "two", "three"}) {
        const auto taken = house.take(text, static_cast<std::uint32_t>(text[1]));
        REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    }
    REQUIRE(
        change(house,
               "INSERT INTO decision (case_id, at, action, station, reason, score, lead, "
               "rules_sha256, evidence_kinds) SELECT case_id, at + 9, 'forward', 'tvc.museum', "
               "'held', 0, 0, rules_sha256, '' FROM decision LIMIT 1")
            .ok());
    auto rows = ledger::read_review_rows(*house.state, today, at(60).now);
    REQUIRE(rows.ok());
    REQUIRE(rows->routes.size() == 1);
    REQUIRE(rows->routes.front().reason == "residence");
    REQUIRE(rows->routes.front().cases == 3);
    REQUIRE(rows->routes.front().corrected == 1);
}

TEST_CASE("what was covered is told by class, once for each mail") {
    House house;
    const auto taken = house.take("one", 1);
    REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    for (const char* destination : {"desk", "station"}) {
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return audit::append(
                            t, at(3),
                            {base::AuditEvent::redacted,
                             "daemon",
                             taken.case_id,
                             std::nullopt,
                             {{"destination", std::string(destination)},
                              {"classes", std::string("PERSON=1,PHONE=") +
                                              (*destination == 'd' ? "9" : "2")}}});
                    })
                    .ok());
    }
    auto rows = ledger::read_review_rows(*house.state, today, at(60).now);
    REQUIRE(rows.ok());
    REQUIRE(rows->covered.size() == 2);
    REQUIRE(rows->covered[0].type == "PERSON");
    REQUIRE(rows->covered[0].covered == 1);
    REQUIRE(rows->covered[1].type == "PHONE");
    REQUIRE(rows->covered[1].covered == 2);
}

TEST_CASE("the period leaves out what closed before it") {
    House house;
    const auto taken = house.take("one", 1, -86400 * 40);
    REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    REQUIRE(ledger::read_review_rows(*house.state, today, at(60).now)->cases.size() == 1);
    REQUIRE(change(house,
                   "UPDATE case_file SET state = 'closed', outcome = 'warned', closed_at = "
                   "received_at + 10, closed_day = '2026-10-13'")
                .ok());
    REQUIRE(ledger::read_review_rows(*house.state, today, at(60).now)->cases.empty());
}
