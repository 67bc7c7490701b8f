#include "pipeline/sending.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>

#include "delivery/delivery.h"
#include "outbox/next_step.h"
#include "pipeline/clock.h"
#include "pipeline/durable.h"
#include "pipeline/log.h"
#include "pipeline/officer_answers.h"
#include "pipeline/spawn.h"
#include "pipeline/stranded.h"
#include "pipeline/withheld.h"
#include "store/failpoint.h"

namespace pipeline {
namespace {

using outbox::QueuedLetter;

base::Result<ledger::LetterCopy> read_copy(Workshop& shop, const QueuedLetter& letter) {
    if (letter.case_id.empty()) {
        return ledger::read_letter(*shop.vault, shop.keys.vault, letter.message_id,
                                   letter.hash);
    }
    auto key = ledger::read_case_key(*shop.vault, shop.keys, letter.case_id);
    if (!key) return key.error();
    return ledger::read_letter(*shop.vault, *key, letter.message_id, letter.hash);
}

outbox::AttemptResult result_of(const delivery::Attempt& attempt) {
    outbox::AttemptResult result;
    result.outcome = delivery::classify(attempt);
    result.code = attempt.code;
    result.enhanced = attempt.enhanced;
    result.stage = delivery::name_of(attempt.stage);
    result.permanent_at_peer = attempt.stage < delivery::Stage::mail && attempt.code >= 500;
    return result;
}

void log_attempt(const QueuedLetter& letter, const outbox::AttemptResult& result,
                 const std::string& note) {
    const auto level =
        result.outcome == outbox::Outcome::accepted ? Level::info : Level::warning;
    log_event(level, "letter_" + std::string(outbox::name_of(result.outcome)),
              {{"letter", letter.id},
               {"kind", letter.kind},
               {"recipient", letter.recipient.str()},
               {"stage", result.stage},
               {"code", std::int64_t{result.code}},
               {"attempt", std::int64_t{letter.attempts + 1}},
               {"why", note}});
}

void tell_of_outcome(Workshop& shop, const QueuedLetter& letter,
                     const outbox::AttemptResult& result) {
    using outbox::Outcome;
    if (result.outcome == Outcome::refused && !outbox::is_full(result))
        shop.alarms.raise(Trouble::letter_refused);
    // The second time: once may happen to anybody.
    if (result.outcome == Outcome::uncertain && letter.uncertain)
        shop.alarms.raise(Trouble::twin_possible);
}

asio::awaitable<base::Result<void>> begin(Workshop& shop, protocol::Walk& walk,
                                          QueuedLetter letter) {
    const std::int64_t id = letter.id;
    const bool once = outbox::promise_of(letter.kind) == outbox::Promise::at_most_once;
    const auto last = once ? protocol::Step::ta : protocol::Step::t3;
    store::Step step;
    step.state = [id](store::Transaction& state) {
        return outbox::begin_attempt(state, read_clock(), id);
    };
    auto done = co_await commit_step(shop.store, walk, last, std::move(step));
    co_return done;
}

asio::awaitable<base::Result<void>> finish(Workshop& shop, protocol::Walk& walk,
                                           std::int64_t id, outbox::AttemptResult result) {
    store::Step step;
    step.state = [id, result](store::Transaction& state) {
        return outbox::finish_attempt(state, read_clock(), id, result);
    };
    auto done = co_await commit_step(shop.store, walk, protocol::Step::t4, std::move(step));
    co_return done;
}

// One connection that carries letter after letter while there are any.
class Carrier {
  public:
    explicit Carrier(Workshop& shop) : shop_(shop) {}

    asio::awaitable<base::Result<void>> carry(QueuedLetter letter) {
        auto looked = co_await look_before_sending(shop_, letter);
        if (!looked) co_return looked.error();
        if (*looked == Look::withheld) co_return base::Result<void>{};
        auto copy = read_copy(shop_, letter);
        if (!copy) {
            log_failure("letter_unreadable", copy.error(), {{"letter", letter.id}});
            co_return copy.error();
        }
        // It stands in the queue, so its mail is in custody, or it is a letter of no mail.
        protocol::Walk walk({protocol::Fact::custody, protocol::Fact::queued});
        auto begun = co_await begin(shop_, walk, letter);
        if (!begun) co_return begun.error();
        if (store::is_mutant("accepted_first")) {
            auto mistaken = co_await finish_too_early(walk, letter.id);
            if (!mistaken) co_return mistaken.error();
            const delivery::Attempt late = co_await deliver(std::move(*copy));
            log_attempt(letter, result_of(late), late.note);
            co_return base::Result<void>{};
        }
        begin_act(walk, protocol::Step::s4);
        const delivery::Attempt attempt = co_await deliver(std::move(*copy));
        end_act(protocol::Step::s4);
        const outbox::AttemptResult result = result_of(attempt);
        note_reach(shop_, Line::relay, reach_of(attempt));
        tell_of_outcome(shop_, letter, result);
        told_ = result;
        auto finished = co_await finish(shop_, walk, letter.id, result);
        if (!finished) co_return finished.error();
        log_attempt(letter, result, attempt.note);
        shop_.wake_filing();
        auto handed = co_await see_to_dead_end(letter.id, result);
        co_return handed;
    }

    // What became of the letter carried last, as far as it came to an attempt.
    outbox::AttemptResult take_told() { return std::exchange(told_, {}); }

    asio::awaitable<void> close() {
        if (relay_) co_await relay_->close();
        relay_.reset();
    }

  private:
    // The mistake that the crash test must see: recorded as accepted before a server said so.
    asio::awaitable<base::Result<void>> finish_too_early(protocol::Walk& walk,
                                                         std::int64_t id) {
        walk.take(protocol::Step::s4);
        const outbox::AttemptResult believed{outbox::Outcome::accepted, 250, "", "dot", false};
        auto done = co_await finish(shop_, walk, id, believed);
        shop_.wake_filing();
        co_return done;
    }

