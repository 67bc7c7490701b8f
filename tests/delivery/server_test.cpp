// Against the private SMTP server of tests/support.
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "delivery/delivery.h"
#include "session/waits.h"
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

namespace {

std::string word(Outcome outcome) {
    constexpr const char* words[] = {"accepted", "try_later", "refused", "uncertain"};
    return words[static_cast<int>(outcome)];
}

struct Case {
    const char* name;
    const char* fault;  // JSON for the server
    const char* stage;
    Ending ending;
    int code;
    const char* outcome;
    int kept;  // mails the server has stored afterwards
};

// Unless the caller of the program asks for the full lengths.
struct Scale {
    explicit Scale(const char* factor) {
        if (!full_lengths) setenv("APARAJITA_TIME_SCALE", factor, 1);
    }
    ~Scale() {
        if (!full_lengths) unsetenv("APARAJITA_TIME_SCALE");
    }
    bool full_lengths = std::getenv("APARAJITA_TIME_SCALE") != nullptr;
};

int count_of(const std::string& text, const std::string& what) {
    int count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("over real connections every fault at every stage is judged by what is known") {
    const Case cases[] = {
        {"mail 4xx", R"({"stage": "mail", "reply": "450 4.1.8 later"})", "mail",
         Ending::replied, 450, "try_later", 0},
        {"mail 5xx", R"({"stage": "mail", "reply": "550 5.7.1 no"})", "mail", Ending::replied,
         550, "refused", 0},
        {"rcpt 4xx", R"({"stage": "rcpt", "reply": "450 4.2.0 later"})", "rcpt",
         Ending::replied, 450, "try_later", 0},
        {"rcpt 5xx", R"({"stage": "rcpt", "reply": "550-5.1.1 no\n550 5.1.1 no"})", "rcpt",
         Ending::replied, 550, "refused", 0},
        {"rcpt cut", R"({"stage": "rcpt", "cut": "before"})", "rcpt", Ending::closed, 0,
         "try_later", 0},
        {"rcpt extra", R"({"stage": "rcpt", "extra": "250 twice"})", "data", Ending::garbage, 0,
         "try_later", 0},
        {"data 4xx", R"({"stage": "data", "reply": "451 4.3.0 later"})", "data",
         Ending::replied, 451, "try_later", 0},
        {"data 5xx", R"({"stage": "data", "reply": "554 5.7.1 no"})", "data", Ending::replied,
         554, "refused", 0},
        {"data cut", R"({"stage": "data", "cut": "before"})", "data", Ending::closed, 0,
         "try_later", 0},
        {"dot 4xx", R"({"stage": "dot", "reply": "451 4.7.1 later"})", "dot", Ending::replied,
         451, "try_later", 0},
        {"dot 5xx", R"({"stage": "dot", "reply": "554 5.6.0 no"})", "dot", Ending::replied, 554,
         "refused", 0},
        {"dot full", R"({"stage": "dot", "reply": "552 5.2.2 full"})", "dot", Ending::replied,
         552, "try_later", 0},
        {"dot 421", R"({"stage": "dot", "reply": "421 4.3.2 bye"})", "dot", Ending::replied,
         421, "try_later", 0},
        {"dot cut", R"({"stage": "dot", "cut": "before"})", "dot", Ending::closed, 0,
         "uncertain", 0},
        {"dot stored and cut", R"({"stage": "dot", "cut": "after"})", "dot", Ending::closed, 0,
         "uncertain", 1},
        {"dot reset", R"({"stage": "dot", "cut": "reset"})", "dot", Ending::closed, 0,
         "uncertain", 0},
        {"dot partial", R"({"stage": "dot", "partial": "25"})", "dot", Ending::closed, 0,
         "uncertain", 1},
        {"dot unfinished", R"({"stage": "dot", "partial": "250-2.0.0 a\r\n"})", "dot",
         Ending::closed, 0, "uncertain", 1},
        {"dot extra", R"({"stage": "dot", "extra": "250 ok"})", "dot", Ending::garbage, 0,
         "uncertain", 1},
    };
    const std::string tls = GENERATE("implicit", "none");
    House house(tls);
    int kept = 0;
    for (const Case& one : cases) {
        CAPTURE(tls, one.name);
        auto relay = house.open();
        REQUIRE(house.server.order(R"(["fault", )" + std::string(one.fault) + "]") == "true");
        const Attempt attempt = house.send(*relay);
        CHECK(std::string(name_of(attempt.stage)) == one.stage);
        CHECK(static_cast<int>(attempt.ending) == static_cast<int>(one.ending));
        CHECK(attempt.code == one.code);
        CHECK(word(classify(attempt)) == one.outcome);
        kept += one.kept;
        REQUIRE(house.server.order(R"(["clear_faults"])") == "null");
        // The same relay brings the next letter, over a new connection where it must.
        CHECK(word(classify(house.send(*relay))) == "accepted");
        ++kept;
        CHECK(count_of(house.mails(), "\"number\"") == kept);
    }
    CHECK(house.violations() == "[]");
}

TEST_CASE("a connection that went stale between two letters is opened again unnoticed") {
    House house;
    auto relay = house.open();
    CHECK(word(classify(house.send(*relay))) == "accepted");
    house.server.order(R"(["fault", {"stage": "mail", "cut": "before", "times": 1}])");
    CHECK(word(classify(house.send(*relay))) == "accepted");
    house.server.order(
        R"(["fault", {"stage": "mail", "reply": "421 4.4.2 idle too long", "times": 1}])");
    CHECK(word(classify(house.send(*relay))) == "accepted");
    CHECK(house.server.order(R"(["sessions"])") == "3");
    CHECK(count_of(house.mails(), "\"number\"") == 3);
    CHECK(house.violations() == "[]");
}

TEST_CASE("a large letter survives, and one that is refused while it goes out is refused") {
    std::string large = "Subject: x\r\n\r\n";
    while (large.size() < 6'000'000)
        large += ".a line with a dot, and some more to make it long enough\r\n";
    House house;
    auto relay = house.open();
    CHECK(word(classify(house.send(*relay, "a@tvc.ps.invalid", large))) == "accepted");
    const std::string mails = house.mails();
    CHECK(mails.find(R"(\n.a line with a dot)") != std::string::npos);
    CHECK(mails.find(R"(\n..a line)") == std::string::npos);
    house.server.order(R"(["fault", {"stage": "body", "reply": "552 5.3.4 too large"}])");
    const Attempt attempt = house.send(*relay, "a@tvc.ps.invalid", large);
    CHECK_FALSE(attempt.dot_may_have_left);
    // What the server said before it hung up may be lost with the connection; never more than
    // try_later then.
    CHECK((attempt.code == 552 || attempt.ending == Ending::closed));
    CHECK(house.violations() == "[]");
}

TEST_CASE("a server that never answers the dot is uncertain, and others do not wait for it") {
    House house;
    auto slow = house.open();
    auto quick = house.open();
    const Scale scale("600");
    const auto stall = std::chrono::seconds{18000} / session::time_scale();  // answered too late
    house.server.order(R"(["fault", {"stage": "dot", "recipient": "slow", "stall": )" +
                       std::to_string(stall.count()) + "}]");
    std::optional<Attempt> first;
    Dispatch dispatch;
    dispatch.recipient = "slow@tvc.ps.invalid";
    dispatch.octets = letter;
    asio::co_spawn(house.context, support::keep(slow->send(dispatch), first), asio::detached);
    CHECK(word(classify(house.send(*quick))) == "accepted");
    CHECK_FALSE(first);
    while (!first && house.context.run_one() > 0) {
    }
    CHECK(first->ending == Ending::timed_out);
    CHECK(word(classify(*first)) == "uncertain");
    CHECK_FALSE(slow->usable());
}

TEST_CASE(
    "a reader with a tiny window gets half an hour for a letter, and nobody waits for it") {
    House house("none");
    auto slow = house.open();
    auto quick = house.open();
    Dispatch dispatch;
    dispatch.recipient = "slow@tvc.ps.invalid";
    std::optional<Attempt> first;
    const auto begin = [&](std::size_t octets, const std::string& drip) {
        dispatch.octets = "Subject: x\r\n\r\n";
        while (dispatch.octets.size() < octets) dispatch.octets += "a line to fill buffers\r\n";
        house.server.order(
            R"(["fault", {"stage": "body", "recipient": "slow", "times": 1, "drip": )" + drip +
            "}]");
        asio::co_spawn(house.context, support::keep(slow->send(dispatch), first),
                       asio::detached);
        CHECK(word(classify(house.send(*quick))) == "accepted");
        CHECK_FALSE(first);
        while (!first && house.context.run_one() > 0) {
        }
    };
    SECTION("within that time it is accepted") {
        begin(100'000, "0.01");
        CHECK(word(classify(*first)) == "accepted");
    }
    SECTION("after it the letter is tried later, since its end was never sent") {
        const Scale scale("600");  // three seconds, and one piece in 0.2
        begin(16'000'000,
              std::to_string(120.0 / session::time_scale()));  // more than any buffer holds
        CHECK_FALSE(first->dot_may_have_left);
        CHECK(word(classify(*first)) == "try_later");
        CHECK_FALSE(slow->usable());
    }
}

TEST_CASE("an aborted letter tells at once what is known") {
    House house;
    auto relay = house.open();
    house.server.order(R"(["fault", {"stage": "dot", "stall": 30}])");
    asio::steady_timer timer(house.context, std::chrono::milliseconds{200});
    timer.async_wait([&](const boost::system::error_code&) { relay->abort(); });
    const auto begun = std::chrono::steady_clock::now();
    const Attempt attempt = house.send(*relay);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{20});
    CHECK(word(classify(attempt)) == "uncertain");
}

TEST_CASE(
    "greeting, EHLO and login that fail are temporary, and said in words without secrets") {
    House house;
    house.endpoint.password = base::Sensitive<std::string>("wrong word");
    auto denied = house.try_open();
    REQUIRE_FALSE(denied);
    CHECK(denied.error().stage == Stage::auth);
    CHECK(denied.error().code == 535);
    CHECK(word(classify(denied.error())) == "try_later");
    CHECK(denied.error().note == "localhost port " + house.server.about("port") +
                                     " (SMTP): it refused user name or password (reply 535)");
    house.endpoint.password = base::Sensitive<std::string>("secret word");
    const std::pair<const char*, const char*> rows[] = {
        {R"({"stage": "connect", "reply": "554 5.3.2 no"})", "greeting 554"},
        {R"({"stage": "connect", "reply": "421 4.3.2 no"})", "greeting 421"},
        {R"({"stage": "connect", "cut": "before"})", "greeting 0"},
        {R"({"stage": "ehlo", "reply": "550 5.7.1 no"})", "ehlo 550"},
        {R"({"stage": "ehlo", "cut": "before"})", "auth 0"},
        {R"({"stage": "auth", "reply": "454 4.7.0 later"})", "auth 454"},
        {R"({"stage": "auth", "cut": "before"})", "auth 0"}};
    for (const auto& [fault, expected] : rows) {
        CAPTURE(fault);
        house.server.order(R"(["clear_faults"])");
        house.server.order(R"(["fault", )" + std::string(fault) + "]");
        auto opened = house.try_open();
        REQUIRE_FALSE(opened);
        CHECK(std::string(name_of(opened.error().stage)) + " " +
                  std::to_string(opened.error().code) ==
              expected);
        CHECK(word(classify(opened.error())) == "try_later");
        CHECK(opened.error().note.find("secret") == std::string::npos);
        CHECK(opened.error().note.find("desk@") == std::string::npos);
    }
}

TEST_CASE("without a user nobody logs in") {
    asio::io_context context;
    support::PrivateServer server("smtp_server.py");
    auto connector = session::Connector::make(context.get_executor());
    session::Endpoint endpoint;
    endpoint.protocol = session::Protocol::smtp;
    endpoint.host = "127.0.0.1";
    endpoint.port = server.port();
    endpoint.security = session::Security::none;
    auto relay = support::run(context, Relay::open(*connector.value(), endpoint));
    REQUIRE(relay);
    Dispatch dispatch;
    dispatch.recipient = "t@y.example";
    dispatch.octets = letter;
    CHECK(word(classify(support::run(context, (*relay)->send(dispatch)))) == "accepted");
    CHECK(server.order(R"(["mails"])").find(R"("user": null)") != std::string::npos);
}
