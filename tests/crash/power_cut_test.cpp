// The power fails at any write or sync, and the disk loses, garbles and reorders what was not
// synced. POWER_CUTS in the environment says how many images are looked at (60).
#include "store/power_cut.h"

#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <random>

#include "audit/verify.h"
#include "ledger/house.h"

using namespace ledger_test;

namespace {

constexpr int mails = 6;

std::string mail_text(int n) {
    return "mail " + std::to_string(n) + "\r\n\r\n" +
           std::string(static_cast<std::size_t>(2000 + n * 60000), 'x');
}

// What the caller was told to be done, before the light went out.
struct Told {
    std::set<int> custody, decided, begun, accepted;
};

class Life {
  public:
    Life(House& house, const std::filesystem::path& state) : house_(house) {
        auto opened = store::Store::open(state, store::Opening::must_exist, noon);
        if (opened) store_ = std::move(*opened);
    }
    // Custody of all in one group, then each mail on its way.
    Told live() {
        if (!store_) return told_;
        std::vector<std::shared_ptr<ledger::Taken>> taken;
        for (int n = 0; n < mails; ++n) taken.push_back(submit_custody(n));
        (void)store_->run({});
        for (const int n : std::set<int>(told_.custody))
            carry(n, taken[static_cast<std::size_t>(n)]->mail);
        store_.reset();  // folds the logs into the files, if there is power
        return told_;
    }

  private:
    std::shared_ptr<ledger::Taken> submit_custody(int n) {
        const ledger::Arrival arrival{{"INBOX", 7, static_cast<std::uint32_t>(n + 1)},
                                      noon,
                                      mail_text(n),
                                      ledger::Origin::watched};
        auto custody = ledger::prepare_custody(arrival, house_.keys, house_.records);
        REQUIRE(custody.ok());
        auto kept = std::make_shared<ledger::Custody>(std::move(*custody));
        auto taken = std::make_shared<ledger::Taken>();
        store_->submit({[kept](store::VaultTransaction& v) {
                            return ledger::keep_custody(v, *kept, noon);
                        },
                        [kept, taken](store::Transaction& t) -> base::Result<void> {
                            auto done = ledger::take_custody(t, at(1), *kept, kerala);
                            if (!done) return done.error();
                            *taken = *done;
                            return {};
                        }},
                       [this, n](base::Result<void> done) {
                           if (done) told_.custody.insert(n);
                       });
        return taken;
    }
    template <class Deed>
    bool run(Deed deed) {
        return store_->run({{}, deed}).ok();
    }
    void carry(int n, ledger::MailId mail) {
        std::int64_t letter = 0;
        const bool decided = run([&](store::Transaction& t) -> base::Result<void> {
            auto read = ledger::begin_reading(t, at(2), mail);
            if (!read) return read.error();
            ledger::DecisionRecord decision;
            decision.mail = mail;
            decision.kind = "complaint";
            decision.action = "forward";
            decision.reason = "residence";
            decision.station = base::StationId("tvc.fort");
            decision.rules_sha256 = std::string(64, 'a');
            if (auto done = ledger::record_decision(t, at(2), decision); !done) return done;
            outbox::QueuedLetter row;
            row.kind = "station";
            row.recipient = base::RecipientId("tvc.fort");
            row.cause = ledger::cause_of(ledger::content_key(house_.keys, mail_text(n)));
            row.message_id = std::to_string(n) + "@example.org";
            row.hash = std::string(64, 'f');
            auto id = outbox::post(t, at(3), row);
            if (!id) return id.error();
            letter = *id;
            return {};
        });
        if (!decided) return;
        told_.decided.insert(n);
        if (!run(
                [&](store::Transaction& t) { return outbox::begin_attempt(t, at(4), letter); }))
            return;
        told_.begun.insert(n);
        const outbox::AttemptResult yes{outbox::Outcome::accepted, 250, "", "dot", false};
        if (run([&](store::Transaction& t) {
                return outbox::finish_attempt(t, at(5), letter, yes);
            }))
            told_.accepted.insert(n);
    }

