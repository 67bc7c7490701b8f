// Databases as released programs made them are opened by this one, and nothing in them is lost
// (E19). A schema that changes raises its version, brings its migration, and leaves a new
// golden file here.
#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "store/store.h"
#include "support/temporary_folder.h"

namespace {

const base::Instant later = base::from_unix(1795400000);

std::string golden(const std::string& name) {
    std::ifstream in(APARAJITA_SOURCE_DIR "/tests/store/golden/" + name);
    return {std::istreambuf_iterator<char>(in), {}};
}

void make(const std::filesystem::path& file, const std::string& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    char* wrong = nullptr;
    const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &wrong);
    CAPTURE(wrong == nullptr ? "" : wrong);
    REQUIRE(code == SQLITE_OK);
    sqlite3_close(database);
}

void make_state_folder(const std::filesystem::path& state, const std::string& version) {
    const std::string schema = golden("version-" + version + ".sql");
    const auto vault = schema.find("-- === DATABASE vault.db ===");
    REQUIRE(vault != std::string::npos);
    std::filesystem::create_directory(state);
    std::filesystem::permissions(state, std::filesystem::perms::owner_all);
    make(state / "aparajita.db",
         schema.substr(0, vault) + golden("version-" + version + "-rows.sql"));
    make(state / "vault.db", schema.substr(vault));
    for (const char* file : {"aparajita.db", "vault.db"})
        std::filesystem::permissions(state / file, std::filesystem::perms::owner_read |
                                                       std::filesystem::perms::owner_write);
}

// Tables, views, indexes and triggers: their columns in order, as "case_file 5 kind TEXT 0 -
// 0", and the text of all that is no table.
std::set<std::string> shape(const std::filesystem::path& state, store::File file) {
    auto reader = store::ReadOnly::open(state, file);
    REQUIRE(reader.ok());
    auto rows = (*reader)->query(
        R"(SELECT s.name || ' ' || coalesce(c.cid || ' ' || c.name || ' ' || c.type || ' ' ||
                  c."notnull" || ' ' || coalesce(c.dflt_value, '-') || ' ' || c.pk, s.sql)
           FROM sqlite_schema s
           LEFT JOIN pragma_table_xinfo(s.name) c ON s.type = 'table'
           WHERE s.name NOT LIKE 'sqlite_%')");
    if (!rows) FAIL(base::to_text(rows.error()));
    std::set<std::string> names;
    for (const auto& row : *rows) names.insert(row.text(0));
    return names;
}

}  // namespace

TEST_CASE("a database of each released version is opened, whole") {
    for (const std::string version : {"1"}) {
        CAPTURE(version);
        const support::TemporaryFolder folder;
        make_state_folder(folder / "old", version);
        {
            auto opened =
                store::Store::open(folder / "old", store::Opening::create_or_migrate, later);
            if (!opened) FAIL(base::to_text(opened.error()));
            REQUIRE((*opened)->epoch() == 8);
            REQUIRE_FALSE((*opened)->is_new());
        }
        REQUIRE(
            store::Store::open(folder / "new", store::Opening::create_or_migrate, later).ok());
        for (const auto file : {store::File::state, store::File::vault}) {
            const auto made_new = shape(folder / "new", file);
            REQUIRE(made_new.size() > 20);
            REQUIRE(shape(folder / "old", file) == made_new);
        }
        auto reader = store::ReadOnly::open(folder / "old", store::File::state);
        REQUIRE(reader.ok());
        auto rows = (*reader)->query(
            R"(SELECT c.case_no, c.state, l.state, l.attempts, l.uncertain, i.state,
                      (SELECT difference FROM v1_balance), (SELECT count(*) FROM audit_event),
                      (SELECT station_since || ' ' || signed_at || ' ' || coalesce(fir_at, 'none')
                       FROM case_file)
               FROM v1_case c JOIN v1_letter l USING (case_no) JOIN v1_intake i USING (case_no))");
        REQUIRE(rows.ok());
        REQUIRE(rows->size() == 1);
        std::string line;
        for (std::size_t i = 0; i < 9; ++i) {
            const auto* whole = std::get_if<std::int64_t>(&rows->front().value(i));
            line += (whole != nullptr ? std::to_string(*whole) : rows->front().text(i)) + " ";
        }
        REQUIRE(line ==
                "APJ-2026-000042 with_station deferred 2 1 decided 0 3 "
                "1795327310 1795330000 none ");
    }
}
