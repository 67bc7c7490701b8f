#include "store/store.h"

#include <fmt/format.h>

#include <future>

#include "store/connection.h"
#include "store/schema.h"
#include "store/state_folder.h"
#include "store/writer.h"

namespace store {
namespace {

// Known compromise: a vault above this size is not read through at every start (minutes); its
// pieces carry MACs and hashes that are checked whenever one is read.
constexpr std::uintmax_t largest_checked_vault = 256U << 20U;

base::Result<void> quick_check(Connection& connection, std::string_view name) {
    auto rows = connection.query("PRAGMA quick_check(1)", {});
    if (!rows) return rows.error();
    if (rows->size() != 1 || rows->front().text(0) != "ok") return damaged(name);
    return {};
}

struct Opened {
    std::unique_ptr<Connection> connection;
    Freshness freshness = Freshness::existed;
};

base::Result<Opened> open_file(const std::filesystem::path& state, File file, Opening opening) {
    const auto path = path_of(state, file);
    if (auto ready = prepare_file(path, opening); !ready) return ready.error();
    auto connection = Connection::open(path, Purpose::write);
    if (!connection) return connection.error();
    Opened opened{std::move(*connection), Freshness::existed};
    std::error_code ignored;
    const bool checked = file == File::state ||
                         std::filesystem::file_size(path, ignored) <= largest_checked_vault;
    if (checked) {
        if (auto sound = quick_check(*opened.connection, path.filename().string()); !sound)
            return sound.error();
    }
    auto freshness = make_or_check_schema(*opened.connection, file);
    if (!freshness) return freshness.error();
    opened.freshness = *freshness;
    return opened;
}

base::Result<std::int64_t> meta(Connection& connection, const std::string& key) {
    auto rows =
        connection.query("SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?", {key});
    if (!rows) return rows.error();
    return rows->empty() ? 0 : rows->front().whole(0);
}

base::Result<void> set_meta(Connection& connection, const std::string& key,
                            std::int64_t value) {
    auto done = connection.run(
        R"(INSERT INTO meta (key, value)
           VALUES (?, ?)
           ON CONFLICT (key)
           DO UPDATE SET value = excluded.value)",
        {key, std::to_string(value)});
    if (!done) return done.error();
    return {};
}

struct Lease {
    std::int64_t epoch = 0;
    base::Instant created_at{};
};

// The next epoch, above every one that was ever taken here; notes when the file is older than
// the lock remembers.
base::Result<Lease> write_lease(Connection& state, std::int64_t highest, Freshness freshness,
                                base::Instant now) {
    const std::int64_t seconds = base::unix_seconds(now);
    auto rows = state.query("SELECT epoch FROM lease WHERE only_row = 1", {});
    if (!rows) return rows.error();
    const std::int64_t own = rows->empty() ? 0 : rows->front().whole(0);
    if (freshness == Freshness::made_now) {
        if (auto done = set_meta(state, "created_at", seconds); !done) return done.error();
    } else {
        auto copied = meta(state, "copied_at");
        if (!copied) return copied.error();
        if (own < highest || *copied > 0) {
            if (auto done = set_meta(state, "restored_at", seconds); !done) return done.error();
        }
        auto forgotten = state.run("DELETE FROM meta WHERE key = 'copied_at'", {});
        if (!forgotten) return forgotten.error();
    }
    const std::int64_t epoch = std::max(own, highest) + 1;
    auto done = state.run(
        R"(INSERT INTO lease (only_row, epoch, taken_at)
           VALUES (1, ?, ?)
           ON CONFLICT (only_row)
           DO UPDATE SET epoch = excluded.epoch, taken_at = excluded.taken_at)",
        {epoch, seconds});
    if (!done) return done.error();
    auto created = meta(state, "created_at");
    auto restored = meta(state, "restored_at");
    if (!created) return created.error();
    if (!restored) return restored.error();
    return Lease{epoch, base::from_unix(std::max(*created, *restored))};
}

base::Result<Lease> take_lease(Connection& state, FolderLock& lock, Freshness freshness,
                               base::Instant now) {
    if (auto begun = state.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
    auto lease = write_lease(state, lock.highest_epoch(), freshness, now);
    if (!lease) {
        (void)state.execute("ROLLBACK");
        return lease;
    }
    if (auto committed = state.execute("COMMIT"); !committed) return committed.error();
    if (auto kept = lock.remember(lease->epoch); !kept) return kept.error();
    return lease;
}

base::Result<void> stamp_vault(Connection& vault, Freshness freshness, base::Instant now) {
    if (freshness == Freshness::existed) return {};
    return set_meta(vault, "created_at", base::unix_seconds(now));
}

class FileStore : public Store {
  public:
    FileStore(FolderLock lock, Opened state, Opened vault, Lease lease)
        : lock_(std::move(lock)),
          lease_(lease),
          new_(state.freshness == Freshness::made_now),
          writer_(std::move(state.connection), std::move(vault.connection), lease.epoch) {}

    void submit(Step step, std::function<void(base::Result<void>)> done) override {
        writer_.submit(std::move(step), std::move(done), Urgency::may_wait);
    }
    base::Result<void> run(Step step) override {
        std::promise<base::Result<void>> promise;
        auto future = promise.get_future();
        writer_.submit(
            std::move(step),
            [&promise](base::Result<void> done) { promise.set_value(std::move(done)); },
            Urgency::somebody_waits);
        return future.get();
    }
    bool failed() const override { return writer_.failed(); }
    std::int64_t epoch() const override { return lease_.epoch; }
    base::Instant created_at() const override { return lease_.created_at; }
    bool is_new() const override { return new_; }
    std::int64_t log_octets() const override { return writer_.log_octets(); }

  private:
    FolderLock lock_;  // released last
    Lease lease_;
    bool new_;
    Writer writer_;
};

}  // namespace

base::Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& state,
                                                 Opening opening, base::Instant now) {
    if (auto ready = prepare_folder(state, opening); !ready) return ready.error();
    auto lock = FolderLock::take(state);
    if (!lock) return lock.error();
    auto vault_file = open_file(state, File::vault, opening);
    if (!vault_file) return vault_file.error();
    auto state_file = open_file(state, File::state, opening);
    if (!state_file) return state_file.error();
    if (auto stamped = stamp_vault(*vault_file->connection, vault_file->freshness, now);
        !stamped) {
        return stamped.error();
    }
    auto lease = take_lease(*state_file->connection, *lock, state_file->freshness, now);
    if (!lease) return lease.error();
    state_file->connection->guard();
    vault_file->connection->guard();
    return std::unique_ptr<Store>(std::make_unique<FileStore>(
        std::move(*lock), std::move(*state_file), std::move(*vault_file), *lease));
}

}  // namespace store
