#include "pipeline/custody.h"

#include <boost/asio/co_spawn.hpp>

#include "pipeline/clock.h"
#include "pipeline/durable.h"
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
    const bool differs = fetched.state == FetchState::size_differs;
    // What differs in size was given three times alike or not at all: what came is kept (A06).
    if (fetched.state == FetchState::complete || (differs && !fetched.mail.octets.empty())) {
        const ledger::Arrival arrival{at, fetched.mail.internal_date,
                                      std::move(fetched.mail.octets), place.origin,
                                      differs ? "size_differs" : ""};
        return ledger::prepare_custody(arrival, shop.keys, shop.records);
    }
    return ledger::prepare_unfetched(at, fetched.mail.internal_date, "not_given", shop.keys);
}

asio::awaitable<base::Result<void>> tell_desk(Workshop& shop, ledger::MailRow mail,
                                              NoticeText text) {
    auto rules = shop.rules;
    if (!rules) {  // hold mode: a notice needs no more than the shipped templates
        auto shipped = shipped_rules();
        if (!shipped) {
            co_return base::Failure{
                base::FailureKind::defect, "the shipped rules are broken", ""};
        }
        rules = *shipped;
    }
    CaseStamp stamp;
    stamp.number = mail.number;
    stamp.cause = ledger::cause_of(mail.content);
    stamp.draw_token = [] { return seal::random_token(); };
    auto notice = write_notice(text, *rules, shop.settings, shop.keys.message_id, stamp,
                               read_clock().now);
    if (!notice) co_return notice.error();
    store::Step step = freeze_notice(shop, mail, *notice);
    auto done = co_await commit(shop.store, std::move(step));
    shop.send_wake.wake();
    co_return done;
}

// Back in the mailbox after it was filed.
asio::awaitable<base::Result<void>> tell_of_return(Workshop& shop, ledger::MailId id) {
    auto mail = ledger::find_mail(*shop.state, id);
    if (!mail) co_return mail.error();
    if (!mail.value()) co_return base::Result<void>{};
    NoticeText text;
    text.event = "reappeared";
    auto told = co_await tell_desk(shop, **mail, std::move(text));
    co_return told;
}

asio::awaitable<base::Result<void>> note_older(Workshop& shop, const Place& place,
                                               mailbox::Fetched mail) {
    const ledger::OlderMail older{0,
                                  {place.folder, place.uidvalidity, mail.uid},
                                  mail.internal_date,
                                  mail.announced_size};
    store::Step step;
    step.state = [older](store::Transaction& state) {
        return ledger::record_older(state, older);
    };
    auto done = co_await commit(shop.store, std::move(step));
    co_return done;
}

using Prepared = Delivery<base::Result<ledger::Custody>>;

// One of a batch: what is done with it, and the seal being made for it on a thinker's thread.
struct Taking {
    std::uint32_t uid = 0;
    std::shared_ptr<Prepared> prepared;  // none: it vanished, or
    std::optional<mailbox::Fetched> older;
};

Taking begin_taking(Workshop& shop, const asio::any_io_executor& executor, const Place& place,
                    FetchResult fetched) {
    Taking taking{fetched.mail.uid, nullptr, std::nullopt};
    if (fetched.state == FetchState::vanished) return taking;
    if (fetched.state == FetchState::older) {
        taking.older = std::move(fetched.mail);
        return taking;
    }
    taking.prepared = std::make_shared<Prepared>(executor);
    auto shared = std::make_shared<FetchResult>(std::move(fetched));
    asio::post(shop.thinkers, [&shop, place, shared, prepared = taking.prepared] {
        prepared->deliver(prepare(shop, place, std::move(*shared)));
    });
    return taking;
}

// Steps that were begun together and end in any order.
struct Progress {
    explicit Progress(const asio::any_io_executor& e) : wake(e) {}
    WakePoint wake;
    std::size_t left = 0;
    std::optional<base::Failure> failure;

    void end(const std::exception_ptr& thrown, const base::Result<void>& done) {
        if (thrown) failure = {base::FailureKind::defect, "custody failed", ""};
        if (!thrown && !done) failure = done.error();
        --left;
        wake.wake();
    }
};

}  // namespace

