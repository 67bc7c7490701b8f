#include "pipeline/old_copies.h"

#include <algorithm>

#include "ledger/old_copies.h"
#include "pipeline/clock.h"
#include "pipeline/durable.h"
#include "pipeline/log.h"
#include "session/waits.h"

namespace pipeline {
namespace {

using Mails = std::vector<ledger::OldMail>;

constexpr int most_mails = 20'000;         // of one pass
constexpr std::size_t most_at_once = 500;  // in one step

// The vault's and the mailbox's copies of a mail are looked up on a thread: of all mails.
asio::awaitable<base::Result<Mails>> find_old_mails(Workshop& shop) {
    auto after = shop.settings.mailbox.expunge_done_after;
    if (after && shop.mailbox_tight) after = base::Seconds{0};
    std::function<base::Result<Mails>()> work = [folder = shop.settings.state,
                                                 after]() -> base::Result<Mails> {
        auto state = store::ReadOnly::open(folder, store::File::state);
        if (!state) return state.error();
        return ledger::old_mails(**state, read_clock().now, after, most_mails);
    };
    auto found = co_await on_thread(shop.helpers, std::move(work));
    co_return found;
}

asio::awaitable<base::Result<void>> note_removed(Workshop& shop, Mails mails,
                                                 ledger::Removed how) {
    for (std::size_t at = 0; at < mails.size(); at += most_at_once) {
        const auto from = mails.begin() + static_cast<std::ptrdiff_t>(at);
        const auto to = mails.begin() +
                        static_cast<std::ptrdiff_t>(std::min(at + most_at_once, mails.size()));
        store::Step step;
        step.state = [part = Mails(from, to), how](store::Transaction& state) {
            return ledger::mark_removed(state, read_clock(), part, how);
        };
        auto done = co_await commit_named(shop.store, "t6", std::move(step));
        if (!done) co_return done;
    }
    co_return base::Result<void>{};
}

// All of one folder; how many of them are still there.
asio::awaitable<base::Result<std::size_t>> remove_in(Workshop& shop, mailbox::Mailbox& box,
                                                     Mails mails) {
    auto selected = co_await box.select(mails.front().at.mailbox);
    if (!selected) {
        if (box.is_open()) co_return mails.size();
        co_return selected.error();
    }
    // Under another UIDVALIDITY these numbers mean nothing: what lies there has new ones.
    const auto renumbered =
        std::stable_partition(mails.begin(), mails.end(), [&](const ledger::OldMail& one) {
            return one.at.uidvalidity == selected->uidvalidity;
        });
    Mails gone(renumbered, mails.end());
    mails.erase(renumbered, mails.end());
    auto noted = co_await note_removed(shop, std::move(gone), ledger::Removed::renumbered);
    if (!noted) co_return noted.error();
    if (mails.empty()) co_return std::size_t{0};
    std::vector<std::uint32_t> uids;
    uids.reserve(mails.size());
    for (const auto& one : mails) uids.push_back(one.at.uid);
    auto removed = co_await box.remove(std::move(uids));
    if (!removed) co_return removed.error();
    const std::size_t asked = mails.size();
    std::erase_if(mails, [&](const ledger::OldMail& one) {
        return !std::binary_search(removed->begin(), removed->end(), one.at.uid);
    });
    const std::size_t left = asked - mails.size();
    noted = co_await note_removed(shop, std::move(mails), ledger::Removed::expunged);
    if (!noted) co_return noted.error();
    co_return left;
}

// The mails of the first folder, taken out of all.
Mails take_folder(Mails& all) {
    const std::string folder = all.front().at.mailbox;
    const auto end = std::find_if(all.begin(), all.end(), [&](const ledger::OldMail& one) {
        return one.at.mailbox != folder;
    });
    Mails first(all.begin(), end);
    all.erase(all.begin(), end);
    return first;
}

}  // namespace

asio::awaitable<base::Result<void>> destroy_old_copies(Workshop& shop) {
    const audit::Moment moment = read_clock();
    auto cases = ledger::old_working_copies(*shop.state, moment.now);
    if (!cases) co_return cases.error();
    if (cases->empty()) co_return base::Result<void>{};
    store::Step step = ledger::destroy_working_copies(*cases, moment);
    auto done = co_await commit_named(shop.store, "t6_vault", std::move(step));
    if (done)
        log_event(Level::info, "working_copies_destroyed",
                  {{"cases", static_cast<std::int64_t>(cases->size())}});
    co_return done;
}

asio::awaitable<base::Result<void>> remove_old_mails(Workshop& shop, mailbox::Mailbox& box) {
    const auto now = std::chrono::steady_clock::now();
    if (now < shop.old_mails_due) co_return base::Result<void>{};
    shop.old_mails_due = now + session::scaled(std::chrono::hours(1));
    auto old = co_await find_old_mails(shop);
    if (!old) co_return old.error();
    const std::size_t found = old->size();
    std::size_t left = 0;
    while (!old->empty() && !shop.stopping) {
        auto stayed = co_await remove_in(shop, box, take_folder(*old));
        if (!stayed) co_return stayed.error();
        left += *stayed;
    }
    if (found > left)
        log_event(Level::info, "mails_removed",
                  {{"count", static_cast<std::int64_t>(found - left)}});
    if (left > 0) {
        shop.alarms.raise(Trouble::copies_stay);
    } else {
        shop.alarms.clear(Trouble::copies_stay);
    }
    co_return base::Result<void>{};
}

}  // namespace pipeline
