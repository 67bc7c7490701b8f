#include "pipeline/filing.h"

#include <algorithm>

#include "pipeline/clock.h"
#include "pipeline/durable.h"
#include "pipeline/log.h"

namespace pipeline {
namespace {

using mailbox::Mailbox;

constexpr std::size_t most_filed = 500;  // of one visit

// What would not move because somebody else took it away (A09): there is nothing to file. A
// mail that still lies there is tried again at the next visit.
asio::awaitable<base::Result<void>> note_gone(Workshop& shop, Mailbox& box,
                                              std::vector<ledger::Filing> left) {
    if (left.empty()) co_return base::Result<void>{};
    auto listed = co_await box.list_uids();
    if (!listed) co_return listed.error();
    for (const auto& filing : left) {
        if (std::binary_search(listed->begin(), listed->end(), filing.uid)) continue;
        const ledger::MailId mail = filing.mail;
        store::Step step;
        step.state = [mail](store::Transaction& state) {
            return ledger::record_gone(state, read_clock(), mail);
        };
        auto done = co_await commit(shop.store, std::move(step));
        if (!done) co_return done.error();
        log_event(Level::warning, "mail_gone", {{"uid", std::int64_t{filing.uid}}});
    }
    co_return base::Result<void>{};
}

store::Step filing_step(ledger::MailId mail, ledger::FiledAs as) {
    store::Step step;
    step.state = [mail, as = std::move(as)](store::Transaction& state) {
        return ledger::mark_filed(state, read_clock(), mail, as);
    };
    return step;
}

// S5 and T5 for one destination folder; how many moved.
asio::awaitable<base::Result<std::size_t>> move_and_note(Workshop& shop, Mailbox& box,
                                                         std::vector<ledger::Filing> filings,
                                                         std::string folder) {
    std::vector<std::uint32_t> uids;
    uids.reserve(filings.size());
    for (const auto& filing : filings) uids.push_back(filing.uid);
    if (uids.empty()) co_return std::size_t{0};
    // ready_to_file() named them: in custody, and somebody has a letter of each.
    protocol::Walk walk({protocol::Fact::custody, protocol::Fact::somebody});
    begin_act(walk, protocol::Step::s5);
    auto moved = co_await box.move(std::move(uids), folder);
    end_act(protocol::Step::s5);
    if (!moved) co_return moved.error();
    std::vector<ledger::Filing> left;
    std::vector<store::Step> steps;
    for (std::size_t i = 0; i < filings.size() && i < moved->size(); ++i) {
        const auto& one = (*moved)[i];
        if (!one.moved) {
            left.push_back(filings[i]);
            continue;
        }
        store::Step step =
            filing_step(filings[i].mail, {folder, one.new_uidvalidity, one.new_uid});
        steps.push_back(checked_step(walk, protocol::Step::t5, std::move(step)));
    }
    const std::size_t count = steps.size();
    auto noted = co_await commit_all(shop.store, std::move(steps));
    if (!noted) co_return noted.error();
    end_act(protocol::Step::t5);
    log_event(Level::info, "mails_filed", {{"count", static_cast<std::int64_t>(count)}});
    auto gone = co_await note_gone(shop, box, std::move(left));
    if (!gone) co_return gone.error();
    co_return count;
}

}  // namespace

asio::awaitable<base::Result<Filed>> file_taken(Workshop& shop, Mailbox& box,
                                                const Place& place) {
    auto ready = ledger::ready_to_file(*shop.state, place.folder, place.uidvalidity,
                                       static_cast<int>(most_filed));
    if (!ready) co_return ready.error();
    std::vector<ledger::Filing> done;
    std::vector<ledger::Filing> attention;
    for (const auto& filing : *ready) {
        (filing.to == ledger::Destination::done ? done : attention).push_back(filing);
    }
    auto filed = co_await move_and_note(shop, box, std::move(done), shop.settings.mailbox.done);
    if (!filed) co_return filed.error();
    auto aside = co_await move_and_note(shop, box, std::move(attention),
                                        shop.settings.mailbox.attention);
    if (!aside) co_return aside.error();
    // A server that lets nothing be moved is not asked again before the next visit.
    const bool more = ready->size() == most_filed && *filed + *aside > 0;
    co_return more ? Filed::some : Filed::all;
}

}  // namespace pipeline
