// The finished letter, read again by our own reader, holds what was written and nothing of
// hers.
#include <catch2/catch.hpp>

#include "letter/fixtures.h"
#include "message/read_mail.h"
#include "redaction/kit.h"

using namespace fixtures;

namespace {

const std::string words =
    "Sir, my number is 98460 12345. He calls me from 9000000417 and made a fake account\n"
    "https://instagram.example/anitha.thomas.real with my photos. I live near the temple in "
    "Museum.\n"
    "He is my husband and will publish them tonight.\n"
    "|signature|\n"
    "Anitha Thomas\n";

message::ParsedMail read_back(const letter::Letter& letter) {
    return message::read_mail(letter.octets, message::Contents::kept);
}

}  // namespace

TEST_CASE("a letter about a profile in her name passes the search for her name") {
    const kit::Case made = kit::mail_of(words);
    const redaction::Findings findings = kit::findings_of(made);
    const auto done = kit::redacted(made, redaction::Destination::station);
    const auto station = letter::write_station_letter(shipped(), station_envelope(), sheet(),
                                                      made.facts, {}, done.mail);
    REQUIRE(station.ok());
    // It stays whole in evidence.txt and broken in the text: both must be known as decided.
    CHECK(station->body.find("hxxps[:]//instagram[.]example/anitha.thomas.real") !=
          std::string::npos);
    CHECK(fixtures::read(station->octets)
              .parts.at(1)
              .text.find("https://instagram.example/anitha.thomas.real") != std::string::npos);
    CHECK_FALSE(redaction::find_leak(read_back(*station), findings, kit::policy(),
                                     redaction::Destination::station));
    const auto desk =
        letter::write_desk_letter(shipped(), desk_envelope(), sheet(), made.facts, {},
                                  kit::redacted(made, redaction::Destination::desk).mail);
    REQUIRE(desk.ok());
    CHECK_FALSE(redaction::find_leak(read_back(*desk), findings, kit::policy(),
                                     redaction::Destination::desk));
}

TEST_CASE("the search sees her number in a letter that was not covered") {
    const kit::Case made = kit::mail_of(words);
    const redaction::Findings findings = kit::findings_of(made);
    const auto careless = letter::write_station_letter(
        shipped(), station_envelope(), sheet(), made.facts, {}, redacted({"", words, {}, {}}));
    REQUIRE(careless.ok());
    CHECK(redaction::find_leak(read_back(*careless), findings, kit::policy(),
                               redaction::Destination::station) ==
          std::optional<std::string>("body"));
}

TEST_CASE("our reader finds in a letter exactly the parts and texts that were written") {
    const auto written = letter::write_station_letter(shipped(), station_envelope(), sheet(),
                                                      facts(), {}, redacted(malayalam_mail()));
    REQUIRE(written.ok());
    const message::ParsedMail back = read_back(*written);
    CHECK(back.oddities.empty());
    CHECK_FALSE(back.unreadable);
    REQUIRE(back.parts.size() == 2);
    CHECK(back.subject == written->subject);
    CHECK(without_cr(back.text.value_or("")) == written->body);
    CHECK(back.parts[1].filename == std::optional<std::string>("evidence.txt"));
    CHECK(back.message_id == written->message_id);
    CHECK(back.reply_to.at(0).address == "complaints+k7q2mzr5tw3yxa4bcd6efghijk@example.org");
}
