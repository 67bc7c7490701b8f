#include "pipeline/self_watch.h"

#include <sys/statvfs.h>

#include "audit/verify.h"
#include "pipeline/clock.h"
#include "pipeline/forgetting.h"
#include "pipeline/heap.h"
#include "pipeline/log.h"
#include "pipeline/metrics.h"
#include "pipeline/old_copies.h"
#include "pipeline/spawn.h"
#include "session/waits.h"

namespace pipeline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::minutes between_looks{1};
constexpr std::chrono::hours between_small{1};
constexpr std::chrono::hours least_between_nights{20};
constexpr std::chrono::hours most_between_nights{28};
constexpr int night_hour = 2;  // local
constexpr std::int64_t largest_log = 64LL * 1024 * 1024;
constexpr std::chrono::hours late_after{1};
constexpr std::int64_t largest_jump_s = 120;
// What must stay free; on a small disk an eighth of it.
constexpr std::uint64_t least_room = 16ULL * 1024 * 1024;
constexpr std::uint64_t least_inodes = 100;
constexpr std::uint64_t small_part = 8;
constexpr const char* nightly_note = "nightly_check_at";

void tell(Workshop& shop, Trouble trouble, bool there) {
    if (there) {
        shop.alarms.raise(trouble);
    } else {
        shop.alarms.clear(trouble);
    }
}

// --- every minute ---

// A clock that was turned back leaves letters that are due in a year (E14).
asio::awaitable<void> call_letters_back(Workshop& shop) {
    const base::Instant now = read_clock().now;
    const base::Instant beyond = now + outbox::longest_pause +
                                 std::chrono::minutes(shop.settings.acknowledge.delay_minutes);
    const auto strayed = outbox::has_strayed(*shop.state, beyond);
    if (!strayed || !*strayed) co_return;
    store::Step step;
    step.state = [now, beyond](store::Transaction& state) {
        return outbox::call_back(state, now, beyond);
    };
    auto done = co_await commit(shop.store, std::move(step));
    if (!done) log_failure("letters_not_called_back", done.error());
    shop.send_wake.wake();
}

void look_at_letters(Workshop& shop) {
    const auto oldest = outbox::oldest_waiting(*shop.state);
    if (!oldest) return;
    tell(shop, Trouble::letters_late,
         oldest.value() && read_clock().now - *oldest.value() > late_after);
}

// Wall clock against time since boot (E14). A suspended machine moves both.
asio::awaitable<void> look_at_clock(Workshop& shop, audit::Moment& before) {
    const audit::Moment now = read_clock();
    const std::int64_t wall = base::unix_seconds(now.now) - base::unix_seconds(before.now);
    const std::int64_t passed = (now.mono_ms - before.mono_ms) / 1000;
    before = now;
    const std::int64_t jump = wall - passed;
    if (std::abs(jump) <= largest_jump_s) co_return;
    log_event(Level::error, "clock_jump", {{"seconds", jump}});
    shop.alarms.raise(Trouble::clock_jump);
    store::Step step;
    step.state = [jump](store::Transaction& state) {
        return audit::append(state, read_clock(),
                             {base::AuditEvent::clock_jump,
                              "daemon",
                              std::nullopt,
                              std::nullopt,
                              {{"seconds", jump}}});
    };
    auto done = co_await commit(shop.store, std::move(step));
    if (!done) log_failure("clock_jump_not_noted", done.error());
}

// --- hourly and nightly ---

enum class Depth { small, full };

struct Findings {
    std::vector<base::CaseNumber> damaged;
    std::vector<std::string> unbalanced;
    ledger::Orphans orphans;
    bool sound = true;
    std::optional<bool> verified;
};

base::Result<Findings> compare(const std::filesystem::path& folder,
                               const seal::ServerKeys& keys, base::Instant created,
                               Depth depth) {
    auto state = store::ReadOnly::open(folder, store::File::state);
    if (!state) return state.error();
    auto vault = store::ReadOnly::open(folder, store::File::vault);
    if (!vault) return vault.error();
    const base::Instant now = read_clock().now;
    Findings findings;
    if (depth == Depth::full) {
        for (auto* file : {state->get(), vault->get()}) {
            auto sound = ledger::is_sound(*file);
            if (!sound) return sound.error();
            findings.sound = findings.sound && *sound;
        }
        if (!findings.sound) return findings;
        auto verdict = audit::verify(**state);
        if (!verdict) return verdict.error();
        findings.verified = verdict->fine();
        auto orphans = ledger::find_orphans(**state, **vault, created, now);
        if (!orphans) return orphans.error();
        findings.orphans = std::move(*orphans);
    }
    const base::Instant since =
        depth == Depth::full ? base::from_unix(0) : now - std::chrono::hours(2);
    auto damaged = ledger::damaged_cases(**state, **vault, keys, since);
    if (!damaged) return damaged.error();
    findings.damaged = std::move(*damaged);
    auto unbalanced = ledger::unbalanced_days(**state);
    if (!unbalanced) return unbalanced.error();
    findings.unbalanced = std::move(*unbalanced);
    return findings;
}

