#include <catch2/catch.hpp>
#include <type_traits>

#include "delivery/address.h"
#include "delivery/delivery.h"
#include "delivery/reply.h"
#include "delivery/stuffing.h"

using namespace delivery;
using State = ReplyReader::State;

namespace {

// "code/enhanced/lines;" for each reply, then how it stands.
std::string read_all(const std::vector<std::string>& pieces) {
    ReplyReader reader;
    std::string seen;
    State state = State::incomplete;
    for (const std::string& piece : pieces) {
        reader.feed(piece);
        Reply reply;
        while ((state = reader.next(reply)) == State::complete) {
            seen += std::to_string(reply.code) + "/" + reply.enhanced + "/";
            for (const std::string& line : reply.lines) seen += line + "|";
            seen += ";";
        }
    }
    return seen + (state == State::garbage ? "garbage" : reader.has_rest() ? "rest" : "");
}

std::string wire(const std::string& letter) {
    Stuffing stuffing(letter);
    std::string octets;
    for (std::string block = stuffing.next_block(); !block.empty();
         block = stuffing.next_block())
        octets += block;
    return octets;
}

}  // namespace

TEST_CASE("a dispatch names one recipient, by its type") {
    static_assert(std::is_same_v<decltype(Dispatch::recipient), std::string>);
    Dispatch dispatch;
    dispatch.recipient = "a@example.org,b@example.org";
    REQUIRE_FALSE(Address::parse(dispatch.recipient).has_value());
}

TEST_CASE("addresses that could end their line or bracket are refused") {
    for (const char* good : {"a@b", "sho.museum@tvc.ps.invalid", "a+received.tok3n@example.org",
                             "x'y@example.com"}) {
        CAPTURE(good);
        const auto address = Address::parse(good);
        REQUIRE(address);
        CHECK(address->text() == good);
    }
    const std::string bad[] = {"",
                               "a",
                               "@b",
                               "a@",
                               "a@b@c",
                               "a b@c",
                               "a@b c",
                               "a@b\r",
                               "a@b\n",
                               "a\r\nRCPT TO:<x@y>@b",
                               "<a@b",
                               "a@b>",
                               "a\t@b",
                               "a@b\x7f",
                               "\"a\"@b",
                               "a\\@b",
                               "\xe0\xb4\x95@b",
                               std::string("a\0@b", 4),
                               std::string(65, 'a') + "@b",
                               "a@" + std::string(253, 'b')};
    for (const std::string& address : bad) {
        CAPTURE(address);
        CHECK_FALSE(Address::parse(address));
    }
    CHECK(Address::parse(std::string(64, 'a') + "@b"));
    CHECK(Address::parse("a@" + std::string(252, 'b')));
}

TEST_CASE("no octet but printable ones passes through an address") {
    int passed = 0;
    for (int octet = 0; octet < 256; ++octet) {
        const std::string address = std::string("a") + static_cast<char>(octet) + "@b";
        const bool ok = Address::parse(address).has_value();
        passed += ok;
        if (ok && (octet <= ' ' || octet > '~')) FAIL("octet " << octet);
    }
    CHECK(passed == 94 - 5);  // without < > " \ and a second @
}

TEST_CASE("replies are cut by their line ends and nothing else") {
    CHECK(read_all({"250 2.1.0 Ok\r\n"}) == "250/2.1.0/2.1.0 Ok|;");
    CHECK(read_all({"250-a\r\n250-b\r\n250 c\r\n"}) == "250//a|b|c|;");
    CHECK(read_all({"250\r\n"}) == "250//|;");
    CHECK(read_all({"250 \r\n"}) == "250//|;");
    CHECK(read_all({"250-\r\n250 \r\n"}) == "250//||;");
    CHECK(read_all({"2", "5", "0", " x\r", "\n354", " y\r\n"}) == "250//x|;354//y|;");
    CHECK(read_all({"250 a\r\n250 b\r\n354 c\r\n55"}) == "250//a|;250//b|;354//c|;rest");
}

TEST_CASE("an unfinished reply is no reply") {
    const std::string whole = "250-2.0.0 first\r\n250 2.0.0 last\r\n";
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        CAPTURE(cut);
        CHECK(read_all({whole.substr(0, cut)}) == (cut == 0 ? "" : "rest"));
        CHECK(read_all({whole.substr(0, cut), whole.substr(cut)}) ==
              "250/2.0.0/2.0.0 first|2.0.0 last|;");
    }
}

