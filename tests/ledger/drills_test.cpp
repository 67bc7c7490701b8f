#include "ledger/drills.h"

#include "ledger/house.h"

using namespace ledger_test;

namespace {

std::int64_t ask(House& house, const std::string& month, const std::string& station,
                 std::int64_t seconds) {
    outbox::QueuedLetter letter;
    letter.kind = "drill";
    letter.recipient = base::RecipientId(station);
    letter.cause = ledger::cause_of_drill(month);
    letter.message_id = month + station + "@example.org";
    letter.hash = std::string(64, 'f');
    letter.first_queued = at(seconds).now;
    letter.next_attempt = at(seconds).now;
    std::int64_t id = 0;
    REQUIRE(house
                .run([&](store::Transaction& t) -> base::Result<std::int64_t> {
                    auto posted = outbox::post(t, at(seconds), letter);
                    if (posted) id = *posted;
                    return posted;
                })
                .ok());
    return id;
}

void answer(House& house, std::int64_t letter, const std::string& word, std::uint32_t uid) {
    const auto mail = house.take("answer " + std::to_string(uid), uid);
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::claim_answer(
                        t, at(50),
                        {letter, std::string(32, static_cast<char>(uid)), mail.case_id, word});
                })
                .ok());
}

}  // namespace

TEST_CASE("the last drill counts whom it asked and who said RECEIVED") {
    House house;
    REQUIRE_FALSE(ledger::last_drill(*house.state, at(1000).now)->has_value());
    ask(house, "2026-11", "tvc.museum", 1);
    const auto museum = ask(house, "2026-12", "tvc.museum", 100);
    const auto fort = ask(house, "2026-12", "tvc.fort", 101);
    ask(house, "2026-12", "tvc.vanchiyoor", 102);
    answer(house, museum, "RECEIVED", 1);
    answer(house, fort, "NOTE", 2);
    const auto drill = ledger::last_drill(*house.state, at(1000).now);
    REQUIRE(drill->has_value());
    REQUIRE((*drill)->month == "2026-12");
    REQUIRE((*drill)->at == at(100).now);
    REQUIRE((*drill)->asked == 3);
    REQUIRE((*drill)->unanswered ==
            std::vector{base::StationId("tvc.fort"), base::StationId("tvc.vanchiyoor")});
    // As a report of an earlier period saw it.
    const auto before = ledger::last_drill(*house.state, at(50).now);
    REQUIRE((*before)->month == "2026-11");
    REQUIRE((*before)->asked == 1);
    // No figure of cases has any of it: the two answers are mails, and nothing else came.
    REQUIRE(house.text("SELECT count(*) FROM v1_case") == "2");
    REQUIRE(house.text("SELECT count(*) FROM letter WHERE case_id IS NULL") == "4");
}
