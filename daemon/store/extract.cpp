#include "store/extract.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "store/connection.h"
#include "store/schema.h"
#include "store/state_folder.h"

namespace store {
namespace {

base::Result<void> make_empty(const std::filesystem::path& file) {
    const int made = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (made < 0)
        return base::Failure{base::FailureKind::usage,
                             fmt::format("{}: {}", file.string(), std::strerror(errno)),
                             "name a new file in a folder where you may write"};
    ::close(made);
    return {};
}

base::Result<std::vector<std::string>> texts(Connection& from, std::string_view sql,
                                             const std::string& name) {
    auto rows = from.query(sql, {name});
    if (!rows) return rows.error();
    std::vector<std::string> found;
    for (const Row& row : *rows) found.push_back(row.text(0));
    return found;
}

base::Result<void> copy_rows(Connection& from, Connection& to, const std::string& name) {
    auto columns = texts(from, "SELECT name FROM pragma_table_info(?)", name);
    if (!columns) return columns.error();
    std::string marks = "?";
    for (std::size_t i = 1; i < columns->size(); ++i) marks += ", ?";
    const std::string insert = fmt::format("INSERT INTO {} VALUES ({})", name, marks);
    return from.each("SELECT * FROM " + name, {}, [&](Row&& row) -> base::Result<void> {
        std::vector<Value> values;
        values.reserve(row.size());
        for (std::size_t i = 0; i < row.size(); ++i) values.push_back(row.value(i));
        auto done = to.run(insert, values);
        if (!done) return done.error();
        return {};
    });
}

base::Result<void> execute_all(Connection& to, const std::vector<std::string>& statements) {
    for (const std::string& sql : statements) {
        if (auto done = to.execute(sql); !done) return done;
    }
    return {};
}

base::Result<void> copy_table(Connection& from, Connection& to, const std::string& name) {
    auto table =
        texts(from, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", name);
    if (!table) return table.error();
    // Guards and indexes last: the rows are in their order as they stand.
    auto rest = texts(from,
                      "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL "
                      "AND type IN ('index', 'trigger') ORDER BY type, name",
                      name);
    if (!rest) return rest.error();
    auto done = execute_all(to, *table);
    if (done) done = copy_rows(from, to, name);
    if (done) done = execute_all(to, *rest);
    return done;
}

base::Result<void> copy_view(Connection& from, Connection& to, const std::string& name) {
    auto columns = texts(from, "SELECT name FROM pragma_table_info(?)", name);
    if (!columns) return columns.error();
    std::string list;
    bool of_cases = false;
    for (const std::string& column : *columns) {
        list += (list.empty() ? "" : ", ") + column;
        of_cases = of_cases || column == "case_no";
    }
    auto done = to.execute(fmt::format("CREATE TABLE {} ({})", name, list));
    if (done) done = copy_rows(from, to, name);
    if (done && of_cases)
        done = to.execute(fmt::format("CREATE INDEX {0}_case_no ON {0} (case_no)", name));
    return done;
}

base::Result<void> copy_all(Connection& from, Connection& to, const Extract& what) {
    auto done = from.execute("BEGIN");
    if (done)
        done = to.execute(fmt::format(
            "PRAGMA application_id = {}; PRAGMA user_version = {}; PRAGMA foreign_keys = OFF; "
            "PRAGMA journal_mode = MEMORY; BEGIN",
            export_id, schema_version()));
    for (const std::string& table : what.tables) {
        if (done) done = copy_table(from, to, table);
    }
    for (const std::string& view : what.views) {
        if (done) done = copy_view(from, to, view);
    }
    if (done) done = to.execute("COMMIT");
    return done;
}

}  // namespace

base::Result<void> write_extract(const std::filesystem::path& state,
                                 const std::filesystem::path& file, const Extract& what) {
    auto from = Connection::open(path_of(state, File::state), Purpose::read);
    if (!from) return from.error();
    if (auto made = make_empty(file); !made) return made;
    auto to = Connection::open(file, Purpose::write);
    auto done = to ? copy_all(**from, **to, what) : base::Result<void>(to.error());
    if (done) return done;
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return done;
}

}  // namespace store