    // Refused, or given up after its days: a person hears of it now and not at the next start.
    asio::awaitable<base::Result<void>> see_to_dead_end(std::int64_t id,
                                                        outbox::AttemptResult result) {
        const auto row = outbox::find(*shop_.state, id);
        if (!row) co_return row.error();
        const bool given_up = row.value() && row.value()->state == protocol::LetterState::held;
        if (given_up && outbox::is_full(result)) shop_.alarms.raise(Trouble::station_full);
        if (!given_up && result.outcome != outbox::Outcome::refused)
            co_return base::Result<void>{};
        auto told = co_await hand_stranded_to_desk(shop_);
        if (told) told = co_await tell_values_not_taken(shop_);
        co_return told;
    }

    asio::awaitable<delivery::Attempt> deliver(ledger::LetterCopy copy) {
        if (relay_ && !relay_->usable()) relay_.reset();
        if (!relay_) {
            session::Endpoint endpoint = shop_.smtp;
            auto signed_in = co_await sign_in(shop_, Line::relay, endpoint);
            if (!signed_in) {
                delivery::Attempt attempt;
                attempt.stage = delivery::Stage::auth;
                attempt.note = signed_in.error().what;
                co_return attempt;
            }
            auto opened = co_await delivery::Relay::open(*shop_.connector, std::move(endpoint));
            if (!opened) co_return opened.error();
            relay_ = std::move(*opened);
        }
        delivery::Dispatch dispatch;
        dispatch.return_path = copy.return_path;
        dispatch.recipient = copy.to;
        dispatch.octets = std::move(copy.octets);
        delivery::Attempt attempt = co_await relay_->send(std::move(dispatch));
        co_return attempt;
    }

    Workshop& shop_;
    std::unique_ptr<delivery::Relay> relay_;
    outbox::AttemptResult told_;
};

outbox::DueFirst other(outbox::DueFirst first) {
    return first == outbox::DueFirst::longest ? outbox::DueFirst::latest
                                              : outbox::DueFirst::longest;
}

// Urgent letters first; of the others turn by turn the one that waits longest and the latest.
std::optional<QueuedLetter> take_next(Workshop& shop) {
    const int most = static_cast<int>(shop.being_sent.size()) + 1;
    const auto first = std::exchange(shop.next_due_first, other(shop.next_due_first));
    auto due = outbox::due(*shop.state, read_clock().now, most, first, shop.pace.full());
    if (!due) {
        shop.fatal = due.error();
        return std::nullopt;
    }
    for (auto& letter : *due) {
        if (!shop.being_sent.insert(letter.id).second) continue;
        shop.pace.begin(letter.recipient);
        return std::move(letter);
    }
    return std::nullopt;
}

// Letters that are due and on nobody's way.
int count_waiting(Workshop& shop) {
    const int most = static_cast<int>(shop.being_sent.size()) + shop.settings.delivery.sessions;
    const auto due = outbox::due(*shop.state, read_clock().now, most, outbox::DueFirst::longest,
                                 shop.pace.full());
    if (!due) {
        shop.fatal = due.error();
        return 0;
    }
    return static_cast<int>(std::count_if(due->begin(), due->end(), [&](const auto& letter) {
        return !shop.being_sent.contains(letter.id);
    }));
}

// Works until nothing is due, then ends; send_letters starts carriers as they are needed.
asio::awaitable<void> carry_while_due(Workshop& shop, int& carriers) {
    Carrier carrier(shop);
    while (!shop.stopping && !shop.fatal && login_rest(shop, Line::relay).count() == 0) {
        auto letter = take_next(shop);
        if (!letter) break;
        const std::int64_t id = letter->id;
        const base::RecipientId to = letter->recipient;
        auto done = co_await carrier.carry(std::move(*letter));
        shop.being_sent.erase(id);
        shop.pace.end(to, carrier.take_told());
        if (!done && must_end(shop, done.error())) {
            shop.fatal = done.error();
        } else if (!done) {
            break;  // logged; the letter stays due, another turn comes with the next wake
        }
    }
    co_await carrier.close();
    --carriers;
    shop.send_wake.wake();
}

std::chrono::milliseconds until_next(Workshop& shop) {
    constexpr std::chrono::milliseconds longest = std::chrono::seconds(30);
    const auto next = outbox::next_due(*shop.state);
    if (!next || !next.value()) return longest;
    const std::chrono::milliseconds wait = *next.value() - read_clock().now;
    return std::clamp(wait, std::chrono::milliseconds(1000), longest);
}

}  // namespace

asio::awaitable<void> send_letters(Workshop& shop) {
    const auto executor = co_await asio::this_coro::executor;
    auto handed = co_await hand_stranded_to_desk(shop);
    if (handed) handed = co_await tell_values_not_taken(shop);
    if (!handed) log_failure("not_handed_to_desk", handed.error());
    int carriers = 0;
    while ((!shop.stopping && !shop.fatal) || carriers > 0) {
        const int waiting = count_waiting(shop);
        const auto rest = login_rest(shop, Line::relay);
        const int may = rest.count() > 0 ? 0 : shop.settings.delivery.sessions - carriers;
        const int wanted = std::min(waiting, may);
        for (int i = 0; i < wanted && !shop.stopping && !shop.fatal; ++i) {
            ++carriers;
            spawn(executor, shop, carry_while_due(shop, carriers));
        }
        co_await shop.send_wake.wait(carriers > 0 ? std::chrono::milliseconds(1000)
                                                  : until_next(shop));
    }
}

}  // namespace pipeline
