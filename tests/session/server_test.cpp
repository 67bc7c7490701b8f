// What people are told when a server cannot be reached, secured or logged in to; against the
// private servers.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "session/stream.h"
#include "support/private_server.h"
#include "support/run_coroutine.h"

namespace asio = boost::asio;
using namespace session;

namespace {

struct House {
    House() {
        auto made = Connector::make(context.get_executor());
        REQUIRE(made);
        connector = std::move(made).value();
    }
    base::Result<std::unique_ptr<Stream>, Trouble> connect(const Endpoint& endpoint) {
        return support::run(context, connector->connect(endpoint));
    }
    // "step: what / hint" without the server's name, which must stand in front.
    std::string trouble(const Endpoint& endpoint) {
        auto connected = connect(endpoint);
        if (connected) return "connected";
        const Trouble& found = connected.error();
        const std::string who =
            endpoint.host + " port " + std::to_string(endpoint.port) +
            (endpoint.protocol == Protocol::imap ? " (IMAP): " : " (SMTP): ");
        CHECK(found.failure.what.starts_with(who));
        CHECK_FALSE(found.failure.hint.empty());
        for (const std::string& text : {found.failure.what, found.failure.hint})
            for (const char* secret : {"wrong-word", "a-private-password", "complaints@"})
                CHECK(text.find(secret) == std::string::npos);
        return std::string(name_of(found.step)) + ": " +
               found.failure.what.substr(std::min(who.size(), found.failure.what.size()));
    }

    asio::io_context context;
    std::unique_ptr<Connector> connector;
};

Endpoint imaps(const support::PrivateServer& server) {
    Endpoint endpoint;
    endpoint.host = "localhost";
    endpoint.port = server.port();
    endpoint.user = server.about("user");
    endpoint.password = base::Sensitive<std::string>(server.about("password"));
    endpoint.ca_file = server.about("ca_file");
    return endpoint;
}

// Listens, but never accepts: whoever connects waits for a greeting.
struct DeafPort {
    DeafPort() : socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        void* const generic = &address;
        REQUIRE(bind(socket, static_cast<sockaddr*>(generic), size) == 0);
        REQUIRE(getsockname(socket, static_cast<sockaddr*>(generic), &size) == 0);
        port = ntohs(address.sin_port);
    }
    ~DeafPort() { close(socket); }
    int socket;
    int port = 0;
};

std::size_t open_files() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("a good server is greeted, over each kind of security, and octets go both ways") {
    House house;
    support::PrivateServer server("dovecot.py");
    Endpoint endpoint = imaps(server);
    const Security security =
        GENERATE(Security::implicit_tls, Security::starttls, Security::none);
    endpoint.security = security;
    if (security != Security::implicit_tls) endpoint.port = server.port("plain_port");
    auto connected = house.connect(endpoint);
    INFO((connected ? "" : connected.error().failure.what));
    REQUIRE(connected);
    Stream& stream = **connected;
    CHECK(stream.greeting().starts_with("* OK"));
    REQUIRE(support::run(house.context, stream.send("A1 NOOP\r\n", Wait{5000})));
    const auto answer = support::run(house.context, stream.receive(Wait{5000}));
    REQUIRE(answer);
    CHECK(answer->starts_with("A1 OK"));
    CHECK(answer->ends_with("\r\n"));
}

TEST_CASE("a login that is refused says so, and names neither user nor password") {
    House house;
    support::PrivateServer server("dovecot.py");
    Endpoint endpoint = imaps(server);
    endpoint.password = base::Sensitive<std::string>("wrong-word");
    CHECK(house.trouble(endpoint) == "login: it refused user name or password");
    const auto again = house.connect(endpoint);
    CHECK(again.error().failure.kind == base::FailureKind::settings);
    CHECK(again.error().failure.hint ==
          "check `user` and the credential; some providers want an application password");
}

