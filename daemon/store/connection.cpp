#include "store/connection.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstring>

#include "store/statement.h"

namespace store {
namespace {

bool is_trail(const char* table) {
    return table != nullptr && std::strncmp(table, "audit_", 6) == 0;
}

// What a statement may do is asked when it is prepared. The trail may be read and appended to,
// nothing else.
int authorize(void* context, int action, const char* first, const char*, const char*,
              const char*) {
    const auto& connection = *static_cast<const Connection*>(context);
    switch (action) {
        case SQLITE_UPDATE:
        case SQLITE_DELETE:
            return is_trail(first) ? SQLITE_DENY : SQLITE_OK;
        case SQLITE_SELECT:
        case SQLITE_READ:
        case SQLITE_INSERT:
        case SQLITE_FUNCTION:
        case SQLITE_RECURSIVE:
            return SQLITE_OK;
        case SQLITE_TRANSACTION:
        case SQLITE_SAVEPOINT:
            return connection.in_step() ? SQLITE_DENY : SQLITE_OK;
        default:
            return SQLITE_DENY;
    }
}

int remember_wal(void* context, sqlite3*, const char*, int pages) {
    static_cast<Connection*>(context)->set_wal_pages(pages);
    return SQLITE_OK;
}

int open_flags(Purpose purpose) {
    const int mode = purpose == Purpose::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    return mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
}

// Only for a reader of a copy in a folder where it may not write: without a write-ahead log
// beside it, the file stands alone and cannot change under us. Anywhere else such a reader
// would be blind for all that is written later.
std::string as_immutable(const std::filesystem::path& file) {
    std::string uri = "file:";
    for (const char c : file.string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' ||
                           c == '_';
        uri +=
            plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return uri + "?immutable=1";
}

bool may_write_in(const std::filesystem::path& folder) {
    return ::access(folder.c_str(), W_OK) == 0;
}

bool has_wal(const std::filesystem::path& file) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(file.string() + "-wal", ignored);
    return !ignored && size > 0;
}

}  // namespace

base::Failure damaged(std::string_view name) {
    return {base::FailureKind::storage, fmt::format("{} is damaged", name),
            "put back a backup, or move both files away and let the mailbox be read again"};
}

base::FailureKind kind_of(int code) {
    switch (code & 0xFF) {
        case SQLITE_IOERR:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return base::FailureKind::storage;
        case SQLITE_FULL:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_NOMEM:
            return base::FailureKind::temporary;
        default:
            return base::FailureKind::defect;
    }
}

void Connection::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Connection::Connection(sqlite3* database, std::string name)
    : database_(database), name_(std::move(name)), owner_(::getpid()) {}

Connection::~Connection() {
    if (::getpid() != owner_) {  // after fork(): closing here would drop the parent's locks
        for (auto& [sql, statement] : statements_) (void)statement.release();
        return;
    }
    statements_.clear();
    sqlite3_close_v2(database_);
}

base::Failure Connection::failure() const {
    const int code = sqlite3_extended_errcode(database_);
    switch (code & 0xFF) {
        case SQLITE_FULL:
            return {kind_of(code), "the disk is full", "make room; work goes on by itself"};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {kind_of(code), "the database is locked by another process",
                    "end that process"};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return damaged(name_);
        default:
            return {kind_of(code),
                    fmt::format("database: {} ({})", sqlite3_errmsg(database_), code), ""};
    }
}

base::Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file,
                                                           Purpose purpose) {
    const auto attempt =
        [purpose, &file](const std::string& name) -> base::Result<std::unique_ptr<Connection>> {
        sqlite3* database = nullptr;
        const int code = sqlite3_open_v2(name.c_str(), &database, open_flags(purpose), nullptr);
        std::unique_ptr<Connection> connection(
            new Connection(database, file.filename().string()));
        if (database == nullptr)
            return base::Failure{base::FailureKind::temporary, "out of memory", ""};
        if (code != SQLITE_OK) return connection->failure();
        if (auto configured = connection->configure(purpose); !configured)
            return configured.error();
        return connection;
    };
    // An absolute name: a relative one that begins with "file:" would be taken for a URI.
    const auto whole = std::filesystem::absolute(file);
    auto opened = attempt(whole.string());
    if (opened || purpose == Purpose::write || may_write_in(whole.parent_path()) ||
        has_wal(whole))
        return opened;
    return attempt(as_immutable(whole));
}

