// Files as they are found: old, new, foreign, damaged, copied, put back.
#include <sqlite3.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <random>

#include "base/sha256.h"
#include "store/store.h"
#include "support/temporary_folder.h"

namespace {

const base::Instant noon = base::from_unix(1795327200);

base::Result<std::unique_ptr<store::Store>> open(const std::filesystem::path& state,
                                                 std::int64_t seconds = 0) {
    return store::Store::open(state, store::Opening::create_or_migrate,
                              noon + base::Seconds(seconds));
}

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::filesystem::path& file, const std::string& octets) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << octets;
}

void run_sql(const std::filesystem::path& file, const char* sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

store::Step put(const std::string& key) {
    return {{}, [key](store::Transaction& state) -> base::Result<void> {
                auto done = state.run("INSERT INTO meta (key, value) VALUES (?, 'x')", {key});
                if (!done) return done.error();
                return {};
            }};
}

}  // namespace

TEST_CASE("a database of a newer program is refused and left alone") {
    const support::TemporaryFolder folder;
    const char* name = GENERATE("aparajita.db", "vault.db");
    REQUIRE(open(folder / "state").ok());
    run_sql(folder / "state" / name, "PRAGMA user_version = 3");
    const std::string before = base::sha256_hex(read(folder / "state" / name));
    auto refused = open(folder / "state");
    REQUIRE_FALSE(refused.ok());
    REQUIRE(refused.error().what ==
            std::string(name) + " was written by a newer program (schema 3, this one knows 2)");
    REQUIRE(refused.error().hint == "start the newer program again; nothing was changed");
    REQUIRE(base::sha256_hex(read(folder / "state" / name)) == before);
    const auto file = std::string(name) == "vault.db" ? store::File::vault : store::File::state;
    REQUIRE_FALSE(store::ReadOnly::open(folder / "state", file).ok());
}

TEST_CASE("a database that is not ours is refused") {
    const support::TemporaryFolder folder;
    std::filesystem::create_directory(folder / "state");
    std::filesystem::permissions(folder / "state", std::filesystem::perms(0700));
    run_sql(folder / "state" / "aparajita.db", "CREATE TABLE recipes (name TEXT)");
    const std::string before = base::sha256_hex(read(folder / "state" / "aparajita.db"));
    auto refused = open(folder / "state");
    REQUIRE_FALSE(refused.ok());
    REQUIRE(refused.error().what == "aparajita.db is not a database of this program");
    REQUIRE(base::sha256_hex(read(folder / "state" / "aparajita.db")) == before);
}

TEST_CASE("the two files exchanged are refused") {
    const support::TemporaryFolder folder;
    REQUIRE(open(folder / "state").ok());
    std::filesystem::rename(folder / "state" / "aparajita.db", folder / "state" / "other");
    std::filesystem::rename(folder / "state" / "vault.db", folder / "state" / "aparajita.db");
    std::filesystem::rename(folder / "state" / "other", folder / "state" / "vault.db");
    REQUIRE_FALSE(open(folder / "state").ok());
}

TEST_CASE("a damaged database is not worked on") {
    const support::TemporaryFolder folder;
    REQUIRE(open(folder / "state").ok());
    const auto file = folder / "state" / "aparajita.db";
    const std::string sound = read(file);
    const auto refusal = [&](const std::string& octets) {
        write(file, octets);
        auto refused = open(folder / "state");
        REQUIRE_FALSE(refused.ok());
        REQUIRE(refused.error().kind == base::FailureKind::storage);
        return refused.error().what;
    };
    REQUIRE(refusal(std::string(8192, 'x')) == "aparajita.db is damaged");
    REQUIRE(refusal(sound.substr(0, sound.size() / 2)) == "aparajita.db is damaged");
    std::string holed = sound;
    holed.replace(4096 * 3, 2048, 2048, '\xFF');
    REQUIRE(refusal(holed) == "aparajita.db is damaged");
    write(file, sound);
    REQUIRE(open(folder / "state").ok());
}

TEST_CASE("a database with flipped octets is refused and left alone, or what is used is sound") {
    constexpr int runs = 1000;  // promises.md E08
    const support::TemporaryFolder folder;
    REQUIRE(open(folder / "state").ok());
    const auto file = folder / "state" / "aparajita.db";
    const std::string sound = read(file);
    std::mt19937 random(20261122);
    int refused = 0;
    for (int run = 0; run < runs; ++run) {
        std::string holed = sound;
        const std::size_t size = 1 + random() % 64;
        const std::size_t at = random() % (holed.size() - size);
        for (std::size_t i = at; i < at + size; ++i)
            holed[i] = static_cast<char>(static_cast<unsigned char>(holed[i]) ^
                                         (1 + random() % 255));
        CAPTURE(run, at, size);
        for (const char* rest : {"aparajita.db-wal", "aparajita.db-shm"})
            std::filesystem::remove(folder / "state" / rest);
        write(file, holed);
        auto opened = open(folder / "state");
        if (!opened.ok()) {
            ++refused;
            REQUIRE(opened.error().kind == base::FailureKind::storage);
            REQUIRE(read(file) == holed);
            continue;
        }
        const auto reader = store::ReadOnly::open(folder / "state", store::File::state);
        REQUIRE(reader.ok());
        REQUIRE((*reader)->query("PRAGMA quick_check")->front().text(0) == "ok");
    }
    CAPTURE(refused);
    REQUIRE(refused > 0);
    REQUIRE(refused < runs);
}

