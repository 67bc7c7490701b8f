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
        INFO((opened ? "" : opened.error().failure.what));
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

namespace {

using Clock = std::chrono::steady_clock;

struct Scale {
    explicit Scale(const char* factor) { setenv("APARAJITA_TIME_SCALE", factor, 1); }
    ~Scale() { unsetenv("APARAJITA_TIME_SCALE"); }
};

// After `delay`, while something else is awaited.
template <class Deed>
struct Later {
    Later(asio::io_context& context, std::chrono::milliseconds delay, Deed deed)
        : timer(context, delay) {
        timer.async_wait([deed](const boost::system::error_code& error) {
            if (!error) deed();
        });
    }
    asio::steady_timer timer;
};

std::string name_of(Waking waking) {
    constexpr const char* names[] = {"changed", "timer", "closed"};
    return names[static_cast<int>(waking)];
}

std::string wait(House& house, Mailbox& box, int seconds) {
    const auto waking = house.run(box.wait(base::Seconds{seconds}));
    return waking ? name_of(waking.value()) : waking.error().what;
}

}  // namespace

TEST_CASE("a waiting mailbox wakes for a new mail, at its timer, and when it is interrupted") {
    House house;
    auto box = house.open();
    CHECK(box->notices_changes());
    REQUIRE(house.run(box->select("INBOX")));
    CHECK(wait(house, *box, 1) == "timer");
    {
        const Later later(house.context, std::chrono::milliseconds{100},
                          [&] { deliver(house.server, "a: b\r\n\r\n"); });
        const auto begun = Clock::now();
        CHECK(wait(house, *box, 30) == "changed");
        CHECK(Clock::now() - begun < std::chrono::seconds{25});
        CHECK(house.run(box->list_uids()).value() == std::vector<std::uint32_t>{1});
    }
    {
        const Later later(house.context, std::chrono::milliseconds{100},
                          [&] { box->interrupt(); });
        const auto begun = Clock::now();
        CHECK(wait(house, *box, 30) == "timer");
        CHECK(Clock::now() - begun < std::chrono::seconds{25});
    }
    box->interrupt();  // before it waits
    CHECK(wait(house, *box, 30) == "timer");
    CHECK(box->is_open());
    CHECK(house.run(box->list_uids()).value().size() == 1);
    house.run(support::done(box->close()));
    CHECK_FALSE(box->is_open());
}

TEST_CASE("a mail that comes while others are fetched is a change for the next wait") {
    House house;
    deliver(house.server, "a: b\r\n\r\n");
    auto box = house.open();
    REQUIRE(house.run(box->select("INBOX")));
    REQUIRE(house.run(box->list_uids()));
    deliver(house.server, "a: c\r\n\r\n");
    REQUIRE(house.run(box->move({1}, "Done")));
    CHECK(wait(house, *box, 30) == "changed");
    CHECK(house.run(box->list_uids()).value() == std::vector<std::uint32_t>{2});
}

TEST_CASE("a waiting mailbox notices that the connection is gone") {
    House house;
    auto box = house.open();
    REQUIRE(house.run(box->select("INBOX")));
    const auto begun = Clock::now();
    SECTION("cut") {
        const Later later(house.context, std::chrono::milliseconds{100},
                          [&] { house.server.order(R"(["cut"])"); });
        CHECK(wait(house, *box, 30) == "closed");
    }
    SECTION("the server dies") {
        const Later later(house.context, std::chrono::milliseconds{100},
                          [&] { house.server.order(R"(["pause"])"); });
        CHECK(wait(house, *box, 30) == "closed");
    }
    SECTION("aborted") {
        const Later later(house.context, std::chrono::milliseconds{100}, [&] { box->abort(); });
        CHECK(wait(house, *box, 30) == "closed");
    }
    SECTION("the server stands still") {
        const Scale scale("300");  // 2 s of silence, 2 s after DONE
        house.server.order(R"(["freeze"])");
        CHECK(wait(house, *box, 30) == "closed");
        house.server.order(R"(["thaw"])");
    }
    CHECK(Clock::now() - begun < std::chrono::seconds{25});
    CHECK_FALSE(box->is_open());
    const auto uids = house.run(box->list_uids());
    REQUIRE_FALSE(uids);
    CHECK(uids.error().kind == base::FailureKind::unreachable);
    house.run(support::done(box->close()));
}

