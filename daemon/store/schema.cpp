#include "store/schema.h"

#include <fmt/format.h>

#include "store/connection.h"
#include "store/migration.h"

namespace store {
namespace {

constexpr int version = 2;
constexpr std::string_view state_mark = "-- === DATABASE aparajita.db ===\n";
constexpr std::string_view vault_mark = "-- === DATABASE vault.db ===\n";

std::string_view file_name(File file) {
    return file == File::state ? "aparajita.db" : "vault.db";
}

base::Result<std::int64_t> number(Connection& connection, std::string_view sql) {
    auto rows = connection.query(sql, {});
    if (!rows) return rows.error();
    return rows->empty() ? 0 : rows->front().whole(0);
}

base::Failure foreign(File file) {
    return {base::FailureKind::storage,
            fmt::format("{} is not a database of this program", file_name(file)),
            "name another state folder, or move the file away"};
}

// All of it in one transaction, or none.
template <class Work>
base::Result<void> in_one(Connection& connection, const Work& work) {
    // WAL mode stands in the file and must be set outside a transaction, before the first
    // table.
    if (auto adopted = connection.adopt(); !adopted) return adopted;
    if (auto begun = connection.execute("BEGIN IMMEDIATE"); !begun) return begun;
    base::Result<void> done = work();
    if (done) done = connection.execute("COMMIT");
    if (!done) (void)connection.execute("ROLLBACK");
    return done;
}

base::Result<Freshness> make(Connection& connection, File file) {
    auto made = in_one(connection, [&] { return connection.execute(schema_of(file)); });
    if (!made) return made.error();
    return Freshness::made_now;
}

base::Result<Freshness> bring_up_to_date(Connection& connection, File file) {
    auto done = in_one(connection, [&] { return migrate(connection, file, schema_of(file)); });
    if (!done) return done.error();
    return Freshness::existed;
}

base::Result<Freshness> check(Connection& connection, File file) {
    auto id = number(connection, "PRAGMA application_id");
    if (!id) return id.error();
    if (*id != (file == File::state ? state_id : vault_id)) return foreign(file);
    auto found = number(connection, "PRAGMA user_version");
    if (!found) return found.error();
    if (*found == version) return Freshness::existed;
    if (*found >= 1 && *found < version) return Freshness::outdated;
    if (*found < 1) return foreign(file);
    return base::Failure{
        base::FailureKind::storage,
        fmt::format("{} was written by a newer program (schema {}, this one knows {})",
                    file_name(file), *found, version),
        "start the newer program again; nothing was changed"};
}

}  // namespace

int schema_version() { return version; }

std::string_view schema_of(File file) {
    const std::string_view all = schema_text();
    const auto state = all.find(state_mark);
    const auto vault = all.find(vault_mark);
    base::ensure(state != std::string_view::npos && vault != std::string_view::npos &&
                 state < vault);
    return file == File::state ? all.substr(state, vault - state) : all.substr(vault);
}

base::Result<Freshness> make_or_check_schema(Connection& connection, File file) {
    auto tables = number(connection, "SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    auto id = number(connection, "PRAGMA application_id");
    if (!id) return id.error();
    if (*tables == 0 && *id == 0) return make(connection, file);
    auto checked = check(connection, file);
    if (!checked) return checked;
    if (*checked == Freshness::outdated) return bring_up_to_date(connection, file);
    if (auto adopted = connection.adopt(); !adopted) return adopted.error();
    return checked;
}

base::Result<void> check_schema(Connection& connection, File file) {
    auto checked = check(connection, file);
    if (!checked) return checked.error();
    if (*checked != Freshness::outdated) return {};
    return base::Failure{base::FailureKind::storage,
                         fmt::format("{} was written by an older program", file_name(file)),
                         "start the daemon once: it brings both files up to date"};
}

}  // namespace store
