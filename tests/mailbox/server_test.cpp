// Against a real, private Dovecot.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "mailbox/mailbox.h"
#include "support/private_server.h"
#include "support/run_coroutine.h"

namespace asio = boost::asio;
using namespace mailbox;

namespace {

session::Endpoint endpoint_of(const support::PrivateServer& server) {
    session::Endpoint endpoint;
    endpoint.host = "localhost";
    endpoint.port = server.port();
    endpoint.user = server.about("user");
    endpoint.password = base::Sensitive<std::string>(server.about("password"));
    endpoint.ca_file = server.about("ca_file");
    return endpoint;
}

void deliver(support::PrivateServer& server, const std::string& octets,
             const std::string& more = "") {
    const std::string path = server.about("top") + "/mail.eml";
    std::ofstream(path, std::ios::binary) << octets;
    REQUIRE(server.order("[\"deliver\", \"" + path + "\"" + more + "]") == "true");
}

struct House {
    explicit House(const std::string& options = "{}") : server("dovecot.py", options) {
        auto made = session::Connector::make(context.get_executor());
        REQUIRE(made);
        connector = std::move(made).value();
    }
    std::unique_ptr<Mailbox> open() {
        auto opened = support::run(context, Mailbox::open(*connector, endpoint_of(server)));
        INFO((opened ? "" : opened.error().what));
        REQUIRE(opened.ok());
        return std::move(opened).value();
    }
    template <class T>
    T run(asio::awaitable<T> work) {
        return support::run(context, std::move(work));
    }

    asio::io_context context;
    support::PrivateServer server;
    std::unique_ptr<session::Connector> connector;
};

}  // namespace

TEST_CASE("mails come out of Dovecot byte for byte and unseen") {
    House house;
    const std::string first =
        "From: a@example.org\r\nSubject: one\r\n\r\nA0004 OK FETCH completed\r\n)\r\n* BYE\r\n";
    const std::string second = "Subject: empty\r\n\r\n";
    deliver(house.server, first, ", \"INBOX\", 1700000000");
    deliver(house.server, second);
    auto box = house.open();
    const auto selected = house.run(box->select("INBOX"));
    REQUIRE(selected);
    CHECK(selected->exists == 2);
    CHECK(selected->uidvalidity > 0);
    const auto uids = house.run(box->list_uids());
    REQUIRE(uids);
    REQUIRE(uids.value() == std::vector<std::uint32_t>{1, 2});
    const auto fetched = house.run(box->fetch({2, 1, 99}, 1'000'000));
    REQUIRE(fetched);
    REQUIRE(fetched->size() == 3);
    CHECK(fetched.value()[0].state == FetchState::complete);
    CHECK(fetched.value()[0].mail.octets == second);
    CHECK(fetched.value()[1].state == FetchState::complete);
    CHECK(fetched.value()[1].mail.octets == first);
    CHECK(base::unix_seconds(fetched.value()[1].mail.internal_date) == 1700000000);
    CHECK(fetched.value()[2].state == FetchState::vanished);
    CHECK(house.server.order(R"(["flags"])").find('S') == std::string::npos);
}
