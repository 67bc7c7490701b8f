#include "mailbox/idle.h"

namespace mailbox {

std::string_view Idle::done() {
    state_ = State::ending;
    return "DONE\r\n";
}

std::string_view Idle::next(Event event) {
    if (is_over()) return "";
    if (event == Event::heard && conversation_.is_answered()) {
        const Answer answer = conversation_.take_answer();
        state_ = answer.status == Status::ok || state_ == State::ending ? State::over
                                                                        : State::refused;
        return "";
    }
    // Silence before "+" or after DONE is death. In between it may be the server's habit, so we
    // ask.
    if (event == Event::quiet && state_ != State::idling) {
        state_ = State::dead;
        return "";
    }
    end_wanted_ = end_wanted_ || event != Event::heard || conversation_.has_change();
    if (state_ == State::asked && conversation_.may_go_ahead()) state_ = State::idling;
    return state_ == State::idling && end_wanted_ ? done() : "";
}

}  // namespace mailbox
