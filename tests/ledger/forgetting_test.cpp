// A case that was destroyed cannot be read, not from a vault that is put back either; nothing
// else changes.
#include <fstream>
#include <iterator>

#include "audit/verify.h"
#include "base/text.h"
#include "ledger/house.h"
#include "seal/key_file.h"
#include "seal/sealed.h"

using namespace ledger_test;

namespace {

const std::string her_words = "he said he will post the canary7391 pictures tonight";

retention::Policy policy() {
    std::ifstream in(APARAJITA_SOURCE_DIR "/routing_rules/retention.yaml");
    auto loaded = retention::load_policy(
        {"retention.yaml", std::string(std::istreambuf_iterator<char>(in), {})});
    REQUIRE(loaded.ok());
    return *loaded;
}

base::Result<void> change(House& house, const std::string& sql) {
    return house.run([&](store::Transaction& t) { return t.run(sql, {}); });
}

// A complaint that a station got, closed as spam at noon.
ledger::Taken closed_case(House& house, const std::string& mail, std::uint32_t uid) {
    const auto taken = house.take(mail, uid);
    REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id);
    REQUIRE(key.ok());
    REQUIRE(house
                .run_vault([&](store::VaultTransaction& v) {
                    return ledger::put_secret(v, *key, taken.case_id, "address",
                                              "canary7391@example.org", at(1).now);
                })
                .ok());
    house.send(house.letter_for(taken.mail, "station", "tvc.fort"));
    REQUIRE(change(house,
                   "UPDATE case_file SET state = 'closed', outcome = 'spam', closed_at = "
                   "1795327200, closed_day = '2026-11-22' WHERE serial = " +
                       std::to_string(taken.number.serial()))
                .ok());
    return taken;
}

void destroy(House& house, const base::CaseId& id, const ledger::Ground& ground = {}) {
    auto with_it = ledger::belonging_to(*house.state, id);
    REQUIRE(with_it.ok());
    auto done = house.store->run(
        ledger::destroy_step(id, *with_it, house.keys, at(100 * 86400), ground));
    if (!done) FAIL(base::to_text(done.error()));
}

std::string counts(House& house) {
    std::string out;
    for (const char* sql :
         {"SELECT group_concat(day || received || accepted || open || difference) FROM "
          "v1_balance",
          "SELECT count(*) FROM v1_case",
          "SELECT group_concat(kind || state || attempts) FROM v1_letter",
          "SELECT count(*) FROM v1_intake", "SELECT count(*) FROM v1_decision",
          "SELECT group_concat(outcome || cases) FROM v1_outcome"})
        out += house.text(sql) + "\n";
    return out;
}

// Every file of the state and key folders.
std::vector<std::filesystem::path> files_of(House& house) {
    std::vector<std::filesystem::path> files;
    for (const char* folder : {"state", "keys"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(house.folder / folder)) {
            if (entry.is_regular_file()) files.push_back(entry.path());
        }
    }
    return files;
}

std::size_t found_in_files(House& house, const std::string& octets) {
    std::size_t found = 0;
    for (const auto& file : files_of(house)) {
        std::ifstream in(file, std::ios::binary);
        const std::string all{std::istreambuf_iterator<char>(in), {}};
        found += all.find(octets) == std::string::npos ? 0 : 1;
    }
    return found;
}

void copy_vault(const std::filesystem::path& to,
                const std::filesystem::path& from) {
    std::filesystem::create_directories(to);
    for (const auto& entry : std::filesystem::directory_iterator(from)) {
        if (entry.path().filename().string().starts_with("vault.db"))
            std::filesystem::copy(entry.path(), to / entry.path().filename(),
                                  std::filesystem::copy_options::overwrite_existing);
    }
}

}  // namespace

