#include "message/tnef.h"

#include <catch2/catch.hpp>

#include "message/rtf_text.h"
#include "message/tnef_stream.h"

TEST_CASE("the compressed RTF of MS-OXRTFCP 4.1 unpacks as printed there") {
    using namespace std::string_view_literals;
    const auto rtf = message::unpack_rtf(
        "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72"
        "\x63\x70\x67\x31\x32\x35"
        "\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0"sv);
    REQUIRE(rtf);
    CHECK(*rtf == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    CHECK(message::rtf_to_text(*rtf) == "hello world");
}

TEST_CASE("text comes out of RTF, markup does not") {
    CHECK(message::rtf_to_text("{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 "
                               "Arial;}}\\'cf\\'f0\\par\\tab x\\{y\\}}") ==
          "\xD0\x9F\xD1\x80\n\tx{y}");
    CHECK(message::rtf_to_text(
              "{\\rtf1\\uc1\\u3333?\\u-10179?\\u-8704?{\\*\\unknown gone}kept}") ==
          "\xE0\xB4\x85\xF0\x9F\x98\x80kept");
    CHECK(message::rtf_to_text("{\\rtf1\\fromhtml1 {\\*\\htmltag84 <b>}bold{\\*\\htmltag92 "
                               "</b>}\\htmlrtf twice\\htmlrtf0 .}") == "bold.");
    CHECK(message::rtf_to_text("no rtf at all") == "no rtf at all");
    CHECK(message::rtf_to_text("{\\rtf1 " + std::string(100000, '{') + "deep") == "deep");
    CHECK(message::rtf_to_text("{\\rtf1 \\") == "");
}

TEST_CASE("a damaged winmail.dat is not opened") {
    using namespace std::string_literals;
    CHECK_FALSE(message::read_tnef("").opened);
    CHECK_FALSE(message::read_tnef("\x78\x9f\x3e\x22\x01\x00"s).opened);
    const std::string one =
        "\x78\x9f\x3e\x22\x01\x00\x01\x04\x80\x01\x00\x03\x00\x00\x00hi\0\xd1\x00"s;
    CHECK(message::read_tnef(one).texts == std::vector<std::string>{"hi"});
    CHECK(message::read_tnef(one).opened);
    for (std::size_t size = 6; size < one.size(); ++size)
        CHECK_FALSE(message::read_tnef(one.substr(0, size)).opened);
    std::string bent = one;
    bent[15] = 'k';
    CHECK_FALSE(message::read_tnef(bent).opened);
}

TEST_CASE("property lists that lie about their counts are refused") {
    std::vector<message::MapiProperty> properties;
    CHECK_FALSE(message::read_mapi_properties("\xFF\xFF\xFF\xFF", properties));
    CHECK_FALSE(message::read_mapi_properties(
        std::string("\x01\0\0\0\x1F\0\0\x10\xFF\xFF\xFF\x7F", 12), properties));
    CHECK_FALSE(
        message::read_mapi_properties(std::string("\x01\0\0\0\x02\0\0\x80", 8), properties));
}
