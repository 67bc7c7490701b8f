#include "store/store.h"

#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "support/temporary_folder.h"

namespace {

const base::Instant noon = base::from_unix(1795327200);

std::unique_ptr<store::Store> open(const std::filesystem::path& state) {
    auto opened = store::Store::open(state, store::Opening::create_or_migrate, noon);
    if (!opened) FAIL(base::to_text(opened.error()));
    return std::move(*opened);
}

std::unique_ptr<store::ReadOnly> reader(const std::filesystem::path& state,
                                        store::File file = store::File::state) {
    auto opened = store::ReadOnly::open(state, file);
    if (!opened) FAIL(base::to_text(opened.error()));
    return std::move(*opened);
}

store::Step put(const std::string& key, const std::string& value) {
    return {
        {}, [=](store::Transaction& state) -> base::Result<void> {
            auto done = state.run("INSERT INTO meta (key, value) VALUES (?, ?)", {key, value});
            if (!done) return done.error();
            return {};
        }};
}

std::int64_t count(store::ReadOnly& file, const std::string& key) {
    auto rows = file.query("SELECT count(*) FROM meta WHERE key = ?", {key});
    REQUIRE(rows.ok());
    return rows->front().whole(0);
}

}  // namespace

TEST_CASE("a new store is private, durable and knows when it was made") {
    const support::TemporaryFolder folder;
    auto made = open(folder / "state");
    REQUIRE(made->is_new());
    REQUIRE(made->created_at() == noon);
    REQUIRE(made->epoch() == 1);
    REQUIRE(made->run(put("a", "1")).ok());
    struct stat found {};
    for (const char* name : {"aparajita.db", "vault.db", "lock", "aparajita.db-wal",
                             "vault.db-wal", "aparajita.db-shm"}) {
        CAPTURE(name);
        REQUIRE(::stat((folder / "state" / name).c_str(), &found) == 0);
        REQUIRE((found.st_mode & 0777U) == 0600);
    }
    REQUIRE(::stat((folder / "state").c_str(), &found) == 0);
    REQUIRE((found.st_mode & 0777U) == 0700);
    made.reset();
    auto again = open(folder / "state");
    REQUIRE_FALSE(again->is_new());
    REQUIRE(again->epoch() == 2);
    REQUIRE(count(*reader(folder / "state"), "a") == 1);
}

TEST_CASE("a folder that others may enter is refused and not repaired") {
    const support::TemporaryFolder folder;
    std::filesystem::create_directory(folder / "state");
    std::filesystem::permissions(folder / "state", std::filesystem::perms(0755));
    auto refused =
        store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
    REQUIRE_FALSE(refused.ok());
    REQUIRE(base::to_text(refused.error()) ==
            "error: others may enter the state folder\nhint: chmod 700 " +
                (folder / "state").string() + "\n");
    REQUIRE(std::filesystem::is_empty(folder / "state"));
}

TEST_CASE("a second daemon is sent away while the first one lives") {
    const support::TemporaryFolder folder;
    auto first = open(folder / "state");
    auto second = store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
    REQUIRE_FALSE(second.ok());
    REQUIRE(second.error().kind == base::FailureKind::temporary);
    REQUIRE(second.error().what == "another daemon holds this state folder");
    REQUIRE(first->run(put("a", "1")).ok());
    first.reset();
    REQUIRE(open(folder / "state")->epoch() == 2);
}

TEST_CASE("a step that fails leaves no trace while its neighbours go on") {
    const support::TemporaryFolder folder;
    auto opened = open(folder / "state");
    // All three are queued while the writer is kept busy, so they share a batch.
    std::promise<void> gate;
    std::atomic<int> done{0};
    std::vector<std::string> outcomes(3);
    opened->submit({[&](store::VaultTransaction&) -> base::Result<void> {
                        gate.get_future().wait();
                        return {};
                    },
                    {}},
                   {});
    const auto note = [&](std::size_t i) {
        return [&, i](base::Result<void> result) {
            outcomes[i] = result ? "done" : result.error().what;
            ++done;
        };
    };
    opened->submit(put("a", "1"), note(0));
    opened->submit({[](store::VaultTransaction& vault) -> base::Result<void> {
                        auto ran =
                            vault.run("INSERT INTO meta (key, value) VALUES ('orphan', 'x')");
                        if (!ran) return ran.error();
                        return {};
                    },
                    [](store::Transaction& state) -> base::Result<void> {
                        auto ran = state.run("INSERT INTO meta (key, value) VALUES ('b', '1')");
                        if (!ran) return ran.error();
                        return base::Failure{base::FailureKind::text, "no", ""};
                    }},
                   note(1));
    opened->submit(put("c", "1"), note(2));
    gate.set_value();
    REQUIRE(opened->run({}).ok());
    REQUIRE(done == 3);
    REQUIRE(outcomes == std::vector<std::string>{"done", "no", "done"});
    auto state = reader(folder / "state");
    REQUIRE(count(*state, "a") == 1);
    REQUIRE(count(*state, "b") == 0);
    REQUIRE(count(*state, "c") == 1);
    // The vault part was committed first: an orphan, to be swept.
    REQUIRE(count(*reader(folder / "state", store::File::vault), "orphan") == 1);
    REQUIRE_FALSE(opened->failed());
}

TEST_CASE("a failing vault part keeps the state part from running") {
    const support::TemporaryFolder folder;
    auto opened = open(folder / "state");
    bool ran = false;
    auto result =
        opened->run({[](store::VaultTransaction& vault) -> base::Result<void> {
                         (void)vault.run("INSERT INTO meta (key, value) VALUES ('v', 'x')");
                         return base::Failure{base::FailureKind::text, "no", ""};
                     },
                     [&](store::Transaction&) -> base::Result<void> {
                         ran = true;
                         return {};
                     }});
    REQUIRE_FALSE(result.ok());
    REQUIRE_FALSE(ran);
    REQUIRE(count(*reader(folder / "state", store::File::vault), "v") == 0);
}

