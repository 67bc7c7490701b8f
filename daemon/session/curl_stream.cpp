#include "session/curl_stream.h"

#include <curl/curl.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <ctime>

namespace session {

namespace asio = boost::asio;
using Descriptor = asio::posix::stream_descriptor;

namespace {
constexpr std::size_t read_at_once = std::size_t{256} * 1024;
}

struct CurlStream::Door {
    Door(const asio::any_io_executor& executor, int socket)
        : descriptor(executor, socket), timer(executor) {}
    Descriptor descriptor;
    asio::steady_timer timer;
    unsigned long turn =
        0;  // which wait a timer belongs to: one that fires late must not end the next wait
    bool woken = false;
    bool shut = false;
};

CurlStream::CurlStream(std::unique_ptr<Transfer> transfer,
                       const asio::any_io_executor& executor, int socket, std::string greeting,
                       std::string server)
    : transfer_(std::move(transfer)),
      door_(std::make_shared<Door>(executor, socket)),
      greeting_(std::move(greeting)),
      server_(std::move(server)) {}

CurlStream::~CurlStream() {
    ++door_->turn;
    door_->timer.cancel();
    boost::system::error_code ignored;
    door_->descriptor.close(ignored);
}

// libcurl gives each certificate of the chain as lines "Name:value"; the server's own is the
// first.
std::optional<base::Instant> CurlStream::certificate_ends() const {
    constexpr std::string_view name = "Expire date:";
    curl_certinfo* chain = nullptr;
    curl_easy_getinfo(transfer_->easy(), CURLINFO_CERTINFO, &chain);
    if (chain == nullptr || chain->num_of_certs < 1) return std::nullopt;
    for (const curl_slist* line = chain->certinfo[0]; line != nullptr; line = line->next) {
        const std::string_view text = line->data;
        if (!text.starts_with(name)) continue;
        std::tm at{};
        const char* rest = strptime(line->data + name.size(), "%b %d %H:%M:%S %Y", &at);
        if (rest == nullptr) return std::nullopt;
        return base::from_unix(timegm(&at));
    }
    return std::nullopt;
}

base::Failure CurlStream::lost() const {
    return {base::FailureKind::unreachable, server_ + ": the connection was lost",
            "it is opened again by itself"};
}

base::Failure CurlStream::late() const {
    return {base::FailureKind::temporary, server_ + ": no answer in time",
            "the connection is opened again by itself"};
}

asio::awaitable<CurlStream::Woken> CurlStream::wait_for(Descriptor::wait_type kind,
                                                        Clock::time_point until) {
    const auto door = door_;
    const auto turn = ++door->turn;
    door->timer.expires_at(until);
    door->timer.async_wait([door, turn](const boost::system::error_code& error) {
        boost::system::error_code ignored;
        if (!error && door->turn == turn) door->descriptor.cancel(ignored);
    });
    const auto [error] =
        co_await door->descriptor.async_wait(kind, asio::as_tuple(asio::use_awaitable));
    ++door->turn;
    door->timer.cancel();
    if (door->shut) co_return Woken::gone;
    if (!error) co_return Woken::ready;
    co_return error == asio::error::operation_aborted ? Woken::late : Woken::gone;
}

asio::awaitable<base::Result<void>> CurlStream::send(std::string_view octets, Wait timeout) {
    const auto until = Clock::now() + timeout;
    while (!octets.empty()) {
        if (door_->shut) co_return lost();
        std::size_t sent = 0;
        const CURLcode code =
            curl_easy_send(transfer_->easy(), octets.data(), octets.size(), &sent);
        if (code != CURLE_OK && code != CURLE_AGAIN) co_return lost();
        octets.remove_prefix(code == CURLE_OK ? sent : 0);
        if (code == CURLE_OK) continue;
        const Woken woken = co_await wait_for(Descriptor::wait_write, until);
        if (woken == Woken::gone) co_return lost();
        if (woken == Woken::late && Clock::now() >= until) co_return late();
    }
    co_return base::Result<void>{};
}

CurlStream::Read CurlStream::read_some(std::string& into) {
    std::array<char, std::size_t{16} * 1024> buffer;
    std::size_t got = 0;
    const CURLcode code = curl_easy_recv(transfer_->easy(), buffer.data(), buffer.size(), &got);
    if (code == CURLE_AGAIN) return Read::nothing_yet;
    if (code != CURLE_OK) return Read::lost;
    if (got == 0) return Read::closed;
    into.append(buffer.data(), got);
    return Read::octets;
}

// Reads until libcurl has nothing more and only then waits: data may sit in the TLS library
// while the socket is silent ("wait, then receive" stalls; measured).
asio::awaitable<base::Result<std::string>> CurlStream::receive(Wait timeout) {
    const auto until = Clock::now() + timeout;
    std::string octets;
    while (true) {
        if (door_->shut) co_return lost();
        Read read = Read::octets;
        while (read == Read::octets && octets.size() < read_at_once) read = read_some(octets);
        if (!octets.empty()) break;
        if (read == Read::closed) co_return std::string{};
        if (read == Read::lost) co_return lost();
        if (Clock::now() >= until) co_return late();
        const Woken woken = co_await wait_for(Descriptor::wait_read, until);
        if (woken == Woken::gone) co_return lost();
        if (woken == Woken::late && std::exchange(door_->woken, false)) co_return late();
    }
    // A peer that never pauses must not keep the loop from others.
    co_await asio::post(door_->timer.get_executor(), asio::use_awaitable);
    co_return octets;
}

void CurlStream::wake() {
    boost::system::error_code ignored;
    door_->woken = true;
    door_->descriptor.cancel(ignored);
}

void CurlStream::shut() {
    boost::system::error_code ignored;
    door_->shut = true;
    door_->descriptor.cancel(ignored);
}

}  // namespace session
