#include "message/charset.h"

#include <catch2/catch.hpp>

namespace {
std::string text(std::string_view octets, std::string_view label) {
    return message::decode_text(octets, label).text;
}
std::string_view oddity(std::string_view octets, std::string_view label) {
    return message::decode_text(octets, label).oddity;
}
}  // namespace

TEST_CASE("labels mean the larger set behind them") {
    CHECK(text("\x93q\x94", "iso-8859-1") == "\xE2\x80\x9Cq\xE2\x80\x9D");
    CHECK(text("\x93q\x94", "us-ascii") == "\xE2\x80\x9Cq\xE2\x80\x9D");
    CHECK(text("\x81\x30\x84\x36", "gb2312") == "\xC2\xA5");
    CHECK(text("a\\b", "cp949") == "a\\b");
    CHECK(text("\xB0\xA1", "ks_c_5601-1987") == "\xEA\xB0\x80");
    CHECK(text("\x82\xA0\\", "Shift_JIS") == "\xE3\x81\x82\\");
    CHECK(text("\xA4\xA2", "euc-jp") == "\xE3\x81\x82");
    CHECK(text("\xF0\xD2", "koi8-r") == "\xD0\x9F\xD1\x80");
    CHECK(text("\xCF", "win-1251") == "\xD0\x9F");
    CHECK(text("~{VP~}", "hz-gb-2312") == "\xE4\xB8\xAD");
}

TEST_CASE("valid UTF-8 wins over a single-byte label") {
    CHECK(text("\xE0\xB4\x85", "iso-8859-1") == "\xE0\xB4\x85");
    CHECK(oddity("\xE0\xB4\x85", "iso-8859-1") == "wrong_charset");
    CHECK(text("\xE9", "iso-8859-1") == "\xC3\xA9");
}

TEST_CASE("a multibyte label is kept while more letters fit than fail") {
    CHECK(text("\xE0\xB4\x85\xE0\xB4\xA8\xFF", "utf-8") ==
          "\xE0\xB4\x85\xE0\xB4\xA8\xEF\xBF\xBD");
    CHECK(oddity("\xE0\xB4\x85\xE0\xB4\xA8\xFF", "utf-8") == "damaged_text");
    CHECK(text("caf\xE9", "utf-8") == "caf\xC3\xA9");
}

TEST_CASE("unknown and missing labels are UTF-8 if valid, else windows-1252") {
    CHECK(text("\xE0\xB4\x85", "x-mac-devanagari") == "\xE0\xB4\x85");
    CHECK(text("\x80", "unknown-8bit") == "\xE2\x82\xAC");
    CHECK(text("\x80", "") == "\xE2\x82\xAC");
    CHECK(oddity("\xE0\xB4\x85", "no-such-charset") == "unknown_charset");
}

TEST_CASE("UTF-16 is found by its mark, else by its zeros") {
    using namespace std::string_view_literals;
    CHECK(text("\xFF\xFE\x05\x0D"sv, "") == "\xE0\xB4\x85");
    CHECK(text("\x05\x0D \0"sv, "utf-16") == "\xE0\xB4\x85 ");
    CHECK(text("\x0D\x05\0 "sv, "utf-16") == "\xE0\xB4\x85 ");
    CHECK(text("plain", "utf-16") == "plain");
}

TEST_CASE("joiners and chillu letters stay") {
    const std::string_view chillu =
        "\xE0\xB4\xA8\xE0\xB5\x8D\xE2\x80\x8D\xE0\xB5\xBB\xE2\x80\x8C";
    CHECK(text(chillu, "utf-8") == chillu);
    CHECK(text(chillu, "") == chillu);
    CHECK(text("\xEF\xBB\xBF\xE0\xB4\x85", "utf-8") == "\xE0\xB4\x85");
}

TEST_CASE("UTF-7 is read when it is labelled and never guessed") {
    CHECK(text("+DQU-", "utf-7") == "\xE0\xB4\x85");
    CHECK(oddity("+DQU-", "utf-7") == "utf7");
    CHECK(text("+DQU-", "") == "+DQU-");
}
