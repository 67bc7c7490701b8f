// The curl multi handle, driven by an Asio event loop. Private to this room.
//
// Promises: no call blocks; libcurl's sockets are watched without owning them; an easy handle
// stays in the multi handle as long as its Transfer lives (after curl_multi_remove_handle,
// curl_easy_send fails).
#pragma once

#include <curl/curl.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "session/waits.h"

namespace session {

class CurlLoop;

// One easy handle inside the loop.
class Transfer {
  public:
    explicit Transfer(std::shared_ptr<CurlLoop> loop);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    CURL* easy() { return easy_; }
    // At this address, whatever the name server says; certificates are held against the name.
    void connect_to(const std::string& host, int port, const std::string& address);
    // Until libcurl has connected (the code), or the wait is over (nothing).
    boost::asio::awaitable<std::optional<CURLcode>> run(Wait wait);
    void finish(CURLcode code);

  private:
    std::shared_ptr<CurlLoop> loop_;
    CURL* easy_ = nullptr;
    curl_slist* connect_to_ = nullptr;
    boost::asio::steady_timer done_;
    std::optional<CURLcode> code_;
    bool added_ = false;
};

class CurlLoop : public std::enable_shared_from_this<CurlLoop> {
  public:
    explicit CurlLoop(boost::asio::any_io_executor executor);
    ~CurlLoop();
    CurlLoop(const CurlLoop&) = delete;
    CurlLoop& operator=(const CurlLoop&) = delete;

    bool good() const { return multi_ != nullptr; }
    bool add(CURL* easy);
    void remove(CURL* easy);
    const boost::asio::any_io_executor& executor() const { return executor_; }

    // Transfers that are connecting now, all of which shut() ends.
    void enter(Transfer& transfer) { connecting_.insert(&transfer); }
    void leave(Transfer& transfer) { connecting_.erase(&transfer); }
    void shut();
    bool is_shut() const { return shut_; }

  private:
    struct Watch {
        explicit Watch(const boost::asio::any_io_executor& executor, curl_socket_t socket)
            : descriptor(executor, socket) {}
        boost::asio::posix::stream_descriptor descriptor;
        int wanted = 0;  // CURL_POLL_IN | CURL_POLL_OUT
        bool reading = false;
        bool writing = false;
    };

    static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* watch);
    static int on_timer(CURLM* multi, long milliseconds, void* self);
    void watch(curl_socket_t socket, int what);
    void arm(curl_socket_t socket, const std::shared_ptr<Watch>& watch);
    void set_timer(long milliseconds);
    void act(curl_socket_t socket, int events);
    void collect();

    boost::asio::any_io_executor executor_;
    CURLM* multi_ = nullptr;
    boost::asio::steady_timer timer_;
    std::map<curl_socket_t, std::shared_ptr<Watch>> watches_;
    std::set<Transfer*> connecting_;
    bool shut_ = false;
};

}  // namespace session
