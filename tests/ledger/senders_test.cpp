// What is known of an address by its keyed hash: its open case, how much it wrote, its STOP.
#include "ledger/senders.h"

#include "ledger/house.h"

using ledger_test::House;
using ledger_test::noon;

namespace {

struct Senders {
    House house;
    std::uint32_t uid = 0;

    std::string hash(const std::string& address) {
        return ledger::sender_hash(house.keys, address);
    }
    ledger::Taken write(const std::string& address, const std::string& action = "forward",
                        base::Seconds when = {}) {
        ++uid;
        const auto taken = house.take("mail " + std::to_string(uid), uid);
        REQUIRE(house
                    .run_vault([&](store::VaultTransaction& v) {
                        return ledger::put_sender(v, taken.case_id, hash(address), noon + when);
                    })
                    .ok());
        REQUIRE(house.decide(taken.mail, action, action == "forward" ? "tvc.museum" : "").ok());
        return taken;
    }
    void set(const ledger::Taken& of, const std::string& columns) {
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return t.run("UPDATE case_file SET " + columns + " WHERE case_id = ?",
                                     {store::Blob{of.case_id.str()}});
                    })
                    .ok());
    }
    // "APJ-2026-000001", or "" where this address has none open.
    std::string open_of(const std::string& address) {
        auto found = ledger::open_case_of(*house.state, *house.vault, hash(address));
        REQUIRE(found.ok());
        return found->has_value() ? (*found)->number.str() : "";
    }
    int count(const std::string& address, base::Seconds since, int most) {
        auto counted = ledger::count_mails_of(*house.vault, hash(address), noon + since, most);
        REQUIRE(counted.ok());
        return *counted;
    }
    bool stopped(const std::string& address) {
        auto stop = ledger::wrote_stop(*house.state, *house.vault, hash(address));
        REQUIRE(stop.ok());
        return *stop;
    }
};

}  // namespace

TEST_CASE("the newest case of an address counts while it is open, then the one before") {
    Senders senders;
    const auto first = senders.write("her@example.org");
    const auto second = senders.write("her@example.org");
    CHECK(senders.open_of("her@example.org") == second.number.str());
    senders.set(second, "state = 'closed'");
    CHECK(senders.open_of("her@example.org") == first.number.str());
    senders.set(first, "state = 'closed'");
    CHECK(senders.open_of("her@example.org").empty());
    CHECK(senders.open_of("his@example.org").empty());
}

TEST_CASE(
    "a further mail leads to the case that it joined; a list of bulk mail leads nowhere") {
    Senders senders;
    const auto root = senders.write("her@example.org");
    const auto more = senders.write("other@example.org", "triage");
    REQUIRE(senders.house
                .run([&](store::Transaction& t) {
                    return t.run(
                        "UPDATE case_file SET attached_to = ?, state = 'closed' "
                        "WHERE case_id = ?",
                        {store::Blob{root.case_id.str()}, store::Blob{more.case_id.str()}});
                })
                .ok());
    CHECK(senders.open_of("other@example.org") == root.number.str());
    senders.write("bulk@example.org", "digest");
    CHECK(senders.open_of("bulk@example.org").empty());
}

TEST_CASE("whose case it is, is asked of the mail that opened it") {
    Senders senders;
    const auto hers = senders.write("her@example.org");
    const auto is = [&](const std::string& address) {
        return ledger::is_sender_of(*senders.house.vault, hers.case_id, senders.hash(address))
            .value();
    };
    CHECK(is("her@example.org"));
    CHECK(is("HER@example.org"));
    CHECK_FALSE(is("his@example.org"));
}

TEST_CASE("mails of an address are counted since a moment, and no further than was asked") {
    Senders senders;
    for (int n = 0; n < 5; ++n)
        senders.write("flood@example.org", "triage", std::chrono::minutes(n));
    senders.write("her@example.org");
    CHECK(senders.count("flood@example.org", {}, 50) == 5);
    CHECK(senders.count("flood@example.org", std::chrono::minutes(3), 50) == 2);
    CHECK(senders.count("flood@example.org", {}, 3) == 3);
    CHECK(senders.count("her@example.org", {}, 50) == 1);
    CHECK(senders.count("nobody@example.org", {}, 50) == 0);
}

TEST_CASE("STOP is remembered of the address that wrote it, with or without a case") {
    Senders senders;
    const auto stop = senders.write("her@example.org", "triage");
    senders.write("his@example.org");
    CHECK_FALSE(senders.stopped("her@example.org"));
    senders.set(stop, "kind = 'stop', state = 'closed'");
    CHECK(senders.stopped("her@example.org"));
    CHECK_FALSE(senders.stopped("his@example.org"));
}