TEST_CASE("an old vault that is put back cannot read a destroyed case, and reads the others") {
    House house;
    const auto gone = closed_case(house, her_words, 1);
    const auto kept = closed_case(house, "another one", 2);
    house.open(10);  // closes: the logs are in the files
    copy_vault(house.folder / "backup", house.folder / "state");
    destroy(house, gone.case_id);
    REQUIRE_FALSE(ledger::read_case_key(*house.vault, house.keys, gone.case_id).ok());

    house.open(20);
    house.vault.reset();
    house.store.reset();
    for (const char* rest : {"vault.db-wal", "vault.db-shm"})
        std::filesystem::remove(house.folder / "state" / rest);
    copy_vault(house.folder / "state", house.folder / "backup");
    house.open(30);
    REQUIRE(house.vault
                ->query("SELECT 1 FROM case_key WHERE case_id = ?",
                        {store::Blob{gone.case_id.str()}})
                ->size() == 1);
    const auto key = ledger::read_case_key(*house.vault, house.keys, gone.case_id);
    REQUIRE_FALSE(key.ok());
    REQUIRE(key.error().what == "the key of this case was destroyed");
    const auto other = ledger::read_case_key(*house.vault, house.keys, kept.case_id);
    REQUIRE(other.ok());
    REQUIRE(ledger::read_working_copy(*house.vault, *other, kept.case_id).value() ==
            "another one");
    REQUIRE(ledger::read_sealed_original(*house.vault, *other, kept.case_id).ok());
}

TEST_CASE(
    "the original is locked under the case key: without it the records office reads noise") {
    House house;
    const auto taken = closed_case(house, her_words, 1);
    auto rows = house.vault->query(
        "SELECT octets FROM piece_chunk JOIN piece USING (piece_id) WHERE kind = 'original'");
    REQUIRE(rows.ok());
    auto secret = seal::read_key_file(house.folder / "office.key", seal::secret_title);
    REQUIRE(secret.ok());
    REQUIRE_FALSE(seal::open_sealed(rows->front().text(0), *secret).ok());
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id);
    const auto sealed = ledger::read_sealed_original(*house.vault, *key, taken.case_id);
    REQUIRE(seal::open_sealed(*sealed, *secret).value() == her_words);
}

TEST_CASE("destroying changes no count, and the trail still verifies") {
    House house;
    const auto gone = closed_case(house, her_words, 1);
    closed_case(house, "another one", 2);
    const std::string before = counts(house);
    destroy(house, gone.case_id);
    REQUIRE(counts(house) == before);
    REQUIRE(house.events().back() == "purged");
    auto verdict = audit::verify(*house.state);
    REQUIRE(verdict.ok());
    REQUIRE(verdict->fine());
    REQUIRE(ledger::damaged_cases(*house.state, *house.vault, house.keys, base::from_unix(0))
                ->empty());
}

TEST_CASE("nothing of a destroyed case is found in any file, and the logs are empty") {
    House house;
    const auto gone = closed_case(house, her_words, 1);
    const auto share = house.vault->query("SELECT share, wrapped FROM case_key");
    const auto octets = house.keys.shares->read(share->front().whole(0));
    const std::string wrapped = share->front().text(1);
    const std::string content = house.state->query("SELECT content FROM mail")->front().text(0);
    const std::string message_id = house.text("SELECT message_id FROM letter");
    const auto secret = house.vault->query("SELECT locked FROM secret")->front().text(0);
    REQUIRE(found_in_files(house, octets->reveal()) == 1);
    REQUIRE(found_in_files(house, wrapped) >= 1);
    house.vault.reset();
    house.state.reset();
    house.open(5);
    destroy(house, gone.case_id);
    for (const std::string& word :
         {std::string("canary7391"), octets->reveal(), wrapped, content, base::to_hex(content),
          message_id, secret, gone.case_id.str() + "x"}) {
        CAPTURE(base::to_hex(word));
        REQUIRE(found_in_files(house, word) == 0);
    }
    for (const char* log : {"vault.db-wal", "aparajita.db-wal"})
        REQUIRE(std::filesystem::file_size(house.folder / "state" / log) == 0);
}

TEST_CASE("a follow-up goes with its case") {
    House house;
    const auto gone = closed_case(house, her_words, 1);
    const auto more = house.take("and today again", 2);
    REQUIRE(house.decide(more.mail, "attach").ok());
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return t.run(
                        "UPDATE case_file SET attached_to = ? WHERE case_id = ?",
                        {store::Blob{gone.case_id.str()}, store::Blob{more.case_id.str()}});
                })
                .ok());
    const auto kept = ledger::kept_cases(*house.state);
    REQUIRE(kept->size() == 1);
    destroy(house, gone.case_id);
    REQUIRE_FALSE(ledger::read_case_key(*house.vault, house.keys, more.case_id).ok());
    REQUIRE(house.text("SELECT count(*) FROM case_file WHERE purged_at IS NULL") == "0");
    REQUIRE(ledger::kept_cases(*house.state)->empty());
}