TEST_CASE("a database put back from a backup is as young as that, and its epochs go on") {
    const support::TemporaryFolder folder;
    REQUIRE(open(folder / "state").ok());
    std::filesystem::copy_file(folder / "state" / "aparajita.db", folder / "backup.db");
    for (int i = 0; i < 3; ++i) REQUIRE((*open(folder / "state", 100))->created_at() == noon);
    std::filesystem::copy_file(folder / "backup.db", folder / "state" / "aparajita.db",
                               std::filesystem::copy_options::overwrite_existing);
    auto restored = open(folder / "state", 500);
    REQUIRE(restored.ok());
    REQUIRE((*restored)->created_at() == noon + base::Seconds(500));
    REQUIRE((*restored)->epoch() == 5);
    REQUIRE_FALSE((*restored)->is_new());
    restored->reset();
    REQUIRE((*open(folder / "state", 900))->created_at() == noon + base::Seconds(500));
}

TEST_CASE("a reader works without a daemon, beside one, and changes nothing") {
    const support::TemporaryFolder folder;
    const auto nothing = store::ReadOnly::open(folder / "state", store::File::state);
    REQUIRE_FALSE(nothing.ok());
    REQUIRE(nothing.error().what == "there is no database in the state folder");
    auto daemon = open(folder / "state");
    REQUIRE(daemon.ok());
    REQUIRE((*daemon)->run(put("a")).ok());
    const auto count = [](store::ReadOnly& reader) {
        auto rows = reader.query("SELECT count(*) FROM meta WHERE value = 'x'");
        REQUIRE(rows.ok());
        return rows->front().whole(0);
    };
    auto beside = store::ReadOnly::open(folder / "state", store::File::state);
    REQUIRE(beside.ok());
    REQUIRE(count(**beside) == 1);
    REQUIRE((*daemon)->run(put("b")).ok());
    REQUIRE(count(**beside) == 2);
    for (const char* sql :
         {"DELETE FROM meta", "INSERT INTO meta VALUES ('c', 'x')", "DROP TABLE letter"}) {
        REQUIRE_FALSE((*beside)->query(sql).ok());
    }
    const auto log = std::filesystem::file_size(folder / "state" / "aparajita.db-wal");
    REQUIRE(log > 0);
    const std::string file = base::sha256_hex(read(folder / "state" / "aparajita.db"));
    beside->reset();  // must not fold the log into the file: only the daemon does
    REQUIRE(std::filesystem::file_size(folder / "state" / "aparajita.db-wal") == log);
    REQUIRE(base::sha256_hex(read(folder / "state" / "aparajita.db")) == file);
    daemon->reset();
    REQUIRE_FALSE(std::filesystem::exists(folder / "state" / "aparajita.db-wal"));
    const std::string whole = base::sha256_hex(read(folder / "state" / "aparajita.db"));
    auto alone = store::ReadOnly::open(folder / "state", store::File::state);
    REQUIRE(alone.ok());
    REQUIRE(count(**alone) == 2);
    alone->reset();
    REQUIRE(base::sha256_hex(read(folder / "state" / "aparajita.db")) == whole);
    REQUIRE((*open(folder / "state"))->epoch() == 2);
}

TEST_CASE("a reader opens a copy that nobody may write to") {
    const support::TemporaryFolder folder;
    REQUIRE(open(folder / "state").ok());
    std::filesystem::create_directory(folder / "copy with blanks & 100%");
    const auto copy = folder / "copy with blanks & 100%";
    std::filesystem::copy_file(folder / "state" / "aparajita.db", copy / "aparajita.db");
    std::filesystem::permissions(copy / "aparajita.db", std::filesystem::perms(0400));
    std::filesystem::permissions(copy, std::filesystem::perms(0500));
    auto reader = store::ReadOnly::open(copy, store::File::state);
    REQUIRE(reader.ok());
    REQUIRE((*reader)->query("SELECT count(*) FROM v1_case")->front().whole(0) == 0);
    std::filesystem::permissions(copy, std::filesystem::perms(0700));
}

TEST_CASE("the log does not grow without bound") {
    const support::TemporaryFolder folder;
    auto daemon = open(folder / "state");
    REQUIRE(daemon.ok());
    const std::string big(100000, 'v');
    for (int i = 0; i < 200; ++i) {
        REQUIRE((*daemon)
                    ->run({{},
                           [&](store::Transaction& state) -> base::Result<void> {
                               auto done = state.run(
                                   "INSERT OR REPLACE INTO meta (key, value) VALUES ('big', ?)",
                                   {big});
                               if (!done) return done.error();
                               return {};
                           }})
                    .ok());
    }
    REQUIRE(std::filesystem::file_size(folder / "state" / "aparajita.db-wal") < 6000000);
    REQUIRE((*daemon)->log_octets() < 6000000);
}

TEST_CASE("what is deleted from the vault is overwritten") {
    const support::TemporaryFolder folder;
    auto daemon = open(folder / "state");
    REQUIRE(daemon.ok());
    const std::string word = "unmistakable-word-of-a-vault-row";
    const auto run = [&](const std::string& sql) {
        REQUIRE((*daemon)
                    ->run({[&](store::VaultTransaction& vault) -> base::Result<void> {
                               auto done = vault.run(sql);
                               if (!done) return done.error();
                               return {};
                           },
                           {}})
                    .ok());
    };
    run("INSERT INTO meta (key, value) VALUES ('w', '" + word + "')");
    daemon->reset();
    REQUIRE(read(folder / "state" / "vault.db").find(word) != std::string::npos);
    daemon = open(folder / "state");
    run("DELETE FROM meta WHERE key = 'w'");
    daemon->reset();
    REQUIRE(read(folder / "state" / "vault.db").find(word) == std::string::npos);
}

TEST_CASE("the embedded schema is the file, and both sections stand in it") {
    REQUIRE(std::string(store::schema_text()) == read(APARAJITA_SOURCE_DIR "/schema.sql"));
    REQUIRE(store::schema_version() == 2);
}
