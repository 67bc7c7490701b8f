// What lies in the mailbox and in the vault, compared with our rows.
#include "audit/verify.h"
#include "ledger/house.h"

using namespace ledger_test;

namespace {

std::string gaps(House& house, std::uint32_t uidnext,
                 const std::vector<std::uint32_t>& listed) {
    const auto found = ledger::find_gaps(*house.state, "INBOX", 7, uidnext, listed);
    REQUIRE(found.ok());
    std::string all;
    for (const auto& range : found.value())
        all += std::to_string(range.from) + "-" + std::to_string(range.to) + " ";
    return all;
}

void see(House& house, std::uint32_t uidnext,
         const std::vector<ledger::UidRange>& ranges = {}) {
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::note_seen(t, at(9), "INBOX", 7, uidnext, ranges);
                })
                .ok());
}

std::size_t damaged(House& house) {
    const auto found =
        ledger::damaged_cases(*house.state, *house.vault, house.keys, base::from_unix(0));
    REQUIRE(found.ok());
    return found->size();
}

}  // namespace

TEST_CASE("numbers that nobody has are gaps, once the folder was seen before") {
    House house;
    REQUIRE(gaps(house, 100, {50}).empty());
    see(house, 10);
    REQUIRE(gaps(house, 10, {}).empty());
    REQUIRE(gaps(house, 11, {10}).empty());
    REQUIRE(gaps(house, 11, {}) == "10-10 ");
    REQUIRE(gaps(house, 16, {12, 15}) == "10-11 13-14 ");
    REQUIRE(gaps(house, 4294967295U, {4294967294U}) == "10-4294967293 ");
    house.take("a mail", 12);
    REQUIRE(gaps(house, 16, {15}) == "10-11 13-14 ");
    see(house, 16, {{10, 11}, {13, 14}});
    REQUIRE(gaps(house, 16, {}).empty());
    see(house, 5);  // never backwards
    REQUIRE(*ledger::seen_to(*house.state, "INBOX", 7)->operator->() == 16);
    REQUIRE_FALSE(ledger::seen_to(*house.state, "INBOX", 8)->has_value());
    const auto events = house.events();
    REQUIRE(std::count(events.begin(), events.end(), "gap") == 2);
}

TEST_CASE("older mail is known, listed once, and no mail of ours") {
    House house;
    const ledger::OlderMail old{0, {"INBOX", 7, 3}, at(-99).now, 1234};
    for (int n = 0; n < 2; ++n) {
        REQUIRE(house.run([&](store::Transaction& t) { return ledger::record_older(t, old); })
                    .ok());
    }
    REQUIRE(*ledger::known_uids(*house.state, "INBOX", 7, 1, 9) == std::set<std::uint32_t>{3});
    auto listed = ledger::unlisted_older(*house.state, 10);
    REQUIRE(listed->size() == 1);
    REQUIRE(listed->front().size == 1234);
    REQUIRE(listed->front().internal_date == at(-99).now);
    REQUIRE(
        house.run([&](store::Transaction& t) { return ledger::mark_listed(t, at(1), *listed); })
            .ok());
    REQUIRE(ledger::unlisted_older(*house.state, 10)->empty());
    REQUIRE(*ledger::known_uids(*house.state, "INBOX", 7, 1, 9) == std::set<std::uint32_t>{3});
    REQUIRE(house.events() == std::vector<std::string>{"older_listed"});
    REQUIRE(ledger::unbalanced_days(*house.state)->empty());
}

TEST_CASE("a case whose key, original or working copy is missing or altered is found") {
    House house;
    house.take("first", 1);
    const auto taken = house.take("second", 2);
    REQUIRE(damaged(house) == 0);
    const store::Blob id{taken.case_id.str()};
    const auto harm = [&](const char* sql) {
        REQUIRE(house
                    .run_vault([&](store::VaultTransaction& t) -> base::Result<void> {
                        auto done = t.run(sql, {id});
                        if (!done) return done.error();
                        REQUIRE(*done > 0);
                        return {};
                    })
                    .ok());
    };
    SECTION("the sealed original is gone") {
        harm("DELETE FROM piece WHERE kind = 'original' AND case_id = ?");
        REQUIRE(damaged(house) == 1);
    }
    SECTION("an octet of the original was flipped") {
        harm("UPDATE piece SET sha256 = zeroblob(32) WHERE kind = 'original' AND case_id = ?");
        REQUIRE(damaged(house) == 1);
    }
    SECTION("the working copy was destroyed after its time: fine") {
        harm("DELETE FROM piece WHERE kind = 'working_copy' AND case_id = ?");
        REQUIRE(damaged(house) == 0);
    }
    SECTION("the key was altered") {
        harm("UPDATE case_key SET wrapped = zeroblob(72) WHERE case_id = ?");
        REQUIRE(damaged(house) == 1);
    }
    REQUIRE(ledger::is_sound(*house.state).value());
    REQUIRE(ledger::is_sound(*house.vault).value());
}

TEST_CASE("a trouble is open once until it ends") {
    House house;
    const auto begin = [&] {
        bool fresh = false;
        REQUIRE(house
                    .run([&](store::Transaction& t) -> base::Result<void> {
                        auto row = ledger::begin_trouble(t, at(1), "disk_full");
                        if (!row) return row.error();
                        fresh = row->has_value();
                        return {};
                    })
                    .ok());
        return fresh;
    };
    const auto end = [&](std::int64_t times) {
        bool ended = false;
        REQUIRE(house
                    .run([&](store::Transaction& t) -> base::Result<void> {
                        auto row = ledger::end_trouble(t, at(5), "disk_full", times);
                        if (!row) return row.error();
                        ended = row->has_value();
                        return {};
                    })
                    .ok());
        return ended;
    };
    REQUIRE_FALSE(end(1));
    REQUIRE(begin());
    REQUIRE_FALSE(begin());
    REQUIRE(ledger::open_troubles(*house.state)->size() == 1);
    house.open(2);  // survives a restart
    REQUIRE(ledger::open_troubles(*house.state)->front().kind == "disk_full");
    REQUIRE(end(4));
    REQUIRE_FALSE(end(4));
    REQUIRE(ledger::open_troubles(*house.state)->empty());
    REQUIRE(begin());
    REQUIRE(house.events() ==
            std::vector<std::string>{"alarm_raised", "alarm_ended", "alarm_raised"});
    REQUIRE(audit::verify(*house.state)->fine());
}

TEST_CASE(
    "a mail that came in another size than announced is kept, and nobody reads it unasked") {
    House house;
    const ledger::Arrival arrival{
        {"INBOX", 7, 4}, at(0).now, "half a mail", ledger::Origin::watched, "size_differs"};
    auto custody = ledger::prepare_custody(arrival, house.keys, house.records);
    REQUIRE(custody.ok());
    const auto taken = house.take(*custody);
    REQUIRE(house.events() == std::vector<std::string>{"received", "quarantined"});
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id);
    REQUIRE(ledger::read_working_copy(*house.vault, *key, taken.case_id).value() ==
            "half a mail");
    REQUIRE(ledger::quarantined_mails(*house.state)->front().quarantine_reason ==
            "size_differs");
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::requeue(t, at(2), taken.mail, "admin:0");
                })
                .ok());
    REQUIRE(audit::verify(*house.state)->fine());
}