TEST_CASE("what is no reply is garbage, and stays so") {
    for (const char* octets :
         {"\r\n", "25\r\n", "abc\r\n", "250x\r\n", "250\tok\r\n", "199 low\r\n", "600 high\r\n",
          "999 high\r\n", "-50 x\r\n", "250-a\r\n251 b\r\n", "250-a\r\n354 b\r\n",
          "250 a\nb\r\n", "250 a\rb\r\n", "250 a\x01\r\n", " 250 a\r\n", "+250 a\r\n",
          "\xef\xbb\xbf"
          "250 a\r\n"}) {
        CAPTURE(octets);
        CHECK(read_all({octets}) == "garbage");
        CHECK(read_all({octets, "250 fine\r\n"}) == "garbage");
    }
    CHECK(read_all({std::string("250 a\0b\r\n", 9)}) == "garbage");
}

TEST_CASE("long lines and endless replies are garbage before they fill the memory") {
    CHECK(read_all({"250 " + std::string(2044, 'a') + "\r\n"}).size() > 2044);
    CHECK(read_all({"250 " + std::string(2045, 'a') + "\r\n"}) == "garbage");
    CHECK(read_all({std::string(2048, '2')}) == "rest");
    CHECK(read_all({std::string(2049, '2')}) == "garbage");
    std::string endless;
    for (int i = 0; i < 128; ++i) endless += "250-x\r\n";
    CHECK(read_all({endless}) == "rest");
    CHECK(read_all({endless + "250 x\r\n"}) == "garbage");
}

TEST_CASE("an enhanced code counts only where its class is that of the reply") {
    const std::pair<const char*, const char*> rows[] = {{"550 5.1.1 no", "5.1.1"},
                                                        {"550 5.1.1", "5.1.1"},
                                                        {"550 4.1.1 no", ""},
                                                        {"550 5.1 no", ""},
                                                        {"550 5.1.1.1 no", ""},
                                                        {"550 5.1.1x no", ""},
                                                        {"550 5.1234.1 no", ""},
                                                        {"550 5.123.456 no", "5.123.456"},
                                                        {"550 5..1 no", ""},
                                                        {"550 no 5.1.1", ""},
                                                        {"250 2.0.0 ok", "2.0.0"},
                                                        {"250 5.0.0 ok", ""},
                                                        {"452-4.2.2 full", ""},
                                                        {"550 5", ""},
                                                        {"550 5.", ""},
                                                        {"550 5.1.", ""}};
    for (const auto& [line, enhanced] : rows) {
        CAPTURE(line);
        const std::string seen = read_all({std::string(line) + "\r\n"});
        if (line[3] == '-')
            CHECK(seen == "rest");
        else
            CHECK(seen.substr(4, seen.find('/', 4) - 4) == enhanced);
    }
}

TEST_CASE("lines that begin with a dot get one more, also across blocks") {
    CHECK(wire("a\r\n") == "a\r\n");
    CHECK(wire(".\r\n") == "..\r\n");
    CHECK(wire("..\r\n.a\r\na.b\r\n") == "...\r\n..a\r\na.b\r\n");
    CHECK(wire("no end") == "no end\r\n");
    CHECK(wire("") == "");
    for (std::size_t before = 65530; before < 65540; ++before) {
        const std::string filler(before, 'a');
        CAPTURE(before);
        CHECK(wire(filler + "\r\n.x\r\n.\r\n") == filler + "\r\n..x\r\n..\r\n");
    }
}

TEST_CASE("a letter that is not fit for the wire is found out") {
    CHECK(flaw_of("a: b\r\n\r\nc\r\n").empty());
    CHECK(flaw_of("") == "the letter is empty");
    CHECK(flaw_of("a\nb\r\n") == "the letter has a bare CR or LF");
    CHECK(flaw_of("a\rb\r\n") == "the letter has a bare CR or LF");
    CHECK(flaw_of("a\r\n\r") == "the letter has a bare CR or LF");
    CHECK(flaw_of("a\r\n.\n") == "the letter has a bare CR or LF");
    CHECK(flaw_of("a\n.\r\n") == "the letter has a bare CR or LF");
    CHECK(flaw_of(std::string("a\0b\r\n", 5)) == "the letter has a NUL");
    CHECK(flaw_of("a\x80\r\n") == "the letter has 8-bit octets");
    CHECK(flaw_of(std::string(998, 'a') + "\r\n").empty());
    CHECK(flaw_of(std::string(999, 'a') + "\r\n") ==
          "the letter has a line of more than 998 octets");
}
