#include "letter/compose.h"

#include <catch2/catch.hpp>

using namespace letter;

namespace {

std::string complaint(const std::string& octets, const Shape& shape) {
    const auto checked = check_octets(octets, shape);
    return checked ? "" : checked.error().what;
}

const Shape one{{"To", "Subject"}, {}, 1};

}  // namespace

TEST_CASE("a header value that could become a header is refused before it is written") {
    const Draft draft{{{"Subject", "x\r\nBcc: a@example.org"}},
                      {{{{"Content-Type", "text/plain"}}, "x\r\n"}},
                      {}};
    const auto composed = compose(draft);
    REQUIRE_FALSE(composed.ok());
    CHECK(composed.error().what == "a letter's header value is empty or not printable ASCII");
}

TEST_CASE("long header values are folded and single") {
    const std::string long_name =
        "\"Women Cell Desk of a District With a Long Name Indeed\" <a@example.org>";
    const auto composed = compose({{{"From", long_name}, {"Subject", "x"}},
                                   {{{{"Content-Type", "text/plain"}}, "x\r\n"}},
                                   {}});
    REQUIRE(composed.ok());
    CHECK(*composed ==
          "From: \"Women Cell Desk of a District With a Long Name "
          "Indeed\"\r\n\t<a@example.org>\r\n"
          "Subject: x\r\nContent-Type: text/plain\r\n\r\nx\r\n");
}

TEST_CASE("the scan of finished octets finds what must not leave") {
    CHECK(complaint("To: a\r\nSubject: b\r\n\r\nx\r\n", one).empty());
    CHECK(complaint("To: a\r\nSubject: b\r\n\r\nx\n\r\n", one) ==
          "a composed letter has a line that is too long or holds a forbidden octet");
    CHECK(complaint("To: a\r\nSubject: b\r\n\r\nx\ry\r\n", one) ==
          "a composed letter has a line that is too long or holds a forbidden octet");
    CHECK(complaint("To: a\r\nSubject: b\r\n\r\n\xC3\xA4\r\n", one) ==
          "a composed letter has a line that is too long or holds a forbidden octet");
    CHECK(complaint("To: a\r\nSubject: b\r\n\r\n" + std::string(999, 'x') + "\r\n", one) ==
          "a composed letter has a line that is too long or holds a forbidden octet");
    CHECK(complaint("To: a\r\nSubject: b\r\nBcc: c\r\n\r\nx\r\n", one) ==
          "a composed letter has other headers than were set");
    CHECK(complaint("To: a\r\n\r\nSubject: b\r\n", one) ==
          "a composed letter has other headers than were set");
    CHECK(complaint("To: a\r\nSubject: b\r\n", one) == "a composed letter has no body");
    CHECK(complaint("To: a\r\nSubject: b\r\n\r\nx", one) ==
          "a composed letter has no line end at its end");
    CHECK(complaint("To: a\r\nSubject: b\r\n \r\n\r\nx\r\n", one) ==
          "a composed letter has a broken header line");
}

TEST_CASE("the scan counts boundaries") {
    const Shape two{{"To"}, "=_b", 2};
    const std::string good = "To: a\r\n\r\n--=_b\r\n\r\nx\r\n--=_b\r\n\r\ny\r\n--=_b--\r\n";
    CHECK(complaint(good, two).empty());
    for (const char* intruder : {"--=_b\r\n", "--=_bc\r\n", "--=_b--\r\n"}) {
        CHECK(complaint(good + intruder, two) ==
              "a composed letter has boundaries where none were set");
    }
}
