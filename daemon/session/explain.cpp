#include "session/explain.h"

#include <fmt/format.h>

#include <cerrno>

namespace session {

namespace {

using base::FailureKind;

// X509_V_ERR_* of OpenSSL: what CURLINFO_SSL_VERIFYRESULT holds.
constexpr long x509_not_yet_valid = 9;
constexpr long x509_expired = 10;

struct Said {
    FailureKind kind;
    std::string what;
    std::string hint;
};

long info(CURL* easy, CURLINFO which) {
    long value = 0;
    curl_easy_getinfo(easy, which, &value);
    return value;
}

bool has_time(CURL* easy, CURLINFO which) {
    curl_off_t microseconds = 0;
    curl_easy_getinfo(easy, which, &microseconds);
    return microseconds > 0;
}

// How far it came, by libcurl's own clock marks.
Step reached(CURL* easy, const Endpoint& endpoint, const std::string& greeting) {
    if (!has_time(easy, CURLINFO_NAMELOOKUP_TIME_T)) return Step::resolve;
    // Not CONNECT_TIME, which stays 0 until the TLS handshake is over.
    if (info(easy, CURLINFO_LOCAL_PORT) <= 0) return Step::connect;
    if (endpoint.security == Security::implicit_tls &&
        !has_time(easy, CURLINFO_APPCONNECT_TIME_T))
        return Step::tls;
    const char* const welcome = endpoint.protocol == Protocol::smtp ? "2" : "* OK";
    if (!greeting.starts_with(welcome)) return Step::greeting;
    if (endpoint.security == Security::starttls && !has_time(easy, CURLINFO_APPCONNECT_TIME_T))
        return Step::starttls;
    return endpoint.user.empty() ? Step::hello : Step::login;
}

std::string_view words_of(Step step) {
    switch (step) {
        case Step::resolve:
            return "while its name was looked up";
        case Step::connect:
            return "while connecting";
        case Step::tls:
            return "during the TLS handshake";
        case Step::greeting:
            return "before its greeting";
        case Step::hello:
            return "after its greeting";
        case Step::starttls:
            return "during STARTTLS";
        case Step::login:
            return "during login";
    }
    return "";
}

Said certificate_trouble(CURL* easy) {
    const long verdict = info(easy, CURLINFO_SSL_VERIFYRESULT);
    if (verdict == x509_expired)
        return {FailureKind::unreachable, "its certificate has expired",
                "the server's operator must renew it; nothing is sent until then"};
    if (verdict == x509_not_yet_valid)
        return {FailureKind::unreachable, "its certificate is not valid yet",
                "compare the clocks of this machine and of the server"};
    // 1, "unspecified", is where libcurl starts: the chain was good, and then the name was
    // compared.
    if (verdict > 1)
        return {FailureKind::unreachable, "its certificate is signed by nobody we trust",
                "for a private authority name its certificate in `ca_file`; otherwise somebody "
                "may stand in between"};
    return {FailureKind::unreachable, "its certificate is for another name",
            "write the name that the certificate bears into the url; otherwise somebody may "
            "stand in between"};
}

Said connect_trouble(CURL* easy) {
    if (info(easy, CURLINFO_OS_ERRNO) == ECONNREFUSED)
        return {FailureKind::unreachable, "it refuses connections",
                "is the server running, and is the port right?"};
    return {FailureKind::unreachable, "it cannot be reached",
            "check the network and the firewall"};
}

Said tls_trouble(const Endpoint& endpoint) {
    if (endpoint.security == Security::starttls)
        return {FailureKind::unreachable, "the TLS handshake failed",
                "the server must offer TLS 1.2 or newer"};
    return {
        FailureKind::unreachable, "the TLS handshake failed",
        "does this port begin with TLS? For STARTTLS the url begins with imap:// or smtp://"};
}

Said closed_trouble(Step step) {
    return {FailureKind::unreachable,
            fmt::format("it closed the connection {}", words_of(step)),
            "try again; if it stays, ask the server's operator"};
}

Said timeout_trouble(Step step) {
    return {FailureKind::unreachable,
            fmt::format("it did not answer in time {}", words_of(step)),
            "check the network and the firewall"};
}

Said reply_trouble(Step step, long code) {
    const std::string with = code > 0 ? fmt::format(" (reply {})", code) : "";
    if (step == Step::login && code / 100 == 4)
        return {FailureKind::unreachable, "it cannot check user and password now" + with,
                "try again later; if it stays, ask the server's operator"};
    if (step == Step::login)
        return {FailureKind::settings, "it refused user name or password" + with,
                "check `user` and the credential; some providers want an application password"};
    if (step == Step::starttls)
        return {FailureKind::unreachable,
                "it does not offer STARTTLS; nothing was sent unprotected" + with,
                "use imaps:// or smtps://, or ask the server's operator; somebody may have "
                "stripped the offer"};
    return {FailureKind::unreachable, "it does not want to talk to us" + with,
            "try again later; if it stays, ask the server's operator"};
}

struct Verdict {
    Step step;
    Ended ended;
    Said said;
};

Verdict judge(CURL* easy, CURLcode code, const Endpoint& endpoint, Step so_far,
              bool offers_login) {
    const long reply = info(easy, CURLINFO_RESPONSE_CODE);
    switch (static_cast<int>(code)) {  // CURLcode is theirs, and grows
        case CURLE_COULDNT_RESOLVE_HOST:
            return {Step::resolve,
                    Ended::closed,
                    {FailureKind::unreachable, "its name is not known",
                     "check the url in the settings and the name server"}};
        case CURLE_COULDNT_CONNECT:
            return {Step::connect, Ended::closed, connect_trouble(easy)};
        case CURLE_PEER_FAILED_VERIFICATION:
            return {Step::tls, Ended::garbage, certificate_trouble(easy)};
        case CURLE_SSL_CONNECT_ERROR:
            return {Step::tls, Ended::garbage, tls_trouble(endpoint)};
        case CURLE_SSL_CACERT_BADFILE:
            return {Step::tls,
                    Ended::closed,
                    {FailureKind::settings, "`ca_file` cannot be read",
                     "it must be a readable file of PEM certificates"}};
        case CURLE_USE_SSL_FAILED:
            return {Step::starttls, Ended::replied, reply_trouble(Step::starttls, 0)};
        case CURLE_LOGIN_DENIED:
            if (!offers_login)
                return {Step::login,
                        Ended::garbage,
                        {FailureKind::unreachable, "it offers no login with user and password",
                         "the server must offer AUTH PLAIN or LOGIN; ask its operator"}};
            return {Step::login, Ended::replied, reply_trouble(Step::login, reply)};
        case CURLE_WEIRD_SERVER_REPLY:
            return {so_far, reply > 0 ? Ended::replied : Ended::garbage,
                    reply_trouble(so_far, reply)};
        case CURLE_REMOTE_ACCESS_DENIED:
            return {Step::hello, Ended::replied, reply_trouble(Step::hello, reply)};
        case CURLE_ABORTED_BY_CALLBACK:
            return {so_far,
                    Ended::closed,
                    {FailureKind::temporary, "we stopped trying, because we are ending",
                     "start again"}};
        case CURLE_OPERATION_TIMEDOUT:
            return {so_far, Ended::timed_out, timeout_trouble(so_far)};
    }
    return {so_far, Ended::closed, closed_trouble(so_far)};
}

}  // namespace

std::string name_of(const Endpoint& endpoint) {
    return fmt::format("{} port {} ({})", endpoint.host, endpoint.port,
                       endpoint.protocol == Protocol::imap ? "IMAP" : "SMTP");
}

Trouble explain(CURL* easy, std::optional<CURLcode> code, const Endpoint& endpoint,
                const std::string& greeting) {
    const Step so_far = reached(easy, endpoint, greeting);
    const bool offers_login = greeting.find("AUTH") != std::string::npos;
    const Verdict verdict =
        judge(easy, code.value_or(CURLE_OPERATION_TIMEDOUT), endpoint, so_far, offers_login);
    Trouble trouble;
    trouble.failure.kind = verdict.said.kind;
    trouble.failure.what = name_of(endpoint) + ": " + verdict.said.what;
    trouble.failure.hint = verdict.said.hint;
    trouble.step = verdict.step;
    trouble.ended = verdict.ended;
    if (verdict.ended == Ended::replied && endpoint.protocol == Protocol::smtp)
        trouble.code = static_cast<int>(info(easy, CURLINFO_RESPONSE_CODE));
    return trouble;
}

}  // namespace session
