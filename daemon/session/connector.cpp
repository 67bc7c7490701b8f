#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <csignal>

#include "session/curl_loop.h"
#include "session/curl_stream.h"
#include "session/explain.h"
#include "session/post_form.h"
#include "session/stream.h"

namespace session {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_greeting = std::size_t{64} * 1024;
// A silent far end is noticed after 20 s of idleness by probes every 10 s, and after 30 s with
// unanswered octets.
constexpr long keepalive_idle_s = 20;
constexpr long keepalive_interval_s = 10;
constexpr int keepalive_probes = 3;
constexpr unsigned user_timeout_ms = 30'000;

std::size_t keep_greeting(char* octets, std::size_t size, std::size_t count, void* into) {
    auto& greeting = *static_cast<std::string*>(into);
    if (greeting.size() + size * count > most_greeting) return 0;  // ends the connection
    greeting.append(octets, size * count);
    return size * count;
}

int tune_socket(void*, curl_socket_t socket, curlsocktype) {
    setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &user_timeout_ms, sizeof user_timeout_ms);
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &keepalive_probes, sizeof keepalive_probes);
    return CURL_SOCKOPT_OK;
}

bool is_loopback(const std::string& host) {
    if (host == "localhost") return true;
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    boost::system::error_code error;
    const auto address =
        asio::ip::make_address(bracketed ? host.substr(1, host.size() - 2) : host, error);
    return !error && address.is_loopback();
}

std::string url_of(const Endpoint& endpoint) {
    const bool tls = endpoint.security == Security::implicit_tls;
    const bool bare_v6 =
        endpoint.host.find(':') != std::string::npos && !endpoint.host.starts_with('[');
    const std::string host = bare_v6 ? "[" + endpoint.host + "]" : endpoint.host;
    if (endpoint.protocol == Protocol::imap)
        return fmt::format("{}://{}:{}/", tls ? "imaps" : "imap", host, endpoint.port);
    return fmt::format("{}://{}:{}/{}", tls ? "smtps" : "smtp", host, endpoint.port,
                       endpoint.client_name);
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

void set_security(CURL* easy, const Endpoint& endpoint) {
    curl_easy_setopt(easy, CURLOPT_USE_SSL,
                     endpoint.security == Security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
    if (endpoint.ca_file.empty()) return;
    curl_easy_setopt(easy, CURLOPT_CAINFO, endpoint.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH,
                     nullptr);  // else the system's authorities are trusted besides
}

void set_login(CURL* easy, const Endpoint& endpoint) {
    if (endpoint.user.empty()) return;
    curl_easy_setopt(easy, CURLOPT_USERNAME, endpoint.user.c_str());
    if (!endpoint.bearer.reveal().empty()) {
        curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, endpoint.bearer.reveal().c_str());
        return;
    }
    curl_easy_setopt(easy, CURLOPT_PASSWORD, endpoint.password.reveal().c_str());
    // Named, or libcurl prefers GSSAPI where it is offered, which looks names up and blocks the
    // loop.
    curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
}

// Old servers know only the LOGIN command, which libcurl leaves out where mechanisms are named.
bool wants_login_command(CURLcode code, const Endpoint& endpoint, const std::string& greeting) {
    return code == CURLE_LOGIN_DENIED && endpoint.protocol == Protocol::imap &&
           endpoint.bearer.reveal().empty() && greeting.find("AUTH=") == std::string::npos &&
           greeting.find("LOGINDISABLED") == std::string::npos;
}

void set_up(CURL* easy, const Endpoint& endpoint, std::string& greeting) {
    curl_easy_setopt(easy, CURLOPT_URL, url_of(endpoint).c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "imap,imaps,smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");  // never what some environment variable says
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(scaled(endpoint.connect_timeout).count()));
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, keepalive_idle_s);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, keepalive_interval_s);
    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, &tune_socket);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &keep_greeting);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &greeting);
    set_security(easy, endpoint);
    set_login(easy, endpoint);
}

Trouble out_of(const Endpoint& endpoint, std::string what) {
    return {
        {base::FailureKind::temporary, name_of(endpoint) + ": " + std::move(what), "try again"},
        Step::connect,
        Ended::closed,
        0};
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
        const auto loop = loop_;  // this object may go first
        const Wait longest = scaled(endpoint.connect_timeout) + waits().login;
        std::string greeting;
        auto transfer = std::make_unique<Transfer>(loop);
        if (transfer->easy() == nullptr)
            co_return out_of(endpoint, "no memory for a connection");
        set_up(transfer->easy(), endpoint, greeting);
        auto code = co_await transfer->run(longest);
        if (code && wants_login_command(*code, endpoint, greeting)) {
            greeting.clear();
            transfer = std::make_unique<Transfer>(loop);
            if (transfer->easy() == nullptr)
                co_return out_of(endpoint, "no memory for a connection");
            set_up(transfer->easy(), endpoint, greeting);
            curl_easy_setopt(transfer->easy(), CURLOPT_LOGIN_OPTIONS, nullptr);
            code = co_await transfer->run(longest);
        }
        if (code == CURLE_OK && greeting.starts_with("* PREAUTH"))
            co_return preauthenticated(endpoint);
        if (code != CURLE_OK) co_return explain(transfer->easy(), code, endpoint, greeting);
        co_return take_over(std::move(transfer), loop, endpoint, std::move(greeting));
    }

    asio::awaitable<base::Result<FormReply>> post(FormPost post) override {
        auto reply = co_await post_form(loop_, std::move(post));
        co_return reply;
    }

    void shut() override { loop_->shut(); }

  private:
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
