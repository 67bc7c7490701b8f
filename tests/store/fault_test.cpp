// The disk fails, at every single write and sync of a step, one after the other until none is
// left to fail.
#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "store/faulty_vfs.h"
#include "store/store.h"
#include "support/temporary_folder.h"

namespace {

using store_test::Operation;

const base::Instant noon = base::from_unix(1795327200);

template <class T>
base::Result<void> put(T& transaction, const std::string& key) {
    auto done = transaction.run("INSERT INTO meta (key, value) VALUES (?, 'x')", {key});
    if (!done) return done.error();
    return {};
}

store::Step step(const std::string& key) {
    return {[key](store::VaultTransaction& vault) { return put(vault, key); },
            [key](store::Transaction& state) { return put(state, key); }};
}

bool has(const std::filesystem::path& state, store::File file, const std::string& key) {
    auto reader = store::ReadOnly::open(state, file);
    REQUIRE(reader.ok());
    auto rows = (*reader)->query("SELECT 1 FROM meta WHERE key = ?", {key});
    REQUIRE(rows.ok());
    return !rows->empty();
}

std::unique_ptr<store::Store> open(const std::filesystem::path& state) {
    auto opened = store::Store::open(state, store::Opening::create_or_migrate, noon);
    if (!opened) FAIL(base::to_text(opened.error()));
    return std::move(*opened);
}

// One step with the n-th operation failing, then a restart. False when the step had no n-th
// operation.
bool fail_and_restart(const std::filesystem::path& state, Operation operation, int n,
                      int code) {
    const std::string key = "k" + std::to_string(n);
    auto opened = open(state);
    store_test::fail_nth(operation, n, code);
    const auto done = opened->run(step(key));
    const bool hit = store_test::has_failed();
    store_test::fail_nth(operation, 0, SQLITE_OK);
    CAPTURE(n, code);
    REQUIRE(done.ok() == !hit);
    const bool is_full = code == SQLITE_FULL;
    if (hit) {
        CHECK(done.error().kind ==
              (is_full ? base::FailureKind::temporary : base::FailureKind::storage));
        // An I/O error stays: later commits would succeed although the kernel may have dropped
        // a page.
        CHECK(opened->failed() == !is_full);
        CHECK(opened->run(step("after " + key)).ok() == is_full);
    }
    opened.reset();
    opened = open(state);
    if (done.ok()) CHECK(has(state, store::File::state, key));
    if (has(state, store::File::state, key)) CHECK(has(state, store::File::vault, key));
    if (hit && is_full) CHECK_FALSE(has(state, store::File::state, key));
    return hit;
}

int fail_all(Operation operation, int code) {
    const support::TemporaryFolder folder;
    int n = 1;
    while (fail_and_restart(folder / "state", operation, n, code)) REQUIRE(++n < 200);
    return n - 1;
}

}  // namespace

TEST_CASE("a sync that fails stops the store, whichever it is") {
    store_test::use_faulty_vfs();
    // The first commit after a restart also syncs the header of a new log.
    REQUIRE(fail_all(Operation::sync, SQLITE_IOERR_FSYNC) >= 2);
}

TEST_CASE("a write that fails stops the store, whichever it is") {
    store_test::use_faulty_vfs();
    REQUIRE(fail_all(Operation::write, SQLITE_IOERR_WRITE) >= 4);
}

TEST_CASE("a full disk undoes the step, and the store goes on by itself") {
    store_test::use_faulty_vfs();
    REQUIRE(fail_all(Operation::write, SQLITE_FULL) >= 4);
}

TEST_CASE("the neighbours of a batch that met a full disk are told, and can be queued again") {
    store_test::use_faulty_vfs();
    const support::TemporaryFolder folder;
    auto opened = open(folder / "state");
    REQUIRE(opened->run(step("first")).ok());
    int failed = 0;
    store_test::fail_nth(Operation::write, 1, SQLITE_FULL);
    for (int i = 0; i < 10; ++i) {
        opened->submit(step("k" + std::to_string(i)), [&](base::Result<void> done) {
            if (done) return;
            ++failed;
            if (done.error().what != "the disk is full") failed = -1000;
        });
    }
    REQUIRE(opened->run({}).ok());
    REQUIRE(failed >= 1);
    REQUIRE(store_test::has_failed());
    REQUIRE(opened->run(step("last")).ok());
    REQUIRE(has(folder / "state", store::File::state, "last"));
}

TEST_CASE("many steps share a commit") {
    store_test::use_faulty_vfs();
    const support::TemporaryFolder folder;
    auto opened = open(folder / "state");
    REQUIRE(opened->run(step("first")).ok());
    constexpr int many = 1000000;
    store_test::fail_nth(Operation::sync, many, SQLITE_IOERR_FSYNC);
    int good = 0;
    for (int i = 0; i < 640; ++i) {
        opened->submit(step("k" + std::to_string(i)),
                       [&](base::Result<void> done) { good += done ? 1 : 0; });
    }
    REQUIRE(opened->run({}).ok());
    const int syncs = store_test::syncs_counted(many);
    store_test::fail_nth(Operation::sync, 0, SQLITE_OK);
    REQUIRE(good == 640);
    REQUIRE(syncs >= 20);   // two files, at most 64 steps each time
    REQUIRE(syncs <= 320);  // alone they would take 1,280
}

namespace {

// SQLite's own allocator, of which one call fails.
sqlite3_mem_methods real_memory;
int allocations_until_failure = 0;  // 0: none fails

bool fails_now() { return allocations_until_failure > 0 && --allocations_until_failure == 0; }

void* allocate(int size) { return fails_now() ? nullptr : real_memory.xMalloc(size); }

void* reallocate(void* old, int size) {
    return fails_now() ? nullptr : real_memory.xRealloc(old, size);
}

class FailingMemory {
  public:
    FailingMemory() {
        sqlite3_shutdown();
        REQUIRE(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory) == SQLITE_OK);
        sqlite3_mem_methods failing = real_memory;
        failing.xMalloc = allocate;
        failing.xRealloc = reallocate;
        REQUIRE(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) == SQLITE_OK);
    }
    FailingMemory(const FailingMemory&) = delete;
    FailingMemory& operator=(const FailingMemory&) = delete;
    ~FailingMemory() {
        allocations_until_failure = 0;
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_MALLOC, &real_memory);
    }
};

}  // namespace

TEST_CASE("a reader that was opened in spite of a failed allocation sees what is written") {
    const support::TemporaryFolder folder;
    const FailingMemory memory;
    open(folder / "state").reset();  // leaves no log beside the file
    int refused = 0;
    for (int n = 1;; ++n) {
        CAPTURE(n);
        allocations_until_failure = n;
        auto reader = store::ReadOnly::open(folder / "state", store::File::vault);
        const bool hit = allocations_until_failure == 0;
        allocations_until_failure = 0;
        if (!reader) {
            REQUIRE(reader.error().kind == base::FailureKind::temporary);
            ++refused;
            continue;
        }
        const std::string key = "k" + std::to_string(n);
        auto daemon = open(folder / "state");
        REQUIRE(daemon->run(step(key)).ok());
        auto rows = (*reader)->query("SELECT 1 FROM meta WHERE key = ?", {key});
        REQUIRE(rows.ok());
        CHECK(rows->size() == 1);
        reader->reset();
        if (!hit) break;
    }
    CHECK(refused > 10);
}
