// One letter to one recipient over SMTP (RFC 5321), to the one configured relay.
//
// Promises: one MAIL, one RCPT, one DATA; nothing is in flight when the answer to the final dot
// is read; the dot's answer is awaited 10 min; classify() is the only place that decides what
// an attempt meant.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

#include "base/instant.h"
#include "base/result.h"
#include "delivery/attempt.h"
#include "session/stream.h"

namespace delivery {

struct Dispatch {
    Dispatch() {}
    std::optional<std::string> return_path;  // none: MAIL FROM:<>
    std::string recipient;
    std::string octets;  // CR LF only
};

class Relay {
  public:
    static boost::asio::awaitable<base::Result<std::unique_ptr<Relay>, Attempt>> open(
        session::Connector& connector, session::Endpoint endpoint);
    virtual ~Relay() = default;
    virtual boost::asio::awaitable<Attempt> send(Dispatch dispatch) = 0;
    virtual bool usable() const = 0;  // false after anything but a clean end of transaction
    virtual std::optional<base::Instant> certificate_ends() const = 0;
    virtual boost::asio::awaitable<void> close() = 0;  // QUIT, short
    // A send under way ends at once with what is known: uncertain where the dot may have left.
    virtual void abort() = 0;
};

}  // namespace delivery
