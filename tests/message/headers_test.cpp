#include <catch2/catch.hpp>

#include "base/instant.h"
#include "message/addresses.h"
#include "message/ids_and_dates.h"
#include "message/parameters.h"

namespace {

std::string shown(std::string_view raw) {
    std::string out;
    for (const message::Mailbox& mailbox : message::parse_addresses(raw).mailboxes) {
        out += "[" + mailbox.name.value_or("-") + "|" + mailbox.address.value_or("-") + "]";
    }
    return out;
}

std::string date(std::string_view raw) {
    const auto at = message::parse_date(raw);
    return at ? base::to_rfc3339(*at) : "null";
}

std::string file(std::string_view raw) {
    return message::find_file_name(message::parse_parameterized(raw), "filename")
        .value_or("null");
}

}  // namespace

TEST_CASE("addresses are read as people write them") {
    CHECK(shown("Anu <anu@example.org>") == "[Anu|anu@example.org]");
    CHECK(shown("Anu, K <x@example.org>") == "[Anu, K|x@example.org]");
    CHECK(shown("Anu K. <x@example.org>, b@example.org") ==
          "[Anu K.|x@example.org][-|b@example.org]");
    CHECK(shown("\"K, Anu\" <x@example.org>") == "[K, Anu|x@example.org]");
    CHECK(shown("x@example.org (Anu K)") == "[Anu K|x@example.org]");
    CHECK(shown("\"Anu\" <x@example.org> (office)") == "[Anu|x@example.org]");
    CHECK(shown("undisclosed-recipients:") == "");
    CHECK(shown("undisclosed-recipients:;") == "");
    CHECK(shown("g: Anu <a@example.org>, b@example.org; c@example.org") ==
          "[Anu|a@example.org][-|b@example.org][-|c@example.org]");
    CHECK(shown("MAILER-DAEMON") == "[-|MAILER-DAEMON]");
    CHECK(shown("<>") == "[-|-]");
    CHECK(shown("Mail System <>") == "[Mail System|-]");
    CHECK(shown("user @ example . org") == "[-|user@example.org]");
    CHECK(shown("Anu anu@example.org") == "[Anu|anu@example.org]");
    CHECK(shown("<@a.test,@b.test:x@example.org>") == "[-|x@example.org]");
    CHECK(shown("\"a b\"@example.org") == "[-|\"a b\"@example.org]");
    CHECK(shown("Anu <x@example.org") == "[Anu|x@example.org]");
    CHECK(shown("\"Anu <x@example.org>") == "[\"Anu|x@example.org]");
    CHECK(shown("") == "");
}

TEST_CASE("names are decoded wherever the words stand") {
    CHECK(shown("=?utf-8?B?4LSF4A==?= =?utf-8?B?tKg=?= <a@example.org>") ==
          "[\xE0\xB4\x85\xE0\xB4\xA8|a@example.org]");
    CHECK(shown("\"=?utf-8?Q?=E0=B4=85?=\" <a@example.org>") == "[\xE0\xB4\x85|a@example.org]");
    CHECK(shown("a@example.org (=?utf-8?Q?=E0=B4=85?=)") == "[\xE0\xB4\x85|a@example.org]");
    CHECK(shown("=?utf-8?Q?K,_Anu?= <a@example.org>") == "[K, Anu|a@example.org]");
    CHECK(shown("\xE0\xB4\x85 <a@example.org>") == "[\xE0\xB4\x85|a@example.org]");
    CHECK(shown("=?utf-8?Q?A(b)?= <a@example.org>") == "[A(b)|a@example.org]");
}

TEST_CASE("a list of 100,000 recipients is read up to the limit and at once") {
    std::string list;
    for (int i = 0; i < 100000; ++i) list += "a@example.org, ";
    CHECK(message::parse_addresses(list).mailboxes.size() == 10000);
}

