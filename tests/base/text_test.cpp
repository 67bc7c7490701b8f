#include "base/text.h"

#include <catch2/catch.hpp>

#include "base/sha256.h"

TEST_CASE("UTF-8 goes to code points and back unchanged") {
    const std::string text = "കഴക്കൂട്ടത്ത് नमस्ते a\xF0\x9F\x99\x82";
    REQUIRE(base::to_utf8(base::to_code_points(text)) == text);
    REQUIRE(base::count_code_points("ab\xF0\x9F\x99\x82") == 3);
}

TEST_CASE("overlong forms, surrogates and cut sequences are not UTF-8") {
    for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE0\xB4", "\x80"}) {
        REQUIRE_FALSE(base::is_utf8(bad));
    }
    REQUIRE(base::to_code_points("a\xFFz") == U"a\uFFFDz");
}

TEST_CASE("base64, base32 and hex follow RFC 4648") {
    REQUIRE(base::to_base64("foobar") == "Zm9vYmFy");
    REQUIRE(base::to_base64("fooba") == "Zm9vYmE=");
    REQUIRE(base::to_base32("foobar") == "mzxw6ytboi");
    REQUIRE(base::to_hex(std::string("\x00\xff", 2)) == "00ff");
}

TEST_CASE("SHA-256 of abc is the one of FIPS 180-4") {
    REQUIRE(base::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
