// The two servers: url, tls, user, password or OAuth2, ca_file.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "settings/reading.h"

namespace settings {
namespace {

struct Scheme {
    std::string_view name;
    Protocol protocol;
    Security security;
    int port;  // RFC 8314 and RFC 6409
};
constexpr Scheme schemes[] = {{"imaps", Protocol::imap, Security::implicit_tls, 993},
                              {"imap", Protocol::imap, Security::starttls, 143},
                              {"smtps", Protocol::smtp, Security::implicit_tls, 465},
                              {"smtp", Protocol::smtp, Security::starttls, 587}};

bool is_host(std::string_view host) {
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.' || c == ':';
    });
}

// "host", "host:port", "[::1]:port", with a closing '/' at most.
bool read_host(std::string_view text, Server& server) {
    if (text.ends_with('/')) text.remove_suffix(1);
    std::string_view port;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return false;
        server.host = std::string(text.substr(1, end - 1));
        port = text.substr(end + 1);
    } else {
        const auto colon = text.find(':');
        server.host = std::string(text.substr(0, colon));
        port = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
        if (server.host.find(':') != std::string::npos) return false;
    }
    if (!is_host(server.host)) return false;
    if (port.empty()) return true;
    if (port.front() != ':' || port.size() < 2) return false;
    port.remove_prefix(1);
    const auto [end, error] =
        std::from_chars(port.data(), port.data() + port.size(), server.port);
    constexpr int most = 65535;
    return error == std::errc{} && end == port.data() + port.size() && server.port > 0 &&
           server.port <= most;
}

void read_url(const Placed& url, Protocol protocol, Server& server, Reading& reading) {
    const std::string names =
        protocol == Protocol::imap ? "imaps:// or imap://" : "smtps:// or smtp://";
    const auto colon = url.text.find("://");
    for (const auto& scheme : schemes) {
        if (scheme.protocol != protocol || url.text.substr(0, colon) != scheme.name) continue;
        server.port = scheme.port;
        server.security = scheme.security;
        if (!read_host(std::string_view(url.text).substr(colon + 3), server))
            reading.refuse(*url.at, "this url is not understood",
                           "write " + std::string(scheme.name) + "://host or " +
                               std::string(scheme.name) +
                               "://host:port; user and password have keys of their own");
        return;
    }
    reading.refuse(*url.at, "'url' must begin with " + names);
}

void read_tls(yaml::MapReader& reader, Server& server, Reading& reading) {
    const Placed tls = read_text(reader, "tls", reading);
    if (tls.text.empty()) return;
    if (tls.text != "none") {
        reading.refuse(*tls.at, "'tls' can only be none",
                       "the url says which kind of TLS is used");
    } else if (!is_loopback(server.host)) {
        reading.refuse(*tls.at,
                       "without TLS the password and every complaint can be read on the way",
                       "'tls: none' is accepted only for a server on this machine (localhost, "
                       "127.0.0.1, ::1)");
    } else if (server.security == Security::implicit_tls) {
        reading.refuse(*tls.at, "'tls: none' contradicts the url",
                       "write imap:// or smtp:// in the url");
    } else {
        server.security = Security::none;
    }
}

std::optional<OAuth2> read_oauth2(yaml::MapReader& reader, Reading& reading) {
    const yaml::Node* found = reader.optional_node("oauth2");
    if (found == nullptr) return std::nullopt;
    yaml::MapReader inner(*found, "'oauth2'", reading.problems);
    OAuth2 oauth2;
    oauth2.token_url = inner.required_text("token_url");
    if (!oauth2.token_url.empty() && !oauth2.token_url.starts_with("https://"))
        reading.refuse(*found->find("token_url"), "'token_url' must begin with https://");
    oauth2.client_id = inner.required_text("client_id");
    oauth2.scope = inner.optional_text("scope", "");
    oauth2.client_secret = read_secret_source(inner, "client_secret", reading);
    oauth2.ca_file = read_path(inner, "ca_file", "", reading);
    oauth2.refresh_token = read_secret_source(inner, "refresh_token", reading);
    inner.finish();
    return oauth2;
}

// Signing in is needed everywhere but for sending through a server on this machine.
void read_login(yaml::MapReader& reader, Protocol protocol, Server& server, Reading& reading) {
    const bool open = protocol == Protocol::smtp && server.security == Security::none;
    server.user = open ? reader.optional_text("user", "") : reader.required_text("user");
    server.password = read_secret_source(reader, "password", reading);
    server.oauth2 = read_oauth2(reader, reading);
    const yaml::Node* password = reader.node().find("password");
    if (password != nullptr && server.oauth2)
        reading.refuse(*password, "'password' and 'oauth2' are both given",
                       "delete one of the two");
    if (password == nullptr && !server.oauth2 && !open &&
        reader.node().kind == yaml::NodeKind::map)
        reading.refuse(reader.node(), "there is no 'password'",
                       "add 'password: {credential: NAME}'");
}

}  // namespace

bool is_loopback(std::string_view host) {
    const std::string lower = base::lower_ascii(host);
    if (lower == "localhost" || lower == "::1") return true;
    if (!lower.starts_with("127.")) return false;
    // Only a whole IPv4 address: 127.example.org is a name that anybody may own.
    int dots = 0;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        if (lower[i] == '.' && (i + 1 == lower.size() || lower[i + 1] == '.')) return false;
        if (lower[i] == '.')
            ++dots;
        else if (lower[i] < '0' || lower[i] > '9')
            return false;
    }
    return dots == 3;
}

Server read_server(yaml::MapReader& reader, Protocol protocol, Reading& reading) {
    Server server;
    const std::string url = reader.required_text("url");
    if (!url.empty()) read_url({url, reader.node().find("url")}, protocol, server, reading);
    read_tls(reader, server, reading);
    read_login(reader, protocol, server, reading);
    server.ca_file = read_path(reader, "ca_file", "", reading);
    return server;
}

}  // namespace settings
