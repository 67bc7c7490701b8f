#include "pipeline/intake.h"

#include <algorithm>
#include <ranges>

#include "mailbox/mailbox.h"
#include "pipeline/clock.h"
#include "pipeline/custody.h"
#include "pipeline/durable.h"
#include "pipeline/log.h"
#include "pipeline/mending.h"
#include "pipeline/old_copies.h"
#include "pipeline/older_mail.h"
#include "pipeline/self_watch.h"
#include "session/waits.h"

namespace pipeline {
namespace {

using mailbox::Mailbox;

constexpr std::uint64_t largest_mail =
    100ULL * 1024 * 1024;  // octets; above: to the desk, unread
constexpr std::size_t batch_size = 50;
constexpr std::size_t most_new = 50;     // of one visit, newest first
constexpr std::size_t most_old = 150;    // then so many of the oldest
constexpr std::size_t most_filed = 500;  // of one visit

// "12, 40, 41" minus what we know already.
base::Result<std::vector<std::uint32_t>> unknown_uids(
    Workshop& shop, const Place& place, const std::vector<std::uint32_t>& listed) {
    if (listed.empty()) return listed;
    auto known = ledger::known_uids(*shop.state, place.folder, place.uidvalidity,
                                    listed.front(), listed.back());
    if (!known) return known.error();
    std::vector<std::uint32_t> fresh;
    std::set_difference(listed.begin(), listed.end(), known->begin(), known->end(),
                        std::back_inserter(fresh));
    return fresh;
}

// What one visit takes: the newest first, then the oldest, so that neither a mail of this
// minute nor one of last week waits behind a hundred thousand others.
std::vector<std::uint32_t> portion_of(std::vector<std::uint32_t> fresh) {
    if (fresh.size() <= most_new + most_old) return fresh;
    const auto newest = fresh.end() - static_cast<std::ptrdiff_t>(most_new);
    std::vector<std::uint32_t> portion(newest, fresh.end());
    portion.insert(portion.end(), fresh.begin(),
                   fresh.begin() + static_cast<std::ptrdiff_t>(most_old));
    return portion;
}

asio::awaitable<base::Result<void>> fetch_all(Workshop& shop, Mailbox& box, const Place& place,
                                              std::vector<std::uint32_t> uids) {
    for (std::size_t at = 0; at < uids.size() && !shop.stopping;) {
        const std::size_t end = std::min(at + batch_size, uids.size());
        const auto first = uids.begin() + static_cast<std::ptrdiff_t>(at);
        std::vector<std::uint32_t> asked(first,
                                         uids.begin() + static_cast<std::ptrdiff_t>(end));
        auto batch = co_await box.fetch(std::move(asked), largest_mail);
        if (!batch) co_return batch.error();
        if (batch->empty()) {
            co_return base::Failure{base::FailureKind::unreachable,
                                    "the IMAP server gave no mail that was asked for", ""};
        }
        at += batch->size();
        auto taken = co_await take_batch(shop, place, std::move(*batch));
        if (!taken) co_return taken.error();
    }
    co_return base::Result<void>{};
}

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

enum class Left { nothing, more };

asio::awaitable<base::Result<Left>> file_taken(Workshop& shop, Mailbox& box,
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
    co_return more ? Left::more : Left::nothing;
}

// All that lies there is taken: is a number missing that we never saw (A12)?
asio::awaitable<base::Result<void>> account_for(Workshop& shop, const Place& place,
                                                std::uint32_t uidnext,
                                                std::vector<std::uint32_t> listed) {
    const std::uint32_t behind = listed.empty() ? 0 : listed.back() + 1;
    const std::uint32_t next = std::max(uidnext, behind);
    auto seen = ledger::seen_to(*shop.state, place.folder, place.uidvalidity);
    if (!seen) co_return seen.error();
    if (next == 0 || (*seen && **seen >= next)) co_return base::Result<void>{};
    auto gaps = ledger::find_gaps(*shop.state, place.folder, place.uidvalidity, next, listed);
    if (!gaps) co_return gaps.error();
    for (const auto& gap : *gaps) {
        shop.alarms.raise(Trouble::mail_missing);
        log_event(Level::error, "uid_gap",
                  {{"folder", place.folder},
                   {"from", std::int64_t{gap.from}},
                   {"to", std::int64_t{gap.to}}});
    }
    store::Step step;
    step.state = [place, next, gaps = *gaps](store::Transaction& state) {
        return ledger::note_seen(state, read_clock(), place.folder, place.uidvalidity, next,
                                 gaps);
    };
    auto done = co_await commit(shop.store, std::move(step));
    co_return done;
}

// A portion of what is new there. Says whether more of it waits.
asio::awaitable<base::Result<Left>> take_portion(Workshop& shop, Mailbox& box,
                                                 const Place& place, std::uint32_t uidnext) {
    auto listed = co_await box.list_uids();
    if (!listed) co_return listed.error();
    if (!has_room(shop)) co_return Left::nothing;
    const bool watched = place.origin == ledger::Origin::watched;
    box.leave_older_than(watched ? shop.settings.mailbox.since : std::nullopt);
    auto fresh = unknown_uids(shop, place, *listed);
    if (!fresh) co_return fresh.error();
    const std::size_t waiting = fresh->size();
    log_event(Level::debug, "folder_listed",
              {{"folder", place.folder},
               {"mails", static_cast<std::int64_t>(listed->size())},
               {"new", static_cast<std::int64_t>(waiting)}});
    std::vector<std::uint32_t> portion = portion_of(std::move(*fresh));
    const Left left = portion.size() < waiting ? Left::more : Left::nothing;
    auto fetched = co_await fetch_all(shop, box, place, std::move(portion));
    if (!fetched) co_return fetched.error();
    if (left == Left::more || !watched) co_return left;
    auto accounted = co_await account_for(shop, place, uidnext, std::move(*listed));
    if (!accounted) co_return accounted.error();
    co_return left;
}

asio::awaitable<base::Result<Left>> visit(Workshop& shop, Mailbox& box, std::string folder,
                                          ledger::Origin origin) {
    auto selected = co_await box.select(folder);
    if (!selected) co_return selected.error();
    const Place place{folder, selected->uidvalidity, origin};
    Left to_fetch = Left::nothing;
    if (selected->exists > 0 || origin == ledger::Origin::watched) {
        auto taken = co_await take_portion(shop, box, place, selected->uidnext);
        if (!taken) co_return taken.error();
        to_fetch = *taken;
    }
    if (origin == ledger::Origin::done) co_return to_fetch;
    auto mended = co_await mend_copies(shop, box, place, largest_mail);
    if (!mended) co_return mended.error();
    auto filed = co_await file_taken(shop, box, place);
    if (!filed) co_return filed.error();
    co_return to_fetch == Left::more ? to_fetch : *filed;
}

// Portion by portion, folder after folder, until none has more: a full INBOX does not hide what
// lies in Junk.
asio::awaitable<base::Result<void>> visit_all(Workshop& shop, Mailbox& box) {
    const auto& folders = shop.settings.mailbox.folders;
    Left left = Left::more;
    begin_mending_round(shop);
    while (left == Left::more && !shop.stopping && !shop.fatal) {
        left = Left::nothing;
        // The first folder last: it stays selected, and IDLE watches it.
        for (const auto& folder : std::views::reverse(folders)) {
            auto visited = co_await visit(shop, box, folder, ledger::Origin::watched);
            if (!visited) co_return visited.error();
            if (*visited == Left::more) left = Left::more;
        }
    }
    end_mending_round(shop);
    auto listed = co_await list_older_mail(shop);
    co_return listed;
}

asio::awaitable<base::Result<void>> take_up_done(Workshop& shop, Mailbox& box) {
    Left left = Left::more;
    while (left == Left::more && !shop.stopping && !shop.fatal) {
        auto visited =
            co_await visit(shop, box, shop.settings.mailbox.done, ledger::Origin::done);
        if (!visited) co_return visited.error();
        left = *visited;
    }
    co_return base::Result<void>{};
}

// At the start of a connection: folders exist, and Done holds nothing that we do not know (a
// lost database).
asio::awaitable<base::Result<void>> prepare(Workshop& shop, Mailbox& box) {
    std::vector<std::string> folders = shop.settings.mailbox.folders;
    folders.push_back(shop.settings.mailbox.done);
    folders.push_back(shop.settings.mailbox.attention);
    for (const auto& folder : folders) {
        auto made = co_await box.ensure_folder(folder);
        if (!made) co_return made.error();
    }
    auto reconciled = co_await take_up_done(shop, box);
    co_return reconciled;
}

bool work_left(Workshop& shop) {
    const auto unfinished = ledger::count_unfinished(*shop.state);
    const auto due = outbox::due(*shop.state, read_clock().now, 1);
    const bool thinking = unfinished && *unfinished > (shop.rules ? 0 : shop.held);
    return thinking || (due && !due->empty()) || !shop.being_sent.empty();
}

// Once an hour (A26).
asio::awaitable<base::Result<void>> look_at_quota(Workshop& shop, Mailbox& box) {
    constexpr int nearly_full = 80;
    const auto now = std::chrono::steady_clock::now();
    if (now < shop.quota_due) co_return base::Result<void>{};
    shop.quota_due = now + session::scaled(std::chrono::hours(1));
    auto percent = co_await box.percent_full();
    if (!percent) co_return percent.error();
    if (*percent && **percent >= nearly_full) {
        shop.alarms.raise(Trouble::mailbox_nearly_full);
    } else {
        shop.alarms.clear(Trouble::mailbox_nearly_full);
    }
    co_return base::Result<void>{};
}

// Ends at new mail, at the poll time, when something is to be filed, or when we stop.
asio::awaitable<base::Result<void>> wait_for_work(Workshop& shop, Mailbox& box) {
    shop.interrupt_mailbox = [&box] { box.interrupt(); };
    auto woken = co_await box.wait(shop.settings.mailbox.poll);
    shop.interrupt_mailbox = {};
    if (!woken) co_return woken.error();
    if (*woken == mailbox::Waking::closed) {
        co_return base::Failure{base::FailureKind::unreachable,
                                "the IMAP server closed the connection", ""};
    }
    co_return base::Result<void>{};
}

asio::awaitable<base::Result<void>> serve_once(Workshop& shop, Mailbox& box) {
    do {
        auto visited = co_await visit_all(shop, box);
        if (!visited) co_return visited.error();
        if (work_left(shop)) co_await shop.file_wake.wait(std::chrono::milliseconds(200));
    } while (work_left(shop) && !shop.stopping && !shop.fatal);
    auto filed = co_await visit_all(shop, box);
    if (!filed) co_return filed;
    auto removed = co_await remove_old_mails(shop, box);
    co_return removed;
}

asio::awaitable<base::Result<void>> serve(Workshop& shop, Mailbox& box) {
    auto ready = co_await prepare(shop, box);
    if (!ready) co_return ready.error();
    log_event(Level::info, "mailbox_connected",
              {{"idle", std::int64_t{box.notices_changes() ? 1 : 0}}});
    if (shop.mode == RunMode::once) {
        auto served = co_await serve_once(shop, box);
        co_return served;
    }
    while (!shop.stopping && !shop.fatal) {
        if (std::exchange(shop.compare_done, false)) {
            auto compared = co_await take_up_done(shop, box);
            if (!compared) co_return compared.error();
        }
        auto removed = co_await remove_old_mails(shop, box);
        if (!removed) co_return removed.error();
        auto visited = co_await visit_all(shop, box);
        if (!visited) co_return visited.error();
        auto quota = co_await look_at_quota(shop, box);
        if (!quota) co_return quota.error();
        if (shop.stopping || shop.fatal) break;
        auto waited = co_await wait_for_work(shop, box);
        if (!waited) co_return waited.error();
    }
    co_return base::Result<void>{};
}

asio::awaitable<base::Result<void>> connect_and_serve(Workshop& shop) {
    session::Endpoint endpoint = shop.imap;
    auto signed_in = co_await sign_in(shop, Line::mailbox, endpoint);
    if (!signed_in) {
        note_reach(shop, Line::mailbox, Reach::unreachable);
        co_return signed_in;
    }
    auto box = co_await Mailbox::open(*shop.connector, std::move(endpoint));
    if (!box) {
        note_reach(shop, Line::mailbox, reach_of(box.error()));
        co_return box.error().failure;
    }
    note_reach(shop, Line::mailbox, Reach::connected);
    if ((*box)->notices_changes()) {
        shop.alarms.clear(Trouble::mailbox_without_idle);
    } else {
        shop.alarms.raise(Trouble::mailbox_without_idle);
    }
    shop.abort_mailbox = [&box] { (*box)->abort(); };
    auto served = co_await serve(shop, **box);
    shop.abort_mailbox = {};
    if (!served) line_of(shop, Line::mailbox).up = false;
    if ((*box)->is_open()) co_await (*box)->close();
    co_return served;
}

}  // namespace

asio::awaitable<void> watch_mailbox(Workshop& shop) {
    std::chrono::seconds pause{1};
    co_await shop.reconnect_wake.wait(login_rest(shop, Line::mailbox));
    while (!shop.stopping && !shop.fatal) {
        const auto began = read_clock();
        auto served = co_await connect_and_serve(shop);
        if (served || shop.stopping) break;
        if (must_end(shop, served.error())) {
            shop.fatal = served.error();
            break;
        }
        if (shop.mode == RunMode::once) {
            shop.unreachable = served.error();
            break;
        }
        if (read_clock().mono_ms - began.mono_ms > 60'000) pause = std::chrono::seconds(1);
        log_failure("mailbox_lost", served.error(),
                    {{"retry_seconds", std::int64_t{pause.count()}}});
        const std::chrono::milliseconds rest = login_rest(shop, Line::mailbox);
        co_await shop.reconnect_wake.wait(
            std::max<std::chrono::milliseconds>(session::scaled(pause), rest));
        pause = std::min(pause * 2, std::chrono::seconds(300));
    }
    shop.intake_done = true;
    shop.think_wake.wake();
    shop.send_wake.wake();
}

}  // namespace pipeline
