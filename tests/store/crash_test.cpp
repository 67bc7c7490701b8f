// Killed at every point of a step, and at random.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

#include "store/store.h"
#include "support/temporary_folder.h"

namespace {

const base::Instant noon = base::from_unix(1795327200);

template <class T>
base::Result<void> put(T& transaction, const std::string& key) {
    auto done = transaction.run("INSERT INTO meta (key, value) VALUES (?, 'x')", {key});
    if (!done) return done.error();
    return {};
}

void die() { ::kill(::getpid(), SIGKILL); }

// How the child ended: signal number, or 1000 + exit code.
int in_child(const std::function<void()>& deed) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        deed();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 1000 + WEXITSTATUS(status);
}

std::int64_t count(const std::filesystem::path& state, store::File file,
                   const std::string& like) {
    auto reader = store::ReadOnly::open(state, file);
    REQUIRE(reader.ok());
    auto rows = (*reader)->query("SELECT count(*) FROM meta WHERE key LIKE ?", {like});
    REQUIRE(rows.ok());
    return rows->front().whole(0);
}

void run_and_die(const std::filesystem::path& state, int point) {
    auto opened = store::Store::open(state, store::Opening::create_or_migrate, noon);
    if (!opened) ::_exit(1);
    (*opened)->submit({[point](store::VaultTransaction& vault) {
                           auto done = put(vault, "step");
                           if (point == 1) die();
                           return done;
                       },
                       [point](store::Transaction& transaction) {
                           if (point == 2) die();
                           auto done = put(transaction, "step");
                           if (point == 3) die();
                           return done;
                       }},
                      [point](base::Result<void>) {
                          if (point == 4) die();
                      });
    (void)(*opened)->run({});
}

}  // namespace

TEST_CASE("killed inside a step: the vault may have an orphan, the state never half a step") {
    const int point = GENERATE(1, 2, 3, 4);
    const std::int64_t in_vault = point >= 2 ? 1 : 0;
    const std::int64_t in_state = point >= 4 ? 1 : 0;
    CAPTURE(point);
    const support::TemporaryFolder folder;
    REQUIRE(in_child([&] { run_and_die(folder / "state", point); }) == SIGKILL);
    // Read without any daemon, from the log that the dead one left.
    REQUIRE(std::filesystem::exists(folder / "state" / "aparajita.db-wal"));
    REQUIRE(count(folder / "state", store::File::vault, "step") == in_vault);
    REQUIRE(count(folder / "state", store::File::state, "step") == in_state);
    auto again = store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
    REQUIRE(again.ok());
    REQUIRE((*again)->epoch() == 2);
    REQUIRE(count(folder / "state", store::File::vault, "step") == in_vault);
    REQUIRE(count(folder / "state", store::File::state, "step") == in_state);
}

TEST_CASE("killed at a failpoint: after the third pass and not before") {
    const std::string name = GENERATE("vault_before_commit", "vault_after_commit",
                                      "state_before_commit", "state_after_commit");
    const std::int64_t in_vault = name == "vault_before_commit" ? 2 : 3;
    const std::int64_t in_state = name == "state_after_commit" ? 3 : 2;
    CAPTURE(name);
    const support::TemporaryFolder folder;
    REQUIRE(in_child([&] {
                ::setenv("APARAJITA_FAILPOINT", (name + ":2").c_str(), 1);
                auto opened = store::Store::open(folder / "state",
                                                 store::Opening::create_or_migrate, noon);
                for (int i = 0; i < 5; ++i) {
                    const std::string key = "f" + std::to_string(i);
                    (void)(*opened)->run(
                        {[key](store::VaultTransaction& vault) { return put(vault, key); },
                         [key](store::Transaction& state) { return put(state, key); }});
                }
            }) == SIGKILL);
    REQUIRE(count(folder / "state", store::File::vault, "f%") == in_vault);
    REQUIRE(count(folder / "state", store::File::state, "f%") == in_state);
}

