#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>

#include "session/curl_loop.h"
#include "session/curl_options.h"
#include "session/curl_stream.h"
#include "session/explain.h"
#include "session/good_addresses.h"
#include "session/post_form.h"
#include "session/stream.h"
#include "session/waits.h"

namespace session {

namespace asio = boost::asio;

namespace {

bool is_loopback(const std::string& host) {
    if (host == "localhost") return true;
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    boost::system::error_code error;
    const auto address =
        asio::ip::make_address(bracketed ? host.substr(1, host.size() - 2) : host, error);
    return !error && address.is_loopback();
}

// What no server should ever see in a URL, an EHLO or a login.
bool is_plain(std::string_view text) {
    for (const char octet : text)
        if (static_cast<unsigned char>(octet) <= ' ' || octet == 0x7f || octet == '/' ||
            octet == '@' || octet == '#' || octet == '?')
            return false;
    return true;
}

std::optional<Trouble> refuse(const Endpoint& endpoint) {
    const auto because = [&](std::string what, std::string hint) {
        return Trouble{{base::FailureKind::settings, name_of(endpoint) + ": " + std::move(what),
                        std::move(hint)},
                       Step::connect,
                       Ended::closed,
                       0};
    };
    if (endpoint.host.empty() || !is_plain(endpoint.host) || !is_plain(endpoint.client_name))
        return Trouble{{base::FailureKind::settings,
                        "the server's name is empty or has characters that no name has",
                        "correct the url in the settings"},
                       Step::resolve,
                       Ended::closed,
                       0};
    if (endpoint.security == Security::none && !is_loopback(endpoint.host))
        return because("`tls: none` is only for this machine itself", "leave `tls` out");
    return std::nullopt;
}

Trouble out_of(const Endpoint& endpoint, std::string what) {
    return {
        {base::FailureKind::temporary, name_of(endpoint) + ": " + std::move(what), "try again"},
        Step::connect,
        Ended::closed,
        0};
}

constexpr int closing = 421;  // RFC 5321 3.8: this server goes, another may stay

// Would another address of the same server do better (D04, D23)?
bool is_of_the_address(const Trouble& trouble) {
    return trouble.step == Step::connect || trouble.code == closing;
}

// RFC 9051 7.1.4: somebody else decided who we are, perhaps a forwarder in between.
Trouble preauthenticated(const Endpoint& endpoint) {
    return {{base::FailureKind::unreachable,
             name_of(endpoint) + ": it logged us in before we said who we are",
             "the server must ask for user and password"},
            Step::greeting,
            Ended::garbage,
            0};
}

class CurlConnector final : public Connector {
  public:
    explicit CurlConnector(std::shared_ptr<CurlLoop> loop) : loop_(std::move(loop)) {}

    asio::awaitable<base::Result<std::unique_ptr<Stream>, Trouble>> connect(
        Endpoint endpoint) override {
        const auto refused = refuse(endpoint);
        if (refused) co_return *refused;
        const auto good = good_;  // this object may go first
        const auto loop = loop_;
        const auto known = good->find(name_of(endpoint));
        if (known && known->fresh) {
            auto again = co_await connect_to(loop, good, endpoint, known->address);
            if (again || !is_of_the_address(again.error())) co_return again;
        }
        auto connected = co_await connect_to(loop, good, endpoint, "");
        if (connected) co_return connected;
        const Trouble& trouble = connected.error();
        if (trouble.step == Step::resolve && known) {
            auto last = co_await connect_to(loop, good, endpoint, known->address);
            co_return last;
        }
        const bool unheard = trouble.step == Step::connect && trouble.ended == Ended::timed_out;
        if (unheard || trouble.code == closing) {
            auto other = co_await connect_elsewhere(loop, good, endpoint);
            if (other) co_return std::move(*other);
        }
        co_return connected;
    }

    asio::awaitable<base::Result<FormReply>> post(FormPost post) override {
        auto reply = co_await post_form(loop_, std::move(post));
        co_return reply;
    }

    void shut() override { loop_->shut(); }

  private:
    using Connected = base::Result<std::unique_ptr<Stream>, Trouble>;

