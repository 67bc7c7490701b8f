#include <chrono>

#include "delivery/delivery.h"
#include "delivery/dialogue.h"
#include "store/failpoint.h"

namespace delivery {

namespace asio = boost::asio;

namespace {

using Clock = std::chrono::steady_clock;

session::Wait wait_of(Pause pause) {
    const session::Waits table = session::waits();
    switch (pause) {
        case Pause::ehlo:
            return table.smtp_ehlo;
        case Pause::mail:
            return table.smtp_mail;
        case Pause::rcpt:
            return table.smtp_rcpt;
        case Pause::data:
            return table.smtp_data;
        case Pause::block:
            return table.smtp_block;
        case Pause::dot:
            return table.smtp_dot;
        case Pause::goodbye:
            return table.goodbye;
    }
    return table.goodbye;
}

Stage stage_of(session::Step step) {
    switch (step) {
        case session::Step::resolve:
        case session::Step::connect:
        case session::Step::tls:
            return Stage::connect;
        case session::Step::greeting:
            return Stage::greeting;
        case session::Step::hello:
        case session::Step::starttls:
            return Stage::ehlo;
        case session::Step::login:
            return Stage::auth;
    }
    return Stage::connect;
}

Ending ending_of(session::Ended ended) {
    switch (ended) {
        case session::Ended::replied:
            return Ending::replied;
        case session::Ended::closed:
            return Ending::closed;
        case session::Ended::timed_out:
            return Ending::timed_out;
        case session::Ended::garbage:
            return Ending::garbage;
    }
    return Ending::garbage;
}

Attempt attempt_of(const session::Trouble& trouble) {
    Attempt attempt;
    attempt.stage = stage_of(trouble.step);
    attempt.ending = ending_of(trouble.ended);
    attempt.code = trouble.code;
    attempt.note = trouble.failure.what;
    const bool at_tls =
        trouble.step == session::Step::tls || trouble.step == session::Step::starttls;
    if (at_tls && trouble.ended != session::Ended::timed_out)
        attempt.obstacle = Obstacle::security;
    return attempt;
}

// A connection that was left lying may have been closed by the server meanwhile; that is not
// this letter's fault.
bool is_stale(const Attempt& attempt) {
    if (attempt.stage == Stage::connect) return true;
    return attempt.stage == Stage::mail &&
           (attempt.ending == Ending::closed || attempt.code == 421);
}

class SmtpRelay final : public Relay {
  public:
    SmtpRelay(session::Connector& connector, session::Endpoint endpoint)
        : connector_(connector), endpoint_(std::move(endpoint)) {}

    asio::awaitable<Attempt> open() {
        stream_.reset();
        dialogue_.reset();
        auto connected = co_await connector_.connect(endpoint_);
        if (!connected) co_return attempt_of(connected.error());
        stream_ = std::move(connected).value();
        if (aborted_) stream_->shut();
        dialogue_.emplace(endpoint_.client_name);
        const Action first = dialogue_->greet();
        co_await converse(first);
        co_return dialogue_->attempt();
    }

    asio::awaitable<Attempt> send(Dispatch dispatch) override {
        if (usable()) {
            const Attempt attempt = co_await try_once(dispatch);
            if (attempt.dot_may_have_left || usable() || !is_stale(attempt) || aborted_)
                co_return attempt;
        }
        const Attempt opened = co_await open();
        if (!usable()) co_return opened;
        const Attempt attempt = co_await try_once(dispatch);
        co_return attempt;
    }

    bool usable() const override {
        return stream_ && dialogue_ && dialogue_->usable() && !aborted_;
    }

    std::optional<base::Instant> certificate_ends() const override {
        return stream_ ? stream_->certificate_ends() : std::nullopt;
    }

    asio::awaitable<void> close() override {
        if (usable()) {
            const auto sent = co_await stream_->send("QUIT\r\n", session::waits().goodbye);
            if (sent) {
                const auto farewell = co_await stream_->receive(session::waits().goodbye);
                static_cast<void>(farewell);
            }
        }
        stream_.reset();
    }

    void abort() override {
        aborted_ = true;
        if (stream_) stream_->shut();
    }

  private:
    asio::awaitable<Attempt> try_once(const Dispatch& dispatch) {
        const Action first =
            dialogue_->begin(dispatch.return_path, dispatch.recipient, dispatch.octets);
        letter_until_ = Clock::now() + session::waits().smtp_letter;
        co_await converse(first);
        co_return dialogue_->attempt();
    }

    asio::awaitable<void> converse(Action action) {
        auto until = Clock::now();
        std::optional<Pause> awaited;  // one deadline for a whole reply, however it drips
        while (action.kind != Action::Kind::done) {
            Event event(Event::Kind::nothing);
            if (action.kind == Action::Kind::write) {
                const bool is_dot = dialogue_->attempt().dot_may_have_left;
                if (is_dot) store::failpoint("dot.before");
                event = co_await write(action);
                if (is_dot) store::failpoint("dot.after");
                awaited.reset();
            } else {
                if (awaited != action.pause) until = Clock::now() + wait_of(action.pause);
                awaited = action.pause;
                event = co_await read(action, until);
            }
            action = dialogue_->next(event);
        }
    }

    asio::awaitable<Event> write(const Action& action) {
        auto wait = wait_of(action.pause);
        if (action.pause == Pause::block)
            wait = std::min(
                wait, std::chrono::duration_cast<session::Wait>(letter_until_ - Clock::now()));
        const auto sent = co_await stream_->send(action.octets, wait);
        co_return Event(sent ? Event::Kind::written : Event::Kind::write_failed);
    }

    asio::awaitable<Event> read(const Action& action, Clock::time_point until) {
        const bool glance = action.kind == Action::Kind::glance;
        const auto left = std::chrono::ceil<session::Wait>(until - Clock::now());
        const auto got = co_await stream_->receive(glance ? session::Wait{0} : left);
        if (!got && got.error().kind == base::FailureKind::temporary)
            co_return Event(glance ? Event::Kind::nothing : Event::Kind::timed_out);
        if (!got || got->empty()) co_return Event(Event::Kind::closed);
        co_return Event(Event::Kind::heard, got.value());
    }

    session::Connector& connector_;
    const session::Endpoint endpoint_;
    std::unique_ptr<session::Stream> stream_;
    std::optional<Dialogue> dialogue_;
    Clock::time_point letter_until_{};
    bool aborted_ = false;
};

}  // namespace

asio::awaitable<base::Result<std::unique_ptr<Relay>, Attempt>> Relay::open(
    session::Connector& connector, session::Endpoint endpoint) {
    auto relay = std::make_unique<SmtpRelay>(connector, std::move(endpoint));
    const Attempt opened = co_await relay->open();
    if (!relay->usable()) co_return opened;
    co_return std::unique_ptr<Relay>(std::move(relay));
}

}  // namespace delivery
