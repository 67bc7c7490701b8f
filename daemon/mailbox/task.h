// A purpose that takes one or more commands, without a socket: each answer leads to the next
// command.
#pragma once

#include <optional>
#include <string>

#include "base/failure.h"
#include "mailbox/conversation.h"

namespace mailbox {

class Task {
  public:
    virtual ~Task() = default;
    // Nothing: there is nothing (more) to ask.
    virtual std::optional<Command> begin() = 0;
    virtual std::optional<Command> next(Answer answer) = 0;
    // Once over: why it did not reach its purpose.
    const std::optional<base::Failure>& failure() const { return failure_; }

  protected:
    std::optional<Command> fail(std::string what, std::string hint,
                                base::FailureKind kind = base::FailureKind::temporary) {
        failure_ = base::Failure{kind, std::move(what), std::move(hint)};
        return std::nullopt;
    }

  private:
    std::optional<base::Failure> failure_;
};

// " [OVERQUOTA]" where the code is one of those that the standards know (RFC 9051 7.1), else
// "": a server can write what it likes between the brackets.
std::string known_code(const std::string& code);

// The server no longer has the mail (RFC 5530).
bool says_gone(const Answer& answer);

}  // namespace mailbox