TEST_CASE(
    "the vault is on disk before the state part runs, and the state before the caller hears") {
    const support::TemporaryFolder folder;
    auto opened = open(folder / "state");
    std::int64_t vault_seen = -1;
    std::int64_t state_seen = -1;
    std::promise<void> heard;
    opened->submit(
        {[](store::VaultTransaction& vault) -> base::Result<void> {
             auto done = vault.run("INSERT INTO meta (key, value) VALUES ('v', 'x')");
             if (!done) return done.error();
             return {};
         },
         [&](store::Transaction& state) -> base::Result<void> {
             vault_seen = count(*reader(folder / "state", store::File::vault), "v");
             auto done = state.run("INSERT INTO meta (key, value) VALUES ('s', 'x')");
             if (!done) return done.error();
             return {};
         }},
        [&](base::Result<void>) {
            state_seen = count(*reader(folder / "state"), "s");
            heard.set_value();
        });
    heard.get_future().wait();
    REQUIRE(vault_seen == 1);
    REQUIRE(state_seen == 1);
}

TEST_CASE("a daemon that lost the lease cannot write any more") {
    const support::TemporaryFolder folder;
    auto sleeper = open(folder / "state");
    REQUIRE(sleeper
                ->run({{},
                       [](store::Transaction& state) -> base::Result<void> {
                           auto done = state.run("UPDATE lease SET epoch = epoch + 1");
                           if (!done) return done.error();
                           return {};
                       }})
                .ok());
    auto refused = sleeper->run(put("late", "1"));
    REQUIRE_FALSE(refused.ok());
    REQUIRE(refused.error().what == "another daemon has taken over this database");
    REQUIRE(sleeper->failed());
    auto vault =
        sleeper->run({[](store::VaultTransaction&) -> base::Result<void> { return {}; }, {}});
    REQUIRE_FALSE(vault.ok());
    REQUIRE(vault.error().what == "the database failed earlier; nothing more is written");
    REQUIRE(count(*reader(folder / "state"), "late") == 0);
}

TEST_CASE(
    "no statement of a step ends the transaction, changes the schema, attaches, or touches the "
    "trail") {
    const support::TemporaryFolder folder;
    auto opened = open(folder / "state");
    for (const char* sql :
         {"COMMIT", "ROLLBACK", "BEGIN", "SAVEPOINT x", "RELEASE step",
          "ATTACH ':memory:' AS other", "DROP TABLE audit_event",
          "DROP TRIGGER audit_event_is_never_changed",
          "ALTER TABLE audit_event RENAME TO other", "CREATE TABLE t (a)", "DROP VIEW v1_case",
          "UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event",
          "PRAGMA writable_schema = ON", "PRAGMA synchronous = OFF",
          "DELETE FROM sqlite_schema", "VACUUM"}) {
        CAPTURE(sql);
        auto result = opened->run({{}, [sql](store::Transaction& state) -> base::Result<void> {
                                       auto done = state.run(sql);
                                       if (!done) return done.error();
                                       return {};
                                   }});
        REQUIRE_FALSE(result.ok());
        REQUIRE(result.error().kind == base::FailureKind::defect);
    }
    REQUIRE_FALSE(opened->failed());
    REQUIRE(opened->run(put("a", "1")).ok());
}

TEST_CASE("a thousand steps queued at once are all written") {
    const support::TemporaryFolder folder;
    auto opened = open(folder / "state");
    std::atomic<int> good{0};
    std::promise<void> all;
    for (int i = 0; i < 1000; ++i) {
        opened->submit(put("k" + std::to_string(i), "v"), [&](base::Result<void> done) {
            if (done && ++good == 1000) all.set_value();
        });
    }
    all.get_future().wait();
    REQUIRE(reader(folder / "state")
                ->query("SELECT count(*) FROM meta WHERE key LIKE 'k%'")
                ->front()
                .whole(0) == 1000);
}

TEST_CASE("what is queued at the end is still written") {
    const support::TemporaryFolder folder;
    auto opened = open(folder / "state");
    std::atomic<int> good{0};
    for (int i = 0; i < 200; ++i) {
        opened->submit(put("k" + std::to_string(i), "v"),
                       [&](base::Result<void> done) { good += done ? 1 : 0; });
    }
    opened.reset();
    REQUIRE(good == 200);
    REQUIRE(reader(folder / "state")
                ->query("SELECT count(*) FROM meta WHERE key LIKE 'k%'")
                ->front()
                .whole(0) == 200);
}

TEST_CASE("values come back as they went in") {
    const support::TemporaryFolder folder;
    auto opened = open(folder / "state");
    const std::string octets("a\0b\xFF", 4);
    REQUIRE(opened
                ->run({{},
                       [&](store::Transaction& state) -> base::Result<void> {
                           auto rows = state.query(
                               "SELECT ?, ?, ?, ?, ?, ?",
                               {std::int64_t{-9007199254740993}, 1.5, std::string("കഴക്കൂട്ടം"),
                                store::Blob{octets}, std::monostate{}, store::Blob{""}});
                           if (!rows) return rows.error();
                           const store::Row& row = rows->front();
                           CHECK(row.whole(0) == -9007199254740993);
                           CHECK(row.real(1) == 1.5);
                           CHECK(row.text(2) == "കഴക്കൂട്ടം");
                           CHECK(row.text(3) == octets);
                           CHECK(row.is_null(4));
                           CHECK_FALSE(row.is_null(5));
                           CHECK(row.size() == 6);
                           return {};
                       }})
                .ok());
}
