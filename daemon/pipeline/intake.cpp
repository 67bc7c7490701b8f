#include "pipeline/intake.h"

#include <algorithm>
#include <ranges>

#include "mailbox/mailbox.h"
#include "message/read_mail.h"
#include "pipeline/clock.h"
#include "pipeline/custody.h"
#include "pipeline/filing.h"
#include "pipeline/large_mail.h"
#include "pipeline/log.h"
#include "pipeline/mending.h"
#include "pipeline/old_copies.h"
#include "pipeline/older_mail.h"
#include "pipeline/self_watch.h"
#include "session/waits.h"

namespace pipeline {
namespace {

using mailbox::Mailbox;

constexpr std::uint64_t largest_read =
    message::ReadLimits{}.size;  // octets; above: sealed in parts, to the desk unread
constexpr std::size_t batch_size = 50;
constexpr int nearly_full = 80;        // percent of the quota (A26)
constexpr std::size_t most_new = 50;   // of one visit, newest first
constexpr std::size_t most_old = 150;  // then so many of the oldest

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
    std::vector<mailbox::Fetched> large;
    for (std::size_t at = 0; at < uids.size() && !shop.stopping;) {
        const std::size_t end = std::min(at + batch_size, uids.size());
        const auto first = uids.begin() + static_cast<std::ptrdiff_t>(at);
        std::vector<std::uint32_t> asked(first,
                                         uids.begin() + static_cast<std::ptrdiff_t>(end));
        auto batch = co_await box.fetch(std::move(asked), largest_read);
        if (!batch) co_return batch.error();
        if (batch->empty()) {
            co_return base::Failure{base::FailureKind::unreachable,
                                    "the IMAP server gave no mail that was asked for", ""};
        }
        at += batch->size();
        const auto too_large = std::stable_partition(
            batch->begin(), batch->end(), [](const mailbox::FetchResult& one) {
                return one.state != mailbox::FetchState::too_large;
            });
        std::vector<mailbox::FetchResult> larger(too_large, batch->end());
        batch->erase(too_large, batch->end());
        auto taken = co_await take_batch(shop, place, std::move(*batch));
        if (!taken) co_return taken.error();
        for (auto& one : larger) large.push_back(std::move(one.mail));
    }
    // Last: no other mail of this visit waits for them.
    for (auto& mail : large) {
        if (shop.stopping) break;
        auto taken = co_await take_large(shop, box, place, std::move(mail));
        if (!taken) co_return taken.error();
    }
    co_return base::Result<void>{};
}

enum class Left { nothing, more };

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
    auto told = co_await tell_of_unread(shop);
    if (!told) co_return told.error();
    if (origin == ledger::Origin::done) co_return to_fetch;
    auto mended = co_await mend_copies(shop, box, place, largest_read);
    if (!mended) co_return mended.error();
    auto filed = co_await file_taken(shop, box, place);
    if (!filed) co_return filed.error();
    co_return to_fetch == Left::more || *filed == Filed::some ? Left::more : Left::nothing;
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

// Once an hour (A26). In a full mailbox the copies that are done with do not wait for their
// day.
asio::awaitable<base::Result<void>> look_at_quota(Workshop& shop, Mailbox& box) {
    const auto now = std::chrono::steady_clock::now();
    if (now < shop.quota_due) co_return base::Result<void>{};
    shop.quota_due = now + session::scaled(std::chrono::hours(1));
    auto percent = co_await box.percent_full();
    if (!percent) co_return percent.error();
    const bool was_tight =
        std::exchange(shop.mailbox_tight, *percent && **percent >= nearly_full);
    if (shop.mailbox_tight) {
        shop.alarms.raise(Trouble::mailbox_nearly_full);
        if (!was_tight) shop.old_mails_due = {};
    } else {
        shop.alarms.clear(Trouble::mailbox_nearly_full);
    }
    co_return base::Result<void>{};
}

// Not offered, or refused when it was asked for (A04): only the poll timer finds new mail.
void tell_of_idle(Workshop& shop, const Mailbox& box) {
    if (box.notices_changes()) {
        shop.alarms.clear(Trouble::mailbox_without_idle);
    } else {
        shop.alarms.raise(Trouble::mailbox_without_idle);
    }
}

// Ends at new mail, at the poll time, when something is to be filed, or when we stop.
asio::awaitable<base::Result<void>> wait_for_work(Workshop& shop, Mailbox& box) {
    shop.interrupt_mailbox = [&box] { box.interrupt(); };
    auto woken = co_await box.wait(shop.settings.mailbox.poll);
    shop.interrupt_mailbox = {};
    if (!woken) co_return woken.error();
    if (!box.notices_changes()) tell_of_idle(shop, box);
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
        const bool room_is_wanted =
            shop.old_mails_due == std::chrono::steady_clock::time_point{};
        if (room_is_wanted) continue;
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
    tell_of_idle(shop, **box);
    shop.abort_mailbox = [&box] { (*box)->abort(); };
    auto served = co_await serve(shop, **box);
    shop.abort_mailbox = {};
    if (!served) line_of(shop, Line::mailbox).up = false;
    if ((*box)->is_open()) co_await (*box)->close();
    co_return served;
}

// Up to a tenth longer, so that those whom one server lost do not all come back at once (A05).
std::chrono::milliseconds with_jitter(std::chrono::milliseconds pause) {
    const auto drawn = static_cast<unsigned char>(seal::random_octets(1).front());
    return pause + pause * drawn / 2560;
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
        const std::chrono::milliseconds spread = with_jitter(session::scaled(pause));
        co_await shop.reconnect_wake.wait(std::max(spread, rest));
        pause = std::min(pause * 2, std::chrono::seconds(300));
    }
    shop.intake_done = true;
    shop.think_wake.wake();
    shop.send_wake.wake();
}

}  // namespace pipeline
