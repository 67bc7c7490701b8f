#include <catch2/catch.hpp>
#include <set>

#include "base/text.h"
#include "letter/fixtures.h"

using namespace fixtures;

namespace {

const std::vector<std::string>& hostile_texts() {
    static const std::vector<std::string> texts = [] {
        std::string marks = "x";
        for (int i = 0; i < 5000; ++i) marks += "\u0301";
        std::string shaped = "ന്";
        for (int i = 0; i < 5000; ++i) shaped += "\u200D";
        return std::vector<std::string>{
            "a\r\nBcc: spy@example.com\r\n\r\nnew body",
            "\r\n.\r\nMAIL FROM:<x@example.com>\r\n",
            "\n.\n..\n.\r.\n",
            std::string("nul\0nul\r\n\0", 10),
            "From spy@example.com Sun Nov 22\nFrom: x@example.com\n",
            "--=_mv6ok3tkq2zj5k4c7d4w6yq5pa\r\nContent-Type: text/html\r\n\r\n<script>\r\n"
            "--=_mv6ok3tkq2zj5k4c7d4w6yq5pa--\r\n",
            std::string(100000, 'A'),
            std::string(100000, '='),
            std::string(30000, ' ') + "x",
            "\u202Etxt.exe\u202C \u200F\u200E \u2066x\u2069 \uFEFF\u200B",
            "=?utf-8?B?QmNjOiB4?= =?utf-8?Q?=0D=0ABcc:_x?=",
            "{{ref}} {{#text}}{{/text}} {{{case}}} {{=<% %>=}}",
            "| Subject: fake\nHOW TO ANSWER\ncomplaints+received.aaaa@example.com\n-- \nsig",
            "\xFF\xFE\xC3\x28 broken \xED\xA0\x80",
            marks,
            shaped,
            "<a href=https://evil.example>x</a> \"; boundary=\"b\" \\ ' `id` $(id)",
            "\u2028\u2029\u0085\v\f\x1b[2J\a"};
    }();
    return texts;
}

// No header, no part and no line of ours comes from outside.
void check_letter(const letter::Letter& letter, std::size_t headers, std::size_t parts) {
    const ReadLetter read = fixtures::read(letter.octets);
    CHECK(read.whole.headers.size() == headers);
    CHECK(read.parts.size() == parts);
    CHECK(read.whole.header("Bcc").empty());
    CHECK(letter.subject.find('\n') == std::string::npos);
    CHECK(decode_words(read.whole.header("Subject")) == letter.subject);
    const std::string& text = parts == 0 ? read.whole.text : read.parts[0].text;
    CHECK(without_cr(text) == letter.body);
    CHECK(base::is_utf8(letter.body));
    CHECK(letter.body.find("://") == std::string::npos);
    CHECK(letter.body.find("\u202E") == std::string::npos);
    CHECK(letter.octets.find("\r\n.") == std::string::npos);
    CHECK(letter.octets.find("\nFrom ") == std::string::npos);
}

// The body without its quotations.
std::string own_lines_of(const std::string& body) {
    std::string own;
    for (std::size_t i = 0; i < body.size();) {
        const std::size_t end = body.find('\n', i) + 1;
        if (body[i] != '|') own += body.substr(i, end - i);
        i = end;
    }
    return own;
}

message::Leaf hostile_file(const std::string& text) {
    message::Leaf file;
    file.type = text;
    file.filename = text;
    file.disposition = message::Disposition::attachment;
    file.size = 1;
    file.sha256 = text;
    return file;
}

// Hostile words replace the body that held the evidence: one more keeps the second part there.
MailText with_words(const std::string& subject, const std::string& body) {
    MailText mail = malayalam_mail();
    mail.subject = subject;
    mail.body = body + "\n" + malayalam_mail().body;
    return mail;
}

}  // namespace

