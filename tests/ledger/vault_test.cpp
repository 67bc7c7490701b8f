#include "ledger/vault.h"

#include "base/sha256.h"
#include "base/text.h"
#include "ledger/house.h"

using namespace ledger_test;

TEST_CASE("secrets of a case are locked under its key, by kind") {
    House house;
    const auto taken = house.take("a complaint", 1);
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id).value();
    const auto put = [&](const std::string& kind, const std::string& octets) {
        REQUIRE(house
                    .run_vault([&](store::VaultTransaction& v) {
                        return ledger::put_secret(v, key, taken.case_id, kind, octets, noon);
                    })
                    .ok());
    };
    put("address", "her@example.org");
    put("ref", "7K3M");
    put("address", "hers@example.org");
    REQUIRE(ledger::read_secret(*house.vault, key, taken.case_id, "address").value() ==
            "hers@example.org");
    REQUIRE(ledger::read_secret(*house.vault, key, taken.case_id, "ref").value() == "7K3M");
    REQUIRE_FALSE(ledger::read_secret(*house.vault, key, taken.case_id, "seed")->has_value());
    // Moved to another kind, it does not open.
    REQUIRE(house
                .run_vault([&](store::VaultTransaction& v) {
                    return v.run("UPDATE secret SET kind = 'seed' WHERE kind = 'ref'");
                })
                .ok());
    REQUIRE_FALSE(ledger::read_secret(*house.vault, key, taken.case_id, "seed").ok());
}

TEST_CASE(
    "a letter is kept with its envelope, and other octets than were queued are not given out") {
    House house;
    const auto taken = house.take("a complaint", 1);
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id).value();
    const ledger::LetterCopy letter{"Subject: x\r\n\r\n-\n\ntext\r\n", "her@example.org",
                                    std::nullopt};
    const ledger::LetterCopy other{"other", "sho@tvc.ps.invalid", "back@example.org"};
    const auto hash = ledger::letter_hash(key, letter.octets);
    const auto other_hash = ledger::letter_hash(key, other.octets);
    REQUIRE(hash.size() == 64);
    REQUIRE(hash != ledger::letter_hash(seal::random_key(), letter.octets));
    REQUIRE(hash != base::sha256_hex(letter.octets));
    const auto keep = [&](const std::string& id, const std::string& as,
                          const ledger::LetterCopy& copy) {
        return house.run_vault([&](store::VaultTransaction& v) {
            return ledger::keep_letter(v, key, taken.case_id, id, as, copy, noon);
        });
    };
    REQUIRE(keep("a@example.org", hash, letter).ok());
    REQUIRE(keep("b@example.org", other_hash, other).ok());
    REQUIRE_FALSE(keep("a@example.org", base::sha256_hex(letter.octets), letter).ok());
    const auto read = ledger::read_letter(*house.vault, key, "a@example.org", hash);
    REQUIRE(read.ok());
    REQUIRE(read->octets == letter.octets);
    REQUIRE(read->to == "her@example.org");
    REQUIRE_FALSE(read->return_path.has_value());
    REQUIRE(*ledger::read_letter(*house.vault, key, "b@example.org", other_hash)->return_path ==
            "back@example.org");
    REQUIRE_FALSE(ledger::read_letter(*house.vault, key, "a@example.org", other_hash).ok());
    REQUIRE_FALSE(
        ledger::read_letter(*house.vault, key, "a@example.org", std::string(64, '0')).ok());
    // A repeated step composes it anew, with another date: what was queued stays as it was.
    ledger::LetterCopy anew = letter;
    anew.octets += "later";
    REQUIRE(keep("a@example.org", ledger::letter_hash(key, anew.octets), anew).ok());
    REQUIRE(ledger::read_letter(*house.vault, key, "a@example.org", hash)->octets ==
            letter.octets);
}

TEST_CASE("an altered, missing or swapped chunk of a piece is noticed") {
    House house;
    const auto taken = house.take(std::string(3000000, 'm'), 1);
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id).value();
    const char* sql =
        GENERATE("UPDATE piece_chunk SET octets = zeroblob(1048576) WHERE n = 1",
                 "DELETE FROM piece_chunk WHERE n = 1", "DELETE FROM piece_chunk WHERE n = 2",
                 "UPDATE piece_chunk SET n = -1 WHERE n = 1", "DELETE FROM piece_chunk",
                 "UPDATE piece SET sha256 = zeroblob(32)");
    CAPTURE(sql);
    REQUIRE(house.run_vault([&](store::VaultTransaction& v) { return v.run(sql); }).ok());
    const auto copy = ledger::read_working_copy(*house.vault, key, taken.case_id);
    REQUIRE_FALSE(copy.ok());
    REQUIRE(copy.error().what == "a piece of the vault (working_copy) is not what was stored");
    REQUIRE_FALSE(ledger::read_sealed_original(*house.vault, key, taken.case_id).ok());
}