TEST_CASE("what was cut short is done again") {
    House house;
    const auto gone = closed_case(house, her_words, 1);
    const auto with_it = ledger::belonging_to(*house.state, gone.case_id);
    auto step = ledger::destroy_step(gone.case_id, *with_it, house.keys, at(60), {});
    step.state = [](store::Transaction&) -> base::Result<void> {
        return base::Failure{base::FailureKind::temporary, "cut", ""};
    };
    REQUIRE_FALSE(house.store->run(step).ok());
    REQUIRE(ledger::kept_cases(*house.state)->size() == 1);
    destroy(house, gone.case_id);
    REQUIRE(ledger::kept_cases(*house.state)->empty());
}

TEST_CASE("an announcement, a hold and a new mail are seen by the plan") {
    House house;
    const auto taken = closed_case(house, her_words, 1);
    const auto step_at = [&](int day) {
        const auto kept = ledger::kept_cases(*house.state);
        REQUIRE(kept->size() == 1);
        return retention::next_step(kept->front().kept, policy(), at(day * 86400).now);
    };
    REQUIRE(step_at(80) == retention::Step::keep);
    REQUIRE(step_at(84) == retention::Step::announce);
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::note_announced(t, at(84 * 86400),
                                                  ledger::kept_cases(*house.state)->front(),
                                                  "2027-02-20");
                })
                .ok());
    REQUIRE(step_at(92) == retention::Step::purge);
    const auto hold = [&](ledger::Held held) {
        return house.run([&](store::Transaction& t) {
            return ledger::set_legal_hold(t, at(90), taken.case_id, held, "admin:0");
        });
    };
    REQUIRE(hold(ledger::Held::yes).ok());
    REQUIRE(step_at(92) == retention::Step::keep);
    REQUIRE(hold(ledger::Held::no).ok());
    REQUIRE(step_at(92) == retention::Step::announce);
    REQUIRE(house.events().back() == "legal_hold");
}

TEST_CASE("a shred needs two persons, one number, ten minutes and no hold") {
    House house;
    const auto taken = closed_case(house, her_words, 1);
    const auto order = [&](const std::string& number, const std::string& actor,
                           std::int64_t seconds) {
        auto done = house.run([&](store::Transaction& t) {
            return ledger::order_shred(t, at(seconds), taken.case_id, number, actor);
        });
        return done ? std::string("done") : done.error().what;
    };
    REQUIRE(order("HC-7/2026", "admin:1000", 0) == "done");
    REQUIRE(order("HC-7/2026", "admin:1000", 1) ==
            "another person must confirm it, from another account");
    REQUIRE(order("HC-8/2026", "admin:1001", 2) == "it was ordered under another number");
    REQUIRE(ledger::due_shreds(*house.state, at(9000).now)->empty());
    REQUIRE(order("HC-7/2026", "admin:1001", 100) == "done");
    REQUIRE(order("HC-7/2026", "admin:1002", 101) == "it is ordered and confirmed already");
    REQUIRE(ledger::due_shreds(*house.state, at(699).now)->empty());
    const auto due = ledger::due_shreds(*house.state, at(700).now);
    REQUIRE(due->size() == 1);
    REQUIRE(due->front().confirmed_by == "admin:1001");
    destroy(house, taken.case_id, {due->front().order, due->front().confirmed_by});
    REQUIRE(ledger::due_shreds(*house.state, at(9000).now)->empty());
    REQUIRE(house.events().back() == "shredded");
    REQUIRE(order("HC-7/2026", "admin:1003", 9001) == "this case is destroyed already");
}

TEST_CASE("a hold stops a shred that is ordered, and no new one is taken") {
    House house;
    const auto taken = closed_case(house, her_words, 1);
    REQUIRE(house
                .run([&](store::Transaction& t) -> base::Result<void> {
                    for (const char* actor : {"admin:1", "admin:2"}) {
                        auto done = ledger::order_shred(t, at(0), taken.case_id, "N1", actor);
                        if (!done) return done;
                    }
                    return ledger::set_legal_hold(t, at(1), taken.case_id, ledger::Held::yes,
                                                  "admin:1");
                })
                .ok());
    REQUIRE(ledger::due_shreds(*house.state, at(9000).now)->empty());
    REQUIRE_FALSE(house
                      .run([&](store::Transaction& t) {
                          return ledger::order_shred(t, at(0), taken.case_id, "N1", "admin:3");
                      })
                      .ok());
}