    House& house_;
    std::unique_ptr<store::Store> store_;
    Told told_;
};

std::int64_t count(store::ReadOnly& state, const std::string& sql, const std::string& value) {
    auto rows = state.query(sql, {value});
    if (!rows) FAIL(base::to_text(rows.error()));
    return rows->front().whole(0);
}

// Everything that was told is there; the trail and the balance hold; no case without its copy.
void check(const House& house, const std::filesystem::path& folder, const Told& told) {
    auto opened = store::Store::open(folder, store::Opening::must_exist, noon);
    if (!opened) FAIL(base::to_text(opened.error()));
    auto state = std::move(*store::ReadOnly::open(folder, store::File::state));
    auto vault = std::move(*store::ReadOnly::open(folder, store::File::vault));
    const auto verdict = audit::verify(*state);
    REQUIRE(verdict.ok());
    CAPTURE(verdict->reason());
    REQUIRE(verdict->fine());
    for (const int n : told.custody) {
        const std::string uid = std::to_string(n + 1);
        REQUIRE(count(*state, "SELECT count(*) FROM mail WHERE uid = CAST(? AS INTEGER)",
                      uid) == 1);
    }
    const auto letter = [&](int n, const std::string& condition) {
        return count(*state,
                     "SELECT count(*) FROM letter WHERE message_id = ? AND " + condition,
                     std::to_string(n) + "@example.org");
    };
    for (const int n : told.decided) REQUIRE(letter(n, "1") == 1);
    for (const int n : told.begun) REQUIRE(letter(n, "attempts = 1") == 1);
    for (const int n : told.accepted) REQUIRE(letter(n, "state = 'sent'") == 1);
    auto cases =
        state->query("SELECT c.case_id, m.uid FROM case_file c JOIN mail m USING (case_id)");
    REQUIRE(cases.ok());
    for (const auto& row : *cases) {
        const base::CaseId id(row.text(0));
        auto key = ledger::read_case_key(*vault, house.keys, id);
        REQUIRE(key.ok());
        auto copy = ledger::read_working_copy(*vault, *key, id);
        REQUIRE(copy.ok());
        REQUIRE(*copy == mail_text(static_cast<int>(row.whole(1)) - 1));
        REQUIRE(ledger::read_sealed_original(*vault, *key, id).ok());
    }
    auto days = ledger::balances(*state, 10);
    REQUIRE(days.ok());
    for (const auto& day : *days) REQUIRE(day.difference == 0);
}

int images() {
    const char* text = std::getenv("POWER_CUTS");
    return text == nullptr ? 60 : std::atoi(text);
}

}  // namespace

TEST_CASE("after a power cut at any write what was told is there, and nothing is half there") {
    store_test::use_forgetful_vfs();
    House house;
    house.state.reset();
    house.vault.reset();
    house.store.reset();
    const auto fresh = house.folder / "state";
    const auto image = house.folder / "image";
    const auto copy_fresh = [&] {
        std::filesystem::remove_all(image);
        std::filesystem::copy(fresh, image, std::filesystem::copy_options::recursive);
        store_test::power_on();
    };
    copy_fresh();
    store_test::cut_power_at(0);
    REQUIRE(Life(house, image).live().accepted.size() == mails);
    const int operations = store_test::operations_counted();
    REQUIRE(operations > 100);
    std::mt19937 dice(20261122);
    int cut = 0;
    int partly = 0;
    int n = 0;
    // A cut behind the last write of a run hits nothing and does not count.
    for (; cut < images(); ++n) {
        REQUIRE(n < 2 * images());
        copy_fresh();
        const int at_operation =
            1 + static_cast<int>(dice() % static_cast<unsigned>(operations));
        CAPTURE(n, at_operation);
        store_test::cut_power_at(at_operation);
        const Told told = Life(house, image).live();
        cut += store_test::power_is_off() ? 1 : 0;
        partly += told.custody.empty() || told.accepted.size() == mails ? 0 : 1;
        store_test::spoil(static_cast<unsigned>(dice()));
        store_test::power_on();
        check(house, image, told);
    }
    std::cout << cut << " images after a power cut, over " << operations
              << " writes and syncs; " << partly << " in the middle of the work" << std::endl;
    REQUIRE(cut > 0);
    REQUIRE(partly > 0);
}

TEST_CASE("the forgetful disk does forget: without syncs what was told is lost") {
    store_test::use_forgetful_vfs();
    const support::TemporaryFolder folder;
    const std::string file = folder / "plain.db";
    int lost = 0;
    for (unsigned seed = 1; seed <= 8; ++seed) {
        std::filesystem::remove(file);
        std::filesystem::remove(file + "-wal");
        std::filesystem::remove(file + "-shm");
        store_test::power_on();
        sqlite3* database = nullptr;
        REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
        const auto run = [&](const char* sql) {
            return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
        };
        REQUIRE(run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (x)"));
        REQUIRE(run("PRAGMA synchronous=NORMAL"));
        for (int n = 0; n < 20; ++n) REQUIRE(run("INSERT INTO t VALUES (1)"));
        store_test::cut_power_at(1);
        sqlite3_close(database);
        store_test::spoil(seed);
        store_test::power_on();
        REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(database, "SELECT count(*) FROM t", -1, &statement,
                                   nullptr) == SQLITE_OK);
        REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
        lost += sqlite3_column_int(statement, 0) < 20 ? 1 : 0;
        sqlite3_finalize(statement);
        sqlite3_close(database);
    }
    REQUIRE(lost == 8);
}