TEST_CASE("killed at random: what the caller was told is there") {
    const support::TemporaryFolder folder;
    REQUIRE(store::Store::open(folder / "state", store::Opening::create_or_migrate, noon).ok());
    std::int64_t told = 0;
    for (int round = 0; round < 12; ++round) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            auto opened =
                store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
            for (int i = 0; opened && i < 1000000; ++i) {
                const std::string key = "r" + std::to_string(round) + "." + std::to_string(i);
                (*opened)->submit(
                    {[key](store::VaultTransaction& vault) { return put(vault, key); },
                     [key](store::Transaction& state) { return put(state, key); }},
                    [&ends](base::Result<void> done) {
                        if (done && ::write(ends[1], "x", 1) != 1) ::_exit(1);
                    });
                if (i % 50 == 0) (void)(*opened)->run({});
            }
            ::_exit(1);
        }
        // Not before it was at work, however slow the machine is.
        ::close(ends[1]);
        char first = 0;
        REQUIRE(::read(ends[0], &first, 1) == 1);
        ++told;
        std::this_thread::sleep_for(std::chrono::milliseconds(7 * round));
        ::kill(child, SIGKILL);
        REQUIRE(::waitpid(child, nullptr, 0) == child);
        char octets[4096];
        for (ssize_t got = 0; (got = ::read(ends[0], octets, sizeof octets)) > 0;) told += got;
        ::close(ends[0]);
        const std::int64_t stored = count(folder / "state", store::File::state, "r%");
        REQUIRE(stored >= told);
        REQUIRE(count(folder / "state", store::File::vault, "r%") >= stored);
    }
    REQUIRE(told >= 12);
    auto again = store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
    REQUIRE(again.ok());  // with its quick_check
}

TEST_CASE("of many daemons started at once exactly one works") {
    const support::TemporaryFolder folder;
    for (int round = 0; round < 3; ++round) {
        int ends[2];
        int gate[2];
        REQUIRE(::pipe(ends) == 0);
        REQUIRE(::pipe(gate) == 0);
        std::vector<pid_t> children;
        for (int i = 0; i < 6; ++i) {
            children.push_back(::fork());
            if (children.back() != 0) continue;
            ::close(gate[1]);
            char octet = 0;
            (void)!::read(gate[0], &octet, 1);  // all start when the gate falls
            auto opened =
                store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
            if (!opened) ::_exit(base::exit_code(opened.error().kind));
            (void)!::write(ends[1], "x", 1);
            std::this_thread::sleep_for(std::chrono::hours(1));  // until killed
            ::_exit(1);
        }
        ::close(gate[0]);
        ::close(gate[1]);
        char octet = 0;
        REQUIRE(::read(ends[0], &octet, 1) == 1);
        int sent_away = 0;
        for (int i = 0; i < 5; ++i) {
            int status = 0;
            REQUIRE(::waitpid(-1, &status, 0) > 0);
            sent_away += WIFEXITED(status) && WEXITSTATUS(status) == 75 ? 1 : 0;
        }
        REQUIRE(sent_away == 5);
        for (const pid_t child : children) ::kill(child, SIGKILL);
        REQUIRE(::waitpid(-1, nullptr, 0) > 0);
        for (const int end : ends) ::close(end);
    }
    auto last = store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
    REQUIRE(last.ok());
    REQUIRE((*last)->epoch() == 4);
}

TEST_CASE("no connection is used in another process than its own") {
    const support::TemporaryFolder folder;
    REQUIRE(store::Store::open(folder / "state", store::Opening::create_or_migrate, noon).ok());
    auto reader = store::ReadOnly::open(folder / "state", store::File::state);
    REQUIRE(reader.ok());
    REQUIRE(in_child([&] {
                ::signal(SIGABRT, SIG_DFL);  // Catch's handler would report a failed test
                ::close(STDERR_FILENO);
                (void)(*reader)->query("SELECT 1");
            }) == SIGABRT);
    REQUIRE(in_child([&] { reader->reset(); }) == 1000);
    REQUIRE((*reader)->query("SELECT 1").ok());
}
