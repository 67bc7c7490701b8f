#include "pipeline/custody.h"

#include <boost/asio/co_spawn.hpp>

#include "pipeline/clock.h"
#include "pipeline/freeze.h"
#include "pipeline/journey.h"
#include "pipeline/log.h"
#include "pipeline/write_letters.h"

namespace pipeline {
namespace {

using mailbox::FetchResult;
using mailbox::FetchState;

// Sealing is work: it happens on a thinker, not on the event loop.
base::Result<ledger::Custody> prepare(Workshop& shop, const Place& place, FetchResult fetched) {
    const base::MailUid at{place.folder, place.uidvalidity, fetched.mail.uid};
    if (fetched.state == FetchState::complete) {
        const ledger::Arrival arrival{at, fetched.mail.internal_date,
                                      std::move(fetched.mail.octets), place.origin};
        return ledger::prepare_custody(arrival, shop.keys, shop.records);
    }
    const char* reason = fetched.state == FetchState::too_large ? "too_large" : "size_differs";
    return ledger::prepare_unfetched(at, fetched.mail.internal_date, reason, shop.keys);
}

// A case that the desk must hear of at once: never fetched whole, or back in the mailbox after
// it was filed.
asio::awaitable<base::Result<void>> tell_desk(Workshop& shop, ledger::Taken taken,
                                              std::string event, std::string detail) {
    auto mail = ledger::find_mail(*shop.state, taken.mail);
    if (!mail) co_return mail.error();
    if (!mail.value()) co_return base::Result<void>{};
    auto shipped = shop.rules;
    if (!shipped) co_return base::Result<void>{};  // hold mode tells of every case by itself
    CaseStamp stamp;
    stamp.number = taken.number;
    stamp.cause = ledger::cause_of(mail.value()->content);
    const NoticeText text{event, detail, ""};
    auto notice = write_notice(text, *shipped, shop.settings, shop.keys.message_id, stamp,
                               read_clock().now);
    if (!notice) co_return notice.error();
    store::Step step = freeze_notice(shop, *mail.value(), *notice);
    auto done = co_await commit(shop.store, std::move(step));
    shop.send_wake.wake();
    co_return done;
}

asio::awaitable<base::Result<void>> record(Workshop& shop,
                                           std::shared_ptr<const ledger::Custody> custody) {
    auto taken = std::make_shared<ledger::Taken>();
    const base::Seconds zone = shop.settings.zone_offset;
    store::Step step;
    step.vault = [custody](store::VaultTransaction& vault) {
        return ledger::keep_custody(vault, *custody, read_clock().now);
    };
    step.state = [custody, taken, zone](store::Transaction& state) -> base::Result<void> {
        auto result = ledger::take_custody(state, read_clock(), *custody, zone);
        if (!result) return result.error();
        *taken = *result;
        return {};
    };
    auto done = co_await commit(shop.store, std::move(step));
    if (!done) co_return done.error();
    const bool opened = taken->receipt == ledger::Receipt::opened;
    if (opened) {
        log_event(
            Level::info, "mail_received",
            {{"case", taken->number.str()}, {"size_log2", std::int64_t{custody->size_log2}}});
    }
    if (opened && !custody->unfetched_reason.empty()) {
        auto told = co_await tell_desk(shop, *taken, "quarantined", custody->unfetched_reason);
        co_return told;
    }
    if (taken->receipt == ledger::Receipt::reappeared) {
        auto told = co_await tell_desk(shop, *taken, "reappeared", "");
        co_return told;
    }
    co_return base::Result<void>{};
}

asio::awaitable<base::Result<void>> note_vanished(Workshop& shop, const Place& place,
                                                  std::uint32_t uid) {
    const base::MailUid at{place.folder, place.uidvalidity, uid};
    store::Step step;
    step.state = [at](store::Transaction& state) {
        return ledger::record_vanished(state, read_clock(), at);
    };
    auto done = co_await commit(shop.store, std::move(step));
    if (done)
        log_event(Level::error, "mail_vanished",
                  {{"folder", place.folder}, {"uid", std::int64_t{uid}}});
    co_return done;
}

asio::awaitable<base::Result<void>> take_one(Workshop& shop, const Place& place,
                                             FetchResult fetched) {
    if (fetched.state == FetchState::vanished) {
        auto noted = co_await note_vanished(shop, place, fetched.mail.uid);
        co_return noted;
    }
    auto shared = std::make_shared<FetchResult>(std::move(fetched));
    std::function<base::Result<ledger::Custody>()> work = [&shop, place, shared] {
        return prepare(shop, place, std::move(*shared));
    };
    auto custody = co_await on_thread(shop.thinkers, std::move(work));
    if (!custody) co_return custody.error();
    auto kept = std::make_shared<const ledger::Custody>(std::move(*custody));
    auto done = co_await record(shop, std::move(kept));
    co_return done;
}

}  // namespace

asio::awaitable<base::Result<void>> take_batch(Workshop& shop, const Place& place,
                                               std::vector<mailbox::FetchResult> batch) {
    const auto executor = co_await asio::this_coro::executor;
    // Together, so that the store commits them as one group.
    struct Progress {
        explicit Progress(const asio::any_io_executor& e) : wake(e) {}
        WakePoint wake;
        std::size_t left = 0;
        std::optional<base::Failure> failure;
    };
    auto progress = std::make_shared<Progress>(executor);
    progress->left = batch.size();
    for (auto& fetched : batch) {
        asio::co_spawn(
            executor, take_one(shop, place, std::move(fetched)),
            [progress](const std::exception_ptr& thrown, const base::Result<void>& done) {
                if (thrown)
                    progress->failure = {base::FailureKind::defect, "custody failed", ""};
                if (!thrown && !done) progress->failure = done.error();
                --progress->left;
                progress->wake.wake();
            });
    }
    while (progress->left > 0) {
        co_await progress->wake.wait(std::chrono::seconds(30));
    }
    shop.think_wake.wake();
    if (progress->failure) co_return *progress->failure;
    co_return base::Result<void>{};
}

}  // namespace pipeline
