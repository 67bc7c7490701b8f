// Tells the operators of troubles: by mail (alarms.mail) and by a command (alarms.command) as a
// second channel, once when a trouble begins and once when it has ended.
//
// Promises: raise() and clear() cost nothing and may be called as often as something happens; a
// trouble that comes and goes is told as one; which troubles are open survives a restart. What
// is told holds no case, no address and no word of a mail. Event loop only.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/instant.h"
#include "pipeline/troubles.h"
#include "pipeline/wait.h"

namespace settings {
struct Settings;
}

namespace pipeline {

struct Workshop;

class Alarms {
  public:
    using Clock = std::chrono::steady_clock;
    explicit Alarms(const asio::any_io_executor& executor) : wake_(executor) {}

    void raise(Trouble trouble) { raise(trouble, Clock::now()); }
    void clear(Trouble trouble) { clear(trouble, Clock::now()); }
    void raise(Trouble trouble, Clock::time_point now);
    void clear(Trouble trouble, Clock::time_point now);
    // As the database remembers it.
    void resume(Trouble trouble, std::int64_t times, Clock::time_point now);

    bool is_open(Trouble trouble) const { return open_.contains(trouble); }
    std::size_t open() const { return open_.size(); }

    enum class Change { began, ended };
    struct News {
        Trouble trouble;
        Change change;
        std::int64_t times = 1;
    };
    // The next thing to tell; ends what has been quiet for long enough.
    std::optional<News> next(Clock::time_point now);
    WakePoint& wake() { return wake_; }

  private:
    struct Open {
        std::int64_t times = 1;
        std::optional<Clock::time_point> ends_at;  // unless it is raised again
    };
    std::map<Trouble, Open> open_;
    std::deque<News> news_;
    WakePoint wake_;
};

// Until the daemon stops; what is known then is told first.
asio::awaitable<void> tell_operators(Workshop& shop);

// alarms.command alone, waited for: for a daemon that cannot start, or ends because its
// database failed.
void call_for_help(const settings::Settings& settings, Trouble trouble);

}  // namespace pipeline