asio::awaitable<base::Result<void>> record_custody(
    Workshop& shop, std::shared_ptr<const ledger::Custody> custody) {
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
    // A mail that could not be fetched whole has no copy of its own: the desk gets a notice,
    // and the mail stays where it is.
    protocol::Walk walk(custody->unread_reason.empty()
                            ? protocol::Facts{}
                            : protocol::Facts{protocol::Fact::copy_kept});
    auto done = co_await commit_step(shop.store, walk, protocol::Step::t1, std::move(step));
    if (!done) co_return done.error();
    const bool opened = taken->receipt == ledger::Receipt::opened;
    if (opened) {
        log_event(
            Level::info, "mail_received",
            {{"case", taken->number.str()}, {"size_log2", std::int64_t{custody->size_log2}}});
    }
    if (opened && !custody->unread_reason.empty() && custody->unread_reason != "too_large")
        shop.alarms.raise(Trouble::mail_not_given_whole);
    if (taken->receipt == ledger::Receipt::reappeared) {
        auto told = co_await tell_of_return(shop, taken->mail);
        co_return told;
    }
    co_return base::Result<void>{};
}

asio::awaitable<base::Result<void>> tell_of_unread(Workshop& shop) {
    const auto untold = ledger::untold_mails(*shop.state);
    if (!untold) co_return untold.error();
    for (const auto& mail : *untold) {
        NoticeText text;
        const bool too_large = mail.quarantine_reason == "too_large";
        text.event = too_large ? "too_large" : "quarantined";
        text.detail = too_large ? "" : mail.quarantine_reason;
        auto told = co_await tell_desk(shop, mail, std::move(text));
        if (!told) co_return told;
    }
    co_return base::Result<void>{};
}

asio::awaitable<base::Result<void>> note_vanished(Workshop& shop, Place place,
                                                  std::uint32_t uid) {
    const base::MailUid at{place.folder, place.uidvalidity, uid};
    store::Step step;
    step.state = [at](store::Transaction& state) {
        return ledger::record_vanished(state, read_clock(), at);
    };
    auto done = co_await commit(shop.store, std::move(step));
    shop.alarms.raise(Trouble::mail_vanished);
    if (done)
        log_event(Level::error, "mail_vanished",
                  {{"folder", place.folder}, {"uid", std::int64_t{uid}}});
    co_return done;
}

asio::awaitable<base::Result<void>> take_batch(Workshop& shop, const Place& place,
                                               std::vector<mailbox::FetchResult> batch) {
    const auto executor = co_await asio::this_coro::executor;
    std::vector<Taking> takings;
    takings.reserve(batch.size());
    for (const auto& fetched : batch)
        shop.largest_seen = std::max(shop.largest_seen, fetched.mail.announced_size);
    for (auto& fetched : batch)
        takings.push_back(begin_taking(shop, executor, place, std::move(fetched)));
    // Sealed side by side, recorded in the order of the mailbox: the steps are queued one after
    // the other, so that the numbers follow the UIDs, and committed as one group.
    auto progress = std::make_shared<Progress>(executor);
    const auto end = [progress](const std::exception_ptr& thrown,
                                const base::Result<void>& done) {
        progress->end(thrown, done);
    };
    for (auto& taking : takings) {
        if (taking.older) {
            ++progress->left;
            asio::co_spawn(executor, note_older(shop, place, std::move(*taking.older)), end);
            continue;
        }
        if (!taking.prepared) {
            ++progress->left;
            asio::co_spawn(executor, note_vanished(shop, place, taking.uid), end);
            continue;
        }
        auto custody = co_await taking.prepared->wait();
        if (!custody) {
            progress->failure = custody.error();
            continue;
        }
        auto kept = std::make_shared<const ledger::Custody>(std::move(*custody));
        ++progress->left;
        asio::co_spawn(executor, record_custody(shop, std::move(kept)), end);
    }
    while (progress->left > 0) {
        co_await progress->wake.wait(std::chrono::seconds(30));
    }
    shop.think_wake.wake();
    if (progress->failure) co_return *progress->failure;
    co_return base::Result<void>{};
}

}  // namespace pipeline
