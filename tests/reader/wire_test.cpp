#include "reader/wire.h"

#include <catch2/catch.hpp>

#include "base/sha256.h"
#include "base/text.h"
#include "message/mail_json.h"
#include "support/pictures.h"

namespace {

std::string sample_reply() {
    const std::string raw =
        "From: a <a@example.org>\r\nTo: b@example.org\r\nDate: Thu, 1 Jan 2026 00:00:00 "
        "+0000\r\nMessage-ID: <x@y>\r\n"
        "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ntext";
    return reader::encode_reply(message::read_mail(raw, message::Contents::kept));
}

}  // namespace

TEST_CASE("a reply survives the pipe unchanged") {
    const auto mail = reader::decode_reply(sample_reply());
    REQUIRE(mail);
    CHECK(reader::encode_reply(*mail) == sample_reply());
    CHECK(mail->nested.at(0).subject == "inner");
    CHECK(mail->parts.at(0).enclosing_mail == 1);
}

TEST_CASE("a reply that is cut anywhere is nonsense") {
    const std::string whole = sample_reply();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO(size);
        REQUIRE_FALSE(reader::decode_reply(std::string_view(whole).substr(0, size)));
    }
    CHECK_FALSE(reader::decode_reply(whole + '\0'));
}

TEST_CASE("a reply with any octet changed is nonsense or still keeps every promise") {
    const std::string whole = sample_reply();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int change : {1, 0x80, 0xFF}) {
            std::string bent = whole;
            bent[at] = static_cast<char>(bent[at] ^ change);
            const auto mail = reader::decode_reply(bent);
            if (!mail) continue;
            REQUIRE_FALSE(mail->parts.empty());
            REQUIRE(base::is_utf8(message::to_json_line("x", *mail)));
        }
    }
}

TEST_CASE("a count that lies does not make the daemon reserve memory") {
    std::string lie = sample_reply().substr(0, 1) + reader::encode_length(0xFFFFFFFFFFFFULL);
    CHECK_FALSE(reader::decode_reply(lie));
    lie = sample_reply().substr(0, 1) + reader::encode_length(99999) + std::string(1000, '\0');
    CHECK_FALSE(reader::decode_reply(lie));
}

TEST_CASE("lengths go lowest octet first") {
    CHECK(reader::encode_length(0x0102) == std::string("\x02\x01\0\0\0\0\0\0", 8));
    CHECK(reader::decode_length(reader::encode_length(0xFEDCBA9876543210ULL)) ==
          0xFEDCBA9876543210ULL);
}

TEST_CASE("what is asked for has one octet, and no other octet is a question") {
    using message::Contents;
    int known = 0;
    for (int octet = 0; octet < 256; ++octet) {
        const auto contents = reader::decode_contents(static_cast<char>(octet));
        if (!contents) continue;
        ++known;
        CHECK(reader::encode_contents(*contents) == static_cast<char>(octet));
    }
    CHECK(known == 3);
}

TEST_CASE("a stripped picture goes through the pipe; one that no stripping gives is nonsense") {
    message::ParsedMail mail = message::read_mail(
        "From: a@example.org\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n" +
            base::to_base64(pictures::chatty_png()) + "\r\n",
        message::Contents::images);
    const auto sent = [&mail] { return reader::decode_reply(reader::encode_reply(mail)); };
    REQUIRE(sent());
    CHECK(sent()->parts.at(0).stripped == pictures::plain_png());
    message::Leaf& leaf = mail.parts.at(0);
    leaf.stripped = std::string(leaf.size + 2, 'x');
    CHECK_FALSE(sent());
    leaf.stripped = "";
    CHECK_FALSE(sent());
    leaf.stripped = pictures::plain_png();
    leaf.type = "application/pdf";
    CHECK_FALSE(sent());
}