asio::awaitable<base::Result<void>> sweep(Workshop& shop, ledger::Orphans orphans) {
    if (orphans.none()) co_return base::Result<void>{};
    store::Step step;
    step.vault = [orphans](store::VaultTransaction& vault) {
        return ledger::sweep_vault(vault, orphans);
    };
    step.state = [orphans](store::Transaction& state) {
        return ledger::note_swept(state, read_clock(), orphans);
    };
    auto done = co_await commit(shop.store, std::move(step));
    co_return done;
}

void report(Workshop& shop, const Findings& findings) {
    for (const auto& number : findings.damaged) {
        log_event(Level::error, "copy_damaged", {{"case", number.str()}});
        shop.alarms.raise(Trouble::copy_damaged);
    }
    for (const auto& day : findings.unbalanced)
        log_event(Level::error, "balance_differs", {{"day", day}});
    tell(shop, Trouble::balance, !findings.unbalanced.empty());
    if (!findings.verified) return;
    shop.verified = findings.verified;
    tell(shop, Trouble::trail_broken, !*findings.verified);
}

// Nothing may run on a damaged database (E08): the daemon ends, the operators are told.
void refuse_damaged(Workshop& shop) {
    log_event(Level::error, "database_damaged");
    call_for_help(shop.settings, Trouble::database_damaged);
    shop.fatal = base::Failure{base::FailureKind::storage,
                               "a database failed its nightly integrity check",
                               "restore the last backup (systemd/README.md)"};
}

asio::awaitable<void> reconcile(Workshop& shop, Depth depth) {
    std::function<base::Result<Findings>()> work =
        [folder = shop.settings.state, keys = shop.keys, created = shop.store.created_at(),
         depth] { return compare(folder, keys, created, depth); };
    auto findings = co_await on_thread(shop.helpers, std::move(work));
    if (!findings) {
        log_failure("reconcile_failed", findings.error());
        co_return;
    }
    if (!findings->sound) {
        refuse_damaged(shop);
        co_return;
    }
    report(shop, *findings);
    if (depth == Depth::small) co_return;
    auto swept = co_await sweep(shop, std::move(findings->orphans));
    if (!swept) log_failure("sweep_failed", swept.error());
    // The mailbox side: what lies in Done is compared at its next turn.
    shop.compare_done = true;
    shop.wake_filing();
    store::Step step;
    step.state = [](store::Transaction& state) {
        return ledger::put_note(state, nightly_note, base::unix_seconds(read_clock().now));
    };
    auto noted = co_await commit(shop.store, std::move(step));
    if (!noted) log_failure("reconcile_not_noted", noted.error());
    log_event(Level::info, "reconciled",
              {{"damaged", static_cast<std::int64_t>(findings->damaged.size())},
               {"unbalanced", static_cast<std::int64_t>(findings->unbalanced.size())}});
}

// Ordered destruction and old copies at once, retention once a night.
asio::awaitable<void> forget(Workshop& shop, bool night) {
    auto shredded = co_await shred_due(shop);
    if (!shredded) log_failure("shred_failed", shredded.error());
    auto destroyed = co_await destroy_old_copies(shop);
    if (!destroyed) log_failure("working_copies_not_destroyed", destroyed.error());
    if (!night) co_return;
    auto purged = co_await forget_due(shop);
    if (!purged) log_failure("purge_failed", purged.error());
}

bool is_night(Workshop& shop) {
    const auto last = ledger::find_note(*shop.state, nightly_note);
    if (!last) return false;
    const base::Instant now = read_clock().now;
    if (!last.value()) return true;
    const std::chrono::milliseconds gone = now - base::from_unix(*last.value());
    if (gone.count() < 0) return true;  // the clock was turned back
    if (gone >= session::scaled(most_between_nights)) return true;
    const auto local = base::unix_seconds(now + shop.settings.zone_offset);
    return gone >= session::scaled(least_between_nights) &&
           (local % 86'400) / 3'600 == night_hour;
}

}  // namespace

bool has_room(Workshop& shop) {
    struct statvfs disk {};
    if (::statvfs(shop.settings.state.c_str(), &disk) != 0) return true;  // the store will tell
    const std::uint64_t room = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    const std::uint64_t whole = std::uint64_t{disk.f_blocks} * disk.f_frsize;
    const std::uint64_t needed =
        std::max(std::min(least_room, whole / small_part), 3 * shop.largest_seen);
    const std::uint64_t inodes = std::min(least_inodes, disk.f_files / small_part);
    const bool enough = room >= needed && disk.f_favail >= inodes;
    tell(shop, Trouble::disk_full, !enough);
    return enough;
}

asio::awaitable<void> watch_over(Workshop& shop) {
    audit::Moment clock = read_clock();
    auto small_at = Clock::now() + session::scaled(between_small);
    while (!shop.stopping && !shop.fatal) {
        static_cast<void>(has_room(shop));
        tell(shop, Trouble::log_grows, shop.store.log_octets() > largest_log);
        co_await look_at_clock(shop, clock);
        co_await call_letters_back(shop);
        look_at_letters(shop);
        co_await forget(shop, is_night(shop));
        if (is_night(shop)) {
            co_await reconcile(shop, Depth::full);
        } else if (Clock::now() >= small_at) {
            small_at = Clock::now() + session::scaled(between_small);
            co_await reconcile(shop, Depth::small);
        }
        co_await write_metrics(shop);
        give_memory_back();
        if (shop.stopping || shop.fatal) break;
        co_await shop.look_wake.wait(session::scaled(between_looks));
    }
}

}  // namespace pipeline
