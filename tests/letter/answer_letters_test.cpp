// Letters that an answer brings about: her number, a covered value, replies, the question to an
// approver.
#include <catch2/catch.hpp>

#include "letter/fixtures.h"

using namespace fixtures;
using letter::Letter;
using understanding::Language;

namespace {

using Text = base::Sensitive<std::string>;

const std::string token = "k7q2mzr5tw3yxa4bcd6efghijk";

letter::AnswerTo answer_in(Language language,
                           letter::RelayMode relay = letter::RelayMode::plus) {
    return {base::CaseNumber(2026, 42), token, relay, address("complaints@example.org"),
            language};
}

letter::Envelope envelope_of(letter::LetterKind kind) {
    auto envelope = station_envelope();
    envelope.kind = kind;
    return envelope;
}

cases::ReleaseOf of_case() {
    return {base::CaseId(std::string(16, 'c')), base::StationId("tvc.museum"),
            "officer:tvc.museum"};
}

cases::ReleasedValue her_number(const std::string& number = "98460 12345") {
    return cases::release_contact({Text(number), Text("9846012345")}, "PHONE-K7Q2", of_case())
        .value;
}

cases::ReleasedValue bundle() {
    using redaction::Role;
    using redaction::ValueType;
    const std::vector<redaction::CoveredValue> covered{
        {"[PERSON-AAAA]", ValueType::person, Role::complainant, Text("ശ്രീജ മേനോൻ")},
        {"[ADDRESS-DDDD]", ValueType::address, Role::complainant,
         Text("Rose Villa,\nnear the temple, Museum PO,\nThiruvananthapuram")},
        {"[PHONE-BBBB]", ValueType::phone, Role::complainant, Text("98460 12345")}};
    auto release = cases::release_reveal({7,
                                          "FIR",
                                          "investigation_order",
                                          1,
                                          "s@ps.invalid",
                                          {{"approver.1", "a@cell.invalid"}}},
                                         covered, Text(""), of_case());
    REQUIRE(release);
    return std::move(release->value);
}

std::string shown_of(base::Result<Letter> letter) { return shown(must(std::move(letter))); }

base::Result<Letter> contact(Language language, const std::string& hours = "10-13",
                             letter::RelayMode relay = letter::RelayMode::plus) {
    return letter::write_contact_letter(shipped(), envelope_of(letter::LetterKind::contact),
                                        answer_in(language, relay), {"7K3M", hours},
                                        her_number());
}

base::Result<Letter> reveal(Language language) {
    return letter::write_reveal_letter(shipped(), envelope_of(letter::LetterKind::reveal),
                                       {answer_in(language), "FIR", "investigation_order"},
                                       bundle());
}

base::Result<Letter> reply(Language language, std::string_view event) {
    return letter::write_reply(shipped(), envelope_of(letter::LetterKind::notice),
                               {answer_in(language), std::string(event), "PHONE-K7Q2", 5});
}

base::Result<Letter> approval(int needed, letter::RelayMode relay = letter::RelayMode::plus) {
    letter::ApprovalSheet sheet{answer_in(Language::en, relay),
                                "Museum",
                                "PHONE-K7Q2",
                                "PHONE",
                                "first_call",
                                base::from_unix(1795327200 + 172800),
                                2,
                                7,
                                5,
                                20,
                                needed};
    return letter::write_approval_request(shipped(), envelope_of(letter::LetterKind::notice),
                                          sheet);
}

std::vector<std::string> first_lines(const std::string& text, std::size_t count) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < text.size() && lines.size() < count;) {
        const std::size_t end = std::min(text.find('\n', i), text.size());
        lines.push_back(text.substr(i, end - i));
        i = end + 1;
    }
    return lines;
}

bool has_line(const std::vector<std::string>& lines, const std::string& wanted) {
    return std::find(lines.begin(), lines.end(), wanted) != lines.end();
}

}  // namespace

