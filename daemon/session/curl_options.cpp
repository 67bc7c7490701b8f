#include "session/curl_options.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "session/waits.h"

namespace session {
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

}  // namespace

void set_up(CURL* easy, const Endpoint& endpoint, std::string& greeting) {
    curl_easy_setopt(easy, CURLOPT_URL, url_of(endpoint).c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "imap,imaps,smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");  // never what some environment variable says
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(shortened(endpoint.connect_timeout).count()));
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, keepalive_idle_s);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, keepalive_interval_s);
    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, &tune_socket);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &keep_greeting);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &greeting);
    set_security(easy, endpoint);
    set_login(easy, endpoint);
}

bool wants_login_command(CURLcode code, const Endpoint& endpoint, const std::string& greeting) {
    return code == CURLE_LOGIN_DENIED && endpoint.protocol == Protocol::imap &&
           endpoint.bearer.reveal().empty() && greeting.find("AUTH=") == std::string::npos &&
           greeting.find("LOGINDISABLED") == std::string::npos;
}

}  // namespace session