TEST_CASE("hostile words of a mail become quoted lines and nothing else") {
    MailText plain = malayalam_mail();
    const auto expected = letter::write_station_letter(shipped(), station_envelope(), sheet(),
                                                       facts(), {}, redacted(plain));
    REQUIRE(expected.ok());
    REQUIRE(hostile_texts().size() == 18);
    for (const std::string& text : hostile_texts()) {
        CAPTURE(text.substr(0, 60));
        const MailText mail = with_words(text, text);
        const auto written = letter::write_station_letter(shipped(), station_envelope(),
                                                          sheet(), facts(), {}, redacted(mail));
        REQUIRE(written.ok());
        check_letter(*written, 9, 2);
        CHECK(own_lines_of(written->body) == own_lines_of(expected->body));
    }
}

TEST_CASE("hostile names, facts and evidence stay inside their lines") {
    for (const std::string& text : hostile_texts()) {
        CAPTURE(text.substr(0, 60));
        MailText mail = malayalam_mail();
        mail.body = text;
        mail.found = {{text, redaction::ValueType::url, redaction::Role::offender}};
        mail.attachments = {hostile_file(text)};
        auto known = facts();
        known.life.safe_hours = text;
        known.life.relation = text;
        known.life.threat = text;
        known.life.threat_when = text;
        known.life.platforms = {text, text};
        auto with = sheet();
        with.station_name = text;
        with.possible_repeat_of = text;
        with.ref = text;
        auto envelope = station_envelope();
        envelope.from_name = text;
        const auto written =
            letter::write_station_letter(shipped(), envelope, with, known, {}, redacted(mail));
        REQUIRE(written.ok());
        check_letter(*written, 9, 2);
        const ReadLetter read = fixtures::read(written->octets);
        const std::string evidence = without_cr(read.parts[1].text);
        CHECK(evidence.starts_with("URL "));
        CHECK(std::count(evidence.begin(), evidence.end(), '\n') == 1);
    }
}

TEST_CASE("a desk letter and a notice hold against the same texts") {
    for (const std::string& text : hostile_texts()) {
        CAPTURE(text.substr(0, 60));
        MailText mail{text, text, {}, {hostile_file(text)}};
        auto with = sheet();
        with.desk_reason = text;
        with.station_names_of_candidates = {text};
        routing::Decision decision;
        decision.candidates = {{base::StationId(text), 1}};
        const auto written = letter::write_desk_letter(shipped(), desk_envelope(), with,
                                                       facts(), decision, redacted(mail));
        REQUIRE(written.ok());
        check_letter(*written, 10, 0);
        const auto notice = letter::write_desk_notice(
            shipped(), desk_envelope(), {"refused", base::CaseNumber(2026, 1), {}, text, text});
        REQUIRE(notice.ok());
        check_letter(*notice, 9, 0);
    }
}

TEST_CASE("a token or an address that could leave its place gives no letter") {
    for (const char* token : {"a b", "a@b", "a\r\nBcc: x", "a.b", "കഴ"}) {
        auto with = sheet();
        with.token = token;
        CHECK_FALSE(letter::write_station_letter(shipped(), station_envelope(), with, facts(),
                                                 {}, redacted(malayalam_mail()))
                        .ok());
    }
}

TEST_CASE("random mixtures of hostile texts never make a header, a part or a line of ours") {
    // A linear congruential generator with a fixed seed: the same 400 mixtures at every run.
    std::uint32_t state = 20261122;
    const auto next = [&state](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state >> 8U) % below;
    };
    const std::vector<std::string> glue{"",     "\n", "\r\n",   "\r", " ", "\r\n\r\n",
                                        "\n| ", "ക്",  "\u200D", "=",  "."};
    std::set<std::string> own_lines;
    for (int round = 0; round < 400; ++round) {
        std::string text;
        for (int piece = 0; piece < 4; ++piece) {
            const std::string& source = hostile_texts()[next(hostile_texts().size())];
            const std::size_t start = next(source.size());
            text += source.substr(start, next(300)) + glue[next(glue.size())];
        }
        const MailText mail = with_words(text, text + text);
        auto envelope = station_envelope();
        envelope.from_name = text;
        const auto written = letter::write_station_letter(shipped(), envelope, sheet(), facts(),
                                                          {}, redacted(mail));
        CAPTURE(round);
        REQUIRE(written.ok());
        check_letter(*written, 9, 2);
        own_lines.insert(own_lines_of(written->body));
    }
    CHECK(own_lines.size() == 1);
}