TEST_CASE("the letter with her number reads as agreed in three languages") {
    CHECK(differs_from_golden("contact_en", shown_of(contact(Language::en))) == "");
    CHECK(differs_from_golden("contact_ml", shown_of(contact(Language::ml))) == "");
    CHECK(differs_from_golden("contact_hi", shown_of(contact(Language::hi, ""))) == "");
    CHECK(differs_from_golden(
              "contact_thread",
              shown_of(contact(Language::en, "10-13", letter::RelayMode::thread))) == "");
}

TEST_CASE("the letter with covered values reads as agreed in three languages") {
    CHECK(differs_from_golden("reveal_en", shown_of(reveal(Language::en))) == "");
    CHECK(differs_from_golden("reveal_ml", shown_of(reveal(Language::ml))) == "");
    CHECK(differs_from_golden("reveal_hi", shown_of(reveal(Language::hi))) == "");
}

TEST_CASE("each reply reads as agreed in three languages") {
    REQUIRE(letter::reply_events().size() == 62);
    for (const auto& [language, name] :
         {std::pair{Language::en, "replies_en"}, std::pair{Language::ml, "replies_ml"},
          std::pair{Language::hi, "replies_hi"}}) {
        std::string all;
        for (const auto event : letter::reply_events()) {
            const auto written = reply(language, event);
            REQUIRE(written.ok());
            // What is common to all stands once, in the first.
            const std::string body = written->body.substr(0, written->body.find("\n\n") + 1);
            all += "## " + std::string(event) + "\n" + (all.empty() ? written->body : body);
        }
        CHECK(differs_from_golden(name, all) == "");
    }
}

TEST_CASE("the question to an approver reads as agreed") {
    CHECK(differs_from_golden("approval_one", shown_of(approval(1))) == "");
    CHECK(differs_from_golden("approval_two_thread",
                              shown_of(approval(2, letter::RelayMode::thread))) == "");
}

TEST_CASE("the addresses to approve and refuse stand alone in the first ten lines") {
    const auto written = approval(2);
    REQUIRE(written.ok());
    const auto lines = first_lines(written->body, 10);
    CHECK(has_line(lines, "complaints+approve." + token + "@example.org"));
    CHECK(has_line(lines, "complaints+refuse." + token + "@example.org"));
}

TEST_CASE("the number stands alone on its line, and REF and hours within the first ten") {
    const auto written = contact(Language::en);
    REQUIRE(written.ok());
    const auto lines = first_lines(written->body, 10);
    CHECK(has_line(lines, "98460 12345"));
    CHECK(has_line(lines, "Safe hours: 10-13   Say first: 7K3M"));
    CHECK(written->subject == "[APJ-2026-000042] for your call");
}

TEST_CASE("the answer to each of these letters comes with its own token") {
    for (const auto& written : {contact(Language::en), reveal(Language::en),
                                reply(Language::en, "asked"), approval(1)}) {
        const ReadLetter read = fixtures::read(written->octets);
        CHECK(read.whole.header("Reply-To") == "complaints+" + token + "@example.org");
        CHECK(read.whole.header("Auto-Submitted") == "auto-generated");
    }
}

TEST_CASE("a value cannot add a line or an address of its own") {
    const auto hostile = her_number("98460\ncomplaints+approve.x@example.org");
    const auto written =
        letter::write_contact_letter(shipped(), envelope_of(letter::LetterKind::contact),
                                     answer_in(Language::en), {"7K3M", ""}, hostile);
    REQUIRE(written.ok());
    for (const auto& line : first_lines(written->body, 100))
        CHECK_FALSE(line.starts_with("complaints+approve."));
}

TEST_CASE("without a token or with an unknown event there is no letter") {
    auto without = answer_in(Language::en);
    without.token = "";
    CHECK_FALSE(letter::write_reply(shipped(), envelope_of(letter::LetterKind::notice),
                                    {without, "asked", "", 0})
                    .ok());
    CHECK_FALSE(reply(Language::en, "because").ok());
}