base::Result<void> Connection::configure(Purpose purpose) {
    sqlite3_busy_timeout(database_, 10000);
    sqlite3_limit(database_, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(database_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    // A reader never folds the log into the file; the writer not before it knows that the file
    // is its own.
    sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (purpose == Purpose::read) {
        // Reads the header now, so that a file which cannot be read is found here and not at
        // the first question.
        return execute("PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA schema_version;");
    }
    return execute(
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA "
        "secure_delete=ON;"
        "PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=4194304; "
        "PRAGMA schema_version;");
}

base::Result<void> Connection::adopt() {
    auto mode = query("PRAGMA journal_mode=WAL", {});
    if (!mode) return mode.error();
    if (mode->size() != 1 || mode->front().text(0) != "wal") {
        return base::Failure{base::FailureKind::storage,
                             fmt::format("{} cannot have a write-ahead log here", name_),
                             "put the state folder on a local disk"};
    }
    sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    sqlite3_wal_hook(database_, remember_wal, this);
    return {};
}

base::Result<void> Connection::execute(std::string_view sql) {
    base::ensure(::getpid() == owner_);
    const std::string text(sql);
    if (sqlite3_exec(database_, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure();
    return {};
}

base::Result<sqlite3_stmt*> Connection::prepare(std::string_view sql) {
    base::ensure(::getpid() == owner_);
    if (const auto known = statements_.find(sql); known != statements_.end())
        return known->second.get();
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    Statement held(statement);
    if (code != SQLITE_OK) return failure();
    base::ensure(statement != nullptr);
    statements_.emplace(std::string(sql), std::move(held));
    return statement;
}

base::Result<sqlite3_stmt*> Connection::bind(std::string_view sql,
                                             const std::vector<Value>& values) {
    auto prepared = prepare(sql);
    if (!prepared) return prepared;
    base::ensure(sqlite3_bind_parameter_count(*prepared) == static_cast<int>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (bind_value(*prepared, static_cast<int>(i) + 1, values[i]) != SQLITE_OK)
            return failure();
    }
    return prepared;
}

base::Result<std::vector<Row>> Connection::query(std::string_view sql,
                                                 const std::vector<Value>& values) {
    std::vector<Row> rows;
    auto done = each(sql, values, [&rows](Row&& row) -> base::Result<void> {
        rows.push_back(std::move(row));
        return {};
    });
    if (!done) return done.error();
    return rows;
}

base::Result<std::vector<std::string>> Connection::columns_of(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    std::vector<std::string> names;
    for (int i = 0; i < sqlite3_column_count(*statement); ++i)
        names.emplace_back(sqlite3_column_name(*statement, i));
    return names;
}

base::Result<void> Connection::each(std::string_view sql, const std::vector<Value>& values,
                                    const std::function<base::Result<void>(Row&&)>& visit) {
    auto statement = bind(sql, values);
    if (!statement) return statement.error();
    const Use use(*statement);
    int code = sqlite3_step(*statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(*statement)) {
        if (auto visited = visit(read_row(*statement)); !visited) return visited;
    }
    if (code != SQLITE_DONE) return failure();
    return {};
}

base::Result<std::int64_t> Connection::run(std::string_view sql,
                                           const std::vector<Value>& values) {
    auto statement = bind(sql, values);
    if (!statement) return statement.error();
    const Use use(*statement);
    int code = sqlite3_step(*statement);
    while (code == SQLITE_ROW) code = sqlite3_step(*statement);
    if (code != SQLITE_DONE) return failure();
    return static_cast<std::int64_t>(sqlite3_changes64(database_));
}

std::int64_t Connection::last_row_id() const { return sqlite3_last_insert_rowid(database_); }

void Connection::guard() { sqlite3_set_authorizer(database_, authorize, this); }

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }

base::Result<void> Connection::checkpoint(Checkpoint how) {
    const int mode =
        how == Checkpoint::passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
    int pages = 0;
    int done = 0;
    const int code = sqlite3_wal_checkpoint_v2(database_, nullptr, mode, &pages, &done);
    if (code == SQLITE_BUSY)
        return {};  // a reader still needs the log; the next checkpoint gets it
    if (code != SQLITE_OK) return failure();
    wal_pages_ = done < pages ? pages : 0;  // a passive one leaves what a reader still needs
    return {};
}

}  // namespace store
