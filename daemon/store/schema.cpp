#include "store/schema.h"

#include <fmt/format.h>

#include "store/connection.h"

namespace store {
namespace {

constexpr int version = 1;
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

base::Result<Freshness> make(Connection& connection, File file) {
    // WAL mode stands in the file and must be set outside a transaction, before the first
    // table.
    if (auto adopted = connection.adopt(); !adopted) return adopted.error();
    if (auto done = connection.execute("BEGIN IMMEDIATE"); !done) return done.error();
    auto made = connection.execute(schema_of(file));
    if (made) made = connection.execute("COMMIT");
    if (!made) {
        (void)connection.execute("ROLLBACK");
        return made.error();
    }
    return Freshness::made_now;
}

base::Result<Freshness> check(Connection& connection, File file) {
    auto id = number(connection, "PRAGMA application_id");
    if (!id) return id.error();
    if (*id != (file == File::state ? state_id : vault_id)) return foreign(file);
    auto found = number(connection, "PRAGMA user_version");
    if (!found) return found.error();
    if (*found == version) return Freshness::existed;
    if (*found < version) return foreign(file);  // version 1 is the first
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
    if (auto adopted = connection.adopt(); !adopted) return adopted.error();
    return checked;
}

base::Result<void> check_schema(Connection& connection, File file) {
    auto checked = check(connection, file);
    if (!checked) return checked.error();
    return {};
}

}  // namespace store
