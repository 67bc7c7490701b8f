// A mail that is sealed and stored part by part (A17).
#include "base/sha256.h"
#include "base/text.h"
#include "house.h"
#include "ledger/custody_in_parts.h"
#include "seal/key_file.h"

using namespace ledger_test;

namespace {

struct Large {
    House house;
    std::string mail = seal::random_octets(11'000'000);  // three pieces, sealed

    std::unique_ptr<ledger::CustodyInParts> begin(std::uint64_t size) {
        ledger::LargeArrival arrival;
        arrival.at = {"INBOX", 7, 12};
        arrival.internal_date = noon;
        arrival.size = size;
        auto begun = ledger::CustodyInParts::begin(arrival, house.keys, house.records);
        REQUIRE(begun.ok());
        return std::move(*begun);
    }
    void keep(const ledger::CustodyInParts& taking) {
        REQUIRE(
            house.run_vault([&](store::VaultTransaction& v) { return taking.keep(v, noon); })
                .ok());
    }
    ledger::Taken take() {
        auto taking = begin(mail.size());
        for (std::size_t at = 0; at < mail.size(); at += 4'000'000) {
            taking->add(std::string_view(mail).substr(at, 4'000'000));
            keep(*taking);
        }
        const auto custody = taking->finish();
        keep(*taking);
        CHECK(custody.sha256 == base::sha256_hex(mail));
        CHECK(custody.content == ledger::content_key(house.keys, mail));
        CHECK(custody.commitment == base::to_hex(seal::keyed_hash(custody.case_key, mail)));
        return house.take(custody);
    }
    std::int64_t count(const std::string& sql) {
        return house.vault->query(sql).value().front().whole(0);
    }
};

}  // namespace

TEST_CASE("a mail kept in parts is in custody, set aside, and opens at the records office") {
    Large large;
    House& house = large.house;
    const auto taken = large.take();
    CHECK(taken.receipt == ledger::Receipt::opened);
    CHECK(house.events() == std::vector<std::string>{"received", "quarantined"});
    CHECK(house.balance().quarantined == 1);
    CHECK(house.balance().difference == 0);
    CHECK(large.count("SELECT count(*) FROM piece WHERE kind = 'original'") == 3);
    CHECK(large.count("SELECT count(*) FROM piece WHERE kind = 'working_copy'") == 0);
    CHECK(large.count("SELECT max(size) FROM piece") < 4'200'000);
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id).value();
    const auto sealed = ledger::read_sealed_original(*house.vault, key, taken.case_id);
    REQUIRE(sealed.ok());
    const auto noted = house.state->query(
        "SELECT attrs FROM audit_event WHERE kind = 'received' AND instr(attrs, ?) > 0",
        {base::sha256_hex(*sealed)});
    CHECK(noted.value().size() == 1);
    const auto secret = seal::read_key_file(house.folder / "office.key", seal::secret_title);
    REQUIRE(secret.ok());
    CHECK(seal::open_sealed(*sealed, *secret).value() == large.mail);
    // Nobody is to read it here, and the desk must be told.
    CHECK_FALSE(ledger::read_working_copy(*house.vault, key, taken.case_id).ok());
    const auto untold = ledger::untold_mails(*house.state);
    REQUIRE(untold.value().size() == 1);
    CHECK(untold->front().quarantine_reason == "too_large");
    const auto again = large.take();
    CHECK(again.receipt == ledger::Receipt::known);
}

TEST_CASE("a piece of an original that is missing, altered or moved is noticed") {
    Large large;
    House& house = large.house;
    const auto taken = large.take();
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id).value();
    REQUIRE(ledger::is_original_whole(*house.vault, key, taken.case_id));
    const std::string sql = GENERATE(
        as<std::string>(), "DELETE FROM piece WHERE name LIKE '%.2'",
        "DELETE FROM piece WHERE name LIKE '%.1'",
        "DELETE FROM piece WHERE name NOT LIKE '%.%'",
        "UPDATE piece_chunk SET octets = zeroblob(length(octets)) WHERE piece_id = 2",
        "UPDATE piece SET name = CASE WHEN name LIKE '%.1' THEN replace(name, '.1', '.2x') "
        "ELSE replace(name, '.2', '.1') END WHERE name LIKE '%._'");
    CAPTURE(sql);
    REQUIRE(house.run_vault([&](store::VaultTransaction& v) { return v.run(sql); }).ok());
    CHECK_FALSE(ledger::is_original_whole(*house.vault, key, taken.case_id));
    CHECK_FALSE(ledger::read_sealed_original(*house.vault, key, taken.case_id).ok());
}

TEST_CASE("parts without a case are swept: at once, or a day after a crash") {
    Large large;
    House& house = large.house;
    auto taking = large.begin(large.mail.size());
    taking->add(std::string_view(large.mail).substr(0, 9'000'000));
    large.keep(*taking);
    REQUIRE(large.count("SELECT count(*) FROM piece") == 2);
    SECTION("at once") {
        REQUIRE(house.run_vault([&](store::VaultTransaction& v) { return taking->discard(v); })
                    .ok());
    }
    SECTION("a day later") {
        const auto orphans =
            ledger::find_orphans(*house.state, *house.vault, noon, at(86400 + 60).now);
        REQUIRE(orphans.value().cases.size() == 1);
        REQUIRE(house
                    .run_vault([&](store::VaultTransaction& v) {
                        return ledger::sweep_vault(v, orphans.value());
                    })
                    .ok());
    }
    CHECK(large.count("SELECT count(*) FROM piece") == 0);
    CHECK(large.count("SELECT count(*) FROM piece_chunk") == 0);
    CHECK(large.count("SELECT count(*) FROM case_key") == 0);
}
