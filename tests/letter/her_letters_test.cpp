#include <catch2/catch.hpp>

#include "base/text.h"
#include "letter/fixtures.h"
#include "letter/template_names.h"

using namespace fixtures;
using letter::Letter;
using understanding::Language;

namespace {

constexpr std::array languages{Language::en, Language::hi, Language::ml};
const std::string token = "k7q2mzr5tw3yxa4bcd6efghijk";

Letter relay(Language language, const std::string& words, const std::string& with = token) {
    return must(letter::write_relay(shipped(), her_envelope(), language, with,
                                    redacted({"", words, {}, {}})));
}

Letter news(Language language, const letter::News& told) {
    return must(letter::write_news(shipped(), her_envelope(), language, told));
}

Letter status(Language language) {
    return must(letter::write_status(shipped(), her_envelope(), language));
}

// What a locked phone shows: the subject, and 120 characters of text on one line.
std::string preview(const Letter& letter) {
    std::string text = letter.body;
    std::replace(text.begin(), text.end(), '\n', ' ');
    return letter.subject + "|" + base::to_utf8(base::to_code_points(text).substr(0, 120));
}

Letter thanks(Language language, const std::string& ref) {
    return must(letter::write_acknowledgement(shipped(), her_envelope(), language, ref));
}

// Each template that she reads, twice, as different as its values can be: none is forgotten,
// because the program's own list says which they are.
std::vector<std::pair<Letter, Letter>> all_letters(Language language) {
    const std::string long_words(300, 'x');
    std::vector<std::pair<Letter, Letter>> all;
    for (const auto& kind : letter::template_kinds()) {
        if (kind.read_by != letter::ReadBy::her) continue;
        if (kind.name == "acknowledgement")
            all.emplace_back(thanks(language, "7K3M"), thanks(language, "ZZ99"));
        else if (kind.name == "status")
            all.emplace_back(status(language), status(language));
        else if (kind.name == "news")
            all.emplace_back(news(language, {0, "received", "desk"}),
                             news(language, {999, "closed", "nobody"}));
        else if (kind.name == "relay")
            all.emplace_back(relay(language, "FIR 12: come to the police station"),
                             relay(language, long_words));
        else
            FAIL("nothing is known of what a locked phone shows of " << kind.name);
    }
    REQUIRE(all.size() == 4);
    return all;
}

}  // namespace

TEST_CASE("every letter to her reads as agreed, in three languages") {
    for (const Language language : languages) {
        const std::string code(name_of(language));
        CHECK(differs_from_golden("status_" + code, shown(status(language))) == "");
        CHECK(differs_from_golden("news_" + code,
                                  shown(news(language, {12, "confirmed", "station"}))) == "");
        CHECK(differs_from_golden("relay_" + code, shown(relay(language,
                                                               "On which days can you talk?\n"
                                                               "See https://example.org/x"))) ==
              "");
    }
}

TEST_CASE("a lock screen says nothing of any letter to her, and the same whatever it tells") {
    const std::vector<std::string> telling{
        "police",  "complain", "station", "case",  "cyber", "women",  "woman", "officer",
        "fir",     "court",    "APJ",     "7K3M",  "पुलिस",  "शिकायत", "थान",   "केस",
        "अधिकारी", "महिला",    "പോലീസ",   "പരാതി", "സ്റ്റേഷ", "കേസ",    "വനിത",  "ഉദ്യോഗസ്ഥ"};
    for (const Language language : languages) {
        for (const auto& [one, other] : all_letters(language)) {
            CAPTURE(preview(one));
            CHECK(preview(one) == preview(other));
            for (const auto& word : telling)
                CHECK(base::lower_ascii(preview(one)).find(base::lower_ascii(word)) ==
                      std::string::npos);
        }
    }
}

TEST_CASE("a letter to her is tied to no other mail, names no case and can be tapped nowhere") {
    for (const Language language : languages) {
        for (const auto& [one, other] : all_letters(language)) {
            const ReadLetter read = fixtures::read(one.octets);
            CHECK(read.whole.header("In-Reply-To").empty());
            CHECK(read.whole.header("References").empty());
            CHECK(read.whole.header("Auto-Submitted").starts_with("auto-"));
            CHECK(one.octets.find("APJ-") == std::string::npos);
            for (const char* link : {"://", "www."})
                CHECK(one.body.find(link) == std::string::npos);
        }
    }
}

TEST_CASE("she gets no letter of another kind, and nobody else gets one of hers") {
    auto to_officer = her_envelope();
    to_officer.recipient = base::RecipientId("tvc.museum");
    CHECK_FALSE(letter::write_status(shipped(), to_officer, Language::en).ok());
    auto contact = her_envelope();
    contact.kind = letter::LetterKind::contact;
    CHECK_FALSE(letter::write_status(shipped(), contact, Language::en).ok());
    int hers = 0;
    for (const char* name : {"acknowledgement", "status", "relay", "transcript", "station",
                             "desk", "notice", "reminder", "digest", "assist", "handover",
                             "drill", "reveal", "contact", "checkpoint", "alarm"})
        hers += letter::goes_to_her(*letter::letter_kind(name)) ? 1 : 0;
    CHECK(hers == 4);
}

TEST_CASE("every state of a case has its words for her, in each language") {
    for (const char* stage :
         {"received", "with_desk", "with_station", "confirmed", "contacted", "identified",
          "awaiting_wish", "legal_action", "check_call", "closed", "quarantined"}) {
        for (const Language language : languages) {
            const Letter letter = news(language, {3, stage, "desk"});
            // Without a word of the template the name itself would stand there.
            CHECK(letter.body.find(": " + std::string(stage) + "\n") == std::string::npos);
            CHECK(letter.body.find('_') == std::string::npos);
        }
    }
}

TEST_CASE("the answer to an officer goes to a token of its own; her words are quoted inert") {
    const Letter letter = relay(Language::en, "-- \nFrom: x\n\nhttps://example.org\n.");
    CHECK(fixtures::read(letter.octets).whole.header("Reply-To") ==
          "hello+" + token + "@mail.example.net");
    CHECK(letter.body.find("| From: x\n") != std::string::npos);
    CHECK(letter.body.find("| hxxps[:]//example[.]org\n") != std::string::npos);
    CHECK(fixtures::read(relay(Language::en, "x", "").octets).whole.header("Reply-To") ==
          "hello@mail.example.net");
}