    // libcurl 7.88 spends the whole wait on the first address of a family, and leaves the other
    // ones alone once a server has said 421. The others, one after the other, each with a wait
    // of its own (D04, D23).
    static asio::awaitable<std::optional<Connected>> connect_elsewhere(
        std::shared_ptr<CurlLoop> loop, std::shared_ptr<GoodAddresses> good,
        const Endpoint& endpoint) {
        asio::ip::tcp::resolver resolver(loop->executor());
        auto [error, found] = co_await resolver.async_resolve(
            endpoint.host, "", asio::as_tuple(asio::use_awaitable));
        std::optional<Connected> last;
        bool first = true;
        for (const auto& entry : found) {
            if (std::exchange(first, false) || error || loop->is_shut()) continue;
            const std::string address = entry.endpoint().address().to_string();
            auto connected = co_await connect_to(loop, good, endpoint, address);
            const bool met = connected || !is_of_the_address(connected.error());
            last = std::move(connected);
            if (!met) continue;
            good->remember(name_of(endpoint), address);
            break;
        }
        co_return last;
    }

    // At `address`, or wherever the name server says.
    static asio::awaitable<Connected> connect_to(std::shared_ptr<CurlLoop> loop,
                                                 std::shared_ptr<GoodAddresses> good,
                                                 const Endpoint& endpoint,
                                                 std::string address) {
        const Wait longest = shortened(endpoint.connect_timeout) + waits().login;
        std::string greeting;
        auto transfer = begin(loop, endpoint, address, greeting);
        if (!transfer) co_return out_of(endpoint, "no memory for a connection");
        auto code = co_await transfer->run(longest);
        if (code && wants_login_command(*code, endpoint, greeting)) {
            greeting.clear();
            transfer = begin(loop, endpoint, address, greeting);
            if (!transfer) co_return out_of(endpoint, "no memory for a connection");
            curl_easy_setopt(transfer->easy(), CURLOPT_LOGIN_OPTIONS, nullptr);
            code = co_await transfer->run(longest);
        }
        if (code == CURLE_OK && greeting.starts_with("* PREAUTH"))
            co_return preauthenticated(endpoint);
        if (code != CURLE_OK) co_return explain(transfer->easy(), code, endpoint, greeting);
        const char* met = nullptr;
        curl_easy_getinfo(transfer->easy(), CURLINFO_PRIMARY_IP, &met);
        if (met != nullptr && address.empty()) good->remember(name_of(endpoint), met);
        co_return take_over(std::move(transfer), loop, endpoint, std::move(greeting));
    }

    static std::unique_ptr<Transfer> begin(const std::shared_ptr<CurlLoop>& loop,
                                           const Endpoint& endpoint, const std::string& address,
                                           std::string& greeting) {
        auto transfer = std::make_unique<Transfer>(loop);
        if (transfer->easy() == nullptr) return nullptr;
        set_up(transfer->easy(), endpoint, greeting);
        if (!address.empty()) transfer->connect_to(endpoint.host, endpoint.port, address);
        return transfer;
    }

    static base::Result<std::unique_ptr<Stream>, Trouble> take_over(
        std::unique_ptr<Transfer> transfer, const std::shared_ptr<CurlLoop>& loop,
        const Endpoint& endpoint, std::string greeting) {
        // `greeting` dies with the caller; the handle lives on.
        curl_easy_setopt(transfer->easy(), CURLOPT_HEADERFUNCTION, nullptr);
        curl_easy_setopt(transfer->easy(), CURLOPT_HEADERDATA, nullptr);
        curl_socket_t socket = CURL_SOCKET_BAD;
        curl_easy_getinfo(transfer->easy(), CURLINFO_ACTIVESOCKET, &socket);
        const int duplicate =
            socket == CURL_SOCKET_BAD ? -1 : fcntl(socket, F_DUPFD_CLOEXEC, 0);
        if (duplicate < 0) return out_of(endpoint, "too many open files");
        try {
            return std::unique_ptr<Stream>(
                std::make_unique<CurlStream>(std::move(transfer), loop->executor(), duplicate,
                                             std::move(greeting), name_of(endpoint)));
        } catch (const std::exception&) {  // Asio: no room in epoll
            ::close(duplicate);
            return out_of(endpoint, "too many watched files");
        }
    }

    std::shared_ptr<CurlLoop> loop_;
    std::shared_ptr<GoodAddresses> good_ = std::make_shared<GoodAddresses>();
};

}  // namespace

base::Result<std::unique_ptr<Connector>> Connector::make(asio::any_io_executor executor) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    std::signal(SIGPIPE, SIG_IGN);
    auto loop = std::make_shared<CurlLoop>(std::move(executor));
    if (started != CURLE_OK || !loop->good())
        return base::Failure{base::FailureKind::defect, "libcurl does not start",
                             "reinstall libcurl4"};
    return std::unique_ptr<Connector>(std::make_unique<CurlConnector>(std::move(loop)));
}

}  // namespace session
