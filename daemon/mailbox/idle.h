// One round of IDLE (RFC 2177), without a socket or a clock.
//
// Promises: DONE is sent once, and only after the server said go ahead; a round always ends
// with the tagged reply, or the connection is given up. An EXISTS in the packet of any reply
// ends the round like one that came alone.
#pragma once

#include <string_view>

#include "mailbox/conversation.h"

namespace mailbox {

class Idle {
  public:
    enum class Event {
        heard,   // the conversation took in octets
        enough,  // the caller's time is over, or IDLE must be renewed
        quiet    // nothing was heard for the time that state() allows
    };
    enum class State {
        asked,   // waiting for "+"
        idling,  // waiting for news
        ending,  // DONE is sent, waiting for the tagged reply
        over,
        refused,  // over: NO or BAD, do not ask again
        dead      // give the connection up
    };

    explicit Idle(Conversation& conversation) : conversation_(conversation) {}
    static Command command() {
        return Command("IDLE", std::uint64_t{64} * 1024, Command::Kind::idle);
    }
    // Octets to send; often none.
    std::string_view next(Event event);
    State state() const { return state_; }
    bool is_over() const { return state_ >= State::over; }
    // DONE is sent, or will be as soon as it may.
    bool wants_end() const { return end_wanted_; }

  private:
    std::string_view done();

    Conversation& conversation_;
    State state_ = State::asked;
    bool end_wanted_ = false;
};

}  // namespace mailbox
