#include "pipeline/thinking.h"

#include "pipeline/case_files.h"
#include "pipeline/clock.h"
#include "pipeline/durable.h"
#include "pipeline/freeze.h"
#include "pipeline/handover.h"
#include "pipeline/journey.h"
#include "pipeline/log.h"
#include "pipeline/mending.h"
#include "pipeline/officer_answers.h"
#include "pipeline/spawn.h"
#include "pipeline/stranded.h"
#include "pipeline/write_letters.h"
#include "session/waits.h"
#include "store/failpoint.h"

namespace pipeline {
namespace {

using ledger::MailRow;

// T1b: the counter is durable before the reader gets the mail, so that no mail can put us into
// a crash loop.
asio::awaitable<base::Result<int>> count_attempt(Workshop& shop, protocol::Walk& walk,
                                                 ledger::MailId mail) {
    auto count = std::make_shared<int>(0);
    store::Step step;
    step.state = [mail, count](store::Transaction& state) -> base::Result<void> {
        auto n = ledger::begin_reading(state, read_clock(), mail);
        if (!n) return n.error();
        *count = *n;
        return {};
    };
    auto done = co_await commit_step(shop.store, walk, protocol::Step::t1b, std::move(step));
    if (!done) co_return done.error();
    co_return *count;
}

asio::awaitable<base::Result<void>> set_aside(Workshop& shop, const MailRow& mail,
                                              const std::string& reason) {
    const CaseStamp stamp = stamp_for(shop, mail, nullptr);
    const auto now = read_clock().now;
    NoticeText text;
    text.event = "quarantined";
    text.detail = reason;
    auto notice =
        write_notice(text, *shop.rules, shop.settings, shop.keys.message_id, stamp, now);
    if (!notice) co_return notice.error();
    store::Step step = freeze_quarantine(shop, mail, reason, *notice);
    auto done = co_await commit_named(shop.store, "set_aside", std::move(step));
    if (done) {
        log_event(Level::warning, "mail_quarantined",
                  {{"case", mail.number.str()}, {"reason", reason}});
    }
    co_return done;
}

asio::awaitable<base::Result<void>> note_reader_death(Workshop& shop, const MailRow& mail,
                                                      std::string reason, int attempt) {
    store::Step step;
    step.state = [mail, reason, attempt](store::Transaction& state) {
        base::AuditNote note{base::AuditEvent::reader_died,
                             "daemon",
                             mail.case_id,
                             std::nullopt,
                             {{"reason", reason}, {"attempt", std::int64_t{attempt}}}};
        return audit::append(state, read_clock(), note);
    };
    auto done = co_await commit(shop.store, std::move(step));
    shop.alarms.raise(Trouble::reader_deaths);
    co_return done;
}

void log_decision(const MailRow& mail, const Journey& journey) {
    log_event(Level::info, "mail_decided",
              {{"case", mail.number.str()},
               {"action", std::string(routing::name_of(journey.decision.action))},
               {"reason", std::string(routing::name_of(journey.decision.reason))},
               {"letters", static_cast<std::int64_t>(journey.letters.size())}});
}

reader::ChildChoice child_for(int attempt) {
    return attempt > 1 ? reader::ChildChoice::fresh : reader::ChildChoice::any;
}

// The reader failed, not the mail: a mail that was read has parts.
bool may_try_again(const Journey& journey, int attempt) {
    return journey.mail.parts.empty() && attempt + 1 < ledger::unreadable_at;
}

asio::awaitable<base::Result<void>> act_on_return(Workshop& shop) {
    shop.alarms.raise(Trouble::letter_refused);
    auto handed = co_await hand_stranded_to_desk(shop);
    if (handed) handed = co_await tell_values_not_taken(shop);
    co_return handed;
}

constexpr std::chrono::seconds retry_pause{10};

// Short turns, so that a stop is not held up.
asio::awaitable<void> sit_out(Workshop& shop, std::chrono::milliseconds time) {
    constexpr std::chrono::milliseconds turn{100};
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (auto gone = turn; gone < time && !shop.stopping && !shop.fatal; gone += turn) {
        timer.expires_after(turn);
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

// No child could be started to read it: too many processes, too little memory. The mail has
// done nothing.
bool lacks_reader(const Journey& journey) {
    return journey.unread == reader::name_of(reader::ReadFaultKind::no_child);
}

// The machine's fault is not counted against the mail: it waits until there is a reader again.
// When there is none for ten minutes the daemon ends, to begin anew with all of its processes.
asio::awaitable<base::Result<Journey>> travel_with_a_reader(Workshop& shop, const RawMail& raw,
                                                            const CaseStamp& stamp,
                                                            reader::ChildChoice child) {
    int tries_left = shop.mode == RunMode::once ? 1 : 60;
    auto journey = co_await travel(shop, raw, stamp, child);
    while (journey && lacks_reader(*journey) && !shop.stopping && !shop.fatal) {
        log_event(Level::error, "reader_not_started", {{"case", stamp.number.str()}});
        shop.alarms.raise(Trouble::reader_deaths);
        if (tries_left-- == 0) {
            co_return base::Failure{base::FailureKind::temporary,
                                    "the program that reads mail cannot be started",
                                    "too many processes or too little memory on this machine"};
        }
        co_await sit_out(shop, session::scaled(retry_pause));
        journey = co_await travel(shop, raw, stamp, child);
    }
    co_return journey;
}

// What was read has its effect: an answer's, or T2 and what follows from a letter that came
// back.
asio::awaitable<base::Result<void>> conclude(Workshop& shop, protocol::Walk& walk, MailRow mail,
                                             seal::Key case_key, CaseStamp stamp,
                                             Journey journey) {
    if (is_answer(journey)) {
        const Answered answered{mail, case_key, stamp, journey};
        auto acted = co_await act_on_answer(shop, walk, answered);
        if (acted) log_decision(mail, journey);
        co_return acted;
    }
    store::Step step = freeze_journey(shop, mail, case_key, stamp, journey);
    auto frozen = co_await commit_step(shop.store, walk, protocol::Step::t2, std::move(step));
    if (frozen) log_decision(mail, journey);
    if (frozen && came_back(journey)) frozen = co_await act_on_return(shop);
    co_return frozen;
}

// Our copy is missing or altered: the mailbox may still have it (E10). Says whether it is
// mended.
asio::awaitable<bool> mend_copy(Workshop& shop, MailRow mail, base::Failure damage) {
    log_failure("copy_damaged", damage, {{"case", mail.number.str()}});
    shop.alarms.raise(Trouble::copy_damaged);
    const bool mended = co_await fetch_again(shop, mail);
    co_return mended;
}

asio::awaitable<base::Result<void>> carry(Workshop& shop, MailRow mail) {
    for (;;) {
        protocol::Walk walk({protocol::Fact::copy_kept, protocol::Fact::custody});
        auto attempt = co_await count_attempt(shop, walk, mail.mail);
        if (!attempt) co_return attempt.error();
        *attempt -= shop.excused[mail.mail];
        if (*attempt >= ledger::unreadable_at) {
            auto aside = co_await set_aside(shop, mail, "attempts");
            co_return aside;
        }
        store::failpoint("counted_before_reading");
        auto files = open_case_files(shop, mail);
        if (!files && files.error().kind != base::FailureKind::text) co_return files.error();
        if (!files) {
            const bool mended = co_await mend_copy(shop, mail, files.error());
            if (mended) continue;
            if (shop.stopping) co_return base::Result<void>{};
            auto aside = co_await set_aside(shop, mail, "working_copy");
            co_return aside;
        }
        const CaseStamp stamp = stamp_for(shop, mail, &files->case_key);
        auto journey =
            co_await travel_with_a_reader(shop, files->raw, stamp, child_for(*attempt));
        if (journey && lacks_reader(*journey)) co_return base::Result<void>{};  // we end
        if (!journey && journey.error().kind == base::FailureKind::temporary) {
            shop.fatal = journey.error();
            co_return journey.error();
        }
        if (!journey) {
            // A template or an address of ours is wrong: a person gets it, and it is logged.
            log_failure("letter_not_made", journey.error(), {{"case", mail.number.str()}});
            auto aside = co_await set_aside(shop, mail, "letter_not_made");
            co_return aside;
        }
        if (!journey->unread) {
            auto done = co_await conclude(shop, walk, mail, files->case_key, stamp,
                                          std::move(*journey));
            co_return done;
        }
        if (may_try_again(*journey, *attempt)) {
            auto noted = co_await note_reader_death(shop, mail, *journey->unread, *attempt);
            if (!noted) co_return noted.error();
            continue;  // one retry in a fresh child
        }
        auto aside = co_await set_aside(shop, mail, *journey->unread);
        co_return aside;
    }
}

asio::awaitable<void> carry_one(Workshop& shop, MailRow mail) {
    const ledger::MailId id = mail.mail;
    const std::string number = mail.number.str();
    ++shop.being_read_now;
    auto done = co_await carry(shop, std::move(mail));
    --shop.being_read_now;
    if (!done) {
        log_failure("mail_not_carried", done.error(), {{"case", number}});
        ++shop.excused[id];
        if (must_end(shop, done.error())) shop.fatal = done.error();
        // A full disk, a busy database: it stays `received` and is taken up again, not at once.
        co_await sit_out(shop, session::scaled(retry_pause));
    }
    if (done) shop.excused.erase(id);
    shop.being_read.erase(id);
    shop.think_wake.wake();
    shop.send_wake.wake();
    shop.clock_wake.wake();
    shop.wake_filing();
}

constexpr int hold_page = 100;

// Hold mode (C02): custody runs, nothing is decided; the desk hears of each case once.
asio::awaitable<base::Result<void>> tell_held(Workshop& shop, const MailRow& mail,
                                              const RuleSet& shipped) {
    const CaseStamp stamp = stamp_for(shop, mail, nullptr);
    NoticeText text;
    text.event = "hold_mode";
    text.detail = "no valid rules";
    auto notice = write_notice(text, shipped, shop.settings, shop.keys.message_id, stamp,
                               read_clock().now);
    if (!notice) co_return notice.error();
    store::Step step = freeze_notice(shop, mail, *notice);
    auto done = co_await commit(shop.store, std::move(step));
    co_return done;
}

// Page by page, each mail once: `shop.held_to` is the last one told. One that a person gave
// back to the reader meanwhile has had its notice already.
asio::awaitable<void> hold_all(Workshop& shop) {
    const auto shipped = shipped_rules();
    if (!shipped) {
        log_problems("shipped_rules_broken", shipped.error());
        co_return;
    }
    while (!shop.stopping && !shop.fatal && !shop.rules) {
        auto page = ledger::unfinished_mails(*shop.state, ledger::Side::oldest, hold_page,
                                             shop.held_to);
        if (!page) {
            shop.fatal = page.error();
            co_return;
        }
        if (page->empty()) break;
        for (const auto& mail : *page) {
            auto told = co_await tell_held(shop, mail, **shipped);
            if (!told)
                log_failure("hold_notice_failed", told.error(), {{"case", mail.number.str()}});
            shop.held_to = mail.mail;
            ++shop.held;
            log_event(Level::warning, "mail_held", {{"case", mail.number.str()}});
        }
        shop.send_wake.wake();
    }
}

// The next mail that nobody reads yet. Turn by turn the oldest and the newest, so that a mail
// of this minute does not wait behind a hundred thousand of last week, nor they behind today's.
base::Result<std::optional<MailRow>> next_mail(Workshop& shop, ledger::Side side) {
    const int most = static_cast<int>(shop.being_read.size()) + 1;
    auto page = ledger::unfinished_mails(*shop.state, side, most);
    if (!page) return page.error();
    for (auto& mail : *page)
        if (!shop.being_read.contains(mail.mail)) return std::optional(std::move(mail));
    return std::optional<MailRow>{};
}

// Who begins a journey next.
struct Queue {
    ledger::Side turn = ledger::Side::newest;
    std::optional<ledger::MailId> alone;  // nobody begins beside this one
};

// A mail that was being read when the daemon ended may be why it ended. It is carried alone, so
// that a mail that kills the daemon takes no other one's attempts with it.
base::Result<void> fill_the_readers(Workshop& shop, const asio::any_io_executor& executor,
                                    Queue& queue) {
    const auto at_once = static_cast<std::size_t>(shop.settings.reader_processes) * 4;
    if (queue.alone && shop.being_read.contains(*queue.alone)) return {};
    queue.alone.reset();
    while (shop.being_read.size() < at_once && !queue.alone) {
        auto mail = next_mail(shop, queue.turn);
        if (!mail) return mail.error();
        if (!*mail) break;
        const bool interrupted = (**mail).attempts > 0;
        if (interrupted && !shop.being_read.empty()) break;
        if (interrupted) queue.alone = (**mail).mail;
        queue.turn =
            queue.turn == ledger::Side::oldest ? ledger::Side::newest : ledger::Side::oldest;
        shop.being_read.insert((**mail).mail);
        spawn(executor, shop, carry_one(shop, std::move(**mail)));
    }
    return {};
}

}  // namespace

asio::awaitable<void> think(Workshop& shop) {
    const auto executor = co_await asio::this_coro::executor;
    Queue queue;
    while (!shop.stopping && !shop.fatal) {
        if (!shop.rules) {
            co_await hold_all(shop);
        } else if (auto filled = fill_the_readers(shop, executor, queue); !filled) {
            shop.fatal = filled.error();
            break;
        }
        auto ended = co_await expire_reveals(shop);
        if (ended) ended = co_await expire_spam(shop);
        if (ended) ended = co_await hand_over_posts(shop);
        if (!ended) {
            log_failure("requests_not_ended", ended.error());
            if (must_end(shop, ended.error())) shop.fatal = ended.error();
        }
        co_await shop.think_wake.wait(std::chrono::seconds(30));
    }
}

}  // namespace pipeline
