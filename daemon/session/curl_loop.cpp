#include "session/curl_loop.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace session {

namespace asio = boost::asio;

Transfer::Transfer(std::shared_ptr<CurlLoop> loop)
    : loop_(std::move(loop)), easy_(curl_easy_init()), done_(loop_->executor()) {
    if (easy_ != nullptr) curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
}

Transfer::~Transfer() {
    loop_->leave(*this);
    if (easy_ == nullptr) return;
    if (added_) loop_->remove(easy_);
    curl_easy_cleanup(easy_);  // sends nothing and does not block on a CONNECT_ONLY connection
    curl_slist_free_all(connect_to_);
}

void Transfer::connect_to(const std::string& host, int port, const std::string& address) {
    const bool v6 = address.find(':') != std::string::npos;
    const std::string rule = host + ":" + std::to_string(port) + ":" +
                             (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
    connect_to_ = curl_slist_append(connect_to_, rule.c_str());
    curl_easy_setopt(easy_, CURLOPT_CONNECT_TO, connect_to_);
}

asio::awaitable<std::optional<CURLcode>> Transfer::run(Wait wait) {
    if (loop_->is_shut()) co_return CURLE_ABORTED_BY_CALLBACK;
    done_.expires_after(wait);
    loop_->enter(*this);
    added_ = loop_->add(easy_);
    if (!added_) co_return CURLE_FAILED_INIT;
    if (!code_) co_await done_.async_wait(asio::as_tuple(asio::use_awaitable));
    loop_->leave(*this);
    co_return code_;
}

void Transfer::finish(CURLcode code) {
    code_ = code;
    done_.cancel();
}

CurlLoop::CurlLoop(asio::any_io_executor executor)
    : executor_(std::move(executor)), multi_(curl_multi_init()), timer_(executor_) {
    if (multi_ == nullptr) return;
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlLoop::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlLoop::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
}

CurlLoop::~CurlLoop() {
    if (multi_ != nullptr) curl_multi_cleanup(multi_);
    for (auto& [socket, watch] : watches_) watch->descriptor.release();
}

void CurlLoop::shut() {
    shut_ = true;
    for (Transfer* transfer : connecting_) transfer->finish(CURLE_ABORTED_BY_CALLBACK);
}

bool CurlLoop::add(CURL* easy) { return curl_multi_add_handle(multi_, easy) == CURLM_OK; }

void CurlLoop::remove(CURL* easy) { curl_multi_remove_handle(multi_, easy); }

int CurlLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    try {
        static_cast<CurlLoop*>(self)->watch(socket, what);
    } catch (const std::exception&) {  // Asio: no room in epoll; the transfer fails
        return -1;
    }
    return 0;
}

int CurlLoop::on_timer(CURLM*, long milliseconds, void* self) {
    static_cast<CurlLoop*>(self)->set_timer(milliseconds);
    return 0;
}

void CurlLoop::watch(curl_socket_t socket, int what) {
    auto found = watches_.find(socket);
    if (what == CURL_POLL_REMOVE) {
        if (found == watches_.end()) return;
        found->second->wanted = 0;
        found->second->descriptor.release();  // libcurl owns the socket, and closes it
        watches_.erase(found);
        return;
    }
    if (found == watches_.end())
        found = watches_.emplace(socket, std::make_shared<Watch>(executor_, socket)).first;
    found->second->wanted = what;
    arm(socket, found->second);
}

void CurlLoop::arm(curl_socket_t socket, const std::shared_ptr<Watch>& watch) {
    const std::weak_ptr<CurlLoop> loop = weak_from_this();
    const auto once = [&](bool Watch::*under_way, int poll,
                          asio::posix::stream_descriptor::wait_type kind, int event) {
        if ((watch->wanted & poll) == 0 || (*watch).*under_way) return;
        (*watch).*under_way = true;
        watch->descriptor.async_wait(kind, [=](const boost::system::error_code& error) {
            (*watch).*under_way = false;
            const auto self = loop.lock();
            if (!self || watch->wanted == 0) return;
            if ((watch->wanted & poll) != 0)
                self->act(socket, error ? CURL_CSELECT_ERR : event);
            if (watch->wanted != 0 && !error) self->arm(socket, watch);
        });
    };
    once(&Watch::reading, CURL_POLL_IN, asio::posix::stream_descriptor::wait_read,
         CURL_CSELECT_IN);
    once(&Watch::writing, CURL_POLL_OUT, asio::posix::stream_descriptor::wait_write,
         CURL_CSELECT_OUT);
}

void CurlLoop::set_timer(long milliseconds) {
    if (milliseconds < 0) {
        timer_.cancel();
        return;
    }
    timer_.expires_after(std::chrono::milliseconds{milliseconds});
    timer_.async_wait([loop = weak_from_this()](const boost::system::error_code& error) {
        const auto self = loop.lock();
        if (self && !error) self->act(CURL_SOCKET_TIMEOUT, 0);
    });
}

void CurlLoop::act(curl_socket_t socket, int events) {
    int running = 0;
    curl_multi_socket_action(multi_, socket, events, &running);
    collect();
}

void CurlLoop::collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        void* transfer = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        if (transfer != nullptr) static_cast<Transfer*>(transfer)->finish(message->data.result);
    }
}

}  // namespace session
