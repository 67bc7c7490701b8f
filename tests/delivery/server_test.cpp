// Against the private SMTP server of tests/support.
#include <catch2/catch.hpp>

#include "delivery/delivery.h"
#include "support/private_server.h"
#include "support/run_coroutine.h"

namespace asio = boost::asio;
using namespace delivery;
using outbox::Outcome;

namespace {

const std::string letter = "Subject: x\r\n\r\n.one\r\n..\r\n.\r\nend\r\n";

struct House {
    explicit House(const std::string& tls = "implicit", const std::string& more = "")
        : server("smtp_server.py",
                 R"({"tls": ")" + tls +
                     R"(", "user": "desk@example.org", "password": "secret word")" + more +
                     "}") {
        auto made = session::Connector::make(context.get_executor());
        REQUIRE(made);
        connector = std::move(made).value();
        endpoint.protocol = session::Protocol::smtp;
        endpoint.host = "localhost";
        endpoint.port = server.port();
        endpoint.user = "desk@example.org";
        endpoint.password = base::Sensitive<std::string>("secret word");
        endpoint.client_name = "desk.example.org";
        endpoint.security = session::Security::none;
        if (tls == "implicit") endpoint.security = session::Security::implicit_tls;
        if (tls == "starttls") endpoint.security = session::Security::starttls;
        if (tls != "none") endpoint.ca_file = server.about("ca_file");
    }
    base::Result<std::unique_ptr<Relay>, Attempt> try_open() {
        return support::run(context, Relay::open(*connector, endpoint));
    }
    std::unique_ptr<Relay> open() {
        auto opened = try_open();
        INFO((opened ? "" : opened.error().note));
        REQUIRE(opened.ok());
        return std::move(opened).value();
    }
    Attempt send(Relay& relay, const std::string& to = "sho.museum@tvc.ps.invalid",
                 const std::string& octets = letter) {
        Dispatch dispatch;
        dispatch.return_path = "complaints+bounce@example.org";
        dispatch.recipient = to;
        dispatch.octets = octets;
        return support::run(context, relay.send(dispatch));
    }
    std::string mails() { return server.order(R"(["mails"])"); }
    std::string violations() { return server.order(R"(["violations"])"); }

    asio::io_context context;
    support::PrivateServer server;
    std::unique_ptr<session::Connector> connector;
    session::Endpoint endpoint;
};

}  // namespace

TEST_CASE("a letter arrives byte for byte, over each kind of security") {
    const std::string tls = GENERATE("implicit", "starttls", "none");
    CAPTURE(tls);
    House house(tls);
    auto relay = house.open();
    const Attempt attempt = house.send(*relay);
    CHECK(attempt.stage == Stage::dot);
    CHECK(attempt.code == 250);
    CHECK(attempt.enhanced == "2.0.0");
    CHECK(classify(attempt) == Outcome::accepted);
    CHECK(relay->usable());
    const Attempt second = house.send(*relay);
    CHECK(classify(second) == Outcome::accepted);
    const std::string mails = house.mails();
    CHECK(mails.find(R"("octets": "Subject: x\r\n\r\n.one\r\n..\r\n.\r\nend\r\n")") !=
          std::string::npos);
    CHECK(mails.find(R"("mail_from": "complaints+bounce@example.org")") != std::string::npos);
    CHECK(mails.find(R"("rcpt_to": ["sho.museum@tvc.ps.invalid"])") != std::string::npos);
    CHECK(mails.find(R"("helo": "desk.example.org")") != std::string::npos);
    CHECK(house.violations() == "[]");
    CHECK(house.server.order(R"(["sessions"])") == "1");
}
