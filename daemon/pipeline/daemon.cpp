#include "pipeline/daemon.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdlib>

#include "pipeline/alarms.h"
#include "pipeline/canary.h"
#include "pipeline/case_clocks.h"
#include "pipeline/checkpoints.h"
#include "pipeline/clock.h"
#include "pipeline/control.h"
#include "pipeline/durable.h"
#include "pipeline/endpoints.h"
#include "pipeline/handover.h"
#include "pipeline/heap.h"
#include "pipeline/intake.h"
#include "pipeline/log.h"
#include "pipeline/memory.h"
#include "pipeline/notify.h"
#include "pipeline/reload.h"
#include "pipeline/self_watch.h"
#include "pipeline/sending.h"
#include "pipeline/spawn.h"
#include "pipeline/thinking.h"
#include "pipeline/version.h"
#include "seal/sealed.h"

namespace pipeline {
namespace {

// Sealing means nothing where the secret key can be read: a live server does not start so.
base::Result<void> refuse_secret_beside(const settings::Settings& settings) {
    const auto secret = seal::find_secret_beside(settings.seal_to);
    if (!secret) return {};
    const base::Failure found{
        base::FailureKind::settings,
        fmt::format("{}: a SECRET key of the records office can be read here",
                    secret->string()),
        "take it away to the records office's machine, then make sure that no copy or backup "
        "of this server holds it"};
    if (settings.mode == settings::Mode::live) return found;
    log_event(Level::warning, "secret_key_on_server", {{"hint", "live mode refuses to start"}});
    return {};
}

// Keys and credentials, before anything is opened or connected.
base::Result<void> unlock(Workshop& shop, seal::ServerKeys keys) {
    shop.keys = std::move(keys);
    auto records = seal::read_records_keys(shop.settings.seal_to);
    if (!records) return records.error();
    shop.records = std::move(*records);
    auto alone = refuse_secret_beside(shop.settings);
    if (!alone) return alone;
    if (shop.records.size() == 1) {
        log_event(Level::warning, "one_records_key",
                  {{"hint", "give the records office a reserve key in seal_to"}});
    }
    auto imap = endpoint_of(shop.settings.mailbox.server, session::Protocol::imap);
    if (!imap) return imap.error();
    shop.imap = std::move(*imap);
    auto smtp = endpoint_of(shop.settings.delivery.server, session::Protocol::smtp);
    if (!smtp) return smtp.error();
    shop.smtp = std::move(*smtp);
    return seal::self_test();
}

base::Result<void> open_views(Workshop& shop) {
    const auto& folder = shop.settings.state;
    auto state = store::ReadOnly::open(folder, store::File::state);
    if (!state) return state.error();
    auto vault = store::ReadOnly::open(folder, store::File::vault);
    if (!vault) return vault.error();
    auto memory = open_memory(folder, shop.keys);
    if (!memory) return memory.error();
    shop.state = std::move(*state);
    shop.vault = std::move(*vault);
    shop.memory = std::move(*memory);
    return {};
}

// What an earlier end left behind: letters whose fate is unknown, rows without a case.
asio::awaitable<base::Result<void>> recover(Workshop& shop) {
    const seal::ServerKeys keys = shop.keys;
    auto orphans = ledger::find_orphans(*shop.state, *shop.vault, shop.store.created_at(),
                                        read_clock().now);
    if (!orphans) co_return orphans.error();
    store::Step step;
    step.vault = [keys,
                  found = *orphans](store::VaultTransaction& vault) -> base::Result<void> {
        auto bound = ledger::bind_keys(vault, keys);
        if (!bound || found.none()) return bound;
        return ledger::sweep_vault(vault, found);
    };
    step.state = [found = *orphans](store::Transaction& state) -> base::Result<void> {
        const base::AuditNote started{base::AuditEvent::started,
                                      "daemon",
                                      std::nullopt,
                                      std::nullopt,
                                      {{"version", std::string(version())},
                                       {"schema", std::int64_t{store::schema_version()}}}};
        auto noted = audit::append(state, read_clock(), started);
        if (!noted) return noted;
        auto recovered = outbox::recover(state, read_clock());
        if (!recovered) return recovered.error();
        if (found.none()) return {};
        return ledger::note_swept(state, read_clock(), found);
    };
    auto done = co_await commit_named(shop.store, "recover", std::move(step));
    co_return done;
}

std::string status_of(Workshop& shop) {
    const auto waiting = ledger::count_unfinished(*shop.state);
    const auto up = [](const std::optional<bool>& known) {
        return !known ? "not used yet" : *known ? "up" : "DOWN";
    };
    const auto alarms = shop.alarms.open();
    return fmt::format(
        "mailbox {}, relay {}; {} mails to read ({} being read), {} letters on their way{}",
        up(line_of(shop, Line::mailbox).up), up(line_of(shop, Line::relay).up),
        waiting ? *waiting : -1, shop.being_read.size(), shop.being_sent.size(),
        alarms == 0 ? "" : fmt::format("; {} ALARMS", alarms));
}

void stop(Workshop& shop) {
    if (shop.stopping) return;
    shop.stopping = true;
    notify_stopping();
    shop.think_wake.wake();
    shop.send_wake.wake();
    shop.reconnect_wake.wake();
    shop.look_wake.wake();
    shop.status_wake.wake();
    shop.canary_wake.wake();
    shop.alarms.wake().wake();
    shop.checkpoint_wake.wake();
    shop.clock_wake.wake();
    shop.wake_filing();
    for (const auto& end : shop.on_stop) end();
}

// SIGUSR1: debug events too; SIGUSR2: no longer.
void change_log_level(int signal) {
    const bool more = signal == SIGUSR1;
    set_log_level(more ? Level::debug : Level::info);
    log_event(Level::info, "log_level", {{"level", more ? "debug" : "info"}});
}

asio::awaitable<void> obey_signals(Workshop& shop) {
    asio::signal_set signals(co_await asio::this_coro::executor, SIGTERM, SIGINT, SIGHUP);
    signals.add(SIGUSR1);
    signals.add(SIGUSR2);
    shop.on_stop.emplace_back([&signals] { signals.cancel(); });
    while (!shop.stopping) {
        auto [error, number] = co_await signals.async_wait(asio::as_tuple(asio::use_awaitable));
        if (error) co_return;
        if (number == SIGUSR1 || number == SIGUSR2) {
            change_log_level(number);
            continue;
        }
        if (number != SIGHUP) {
            log_event(Level::info, "stopping", {{"signal", std::int64_t{number}}});
            stop(shop);
            co_return;
        }
        notify_reloading();
        auto reloaded = co_await reload_rules(shop);
        if (!reloaded) log_failure("reload_failed", reloaded.error());
        shop.clock_wake.wake();
        notify_ready(status_of(shop));
    }
}

// What `systemctl status` shows, while it changes.
asio::awaitable<void> tell_status(Workshop& shop) {
    std::string told;
    while (!shop.stopping && !shop.fatal) {
        std::string status = status_of(shop);
        if (status != told) notify_status(status);
        told = std::move(status);
        co_await shop.status_wake.wait(std::chrono::seconds(2));
    }
}

asio::awaitable<void> feed_watchdog(Workshop& shop) {
    const auto interval = watchdog_interval();
    if (!interval) co_return;
    asio::steady_timer timer(co_await asio::this_coro::executor);
    shop.on_stop.emplace_back([&timer] { timer.cancel(); });
    while (!shop.stopping && !shop.store.failed()) {
        notify_alive();
        timer.expires_after(*interval);
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

asio::awaitable<void> pause(std::chrono::milliseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

asio::awaitable<void> note_stopped(Workshop& shop) {
    store::Step step;
    step.state = [](store::Transaction& state) {
        const base::AuditNote note{base::AuditEvent::stopped,
                                   "daemon",
                                   std::nullopt,
                                   std::nullopt,
                                   {{"reason", "order"}}};
        return audit::append(state, read_clock(), note);
    };
    // The trail up to its end, for the auditors; the letter goes at the next start.
    if (shop.mode == RunMode::forever) {
        store::Step sign = checkpoint_step(shop.settings, shop.keys, "daemon");
        step.state = [note = std::move(step.state),
                      sign = std::move(sign.state)](store::Transaction& state) {
            auto noted = note(state);
            return noted ? sign(state) : noted;
        };
    }
    auto noted = co_await commit(shop.store, std::move(step));
    if (!noted && !shop.fatal) shop.fatal = noted.error();
}

// The end of run --once, of SIGTERM, or of everything after a fatal failure. What is in flight
// gets a grace; a letter that still waits for its answer then is uncertain at the next start
// (E18).
asio::awaitable<void> watch_end(Workshop& shop) {
    const auto finished = [&shop] { return shop.intake_done && shop.mode == RunMode::once; };
    while (!shop.stopping && !shop.fatal && !finished()) {
        co_await pause(std::chrono::milliseconds(50));
    }
    stop(shop);
    constexpr int only_me = 1;
    for (int waited = 0; shop.running > only_me && waited < 20'000; waited += 20) {
        // Letters on their way first; then whatever else still waits for a server ends.
        if (shop.being_sent.empty()) shop.connector->shut();
        if (waited > 5'000 && shop.abort_mailbox) shop.abort_mailbox();
        co_await pause(std::chrono::milliseconds(20));
    }
    if (!shop.fatal) co_await note_stopped(shop);
    if (shop.running > only_me) {
        log_event(Level::warning, "stopped_in_flight",
                  {{"tasks", std::int64_t{shop.running - only_me}}});
        std::_Exit(shop.fatal ? base::exit_code(shop.fatal->kind) : 0);
    }
}

asio::awaitable<void> work(Workshop& shop) {
    const auto executor = co_await asio::this_coro::executor;
    auto recovered = co_await recover(shop);
    if (recovered) {
        auto rules = co_await load_first_rules(shop);
        if (!rules) recovered = rules;
    }
    if (!recovered) shop.fatal = recovered.error();
    spawn(executor, shop, watch_end(shop));
    if (shop.fatal) co_return;
    // Who should have heard while nothing ran hears with the first letters.
    auto looked = co_await look_at_clocks(shop, LettersToo::yes);
    if (!looked) log_failure("clocks_not_kept", looked.error());
    // Before the first letters go: what a transfer calls for goes with them.
    if (auto told = co_await hand_over_posts(shop); !told)
        log_failure("requests_not_ended", told.error());
    notify_ready(status_of(shop));
    spawn(executor, shop, tell_status(shop));
    spawn(executor, shop, tell_operators(shop));
    spawn(executor, shop, watch_over(shop));
    spawn(executor, shop, serve_control(shop));
    spawn(executor, shop, obey_signals(shop));
    spawn(executor, shop, feed_watchdog(shop));
    spawn(executor, shop, watch_mailbox(shop));
    spawn(executor, shop, think(shop));
    spawn(executor, shop, send_letters(shop));
    spawn(executor, shop, send_canaries(shop));
    spawn(executor, shop, keep_checkpoints(shop));
    spawn(executor, shop, keep_clocks(shop));
    log_event(Level::info, "started",
              {{"version", std::string(version())},
               {"mode", shop.settings.mode == settings::Mode::live ? "live" : "rehearsal"},
               {"jail", std::string(shop.reader.jail())}});
}

int exit_code_of(Workshop& shop) {
    if (shop.fatal) {
        log_failure("ended", *shop.fatal);
        if (shop.fatal->kind == base::FailureKind::storage)
            call_for_help(shop.settings, Trouble::database_failed);
        return base::exit_code(shop.fatal->kind);
    }
    if (shop.mode == RunMode::forever) return 0;
    if (shop.unreachable) {
        log_failure("mailbox_unreachable", *shop.unreachable);
        return base::exit_code(base::FailureKind::unreachable);
    }
    // A refused or held letter does not wait for us: the desk has its mail.
    const auto next = outbox::next_due(*shop.state);
    const auto unfinished = ledger::count_unfinished(*shop.state);
    const bool clean = next && !next.value() && unfinished && *unfinished == 0;
    return clean ? 0 : base::exit_code(base::FailureKind::temporary);
}

int fail(const settings::Settings& settings, const base::Failure& failure) {
    log_failure("not_started", failure);
    if (failure.kind == base::FailureKind::storage)
        call_for_help(settings, Trouble::database_failed);
    return base::exit_code(failure.kind);
}

}  // namespace

int run_daemon(const settings::Settings& settings, std::unique_ptr<reader::Reader> reader,
               RunMode mode) {
    std::signal(SIGHUP, SIG_IGN);  // a reload asked for during start-up must not end us
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);  // what we hold in memory is never written to disk
    umask(077);                     // every file and folder from here on is ours alone
    keep_heap_small();
    auto keys = seal::open_or_make_keys(settings.keys_folder);
    if (!keys) return fail(settings, keys.error());
    const base::Instant now = read_clock().now;
    auto store = store::Store::open(settings.state, store::Opening::create_or_migrate, now);
    if (!store) return fail(settings, store.error());

    asio::io_context io(1);
    Workshop shop(io, settings, *reader, **store);
    shop.mode = mode;
    if (auto unlocked = unlock(shop, std::move(*keys)); !unlocked)
        return fail(settings, unlocked.error());
    if (auto opened = open_views(shop); !opened) return fail(settings, opened.error());
    auto connector = session::Connector::make(io.get_executor());
    if (!connector) return fail(settings, connector.error());
    shop.connector = std::move(*connector);

    recall_logins(shop);
    // The store found at this very start that it is older than the lock remembers (E09).
    const auto restored = ledger::find_note(*shop.state, "restored_at");
    if (restored && restored.value() && *restored.value() >= base::unix_seconds(now))
        shop.alarms.raise(Trouble::database_restored);
    spawn(io.get_executor(), shop, work(shop));
    io.run();
    shop.thinkers.join();
    shop.helpers.join();
    log_event(Level::info, "stopped");
    return exit_code_of(shop);
}

}  // namespace pipeline