TEST_CASE("IDLE is renewed without a word to the caller") {
    House house;
    auto box = house.open();
    REQUIRE(house.run(box->select("INBOX")));
    const Scale scale("2000");  // renewed every 0.27 s
    const auto begun = Clock::now();
    CHECK(wait(house, *box, 1) == "timer");
    CHECK(Clock::now() - begun >= std::chrono::seconds{1});
    CHECK(box->notices_changes());
}

TEST_CASE("a command that the server does not answer ends the connection") {
    House house;
    auto box = house.open();
    REQUIRE(house.run(box->select("INBOX")));
    const Scale scale("200");
    house.server.order(R"(["freeze"])");
    const auto uids = house.run(box->list_uids());
    house.server.order(R"(["thaw"])");
    REQUIRE_FALSE(uids);
    CHECK(uids.error().what == "localhost port " + house.server.about("port") +
                                   " (IMAP): it did not answer in time");
    CHECK_FALSE(box->is_open());
}

TEST_CASE("mails are moved into folders that are made for it") {
    const std::string capability =
        GENERATE("", "IMAP4rev1 LITERAL+ UIDPLUS", "IMAP4rev1 LITERAL+");
    CAPTURE(capability);
    House house(capability.empty() ? "{}" : R"({"capability": ")" + capability + "\"}");
    for (const char* mail : {"a: 1\r\n\r\n", "a: 2\r\n\r\n", "a: 3\r\n\r\n"})
        deliver(house.server, mail);
    auto box = house.open();
    REQUIRE(house.run(box->ensure_folder("Aparajita/Done")));
    REQUIRE(house.run(box->ensure_folder("Aparajita/Done")));
    REQUIRE(house.run(box->ensure_folder(
        "\xe0\xb4\xaa\xe0\xb4\xb0\xe0\xb4\xbe\xe0\xb4\xa4\xe0\xb4\xbf/Tom & \\\"J")));
    CHECK(house.server.order(R"(["folders"])").find("Aparajita/Done") != std::string::npos);
    CHECK(house.server.order(R"(["folders"])")
              .find("\\u0d2a\\u0d30\\u0d3e\\u0d24\\u0d3f/Tom & \\\\\\\"J") !=
          std::string::npos);
    REQUIRE(house.run(box->select("INBOX")));
    const auto moved = house.run(box->move({3, 1, 77}, "Aparajita/Done"));
    REQUIRE(moved);
    REQUIRE(moved->size() == 3);
    CHECK(moved.value()[0].moved);
    CHECK(moved.value()[1].moved);
    const bool uidplus = capability != "IMAP4rev1 LITERAL+";
    if (uidplus) {
        CHECK(moved.value()[0].new_uid == 2U);
        CHECK(moved.value()[1].new_uid == 1U);
        CHECK_FALSE(moved.value()[2].moved);
        CHECK(house.run(box->list_uids()).value() == std::vector<std::uint32_t>{2});
    }
    CHECK(house.server.order(R"(["list", "Aparajita/Done"])") ==
          R"(["a: 1\r\n\r\n", "a: 3\r\n\r\n"])");
    // Without UIDPLUS the mails stay, and bear the flag.
    CHECK(house.server.order(R"(["flags"])") == (uidplus ? R"([""])" : R"(["T", "", "T"])"));
    CHECK(house.run(box->select("Aparajita/Done")).value().exists == 2);
    CHECK_FALSE(house.run(box->select("Nowhere")));
    CHECK(box->is_open());
}

TEST_CASE("without IDLE the mailbox waits for its timer, and still hears the end") {
    House house(R"({"capability": "IMAP4rev1"})");
    auto box = house.open();
    CHECK_FALSE(box->notices_changes());
    REQUIRE(house.run(box->select("INBOX")));
    deliver(house.server, "a: b\r\n\r\n");
    CHECK(wait(house, *box, 1) == "timer");
    CHECK(house.run(box->list_uids()).value().size() == 1);
    const Later later(house.context, std::chrono::milliseconds{100},
                      [&] { house.server.order(R"(["cut"])"); });
    CHECK(wait(house, *box, 30) == "closed");
}

