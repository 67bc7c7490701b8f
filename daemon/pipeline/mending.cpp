#include "pipeline/mending.h"

#include <algorithm>

#include "ledger/mending.h"
#include "pipeline/clock.h"
#include "pipeline/log.h"
#include "session/waits.h"

namespace pipeline {
namespace {

constexpr std::chrono::minutes longest_wait{5};

void settle(Mending& one, bool mended) {
    one.mended = mended;
    one.done.wake();
}

bool lies_here(const Mending& one, const Place& place) {
    return !one.mended && one.at.mailbox == place.folder &&
           one.at.uidvalidity == place.uidvalidity;
}

asio::awaitable<base::Result<void>> mend(Workshop& shop, mailbox::Mailbox& box,
                                         std::shared_ptr<Mending> one, std::uint64_t limit) {
    std::vector<std::uint32_t> asked{one->at.uid};
    auto fetched = co_await box.fetch(std::move(asked), limit);
    if (!fetched) co_return fetched.error();
    const bool whole =
        fetched->size() == 1 && fetched->front().state == mailbox::FetchState::complete &&
        ledger::content_key(shop.keys, fetched->front().mail.octets) == one->content;
    if (!whole) {
        settle(*one, false);
        co_return base::Result<void>{};
    }
    store::Step step;
    step.vault = [one, octets = std::move(fetched->front().mail.octets)](
                     store::VaultTransaction& vault) {
        return ledger::replace_working_copy(vault, one->case_key, one->case_id, octets,
                                            read_clock().now);
    };
    auto done = co_await commit(shop.store, std::move(step));
    if (done) settle(*one, true);
    co_return done;
}

}  // namespace

asio::awaitable<bool> fetch_again(Workshop& shop, const ledger::MailRow& mail) {
    auto key = ledger::read_case_key(*shop.vault, shop.keys, mail.case_id);
    if (!key) co_return false;
    auto asked = std::make_shared<Mending>(shop.executor);
    asked->at = mail.at;
    asked->content = mail.content;
    asked->case_id = mail.case_id;
    asked->case_key = std::move(*key);
    shop.to_mend.push_back(asked);
    shop.wake_filing();
    const auto end = std::chrono::steady_clock::now() + session::shortened(longest_wait);
    while (!asked->mended && !shop.stopping && !shop.fatal &&
           std::chrono::steady_clock::now() < end)
        co_await asked->done.wait(std::chrono::milliseconds(100));
    std::erase(shop.to_mend, asked);
    const bool mended = asked->mended.value_or(false);
    if (mended) log_event(Level::warning, "copy_mended", {{"case", mail.number.str()}});
    co_return mended;
}

asio::awaitable<base::Result<void>> mend_copies(Workshop& shop, mailbox::Mailbox& box,
                                                const Place& place, std::uint64_t limit) {
    const auto asked = shop.to_mend;  // others may be added meanwhile
    for (const auto& one : asked) {
        if (!lies_here(*one, place)) continue;
        auto done = co_await mend(shop, box, one, limit);
        if (!done) co_return done;
    }
    co_return base::Result<void>{};
}

void begin_mending_round(Workshop& shop) {
    for (const auto& one : shop.to_mend) one->in_this_round = true;
}

void end_mending_round(Workshop& shop) {
    for (const auto& one : shop.to_mend)
        if (one->in_this_round && !one->mended) settle(*one, false);
}

}  // namespace pipeline
