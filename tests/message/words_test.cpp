#include "message/words.h"

#include <catch2/catch.hpp>

namespace {
std::string decoded(std::string_view raw) { return message::decode_header_text(raw).text; }
}  // namespace

TEST_CASE("octets of neighbouring words are joined before they are converted") {
    // U+0D05 U+0D28 U+0D41 cut after every octet.
    CHECK(decoded("=?utf-8?Q?=E0?= =?utf-8?Q?=B4=85=E0?=\r\n =?UTF-8?B?tKg=?= "
                  "=?utf-8?q?=e0=b5=81?=") == "\xE0\xB4\x85\xE0\xB4\xA8\xE0\xB5\x81");
}

TEST_CASE("padding in a middle word does not end the subject") {
    CHECK(decoded("=?UTF-8?B?4LSF4A==?= =?UTF-8?B?tKjg?= =?UTF-8?B?tYE=?=") ==
          "\xE0\xB4\x85\xE0\xB4\xA8\xE0\xB5\x81");
}

TEST_CASE("white space vanishes between words only") {
    CHECK(decoded("=?utf-8?q?a?= \t =?utf-8?q?b?=") == "ab");
    CHECK(decoded("=?utf-8?q?a?= b =?utf-8?q?c?=") == "a b c");
    CHECK(decoded("x =?utf-8?q?a_b?= y") == "x a b y");
    CHECK(decoded("=?utf-8?q?a?= =?iso-8859-1?q?=E9?=") == "a\xC3\xA9");
}

TEST_CASE("words as programs really write them are decoded") {
    CHECK(decoded("Re:=?utf-8*ml?q?=E0=B4=85?=x") == "Re:\xE0\xB4\x85x");
    CHECK(decoded("=?utf-8?Q?with a blank?=") == "with a blank");
    CHECK(decoded("=?utf-8?Q?"
                  "?= =?utf-8?B?"
                  "?=end") == "end");
    CHECK(decoded("=?utf-8?Q?bad=zz=4?=") == "bad=zz=4");
    CHECK(decoded("(=?utf-8?Q?in_comment?=) \"=?utf-8?Q?quoted?=\"") ==
          "(in comment) \"quoted\"");
    CHECK(decoded("=?us-ascii?Q?=E0=B4=85?=") == "\xE0\xB4\x85");
    CHECK(decoded("=?iso-2022-jp?B?GyRCJCIbKEI=?=") == "\xE3\x81\x82");
}

TEST_CASE("what cannot be decoded is shown as it stands") {
    CHECK(decoded("=?x-none?Q?=E9?= ok") == "=?x-none?Q?=E9?= ok");
    CHECK(decoded("=?utf-8?X?abc?=") == "=?utf-8?X?abc?=");
    CHECK(decoded("=?utf-8?B?a b*c?=") == "=?utf-8?B?a b*c?=");
    CHECK(decoded("=?utf-8?Q?never closed") == "=?utf-8?Q?never closed");
    CHECK(message::decode_header_text("=?x-none?Q?=E9?=").bad_word);
}

TEST_CASE("raw eight-bit letters are UTF-8, else windows-1252") {
    CHECK(decoded("\xE0\xB4\x85") == "\xE0\xB4\x85");
    CHECK(decoded("caf\xE9 \x93x\x94") == "caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D");
    CHECK(message::decode_header_text("\xE0\xB4\x85").raw_eight_bit);
}

TEST_CASE("folding goes, blanks stay") { CHECK(decoded(" a\r\n b\n\tc ") == "a b\tc"); }
