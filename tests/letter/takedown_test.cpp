// The request that an officer sends on to a platform, alone and within her letter.
#include <catch2/catch.hpp>

#include "letter/fixtures.h"

using namespace fixtures;
using redaction::Destination;
using understanding::Language;

namespace {

std::string request_of(const MailText& mail) {
    auto written =
        letter::write_takedown_request(shipped(), sheet(), base::Seconds{19800}, facts(),
                                       redacted(mail, Destination::platform));
    if (!written) FAIL(written.error().what);
    return std::move(written).value();
}

letter::CaseSheet sheet_with_request() {
    auto with = sheet();
    with.takedown_request = request_of(malayalam_mail());
    with.takedown_by = *base::from_rfc3339("2026-11-22T14:50:00Z");
    return with;
}

letter::Letter station_letter(const letter::CaseSheet& with) {
    return must(letter::write_station_letter(shipped(), station_envelope(), with, facts(), {},
                                             redacted(malayalam_mail())));
}

}  // namespace

TEST_CASE("the request to a platform names his links whole and the files, and nothing of her") {
    const std::string request = request_of(malayalam_mail());
    CHECK(differs_from_golden("takedown", request) == "");
    CHECK(request.find("\nhttps://instagram.example/veena.real\n") != std::string::npos);
    CHECK(
        request.find("\n9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n") !=
        std::string::npos);
    for (const char* hidden : {"വീണ", "9000000418", "9000000417", "veena-room", "22 വയസ്സ്",
                               "Kazhakuttam", "7K3M", "husband", "[PHONE", "complaints+"}) {
        CAPTURE(hidden);
        CHECK(request.find(hidden) == std::string::npos);
    }
}

TEST_CASE("where neither a link nor a file is known there is no request") {
    MailText mail;
    mail.body = "He shows my pictures to everybody. His number is 9000000417.";
    mail.found = {{"9000000417", redaction::ValueType::phone, redaction::Role::offender}};
    CHECK(request_of(mail).empty());
    auto with = sheet();
    with.takedown_by = *base::from_rfc3339("2026-11-22T14:50:00Z");
    const auto letter = station_letter(with);
    CHECK(letter.body.find("takedown-request") == std::string::npos);
    CHECK(letter.octets.find("takedown-request") == std::string::npos);
}

TEST_CASE(
    "a link of which nobody knows whose it is waits for the officer, with her word for it") {
    auto mail = malayalam_mail();
    mail.body += "https://pictures.example/p/7\n";
    mail.found.push_back(
        {"https://pictures.example/p/7", redaction::ValueType::url, redaction::Role::unknown});
    CHECK(request_of(mail) == request_of(malayalam_mail()));
    MailText alone;
    alone.body = "They are at https://pictures.example/p/7";
    alone.found = {mail.found.back()};
    CHECK(request_of(alone).find("\n- (the officer writes them here, one to a line)\n") !=
          std::string::npos);
    CHECK(request_of(alone).find("pictures.example") == std::string::npos);

    CHECK_FALSE(letter::has_undecided_links(redacted(malayalam_mail(), Destination::platform)));
    CHECK(letter::has_undecided_links(redacted(mail, Destination::platform)));
    auto with = sheet_with_request();
    CHECK(station_letter(with).body.find("It lacks") == std::string::npos);
    with.takedown_lacks_links = true;
    for (const auto& [language, golden] :
         {std::pair{Language::en, "station_takedown_undecided_en"},
          std::pair{Language::ml, "station_takedown_undecided_ml"},
          std::pair{Language::hi, "station_takedown_undecided_hi"}}) {
        with.language = language;
        const auto body = station_letter(with).body;
        const auto from = body.find("takedown-request.txt");
        CHECK(differs_from_golden(golden,
                                  body.substr(from, body.find("\n\n", from) + 1 - from)) == "");
        CHECK(too_wide_line("Subject: x\n\n" + body) == "");
    }
}

TEST_CASE("no other view of a mail becomes a request to a platform") {
    const auto written =
        letter::write_takedown_request(shipped(), sheet(), base::Seconds{19800}, facts(),
                                       redacted(malayalam_mail(), Destination::station));
    REQUIRE_FALSE(written.ok());
    CHECK(written.error().kind == base::FailureKind::defect);
}

TEST_CASE("the letter of an image case says by when, and carries the request as a file") {
    auto with = sheet_with_request();
    for (const auto& [language, golden] : {std::pair{Language::en, "station_takedown_en"},
                                           std::pair{Language::ml, "station_takedown_ml"},
                                           std::pair{Language::hi, "station_takedown_hi"}}) {
        with.language = language;
        const auto letter = station_letter(with);
        CHECK(differs_from_golden(golden, shown(letter)) == "");
        CHECK(too_wide_line("Subject: x\n\n" + letter.body) == "");
        const auto parts = fixtures::read(letter.octets).parts;
        REQUIRE(parts.size() == 3);
        CHECK(parts[2].header("Content-Disposition") ==
              "attachment; filename=\"takedown-request.txt\"");
        CHECK(without_cr(parts[2].text) == with.takedown_request);
        CHECK(letter.body.find("NOTE TAKEDOWN SENT") != std::string::npos);
    }
}
