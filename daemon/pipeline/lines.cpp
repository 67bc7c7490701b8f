#include "pipeline/lines.h"

#include <algorithm>

#include "delivery/attempt.h"
#include "pipeline/clock.h"
#include "pipeline/log.h"
#include "pipeline/spawn.h"
#include "session/waits.h"

namespace pipeline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::minutes patience{5};
constexpr std::chrono::minutes between_logins{5};

struct Troubles {
    Trouble login, insecure, refused, unreachable;
};

Troubles troubles_of(Line line) {
    if (line == Line::mailbox) {
        return {Trouble::mailbox_login, Trouble::mailbox_certificate,
                Trouble::mailbox_unreachable, Trouble::mailbox_unreachable};
    }
    return {Trouble::relay_login, Trouble::relay_certificate, Trouble::relay_refuses,
            Trouble::relay_unreachable};
}

std::string meta_key(Line line) {
    return line == Line::mailbox ? "login_refused_mailbox" : "login_refused_relay";
}

asio::awaitable<void> remember_refusal(Workshop& shop, Line line, base::Instant at) {
    store::Step step;
    step.state = [key = meta_key(line), at](store::Transaction& state) {
        return ledger::put_note(state, key, base::unix_seconds(at));
    };
    auto done = co_await commit(shop.store, std::move(step));
    if (!done) log_failure("refusal_not_remembered", done.error());
}

void lose(Workshop& shop, Line line, Trouble unreachable) {
    LineState& state = line_of(shop, line);
    state.up = false;
    const auto now = Clock::now();
    if (!state.lost_since) state.lost_since = now;
    if (now - *state.lost_since >= session::scaled(patience)) shop.alarms.raise(unreachable);
}

}  // namespace

LineState& line_of(Workshop& shop, Line line) {
    return shop.lines.at(line == Line::mailbox ? 0 : 1);
}

void note_reach(Workshop& shop, Line line, Reach reach) {
    const Troubles troubles = troubles_of(line);
    LineState& state = line_of(shop, line);
    switch (reach) {
        case Reach::connected:
            state = LineState{true, std::nullopt, std::nullopt};
            for (const Trouble trouble :
                 {troubles.login, troubles.insecure, troubles.refused, troubles.unreachable})
                shop.alarms.clear(trouble);
            return;
        case Reach::login_refused:
            state.up = false;
            state.login_refused_at = read_clock().now;
            forget_access(shop, line);
            shop.alarms.raise(troubles.login);
            spawn(shop.executor, shop, remember_refusal(shop, line, *state.login_refused_at));
            return;
        case Reach::insecure:
            state.up = false;
            shop.alarms.raise(troubles.insecure);
            return;
        case Reach::refused:
            if (line == Line::relay) {
                state.up = false;
                shop.alarms.raise(troubles.refused);
                return;
            }
            lose(shop, line, troubles.unreachable);
            return;
        case Reach::unreachable:
            lose(shop, line, troubles.unreachable);
            return;
    }
}

Reach reach_of(const session::Trouble& trouble) {
    const bool replied = trouble.ended == session::Ended::replied;
    switch (trouble.step) {
        case session::Step::login:
            return replied && trouble.failure.kind == base::FailureKind::settings
                       ? Reach::login_refused
                       : Reach::unreachable;
        case session::Step::tls:
        case session::Step::starttls:
            return trouble.ended == session::Ended::timed_out ? Reach::unreachable
                                                              : Reach::insecure;
        case session::Step::greeting:
        case session::Step::hello:
        case session::Step::resolve:
        case session::Step::connect:
            break;
    }
    return Reach::unreachable;
}

Reach reach_of(const delivery::Attempt& attempt) {
    using delivery::Ending;
    using delivery::Stage;
    if (attempt.stage >= Stage::mail) return Reach::connected;
    if (attempt.obstacle == delivery::Obstacle::security) return Reach::insecure;
    const bool for_good = attempt.ending == Ending::replied && attempt.code >= 500;
    if (for_good) return attempt.stage == Stage::auth ? Reach::login_refused : Reach::refused;
    return Reach::unreachable;
}

std::chrono::milliseconds login_rest(Workshop& shop, Line line) {
    const auto at = line_of(shop, line).login_refused_at;
    if (!at) return std::chrono::milliseconds(0);
    const auto whole = session::scaled(between_logins);
    const std::chrono::milliseconds gone = read_clock().now - *at;
    // A clock that was turned back must not lock us out for a year.
    return std::clamp(whole - gone, std::chrono::milliseconds(0), whole);
}

void recall_logins(Workshop& shop) {
    for (const Line line : {Line::mailbox, Line::relay}) {
        const auto at = ledger::find_note(*shop.state, meta_key(line));
        if (at && at.value())
            line_of(shop, line).login_refused_at = base::from_unix(*at.value());
    }
}

}  // namespace pipeline
