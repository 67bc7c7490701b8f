// Where each server was reached last. For ten minutes that address is tried first, so that a
// dead one before it in the name server's answer costs its wait once and not each time (D23);
// when the name server fails, the last good one is tried however old it is (A24).
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "session/waits.h"

namespace session {

class GoodAddresses {
  public:
    struct Known {
        std::string address;
        bool fresh = false;
    };
    std::optional<Known> find(const std::string& server) const {
        const auto at = good_.find(server);
        if (at == good_.end()) return std::nullopt;
        const bool fresh = Clock::now() - at->second.since < scaled(std::chrono::minutes(10));
        return Known{at->second.address, fresh};
    }
    // As the name server gave it now.
    void remember(const std::string& server, const std::string& address) {
        good_[server] = {address, Clock::now()};
    }

  private:
    using Clock = std::chrono::steady_clock;
    struct Good {
        std::string address;
        Clock::time_point since{};
    };
    std::map<std::string, Good> good_;
};

}  // namespace session
