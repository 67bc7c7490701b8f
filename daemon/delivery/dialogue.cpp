#include "delivery/dialogue.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace delivery {

namespace {

Action write(std::string octets, Pause pause) {
    return {Action::Kind::write, pause, std::move(octets)};
}
Action glance() { return {Action::Kind::glance, Pause::goodbye, ""}; }
Action done() { return {Action::Kind::done, Pause::goodbye, ""}; }

Pause pause_of(Stage stage) {
    if (stage == Stage::mail) return Pause::mail;
    return stage == Stage::rcpt ? Pause::rcpt : Pause::data;
}

bool is_good(const Reply& reply) { return reply.code / 100 == 2; }
bool is_refusal(const Reply& reply) { return reply.code >= 400; }

}  // namespace

// --- beginning ---

Action Dialogue::greet() {
    attempt_ = Attempt{};
    attempt_.stage = Stage::ehlo;
    state_ = State::greeting;
    return write("EHLO " + client_name_ + "\r\n", Pause::ehlo);
}

Action Dialogue::begin(const std::optional<std::string>& return_path,
                       const std::string& recipient, std::string_view letter) {
    attempt_ = Attempt{};
    state_ = State::idle;
    unsaid_.clear();
    due_.clear();
    refused_.reset();
    losing_.reset();
    if (!usable_) return done();
    if (!is_fit(return_path, recipient, letter)) return done();
    const std::string size = offers_size_ ? fmt::format(" SIZE={}", letter.size()) : "";
    if (reset_first_) unsaid_.push_back({Due::rset, "RSET\r\n"});
    unsaid_.push_back(
        {Due::mail, fmt::format("MAIL FROM:<{}>{}\r\n", return_path.value_or(""), size)});
    unsaid_.push_back({Due::rcpt, fmt::format("RCPT TO:<{}>\r\n", recipient)});
    unsaid_.push_back({Due::data, "DATA\r\n"});
    stuffing_.emplace(letter);
    state_ = State::glancing;
    return glance();
}

// What our own side refuses is told as a server would tell it, so that it is judged by the same
// rules.
void Dialogue::refuse(Stage stage, int code, std::string_view enhanced, std::string_view note) {
    attempt_ =
        Attempt{stage, Ending::replied, false, code, std::string(enhanced), std::string(note)};
}

bool Dialogue::is_fit(const std::optional<std::string>& return_path,
                      const std::string& recipient, std::string_view letter) {
    const std::string_view flaw = flaw_of(letter);
    if (return_path && !Address::parse(*return_path))
        refuse(Stage::mail, 553, "5.1.7", "our own return path is no address");
    else if (!Address::parse(recipient))
        refuse(Stage::rcpt, 553, "5.1.3", "the recipient is no address");
    else if (!flaw.empty())
        refuse(Stage::data, 554, "5.6.0", flaw);
    else if (size_limit_ != 0 && letter.size() > size_limit_)
        refuse(Stage::mail, 552, "5.3.4", "the letter is larger than the server takes");
    else
        return true;
    return false;
}

// --- events ---

Action Dialogue::next(const Event& event) {
    switch (event.kind) {
        case Event::Kind::written:
            return state_ == State::letter ? glance() : read();
        case Event::Kind::heard:
            reader_.feed(event.octets);
            return state_ == State::glancing ? end(Ending::closed) : hear();
        case Event::Kind::nothing:
            return go_on();
        case Event::Kind::closed:
            return lose(Ending::closed);
        case Event::Kind::timed_out:
            return lose(Ending::timed_out);
        case Event::Kind::write_failed:
            losing_ = Ending::closed;
            return state_ == State::greeting ? end(Ending::closed) : hear();
    }
    return end(Ending::garbage);
}

Action Dialogue::read() {
    if (losing_) return {Action::Kind::read, Pause::goodbye, ""};
    switch (state_) {
        case State::greeting:
            return {Action::Kind::read, Pause::ehlo, ""};
        case State::envelope:
            return {Action::Kind::read, pause_of(attempt_.stage), ""};
        case State::dot:
            return {Action::Kind::read, Pause::dot, ""};
        case State::idle:
        case State::glancing:
        case State::letter:
            break;
    }
    return {Action::Kind::read, Pause::goodbye, ""};
}

// The attempt stands where the next reply is due.
void Dialogue::follow() {
    if (due_.empty()) return;
    switch (due_.front()) {
        case Due::rset:
        case Due::mail:
            attempt_.stage = Stage::mail;
            break;
        case Due::rcpt:
            attempt_.stage = Stage::rcpt;
            break;
        case Due::data:
            attempt_.stage = Stage::data;
            break;
    }
}

// Nobody spoke: the next command, the next block, or the dot.
Action Dialogue::go_on() {
    if (losing_) return end(*losing_);
    if (state_ == State::glancing) {
        state_ = State::envelope;
        return speak();
    }
    if (state_ != State::letter) return read();
    std::string block = stuffing_->next_block();
    if (!block.empty()) return write(std::move(block), Pause::block);
    state_ = State::dot;
    attempt_.stage = Stage::dot;
    attempt_.dot_may_have_left = true;
    return write(".\r\n", Pause::block);
}