TEST_CASE("a vault knows its keys") {
    House house;
    const auto bind = [&](const seal::ServerKeys& keys) {
        return house.run_vault(
            [&](store::VaultTransaction& v) { return ledger::bind_keys(v, keys); });
    };
    REQUIRE(bind(house.keys).ok());
    REQUIRE(bind(house.keys).ok());
    for (seal::Key seal::ServerKeys::*which :
         {&seal::ServerKeys::vault, &seal::ServerKeys::dedup, &seal::ServerKeys::message_id}) {
        seal::ServerKeys others = house.keys;
        others.*which = seal::random_key();
        const auto refused = bind(others);
        REQUIRE_FALSE(refused.ok());
        REQUIRE(refused.error().kind == base::FailureKind::settings);
        REQUIRE(refused.error().what == "the keys are not those this vault was made with");
    }
}

TEST_CASE("orphans are swept after a day, cases and what is older than the database are not") {
    House house;
    const auto custody = [&](const std::string& octets) {
        return ledger::prepare_custody({{"INBOX", 7, 1}, noon, octets, ledger::Origin::watched},
                                       house.keys, house.records)
            .value();
    };
    const auto keep = [&](const ledger::Custody& c, std::int64_t seconds) {
        REQUIRE(house
                    .run_vault([&](store::VaultTransaction& v) {
                        return ledger::keep_custody(v, c, at(seconds).now);
                    })
                    .ok());
    };
    const auto kept = house.take("a complaint", 1);
    const auto orphan = custody("orphan");
    keep(orphan, 100);
    const auto orphan_letter = ledger::letter_hash(orphan.case_key, "x");
    keep(custody("of a lost database"), -100);
    keep(custody("of this minute"), 86400);
    REQUIRE(house
                .run_vault([&](store::VaultTransaction& v) {
                    return ledger::keep_letter(v, orphan.case_key, kept.case_id,
                                               "o@example.org", orphan_letter, {"x", "y", {}},
                                               at(100).now);
                })
                .ok());
    const auto find = [&](std::int64_t seconds) {
        return ledger::find_orphans(*house.state, *house.vault, house.store->created_at(),
                                    at(seconds).now)
            .value();
    };
    REQUIRE(find(86400).none());
    const auto found = find(86400 + 101);
    REQUIRE(found.cases == std::vector<base::CaseId>{orphan.case_id});
    REQUIRE(found.letters == std::vector<std::string>{orphan_letter});
    REQUIRE(
        house.store
            ->run({[&](store::VaultTransaction& v) { return ledger::sweep_vault(v, found); },
                   [&](store::Transaction& t) {
                       return ledger::note_swept(t, at(90000), found);
                   }})
            .ok());
    REQUIRE(find(86400 + 101).none());
    REQUIRE_FALSE(ledger::read_case_key(*house.vault, house.keys, orphan.case_id).ok());
    const auto key = ledger::read_case_key(*house.vault, house.keys, kept.case_id);
    REQUIRE(ledger::read_sealed_original(*house.vault, *key, kept.case_id).ok());
    REQUIRE(house.events().back() == "swept");
}

TEST_CASE("a further mail of the same sender finds the open case") {
    House house;
    const std::string her = ledger::sender_hash(house.keys, "Her@Example.org");
    REQUIRE(her == ledger::sender_hash(house.keys, "her@example.org"));
    const auto taken = house.take("a complaint", 1);
    REQUIRE(house
                .run_vault([&](store::VaultTransaction& v) {
                    return ledger::put_sender(v, taken.case_id, her, noon);
                })
                .ok());
    const auto open = [&] {
        return ledger::open_case_of(*house.state, *house.vault, her).value();
    };
    REQUIRE_FALSE(open().has_value());  // not decided yet: it is this very mail
    REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    REQUIRE(open()->number == taken.number);
    REQUIRE_FALSE(ledger::open_case_of(*house.state, *house.vault,
                                       ledger::sender_hash(house.keys, "him@example.org"))
                      ->has_value());
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return t.run("UPDATE case_file SET state = 'closed'");
                })
                .ok());
    REQUIRE_FALSE(open().has_value());
}

TEST_CASE("one acknowledgement per address and day") {
    House house;
    const auto claim = [&](const std::string& address, const std::string& day) {
        ledger::Turn turn = ledger::Turn::first;
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        auto done = ledger::claim_acknowledgement(
                            t, day, ledger::address_hash(house.keys, address, day));
                        if (done) turn = *done;
                        return done;
                    })
                    .ok());
        return turn;
    };
    REQUIRE(claim("her@example.org", "2026-11-22") == ledger::Turn::first);
    REQUIRE(claim("HER@example.org", "2026-11-22") == ledger::Turn::already_had_one);
    REQUIRE(claim("she@example.org", "2026-11-22") == ledger::Turn::first);
    REQUIRE(claim("her@example.org", "2026-11-23") == ledger::Turn::first);
    REQUIRE(house.text("SELECT count(*) FROM acknowledged_address") == "1");
}
