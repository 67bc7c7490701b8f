#include <catch2/catch.hpp>

#include "letter/letter.h"

using letter::Address;

TEST_CASE("an ordinary address is taken as written, its domain in lower case") {
    const auto made = Address::make("SHO.Museum+k7@TVC.ps.invalid");
    REQUIRE(made.ok());
    CHECK(made->str() == "SHO.Museum+k7@TVC.ps.invalid");
    CHECK(made->domain() == "tvc.ps.invalid");
}

TEST_CASE("an address that could break a header or an SMTP command is refused") {
    const std::string nul("a\0b@example.org", 15);
    for (const std::string& bad :
         {std::string("a@example.org\r\nBcc: b@example.org"), std::string("a b@example.org"),
          std::string("a@b@example.org"), std::string("example.org"),
          std::string("@example.org"), std::string("a@"), std::string(""),
          std::string("<a@example.org>"), std::string("a@example..org"), std::string("a@.org"),
          std::string("\"a b\"@example.org"), std::string("a,b@example.org"),
          std::string("a@example.org "), std::string("a\t@example.org"),
          std::string("a@[127.0.0.1]"), std::string("വീണ@example.org"),
          std::string(65, 'a') + "@example.org", nul}) {
        const auto made = Address::make(bad);
        CAPTURE(bad);
        REQUIRE_FALSE(made.ok());
        // and its text, which may be hers, is not repeated
        CHECK(made.error().what == "not a mail address we can write to");
    }
}

TEST_CASE("every kind of letter has a name, and the name finds it again") {
    int count = 0;
    for (const char* name : {"station", "desk", "acknowledgement", "relay", "notice",
                             "transcript", "status", "reminder", "digest", "assist", "handover",
                             "drill", "reveal", "contact", "checkpoint", "alarm"}) {
        const auto kind = letter::letter_kind(name);
        REQUIRE(kind);
        CHECK(letter::name_of(*kind) == name);
        ++count;
    }
    CHECK(count == 16);
    CHECK_FALSE(letter::letter_kind("letter"));
}
