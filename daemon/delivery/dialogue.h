// The SMTP conversation after login, without a socket: what happened goes in, what to do next
// comes out.
//
// Promises: one MAIL, one RCPT, one DATA per letter; nothing is in flight when the answer to
// the final dot is read; `dot_may_have_left` is set before the final dot is handed out; the
// last octets that a server got out before it hung up are still heard, and a complete refusal
// among them counts more than the hanging up. Replies that nobody asked for end the connection,
// and make a letter whose dot has left uncertain.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "delivery/address.h"
#include "delivery/attempt.h"
#include "delivery/reply.h"
#include "delivery/stuffing.h"

namespace delivery {

// Which wait of session/waits.h applies.
enum class Pause { ehlo, mail, rcpt, data, block, dot, goodbye };

struct Action {
    enum class Kind {
        write,   // these octets
        read,    // wait for octets
        glance,  // what has come, without waiting
        done     // this exchange is over
    };
    Kind kind = Kind::done;
    Pause pause = Pause::ehlo;
    std::string octets;
};

struct Event {
    enum class Kind { written, write_failed, heard, nothing, closed, timed_out };
    Event(Kind what, std::string heard = "") : kind(what), octets(std::move(heard)) {}
    Kind kind;
    std::string octets;
};

class Dialogue {
  public:
    explicit Dialogue(std::string client_name) : client_name_(std::move(client_name)) {}

    // Both begin an exchange and give its first action. The letter must live until the exchange
    // is done.
    Action greet();
    Action begin(const std::optional<std::string>& return_path, const std::string& recipient,
                 std::string_view letter);
    Action next(const Event& event);

    // Once done.
    const Attempt& attempt() const { return attempt_; }
    // May another letter go over this connection?
    bool usable() const { return usable_; }

  private:
    enum class State { idle, greeting, glancing, envelope, letter, dot };
    enum class Due { rset, mail, rcpt, data };
    struct Command {
        Due due;
        std::string line;
    };

    bool is_fit(const std::optional<std::string>& return_path, const std::string& recipient,
                std::string_view letter);
    void refuse(Stage stage, int code, std::string_view enhanced, std::string_view note);
    Action speak();
    Action hear();
    Action read();
    Action go_on();
    void follow();
    std::optional<Action> take(const Reply& reply);
    std::optional<Action> take_greeting(const Reply& reply);
    std::optional<Action> take_envelope(const Reply& reply);
    std::optional<Action> take_data(const Reply& reply);
    Action lose(Ending ending);
    Action finish(const Reply& reply);
    Action finish_refused();
    Action end(Ending ending);
    void learn(const Reply& reply);

    std::string client_name_;
    State state_ = State::idle;
    ReplyReader reader_;
    Attempt attempt_;
    bool usable_ = true;
    bool reset_first_ = false;  // the transaction before this one was left open

    bool pipelining_ = false;
    bool offers_size_ = false;
    std::uint64_t size_limit_ = 0;  // RFC 1870; 0: none told

    std::deque<Command> unsaid_;
    std::deque<Due> due_;  // replies not yet come
    std::optional<Attempt>
        refused_;  // the first refusal in the envelope; what follows is only drained
    std::optional<Ending> losing_;  // writing failed: only last words are heard now
    std::optional<Stuffing> stuffing_;
};

}  // namespace delivery
