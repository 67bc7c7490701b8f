// One SQLite connection with the settings of this house; nothing outside this room sees it.
//
// Promises: WAL, synchronous=FULL, foreign keys, secure_delete, no automatic checkpoint
// (libraries: two connections that checkpoint at once can damage a file), DEFENSIVE, no
// untrusted schema, nothing temporary on disk. Inside a step the statements may not end the
// transaction, attach, change the schema, or touch a row of the audit trail. A connection never
// works in another process than the one that opened it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace store {

enum class Purpose { write, read };

class Connection {
  public:
    // The file must exist (an empty one is an empty database).
    static base::Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file,
                                                          Purpose purpose);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    base::Result<std::vector<Row>> query(std::string_view sql,
                                         const std::vector<Value>& values);
    base::Result<std::vector<std::string>> columns_of(std::string_view sql);
    // Row by row, without holding them all. Ends with the visitor's first Failure.
    base::Result<void> each(std::string_view sql, const std::vector<Value>& values,
                            const std::function<base::Result<void>(Row&&)>& visit);
    base::Result<std::int64_t> run(std::string_view sql, const std::vector<Value>& values);
    // Several statements without values: schema and transaction control.
    base::Result<void> execute(std::string_view sql);
    std::int64_t last_row_id() const;

    // The file is ours: WAL mode from now on. Before this nothing of it was changed.
    base::Result<void> adopt();
    // From here on the trail is append-only and the schema fixed, whatever a statement says.
    void guard();
    // SQLite rolls a whole transaction back by itself after some errors (disk full, I/O).
    bool in_transaction() const;
    void enter_step() { in_step_ = true; }
    void leave_step() { in_step_ = false; }
    bool in_step() const { return in_step_; }

    // Pages in the write-ahead log after the last commit.
    int wal_pages() const { return wal_pages_; }
    void set_wal_pages(int pages) { wal_pages_ = pages; }
    enum class Checkpoint { passive, truncate };
    base::Result<void> checkpoint(Checkpoint how);

    // A consistent copy of the whole file by SQLite's backup interface; writers go on
    // meanwhile. `to` must not exist; 0600, on disk when this returns.
    base::Result<void> copy_to(const std::filesystem::path& to);

  private:
    Connection(sqlite3* database, std::string name);
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    base::Result<void> configure(Purpose purpose);
    base::Result<sqlite3_stmt*> prepare(std::string_view sql);
    base::Result<sqlite3_stmt*> bind(std::string_view sql, const std::vector<Value>& values);
    base::Failure failure() const;

    sqlite3* database_;
    std::string name_;  // of the file, without its folder
    pid_t owner_;
    bool in_step_ = false;
    int wal_pages_ = 0;
    std::map<std::string, Statement, std::less<>> statements_;
};

// What an SQLite result code means for us: I/O and damage are `storage` (sticky), a full disk
// or a lock `temporary`, the rest our own bug.
base::FailureKind kind_of(int code);
base::Failure damaged(std::string_view name);

}  // namespace store
