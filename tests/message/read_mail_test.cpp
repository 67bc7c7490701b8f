#include "message/read_mail.h"

#include <catch2/catch.hpp>
#include <ctime>
#include <string>

#include "base/text.h"
#include "message/mail_json.h"

namespace {

message::ParsedMail read(const std::string& raw) {
    return message::read_mail(raw, message::Contents::kept);
}

std::string types(const message::ParsedMail& mail) {
    std::string out;
    for (const message::Leaf& leaf : mail.parts) out += leaf.type + " ";
    return out;
}

// CPU time: other programs of the machine do not count.
double seconds_to_read(const std::string& raw) {
    const std::clock_t begin = std::clock();
    const message::ParsedMail mail = read(raw);
    REQUIRE_FALSE(mail.parts.empty());
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("the smallest mail that crashes mimetic is a mail") {
    const message::ParsedMail mail = read("To: g:\r\n\r\nx");
    CHECK(mail.text == "x");
    CHECK(mail.to.empty());
    CHECK(mail.unreadable == std::nullopt);
}

TEST_CASE("a multipart of 55 octets has one empty part") {
    const message::ParsedMail mail =
        read("Content-Type: multipart/mixed; boundary=a\n\n--a\n\n\r\n--a--");
    CHECK(types(mail) == "text/plain ");
    CHECK(mail.text == "");
}

TEST_CASE("200,000 levels of nesting are told and not entered") {
    std::string mails;
    for (int i = 0; i < 200000; ++i) mails += "Content-Type: message/rfc822\n\n";
    CHECK(read(mails).unreadable == "too_deep");
    std::string parts;
    for (int i = 0; i < 200000; ++i)
        parts += "Content-Type: multipart/mixed; boundary=" + std::to_string(i) + "\n\n--" +
                 std::to_string(i) + "\n";
    const message::ParsedMail mail = read(parts);
    CHECK(mail.unreadable == "too_deep");
    CHECK(types(mail) == "application/octet-stream ");
    CHECK(mail.parts[0].content == parts);
    CHECK(seconds_to_read(parts) < 1.0);
}

TEST_CASE("a million parts are told and not listed") {
    std::string raw = "Subject: many\nContent-Type: multipart/mixed; boundary=a\n\n";
    for (int i = 0; i < 1000000; ++i) raw += "--a\n\n\n";
    const message::ParsedMail mail = read(raw);
    CHECK(mail.unreadable == "too_many_parts");
    CHECK(mail.subject == "many");
    CHECK(seconds_to_read(raw) < 1.0);
}

TEST_CASE("a header line of 20 MB is told within a second") {
    const std::string raw = "Subject: x\nTo: " + std::string(20U << 20U, 'a') + "\n\nbody";
    CHECK(read(raw).unreadable == "header_too_large");
    CHECK(seconds_to_read(raw) < 1.0);
}

TEST_CASE("a header of 135 KB is read") {
    const std::string raw =
        "To: " + std::string(135000, 'a') + "@example.org\nSubject: s\n\nbody";
    const message::ParsedMail mail = read(raw);
    CHECK(mail.unreadable == std::nullopt);
    CHECK(mail.subject == "s");
}

TEST_CASE("text after an early padding of base64 is seen") {
    const message::ParsedMail mail = read(
        "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n\n-- \nlist "
        "footer\n");
    CHECK(mail.text == "hello");
    CHECK(mail.more_text == std::vector<std::string>{"-- \nlist footer\n"});
    CHECK(mail.has_oddity("text_after_base64"));
}

TEST_CASE("NUL octets cut nothing off") {
    using namespace std::string_literals;
    const message::ParsedMail mail = read("Subject: a\0b\nX: y\n\nc\0d"s);
    CHECK(mail.subject == "a\0b"s);
    CHECK(mail.text == "c\0d"s);
    CHECK(mail.has_oddity("nul_octet"));
    CHECK(mail.unreadable == std::nullopt);
}

TEST_CASE("a mail inside a mail under base64 is entered") {
    const message::ParsedMail mail = read(
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: "
        "base64\n\nU3ViamVjdDogaW4KCnRleHQ=\n");
    REQUIRE(mail.nested.size() == 1);
    CHECK(mail.nested[0].subject == "in");
    CHECK(types(mail) == "text/plain ");
    CHECK(mail.text == "text");
    CHECK(mail.parts[0].enclosing_mail == 1);
    CHECK(mail.unreadable == std::nullopt);
}

TEST_CASE("the members of a digest are mails by default") {
    const message::ParsedMail mail = read(
        "Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: "
        "one\n\nfirst\n--d\n\nSubject: two\n\nsecond\n--d--\n");
    REQUIRE(mail.nested.size() == 2);
    CHECK(mail.nested[1].subject == "two");
    CHECK(mail.text == "first");
    CHECK(mail.more_text == std::vector<std::string>{"second"});
    CHECK(mail.unreadable == std::nullopt);
}

TEST_CASE("a part that begins with text keeps it") {
    const message::ParsedMail mail = read(
        "Content-Type: multipart/mixed; boundary=a\n\n--a\nno header here\nsecond "
        "line\n\nlast\n--a--\n");
    CHECK(mail.text == "no header here\nsecond line\n\nlast");
    CHECK(mail.has_oddity("part_without_header"));
    CHECK(mail.unreadable == std::nullopt);
}

TEST_CASE("a boundary that never comes leaves one text with everything") {
    const message::ParsedMail mail =
        read("Content-Type: multipart/mixed; boundary=a\n\nall\n--b\nof it\n");
    CHECK(types(mail) == "text/plain ");
    CHECK(mail.text == "all\n--b\nof it\n");
    CHECK(mail.has_oddity("no_boundary"));
    CHECK(mail.unreadable == std::nullopt);
}

TEST_CASE("line ends of old machines are understood") {
    CHECK(read("Subject: a\r\rbody\rtwo").text == "body\ntwo");
    CHECK(read("Subject: a\r\r\n\r\r\nbody\r\r\n").text == "body\r\n");
    CHECK(read("Subject: a\n\none\rtwo").text == "one\rtwo");
    CHECK(read("\xEF\xBB\xBF\n\n>From x\nSubject: a\n\nbody").subject == "a");
}

TEST_CASE("encrypted mails are for a person") {
    CHECK(read("Content-Type: application/pkcs7-mime; name=smime.p7m\n\nabc").unreadable ==
          "encrypted");
    CHECK(
        read("Content-Type: multipart/encrypted; boundary=a\n\n--a\n\nx\n--a--\n").unreadable ==
        "encrypted");
    CHECK(read("\n-----BEGIN PGP MESSAGE-----\nx\n").unreadable == "encrypted");
}

TEST_CASE("only texts of one and the same mail are two readings of it") {
    const std::string plain =
        "Content-Type: text/plain\n\nHe waits outside the office gate every evening since "
        "Monday "
        "with three friends\n";
    const std::string html =
        "Content-Type: text/html\n\n<p>Summer offers: shoes, sandals, slippers, leather boots, "
        "laces, socks, polish</p>\n";
    const std::string head = "Content-Type: multipart/alternative; boundary=b\n\n--b\n";
    const auto unlike = [](const message::ParsedMail& mail) {
        return mail.has_oddity("plain_unlike_html");
    };
    CHECK(unlike(read(head + plain + "--b\n" + html + "--b--\n")));
    CHECK_FALSE(
        unlike(read(head + plain + "--b\nContent-Type: message/rfc822\n\nFrom: a@b.example\n" +
                    html + "--b--\n")));
}

TEST_CASE("json is one line of valid UTF-8 in the agreed shape") {
    const message::ParsedMail mail = read(
        "From: Anu <anu@example.org>\nSubject: caf\xE9\nMessage-ID: <a@b>\nIn-Reply-To: <c@d>\n"
        "Date: Sun, 22 Nov 2026 10:30:00 +0530\n\nhello\n");
    CHECK(message::to_json_line("a\xFF.eml", mail) ==
          "{\"file\":\"a\xEF\xBF\xBD.eml\",\"subject\":\"caf\xC3\xA9\",\"from\":{\"name\":"
          "\"Anu\",\"address\":\"anu@example.org\"},"
          "\"message_id\":\"a@b\",\"in_reply_to\":[\"c@d\"],\"references\":[],\"date\":\"2026-"
          "11-22T05:00:00Z\","
          "\"parts\":[{\"type\":\"text/"
          "plain\",\"filename\":null,\"b64\":\"aGVsbG8K\"}],\"text\":\"hello\\n\",\"html\":"
          "null}");
}
