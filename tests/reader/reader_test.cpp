#include "reader/reader.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "base/sha256.h"
#include "message/mail_json.h"
#include "reader/child.h"

namespace {

std::string mail_with(const std::string& subject, const std::string& body) {
    return "From: \"Anu K\" <anu@example.org>\r\nSubject: " + subject +
           "\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
           "text/plain; charset=utf-8\r\n\r\n" +
           body +
           "\r\n--b\r\nContent-Type: text/html; charset=big5\r\n\r\n<p>\xA4\xA4<!-- c "
           "-->\r\n--b--\r\n";
}

// The first mail of a child is 1, its second 2: what lives in a child ends with it.
message::ParsedMail tell_turn(std::string_view, message::Contents) {
    static int turn = 0;
    message::ParsedMail mail;
    mail.subject = std::to_string(++turn);
    message::Leaf& leaf = mail.parts.emplace_back();
    leaf.type = "text/plain";
    leaf.sha256 = base::sha256_hex("");
    return mail;
}

}  // namespace

TEST_CASE("the jailed reader reads exactly what the message room reads") {
    auto started = reader::Reader::start({});
    REQUIRE(started.ok());
    const std::string raw =
        mail_with("=?utf-8?B?4LSF4LSo4LWB?=", "\xE0\xB4\x85\xE0\xB4\xA8\xE0\xB5\x81");
    const auto mail = (*started)->read(raw, message::Contents::kept);
    REQUIRE(mail.ok());
    const message::ParsedMail direct = message::read_mail(raw, message::Contents::kept);
    CHECK(message::to_json_line("a", *mail) == message::to_json_line("a", direct));
    CHECK(mail->html_text == "\xE4\xB8\xAD");
    CHECK(mail->more_text == direct.more_text);
    CHECK(mail->parts.at(1).size == 15);
    CHECK(mail->has_oddity("html_comment"));
}

TEST_CASE("contents that are not asked for do not cross the pipe") {
    auto started = reader::Reader::start({});
    REQUIRE(started.ok());
    const auto mail = (*started)->read(mail_with("x", "hello"), message::Contents::hashed_only);
    REQUIRE(mail.ok());
    CHECK(mail->parts.at(0).content.empty());
    CHECK(mail->parts.at(0).size == 5);
    CHECK(mail->parts.at(0).sha256 == base::sha256_hex("hello"));
}

TEST_CASE("a mail of 40 MB goes in and comes back whole") {
    auto started = reader::Reader::start({});
    REQUIRE(started.ok());
    std::string raw = "Content-Type: application/octet-stream\n\n";
    const std::size_t size = 40U * 1024 * 1024 - raw.size();
    raw.append(size, '\x01');
    const auto mail = (*started)->read(raw, message::Contents::kept);
    REQUIRE(mail.ok());
    CHECK(mail->unreadable == std::nullopt);
    CHECK(mail->parts.at(0).content == std::string(size, '\x01'));
    raw.append("x");
    const auto larger = (*started)->read(raw, message::Contents::hashed_only);
    REQUIRE(larger.ok());
    CHECK(larger->unreadable == "too_large");
}

TEST_CASE("a child is replaced after its number of mails") {
    reader::ReaderSettings settings;
    settings.processes = 1;
    settings.mails_per_child = 3;
    auto started = reader::start_with(settings, tell_turn);
    REQUIRE(started.ok());
    std::string turns;
    for (int i = 0; i < 7; ++i) {
        const auto mail = (*started)->read("x", message::Contents::kept);
        REQUIRE(mail.ok());
        turns += *mail->subject;
    }
    CHECK(turns == "1231231");
}

TEST_CASE("a fresh child is one that has read nothing, and it reads on afterwards") {
    reader::ReaderSettings settings;
    settings.processes = 1;
    auto started = reader::start_with(settings, tell_turn);
    REQUIRE(started.ok());
    using enum reader::ChildChoice;
    std::string turns;
    for (const auto choice : {fresh, any, any, fresh, fresh, any}) {
        const auto mail = (*started)->read("x", message::Contents::kept, choice);
        REQUIRE(mail.ok());
        turns += *mail->subject;
    }
    CHECK(turns == "123112");
}

TEST_CASE("many threads read at once and each gets its own mail") {
    reader::ReaderSettings settings;
    settings.processes = 3;
    settings.mails_per_child = 7;
    auto started = reader::Reader::start(settings);
    REQUIRE(started.ok());
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 6; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 30; ++i) {
                const std::string subject =
                    "mail " + std::to_string(t) + "/" + std::to_string(i);
                const auto mail = (*started)->read(mail_with(subject, std::string(2000, 'x')),
                                                   message::Contents::kept);
                if (mail && mail->subject == subject) ++right;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(right == 180);
}

TEST_CASE("every fault has a name") {
    CHECK(reader::name_of(reader::ReadFaultKind::killed) == "killed");
    CHECK(reader::name_of(reader::ReadFaultKind::timed_out) == "timed_out");
    CHECK(reader::name_of(reader::ReadFaultKind::nonsense) == "nonsense");
    CHECK(reader::name_of(reader::ReadFaultKind::no_child) == "no_child");
}
