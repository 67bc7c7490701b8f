// Every command meets every fault, over real connections, against a scripted server. After each
// the same round in peace must bring both mails.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "mailbox/mailbox.h"
#include "support/private_server.h"
#include "support/run_coroutine.h"

namespace asio = boost::asio;
using namespace mailbox;

namespace {

const std::string first = "a: 1\r\n\r\nA0007 OK done\r\n";
const std::string second = "a: 2\r\n\r\n* BYE\r\n";
const char* const options =
    R"({"mails": ["a: 1\r\n\r\nA0007 OK done\r\n", "a: 2\r\n\r\n* BYE\r\n"]})";

struct House {
    explicit House(const std::string& how = options) : server("imap_server.py", how) {
        auto made = session::Connector::make(context.get_executor());
        REQUIRE(made);
        connector = std::move(made).value();
    }
    session::Endpoint endpoint() const {
        session::Endpoint endpoint;
        endpoint.host = "127.0.0.1";
        endpoint.port = server.port();
        endpoint.security = session::Security::none;
        endpoint.user = server.about("user");
        endpoint.password = base::Sensitive<std::string>(server.about("password"));
        return endpoint;
    }
    template <class T>
    T run(asio::awaitable<T> work) {
        return support::run(context, std::move(work));
    }
    void fault(const std::string& what) {
        REQUIRE(server.order("[\"fault\", " + what + "]") == "null");
    }
    void peace() { REQUIRE(server.order(R"(["clear_faults"])") == "null"); }

    asio::io_context context;
    support::PrivateServer server;
    std::unique_ptr<session::Connector> connector;
};

// Without the server's name, which differs from run to run.
std::string short_of(const std::string& what) {
    const std::size_t at = what.find("(IMAP): ");
    return at == std::string::npos ? what : what.substr(at + 8);
}

std::string fetch_both(House& house, Mailbox& box) {
    const auto fetched = house.run(box.fetch({1, 2}, 1000));
    if (!fetched) return "fetch: " + short_of(fetched.error().what);
    constexpr const char* states[] = {"complete", "vanished", "size_differs", "too_large",
                                      "older"};
    std::string text;
    for (const FetchResult& one : fetched.value()) {
        text += states[static_cast<int>(one.state)] + std::string(" ");
        if (one.state == FetchState::complete)
            CHECK(one.mail.octets == (one.mail.uid == 1 ? first : second));
        if (one.state == FetchState::vanished) CHECK(one.mail.octets.empty());
    }
    return text;
}

// One round as the daemon makes it; what came of it, up to the first failure.
std::string round(House& house) {
    auto opened = house.run(Mailbox::open(*house.connector, house.endpoint()));
    if (!opened) return "open: " + short_of(opened.error().failure.what);
    Mailbox& box = **opened;
    const auto folder = house.run(box.ensure_folder("Done"));
    if (!folder) return "folder: " + short_of(folder.error().what);
    const auto selected = house.run(box.select("INBOX"));
    if (!selected) return "select: " + short_of(selected.error().what);
    const auto uids = house.run(box.list_uids());
    if (!uids) return "list: " + short_of(uids.error().what);
    std::string text = "listed " + std::to_string(uids->size()) + ", " + fetch_both(house, box);
    if (text.find("fetch: ") != std::string::npos) return text;
    const auto moved = house.run(box.move({1, 2}, "Done"));
    if (!moved) return text + "move: " + short_of(moved.error().what);
    for (const Moved& one : moved.value()) text += one.moved ? "moved " : "stayed ";
    house.run(support::done(box.close()));
    text.pop_back();
    return text;
}

struct Scale {
    explicit Scale(const char* factor) { setenv("APARAJITA_TIME_SCALE", factor, 1); }
    ~Scale() { unsetenv("APARAJITA_TIME_SCALE"); }
};

struct Where {
    const char* name;
    std::string command;  // JSON members
};

}  // namespace