Action Dialogue::speak() {
    std::string octets;
    do {
        due_.push_back(unsaid_.front().due);
        octets += unsaid_.front().line;
        unsaid_.pop_front();
    } while (pipelining_ && !unsaid_.empty());
    follow();
    return write(std::move(octets), Pause::mail);
}

Action Dialogue::hear() {
    Reply reply;
    while (true) {
        switch (reader_.next(reply)) {
            case ReplyReader::State::garbage:
                return end(Ending::garbage);
            case ReplyReader::State::incomplete:
                return read();
            case ReplyReader::State::complete:
                break;
        }
        if (reply.code == 421) usable_ = false;  // RFC 5321 3.8: it is about to hang up
        const auto action = take(reply);
        if (action)
            return losing_ && action->kind == Action::Kind::write ? end(*losing_) : *action;
    }
}

// --- replies ---

std::optional<Action> Dialogue::take(const Reply& reply) {
    switch (state_) {
        case State::greeting:
            return take_greeting(reply);
        case State::envelope:
            return take_envelope(reply);
        case State::letter:  // nobody asked yet; a refusal is an answer all the same
            usable_ = false;
            return is_refusal(reply) ? finish(reply) : end(Ending::garbage);
        case State::dot:
            return reader_.has_rest() ? end(Ending::garbage) : finish(reply);
        case State::idle:
        case State::glancing:
            break;
    }
    return end(Ending::garbage);
}

std::optional<Action> Dialogue::take_greeting(const Reply& reply) {
    if (reader_.has_rest()) return end(Ending::garbage);
    if (is_good(reply)) learn(reply);
    usable_ = usable_ && is_good(reply);
    return finish(reply);
}

std::optional<Action> Dialogue::take_envelope(const Reply& reply) {
    const Due due = due_.front();
    due_.pop_front();
    if (due == Due::rset && !is_good(reply)) {
        attempt_.stage = Stage::connect;  // this letter was not begun
        return end(Ending::closed);
    }
    if (due == Due::rset) reset_first_ = false;
    if (due == Due::data) return take_data(reply);
    if (due != Due::rset && !refused_ && !is_good(reply)) {
        if (!is_refusal(reply)) return end(Ending::garbage);
        attempt_.stage = due == Due::mail ? Stage::mail : Stage::rcpt;
        refused_ = attempt_;
        refused_->ending = Ending::replied;
        refused_->code = reply.code;
        refused_->enhanced = reply.enhanced;
        unsaid_.clear();
    }
    if (!due_.empty()) {
        follow();
        return std::nullopt;
    }
    if (refused_) return finish_refused();
    return speak();
}

std::optional<Action> Dialogue::take_data(const Reply& reply) {
    constexpr int go_ahead = 354;
    attempt_.stage = Stage::data;
    if (refused_) {
        // It waits for a letter that it has no recipient for: no dot of ours shall end that.
        usable_ = usable_ && is_refusal(reply);
        return finish_refused();
    }
    if (is_refusal(reply)) {
        reset_first_ = true;
        usable_ = usable_ && !reader_.has_rest();
        return finish(reply);
    }
    if (reply.code != go_ahead || reader_.has_rest()) return end(Ending::garbage);
    state_ = State::letter;
    return go_on();
}

// --- ends ---

Action Dialogue::finish(const Reply& reply) {
    attempt_.ending = Ending::replied;
    attempt_.code = reply.code;
    attempt_.enhanced = reply.enhanced;
    if (state_ == State::dot) usable_ = usable_ && reply.code / 100 != 3;
    usable_ = usable_ && !losing_;
    state_ = State::idle;
    return done();
}

Action Dialogue::finish_refused() {
    attempt_ = *refused_;
    reset_first_ = true;
    usable_ = usable_ && !reader_.has_rest() && !losing_;
    state_ = State::idle;
    return done();
}

Action Dialogue::lose(Ending ending) {
    if (state_ == State::glancing) return end(Ending::closed);
    return end(losing_.value_or(ending));
}

Action Dialogue::end(Ending ending) {
    if (refused_) {
        attempt_ = *refused_;
    } else {
        attempt_.ending = ending;
        attempt_.code = 0;
        attempt_.enhanced.clear();
        if (state_ == State::glancing)
            attempt_.stage = Stage::connect;  // this letter was not begun
    }
    usable_ = false;
    state_ = State::idle;
    return done();
}

void Dialogue::learn(const Reply& reply) {
    pipelining_ = offers_size_ = false;
    size_limit_ = 0;
    for (std::size_t i = 1; i < reply.lines.size(); ++i) {
        const std::string line = base::lower_ascii(reply.lines[i]);
        pipelining_ = pipelining_ || line == "pipelining";
        if (line != "size" && !line.starts_with("size ")) continue;
        offers_size_ = true;
        if (line.size() > 5)
            std::from_chars(line.data() + 5, line.data() + line.size(), size_limit_);
    }
}

}  // namespace delivery