TEST_CASE("dates of real mail become the moment they mean") {
    CHECK(date("Thu, 22 May 2003 10:30:00 +0530") == "2003-05-22T05:00:00Z");
    CHECK(date("22 May 03 10:30 GMT") == "2003-05-22T10:30:00Z");
    CHECK(date("Thu, 22 May 2003 10:30:00 (a (nested) comment) EST (x)") ==
          "2003-05-22T15:30:00Z");
    CHECK(date("Thu May 22 10:30:00 2003") == "2003-05-22T10:30:00Z");
    CHECK(date("Thu May 22 10:30:00 PST 2003") == "2003-05-22T18:30:00Z");
    CHECK(date("22 May 2003 10:30:00 XYZZY") == "2003-05-22T10:30:00Z");
    CHECK(date("22-May-2003 10:30:00 IST") == "2003-05-22T05:00:00Z");
    CHECK(date("Thu, 22 May 2003 10:30:00 GMT+0530") == "2003-05-22T05:00:00Z");
    CHECK(date("2003-05-22T10:30:00Z") == "2003-05-22T10:30:00Z");
    CHECK(date("Mon, 31 Dec 99 23:59:60 -0000") == "2000-01-01T00:00:00Z");
    CHECK(date("Thu, 32 May 2003 10:30:00 +0530") == "null");
    CHECK(date("Sat, 29 Feb 2003 10:30:00 +0530") == "null");
    CHECK(date("22 May 2003 25:30:00 +0000") == "null");
    CHECK(date("yesterday") == "null");
    CHECK(date("") == "null");
}

TEST_CASE("ids are what stands between brackets") {
    using Ids = std::vector<std::string>;
    CHECK(message::parse_ids("<a@b> <c@d>") == Ids{"a@b", "c@d"});
    CHECK(message::parse_ids(" <a @\r\n b>") == Ids{"a@b"});
    CHECK(message::parse_ids("Your mail <a@b> of Monday") == Ids{"a@b"});
    CHECK(message::parse_ids("a@b") == Ids{"a@b"});
    CHECK(message::parse_ids("Your mail of Monday").empty());
    CHECK(message::parse_ids("<>").empty());
}

TEST_CASE("file names come in all the ways of RFC 2231 and RFC 2047") {
    CHECK(file("attachment; filename=a.txt") == "a.txt");
    CHECK(file("attachment; filename=\"a \\\"b\\\".txt\"") == "a \"b\".txt");
    CHECK(file("attachment; filename=two words.txt; size=3") == "two words.txt");
    CHECK(file("attachment; filename*=utf-8'ml'%E0%B4%85.txt") == "\xE0\xB4\x85.txt");
    CHECK(file("attachment; filename*1*=%B4%85.txt; filename*0*=UTF-8''%E0") ==
          "\xE0\xB4\x85.txt");
    CHECK(file("attachment; filename*0=\"100%25\"; filename*1*=%41; filename*3=x") ==
          "100%25A");
    CHECK(file("attachment; filename*0*=utf-8''a; filename*999999999999=x") == "a");
    CHECK(file("attachment; filename=plain.txt; filename*=utf-8''starred.txt") ==
          "starred.txt");
    CHECK(
        file(
            "attachment; filename=\"=?utf-8?B?4LSF4A==?= =?utf-8?B?tKgu?= =?utf-8?Q?txt?=\"") ==
        "\xE0\xB4\x85\xE0\xB4\xA8.txt");
    CHECK(file("attachment; filename==?utf-8?Q?a_b?=.txt") == "a b.txt");
    CHECK(file("attachment; filename=\"..\\..\\x/y\"") == "..\\..\\x/y");
    CHECK(file("attachment; filename=\"\xE0\xB4\x85.txt\"") == "\xE0\xB4\x85.txt");
    CHECK(file("attachment") == "null");
}

TEST_CASE("types and encodings lose comments and keep what counts") {
    CHECK(message::parse_parameterized("Text/Plain (a comment); charset=\"utf-8\"").value ==
          "text/plain");
    const auto value = message::parse_parameterized("text/html charset=utf-8 name=x");
    CHECK(value.value == "text/html");
    CHECK(message::find_parameter(value, "charset") == "utf-8");
    CHECK(message::find_parameter(
              message::parse_parameterized("multipart/mixed; boundary*=us-ascii''a%3Db"),
              "boundary") == "a=b");
    CHECK(message::parse_transfer_encoding(" BASE64 (x)") == message::TransferEncoding::base64);
    CHECK(message::parse_transfer_encoding("quoted- printable") ==
          message::TransferEncoding::quoted_printable);
    CHECK(message::parse_transfer_encoding("x-unknown") == message::TransferEncoding::unknown);
}