TEST_CASE("what somebody else removed is vanished, and a new UIDVALIDITY is seen") {
    House house;
    deliver(house.server, "a: 1\r\n\r\n");
    deliver(house.server, "a: 2\r\n\r\n");
    auto box = house.open();
    const auto before = house.run(box->select("INBOX"));
    REQUIRE(house.run(box->list_uids()).value().size() == 2);
    {
        auto other = house.open();
        REQUIRE(house.run(other->select("INBOX")));
        REQUIRE(house.run(other->move({1}, "Junk")).value()[0].moved);
    }
    const auto fetched = house.run(box->fetch({1, 2}, 1000));
    REQUIRE(fetched);
    CHECK(fetched.value()[0].state == FetchState::vanished);
    CHECK(fetched.value()[0].mail.octets.empty());
    CHECK(fetched.value()[1].state == FetchState::complete);
    house.run(support::done(box->close()));
    house.server.order(R"(["change_uidvalidity"])");
    auto again = house.open();
    const auto after = house.run(again->select("INBOX"));
    CHECK(after->uidvalidity == before->uidvalidity + 1);
    CHECK(house.run(again->list_uids()).value().size() == 1);
}

TEST_CASE("large mails come in parts and batches, and too large ones not at all") {
    House house;
    std::string large = "a: large\r\n\r\n";
    while (large.size() < 9'000'000)
        large += "A0007 OK a line that looks like an answer, again and again\r\n";
    deliver(house.server, large);
    deliver(house.server, large);
    deliver(house.server, "a: small\r\n\r\n");
    auto box = house.open();
    REQUIRE(house.run(box->select("INBOX")));
    const auto first = house.run(box->fetch({1, 2, 3}, 20'000'000));
    REQUIRE(first);
    REQUIRE(first->size() == 1);  // two of them are over 16 MB
    CHECK(first.value()[0].state == FetchState::complete);
    CHECK(first.value()[0].mail.octets == large);
    const auto limited = house.run(box->fetch({1, 2, 3}, 8'999'999));
    REQUIRE(limited);
    REQUIRE(limited->size() == 3);
    CHECK(limited.value()[1].state == FetchState::too_large);
    CHECK(limited.value()[1].mail.octets.empty());
    CHECK(limited.value()[1].mail.announced_size == large.size());
    CHECK(limited.value()[2].mail.octets == "a: small\r\n\r\n");
    std::string parts;
    for (const std::size_t size : {Mailbox::part_size, Mailbox::part_size,
                                   large.size() - 2 * Mailbox::part_size, std::size_t{0}}) {
        const auto part = house.run(box->fetch_part(2, parts.size()));
        REQUIRE(part);
        CHECK(part->size() == size);
        parts += *part;
    }
    CHECK(parts == large);
    CHECK(house.run(box->fetch_part(9, 0)).value().empty());
}

TEST_CASE("thousands of mails are listed whole and fetched in batches") {
    House house;
    REQUIRE(house.server.order(R"(["deliver_many", "a: b\r\n\r\n", 5200])") == "5200");
    auto box = house.open();
    REQUIRE(house.run(box->select("INBOX"))->exists == 5200);
    const auto uids = house.run(box->list_uids());
    REQUIRE(uids);
    CHECK(uids->size() == 5200);
    CHECK(uids->front() == 1);
    CHECK(uids->back() == 5200);
    const auto fetched = house.run(box->fetch(uids.value(), 1000));
    REQUIRE(fetched);
    CHECK(fetched->size() == 50);
    CHECK(fetched->back().mail.octets == "a: b\r\n\r\n");
}

TEST_CASE("a mailbox that cannot be opened says why") {
    House house;
    auto endpoint = endpoint_of(house.server);
    endpoint.password = base::Sensitive<std::string>("wrong");
    const auto opened = support::run(house.context, Mailbox::open(*house.connector, endpoint));
    REQUIRE_FALSE(opened);
    CHECK(opened.error().failure.kind == base::FailureKind::settings);
    CHECK(opened.error().failure.what == "localhost port " + house.server.about("port") +
                                             " (IMAP): it refused user name or password");
}
