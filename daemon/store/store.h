// Two SQLite files, one writer thread, group commit.
//
// Promises: a Step's vault part is committed (fsynced) before its state part runs; a step whose
// part fails leaves no trace of its own while its neighbours in the batch go on; after an I/O
// error every later step fails (sticky; a step that failed so may be found done after a
// restart, never half done). A full disk undoes the batch and is temporary: queue it again.
// Every state commit carries the daemon's epoch: a daemon that lost the lease cannot write.
// Readers open the files read-only. promises.md 1.3, 1.4, 2.3; libraries.md 10.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace store {

struct Blob {
    std::string octets;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

// Empty text, empty octets, nothing: NULL.
Value text_or_null(const std::string& text);
Value blob_or_null(const std::string& octets);
Value whole_or_null(const std::optional<std::int64_t>& whole);

// One row of a result; column access by position, typed, NULL as a default.
class Row {
  public:
    explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
    std::int64_t whole(std::size_t i) const;
    double real(std::size_t i) const;
    std::string text(std::size_t i) const;  // text or blob
    bool is_null(std::size_t i) const;
    std::size_t size() const { return values_.size(); }
    const Value& value(std::size_t i) const { return values_.at(i); }

  private:
    std::vector<Value> values_;
};

class Connection;  // sqlite3 behind it, never visible outside this room

// Statements inside an open transaction (or a read-only snapshot). SQL comes from our code,
// values are bound.
class Access {
  public:
    explicit Access(Connection& connection) : connection_(connection) {}
    base::Result<std::vector<Row>> query(std::string_view sql,
                                         const std::vector<Value>& values = {});
    // Number of changed rows.
    base::Result<std::int64_t> run(std::string_view sql, const std::vector<Value>& values = {});
    std::int64_t last_row_id() const;

  private:
    Connection& connection_;
};

class VaultTransaction : public Access {
    using Access::Access;
};
class Transaction : public Access {  // aparajita.db
    using Access::Access;
};

// After a step that destroyed something, the write-ahead logs are emptied too: they hold older
// pages.
enum class Afterwards { nothing, empty_the_logs };

struct Step {
    std::function<base::Result<void>(VaultTransaction&)> vault;  // may be empty
    std::function<base::Result<void>(Transaction&)> state;       // may be empty
    Afterwards afterwards = Afterwards::nothing;
};

enum class Opening { create_or_migrate, must_exist };

class Store {
  public:
    // Takes the lock file and a new epoch (lease), opens or migrates both files, starts the
    // writer thread. A second daemon gets a Failure (temporary: "another daemon holds ...").
    static base::Result<std::unique_ptr<Store>> open(const std::filesystem::path& state,
                                                     Opening opening, base::Instant now);
    virtual ~Store() = default;

    // Queues a step; `done` is called on the writer thread after its commits (or failure).
    virtual void submit(Step step, std::function<void(base::Result<void>)> done) = 0;
    // The same, waiting. Not for the event loop.
    virtual base::Result<void> run(Step step) = 0;
    virtual bool failed() const = 0;  // sticky storage failure
    virtual std::int64_t epoch() const = 0;
    // Of the database; when it was put back from a backup, of that moment: mail older than this
    // is never acknowledged.
    virtual base::Instant created_at() const = 0;
    virtual bool is_new() const = 0;
    // Size of both write-ahead logs after the last batch; above 64 MB somebody reads for too
    // long (E22).
    virtual std::int64_t log_octets() const = 0;
};

// Read-only snapshot of aparajita.db or vault.db, for commands and for look-ups of the daemon;
// any thread, one at a time.
enum class File { state, vault };
class ReadOnly {
  public:
    static base::Result<std::unique_ptr<ReadOnly>> open(const std::filesystem::path& state,
                                                        File file);
    // What write_extract() wrote (extract.h).
    static base::Result<std::unique_ptr<ReadOnly>> open_export(
        const std::filesystem::path& file);
    virtual ~ReadOnly() = default;
    // Between the two every answer is of one moment, whatever is written meanwhile. Not for long:
    // the log cannot be folded into the file before the end.
    virtual base::Result<void> hold_snapshot() = 0;
    virtual void let_go() = 0;
    virtual base::Result<std::vector<Row>> query(std::string_view sql,
                                                 const std::vector<Value>& values = {}) = 0;
    // What its answer's columns are called.
    virtual base::Result<std::vector<std::string>> columns_of(std::string_view sql) = 0;
};

// Copies of both files into the folder `to`, each consistent in itself, while the daemon writes
// (E23). aparajita.db first: what the copy of it names lies in the later copy of vault.db, and
// what the vault has besides is a harmless orphan.
base::Result<void> copy_databases(const std::filesystem::path& state,
                                  const std::filesystem::path& to);

// Current schema, from schema.sql embedded at build time.
std::string_view schema_text();
int schema_version();

}  // namespace store