TEST_CASE("every command meets every fault, and the next round brings both mails") {
    const Where commands[] = {
        {"login", R"("command": "CAPABILITY")"},  // the first one is libcurl's
        {"capability", R"("command": "CAPABILITY", "skip": 1)"},
        {"namespace", R"("command": "NAMESPACE")"},
        {"list", R"("command": "LIST")"},
        {"select", R"("command": "SELECT")"},
        {"noop", R"("command": "NOOP")"},
        {"search", R"("command": "UID SEARCH")"},
        {"sizes", R"("command": "UID FETCH", "has": "SIZE")"},
        {"bodies", R"("command": "UID FETCH", "has": "PEEK")"},
        {"move", R"("command": "UID MOVE")"},
        {"logout", R"("command": "LOGOUT")"}};
    const Where faults[] = {
        {"NO", R"("reply": "@ NO x\r\n")"},
        {"BAD", R"("reply": "@ BAD x\r\n")"},
        {"BYE", R"("reply": "* BYE x\r\n", "cut": true)"},
        {"cut", R"("reply": "", "cut": true)"},
        {"half", R"("keep": 20, "cut": true)"},
        {"stall", R"("reply": "", "stall": 30)"},
        {"garbage", R"("reply": "\u0000\u0001junk\r\n")"},
        {"empty OK", R"("reply": "@ OK x\r\n")"},
        {"huge line", R"("before": "* OK )" + std::string(70'000, 'x') + R"(\r\n")"},
        {"huge literal", R"("reply": "* 1 FETCH (UID 1 BODY[] {99999999999}\r\n")"}};
    std::string seen;
    House house;
    for (const Where& command : commands)
        for (const Where& fault : faults) {
            house.fault("{" + command.command + ", \"times\": 3, " + fault.command + "}");
            {
                const std::string which = fault.name;
                const bool login = std::string(command.name) == "login";  // there libcurl waits
                const bool waits = which == "stall" ||
                                   (login && (which == "garbage" || which == "huge literal"));
                // 2 s of silence, 4 s to connect and log in.
                const Scale scale(waits ? "30" : "1");
                seen +=
                    std::string(command.name) + " " + fault.name + ": " + round(house) + "\n";
            }
            house.peace();
            const std::string after = round(house);
            CAPTURE(command.name, fault.name);
            CHECK(after == "listed 2, complete complete moved moved");
        }
    const std::string golden =
        std::string(APARAJITA_SOURCE_DIR) + "/tests/mailbox/matrix.golden";
    std::ifstream file(golden);
    const std::string expected((std::istreambuf_iterator<char>(file)),
                               std::istreambuf_iterator<char>());
    if (seen != expected) std::ofstream(golden + ".actual") << seen;
    CHECK(seen == expected);
    CHECK(std::count(seen.begin(), seen.end(), '\n') == 110);
}

TEST_CASE("IDLE meets every fault") {
    const char* const on_idle = R"("command": "IDLE")";
    const char* const on_go = R"("command": "go-ahead")";
    struct Case {
        const char* name;
        const char* where;
        const char* fault;
        const char* expected;  // waking, open?, IDLE again?
    };
    const Case cases[] = {
        {"news at once", on_go, R"("after": "* 3 EXISTS\r\n")", "changed open idle"},
        {"news before go-ahead", on_go, R"("before": "* 3 EXISTS\r\n")", "changed open idle"},
        {"news in the end", on_idle, R"("before": "* 3 EXISTS\r\n")", "changed open idle"},
        {"refused", on_go, R"("reply": "@ NO x\r\n")", "timer open"},
        {"bad", on_go, R"("reply": "@ BAD x\r\n")", "timer open"},
        {"ended by itself", on_go, R"("after": "@ OK x\r\n")", "timer open"},
        {"bye", on_go, R"("after": "* BYE x\r\n", "cut": true)", "closed"},
        {"cut", on_go, R"("cut": true)", "closed"},
        {"half", on_go, R"("keep": 1, "cut": true)", "closed"},
        {"no go-ahead", on_go, R"("reply": "", "stall": 30)", "closed"},
        {"no answer to DONE", on_idle, R"("reply": "", "stall": 30)", "closed"},
        {"garbage", on_go, R"("after": "\u0000\r\n")", "closed"},
        {"two go-aheads", on_go, R"("after": "+ x\r\n")", "closed"},
        {"NO to DONE", on_idle, R"("reply": "@ NO x\r\n")", "timer open idle"},
    };
    House house;
    for (const Case& one : cases) {
        CAPTURE(one.name);
        auto opened = house.run(Mailbox::open(*house.connector, house.endpoint()));
        REQUIRE(opened);
        Mailbox& box = **opened;
        REQUIRE(house.run(box.select("INBOX")));
        house.fault("{" + std::string(one.where) + ", " + one.fault + "}");
        std::string seen;
        {
            const Scale scale("60");  // 2 s for DONE, 2.5 s of silence
            const auto waking = house.run(box.wait(base::Seconds{1}));
            REQUIRE(waking);
            constexpr const char* names[] = {"changed", "timer", "closed"};
            seen = names[static_cast<int>(waking.value())];
        }
        house.peace();
        if (box.is_open()) seen += box.notices_changes() ? " open idle" : " open";
        CHECK(seen == one.expected);
        if (box.is_open()) CHECK(house.run(box.list_uids())->size() == 2);
    }
}

TEST_CASE("a server that offers neither PLAIN nor LOGIN as SASL is asked by LOGIN") {
    House house(R"({"mails": ["a: 1\r\n\r\n"], "auth": ""})");
    auto opened = house.run(Mailbox::open(*house.connector, house.endpoint()));
    INFO((opened ? "" : opened.error().failure.what));
    REQUIRE(opened);
    CHECK(house.run((*opened)->select("INBOX"))->exists == 1);
    CHECK(house.server.order(R"(["log"])").find("\"LOGIN\"") != std::string::npos);
}