TEST_CASE("certificates: unknown authority, another name, expired, and no file") {
    House house;
    SECTION("unknown authority") {
        support::PrivateServer server("dovecot.py");
        support::PrivateServer other("smtp_server.py", R"({"tls": "implicit"})");
        Endpoint endpoint = imaps(server);
        endpoint.ca_file = other.about("ca_file");
        CHECK(house.trouble(endpoint) == "tls: its certificate is signed by nobody we trust");
        endpoint.ca_file.clear();
        CHECK(house.trouble(endpoint) == "tls: its certificate is signed by nobody we trust");
        endpoint.ca_file = "/nonexistent/ca.pem";
        CHECK(house.trouble(endpoint) == "tls: `ca_file` cannot be read");
        endpoint.ca_file = other.about("ca_file");
        endpoint.security = Security::starttls;
        endpoint.port = server.port("plain_port");
        CHECK(house.trouble(endpoint) == "tls: its certificate is signed by nobody we trust");
    }
    SECTION("another name") {
        support::PrivateServer server("dovecot.py",
                                      R"({"certificate_names": ["DNS:other.example"]})");
        CHECK(house.trouble(imaps(server)) == "tls: its certificate is for another name");
    }
    SECTION("expired") {
        support::PrivateServer server("dovecot.py", R"({"certificate_days": -1})");
        CHECK(house.trouble(imaps(server)) == "tls: its certificate has expired");
    }
}

TEST_CASE("STARTTLS that is not offered is not done without") {
    House house;
    support::PrivateServer server(
        "smtp_server.py",
        R"({"tls": "none", "user": "u@example.org", "password": "a-private-password"})");
    Endpoint endpoint;
    endpoint.protocol = Protocol::smtp;
    endpoint.host = "localhost";
    endpoint.port = server.port();
    endpoint.security = Security::starttls;
    endpoint.user = "u@example.org";
    endpoint.password = base::Sensitive<std::string>("a-private-password");
    CHECK(house.trouble(endpoint) ==
          "starttls: it does not offer STARTTLS; nothing was sent unprotected");
    endpoint.security = Security::implicit_tls;
    CHECK(house.trouble(endpoint) == "tls: the TLS handshake failed");
    CHECK(server.order(R"(["violations"])").find("clear") == std::string::npos);
}

TEST_CASE("a mailbox that strips STARTTLS, logs us in or talks on into TLS hears no secret") {
    House house;
    support::PrivateServer server("imap_server.py");
    Endpoint endpoint;
    endpoint.host = "localhost";
    endpoint.port = server.port();
    endpoint.security = Security::starttls;
    endpoint.user = server.about("user");
    endpoint.password = base::Sensitive<std::string>(server.about("password"));
    const std::string offered =
        R"(["fault", {"command": "CAPABILITY", "reply": "* CAPABILITY IMAP4rev1 STARTTLS\r\n@ OK x\r\n"}])";
    SECTION("stripped") {
        CHECK(house.trouble(endpoint) ==
              "starttls: it does not offer STARTTLS; nothing was sent unprotected");
    }
    SECTION("PREAUTH: there STARTTLS is not possible any more") {
        server.order(
            R"(["fault", {"command": "greeting", "reply": "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] x\r\n"}])");
        server.order(offered);
        CHECK(house.trouble(endpoint) ==
              "starttls: it does not offer STARTTLS; nothing was sent unprotected");
    }
    SECTION("octets behind the answer to STARTTLS, which would be taken for secured ones") {
        server.order(offered);
        server.order(
            R"(["fault", {"command": "STARTTLS", "reply": "@ OK go\r\n* OK hello\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"}])");
        CHECK(house.trouble(endpoint).starts_with("starttls: "));
    }
    const std::string heard = server.order(R"(["log"])");
    CAPTURE(heard);
    CHECK(heard.find("CAPABILITY") != std::string::npos);
    CHECK(heard.find("LOGIN") == std::string::npos);
    CHECK(heard.find("AUTHENTICATE") == std::string::npos);
}

