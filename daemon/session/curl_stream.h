// A stream over a CONNECT_ONLY connection of libcurl. Private to this room.
#pragma once

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "session/curl_loop.h"
#include "session/stream.h"

namespace session {

class CurlStream final : public Stream {
  public:
    // `socket` is a duplicate: two registrations of one descriptor fight in epoll.
    CurlStream(std::unique_ptr<Transfer> transfer, const boost::asio::any_io_executor& executor,
               int socket, std::string greeting, std::string server);
    ~CurlStream() override;

    boost::asio::awaitable<base::Result<void>> send(std::string_view octets,
                                                    Wait timeout) override;
    boost::asio::awaitable<base::Result<std::string>> receive(Wait timeout) override;
    const std::string& greeting() const override { return greeting_; }
    std::optional<base::Instant> certificate_ends() const override;
    void wake() override;
    void shut() override;

  private:
    using Clock = std::chrono::steady_clock;
    enum class Woken { ready, late, gone };
    struct Door;  // what a timer handler may still touch when the stream is gone

    boost::asio::awaitable<Woken> wait_for(
        boost::asio::posix::stream_descriptor::wait_type kind, Clock::time_point until);
    enum class Read { octets, nothing_yet, closed, lost };
    Read read_some(std::string& into);
    base::Failure lost() const;
    base::Failure late() const;

    std::unique_ptr<Transfer> transfer_;
    std::shared_ptr<Door> door_;
    std::string greeting_;
    std::string server_;
};

}  // namespace session