TEST_CASE("plain connections leave this machine never") {
    House house;
    Endpoint endpoint;
    endpoint.host = "mail.example.org";
    endpoint.port = 143;
    endpoint.security = Security::none;
    CHECK(house.trouble(endpoint) == "connect: `tls: none` is only for this machine itself");
    CHECK(house.connect(endpoint).error().failure.kind == base::FailureKind::settings);
    for (const char* host :
         {"127.0.0.1.example.org", "localhost.example.org", "127.example.org", "127.0.0.1x"}) {
        endpoint.host = host;
        CAPTURE(host);
        CHECK(house.trouble(endpoint) ==
              "connect: `tls: none` is only for this machine itself");
    }
}

TEST_CASE("a name that is no name never reaches a resolver") {
    House house;
    Endpoint endpoint;
    endpoint.port = 993;
    for (const char* host :
         {"", "a b", "user@host", "host/path", "a\r\nb", "host?x", "host#x"}) {
        CAPTURE(host);
        endpoint.host = host;
        const auto connected = house.connect(endpoint);
        REQUIRE_FALSE(connected);
        CHECK(connected.error().step == Step::resolve);
        CHECK(connected.error().failure.kind == base::FailureKind::settings);
    }
}

TEST_CASE("nobody there: refused, unknown, deaf") {
    House house;
    Endpoint endpoint;
    endpoint.host = "127.0.0.1";
    {
        const DeafPort closed;
        endpoint.port = closed.port;  // bound, but nobody listens
        CHECK(house.trouble(endpoint) == "connect: it refuses connections");
    }
    setenv("APARAJITA_TIME_SCALE", "60", 1);
    const DeafPort deaf;
    REQUIRE(listen(deaf.socket, 1) == 0);
    endpoint.port = deaf.port;
    CHECK(house.trouble(endpoint) == "tls: it did not answer in time during the TLS handshake");
    endpoint.security = Security::none;
    CHECK(house.trouble(endpoint) == "greeting: it did not answer in time before its greeting");
    unsetenv("APARAJITA_TIME_SCALE");
    endpoint.security = Security::implicit_tls;
    endpoint.host = "no-such-host.invalid";
    CHECK(house.trouble(endpoint) == "resolve: its name is not known");
}

TEST_CASE("a connector that is shut ends every connect at once") {
    House house;
    const DeafPort deaf;
    REQUIRE(listen(deaf.socket, 1) == 0);
    Endpoint endpoint;
    endpoint.host = "127.0.0.1";
    endpoint.port = deaf.port;
    asio::steady_timer timer(house.context, Wait{50});
    timer.async_wait([&](const boost::system::error_code&) { house.connector->shut(); });
    const auto begun = std::chrono::steady_clock::now();
    CHECK(house.trouble(endpoint) == "tls: we stopped trying, because we are ending");
    CHECK(house.trouble(endpoint) == "resolve: we stopped trying, because we are ending");
    CHECK(std::chrono::steady_clock::now() - begun < Wait{10'000});
}

namespace {

int option(int socket, int level, int name) {
    int value = -1;
    socklen_t size = sizeof value;
    REQUIRE(getsockopt(socket, level, name, &value, &size) == 0);
    return value;
}

// Our end of a connection to this port.
int socket_towards(int port) {
    for (int number = 3; number < 256; ++number) {
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        void* const generic = &peer;
        if (getpeername(number, static_cast<sockaddr*>(generic), &size) == 0 &&
            peer.sin_family == AF_INET && ntohs(peer.sin_port) == port)
            return number;
    }
    return -1;
}

}  // namespace

TEST_CASE("a far end that is silently gone is noticed within a minute by the socket itself") {
    House house;
    const support::PrivateServer server("dovecot.py");
    const auto connected = house.connect(imaps(server));
    REQUIRE(connected);
    const int socket = socket_towards(server.port());
    REQUIRE(socket >= 0);
    CHECK(option(socket, SOL_SOCKET, SO_KEEPALIVE) == 1);
    CHECK(option(socket, IPPROTO_TCP, TCP_KEEPIDLE) +
              option(socket, IPPROTO_TCP, TCP_KEEPINTVL) *
                  option(socket, IPPROTO_TCP, TCP_KEEPCNT) ==
          50);  // seconds
    CHECK(option(socket, IPPROTO_TCP, TCP_USER_TIMEOUT) == 30'000);
}

TEST_CASE("a receive ends at its deadline, at wake, at shut and at the end of the peer") {
    House house;
    support::PrivateServer server("dovecot.py");
    auto connected = house.connect(imaps(server));
    REQUIRE(connected);
    Stream& stream = **connected;
    using Clock = std::chrono::steady_clock;
    auto begun = Clock::now();
    auto answer = support::run(house.context, stream.receive(Wait{50}));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == base::FailureKind::temporary);
    CHECK(Clock::now() - begun >= Wait{50});

    asio::steady_timer timer(house.context, Wait{50});
    timer.async_wait([&](const boost::system::error_code&) { stream.wake(); });
    begun = Clock::now();
    answer = support::run(house.context, stream.receive(Wait{20'000}));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == base::FailureKind::temporary);
    CHECK(Clock::now() - begun < Wait{10'000});

    REQUIRE(support::run(house.context, stream.send("A1 NOOP\r\n", Wait{5000})));
    REQUIRE(support::run(house.context, stream.receive(Wait{5000})));

    SECTION("shut") {
        timer.expires_after(Wait{50});
        timer.async_wait([&](const boost::system::error_code&) { stream.shut(); });
        answer = support::run(house.context, stream.receive(Wait{20'000}));
        REQUIRE_FALSE(answer);
        CHECK(answer.error().kind == base::FailureKind::unreachable);
        CHECK_FALSE(support::run(house.context, stream.send("A2 NOOP\r\n", Wait{5000})));
        CHECK_FALSE(support::run(house.context, stream.receive(Wait{5000})));
    }
    SECTION("cut") {
        CHECK(server.order(R"(["cut"])") == "1");
        answer = support::run(house.context, stream.receive(Wait{5000}));
        CHECK((!answer || answer->empty() || answer->starts_with("* BYE")));
    }
}

TEST_CASE("connections that fail or end leave nothing open") {
    House house;
    support::PrivateServer server("dovecot.py");
    Endpoint wrong = imaps(server);
    wrong.password = base::Sensitive<std::string>("wrong-word");
    REQUIRE(house.connect(imaps(server)));
    REQUIRE_FALSE(house.connect(wrong));
    const std::size_t before = open_files();
    for (int i = 0; i < 3; ++i) {
        REQUIRE(house.connect(imaps(server)));
        REQUIRE_FALSE(house.connect(wrong));
    }
    CHECK(open_files() <= before);
}

TEST_CASE("streams and connects under way may outlive connector and loop") {
    support::PrivateServer server("dovecot.py");
    auto context = std::make_unique<asio::io_context>();
    auto connector = Connector::make(context->get_executor()).value().release();
    std::unique_ptr<Connector> owner(connector);
    auto connected = support::run(*context, owner->connect(imaps(server)));
    REQUIRE(connected);
    std::unique_ptr<Stream> stream = std::move(connected).value();
    std::optional<base::Result<std::unique_ptr<Stream>, Trouble>> never;
    asio::co_spawn(*context, support::keep(owner->connect(imaps(server)), never),
                   asio::detached);
    context->restart();
    for (int i = 0; i < 5; ++i) REQUIRE(context->run_one() == 1);
    REQUIRE_FALSE(never);
    owner.reset();
    CHECK(support::run(*context, stream->send("A1 NOOP\r\n", Wait{5000})));
    CHECK(support::run(*context, stream->receive(Wait{5000})));
    SECTION("the stream first") { stream.reset(); }
    SECTION("the loop with a connect under way") {
        stream.reset();
        context.reset();
    }
}
