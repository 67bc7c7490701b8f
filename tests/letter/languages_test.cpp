// Every template of the closed list, in each of its languages: it has its golden file, and that
// file keeps the rules of whoever reads it.
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>

#include "base/text.h"
#include "letter/fixtures.h"
#include "letter/layout.h"
#include "letter/render.h"
#include "letter/template_names.h"
#include "letter/template_set.h"

namespace {

using letter::ReadBy;

// Where the letters of a template lie in tests/letter/golden, without the language.
const std::map<std::string_view, std::string> golden_of{{"station", "station"},
                                                        {"desk", "desk_none"},
                                                        {"notice", "notices"},
                                                        {"status", "status"},
                                                        {"news", "news"},
                                                        {"relay", "relay"},
                                                        {"contact", "contact"},
                                                        {"reveal", "reveal"},
                                                        {"reminder", "reminders"},
                                                        {"digest", "digest"},
                                                        {"drill", "drill"},
                                                        {"reply", "replies"},
                                                        {"handover", "handover"},
                                                        {"assist", "assist"},
                                                        {"approval", "approval_one"},
                                                        {"takedown", "takedown"},
                                                        {"acknowledgement", "acknowledgement"}};

struct Golden {
    letter::TemplateKind kind;
    std::string language, name, text;
};

std::string text_of(const std::string& name) {
    std::ifstream file(
        std::string(APARAJITA_SOURCE_DIR) + "/tests/letter/golden/" + name + ".txt",
        std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The page of the review is no letter; its golden files are those of its own room.
std::vector<Golden> goldens() {
    std::vector<Golden> all;
    for (const auto& kind : letter::template_kinds()) {
        if (kind.read_by == ReadBy::reviewer) continue;
        CAPTURE(kind.name);
        REQUIRE(golden_of.contains(kind.name));
        for (const auto& language : kind.languages) {
            const std::string& stem = golden_of.at(kind.name);
            const std::string name =
                kind.languages.size() == 1 ? stem : stem + "_" + std::string(language);
            all.push_back({kind, std::string(language), name, text_of(name)});
        }
    }
    return all;
}

// A template with each of its names shown, or with none: between them, every sentence of it.
std::string filled(const letter::Template& page, const letter::TemplateKind& kind,
                   const letter::Values& values) {
    const std::size_t width =
        kind.read_by == ReadBy::station ? letter::phone_width : letter::mail_width;
    const auto subject = letter::render(page.subject, values);
    const auto body = letter::render(page.body, values);
    REQUIRE(subject.ok());
    REQUIRE(body.ok());
    return "## " + *subject + "\n" + letter::lay_out(*body, width);
}

std::string sheet_of(const letter::TemplateKind& kind, const std::string& language) {
    const auto& page = letter::find_template(fixtures::shipped(), kind.name, language);
    letter::Values all;
    for (const auto& names : {kind.subject_names, kind.body_names})
        for (const auto name : names) all.put(std::string(name), "<" + std::string(name) + ">");
    std::string sheet = filled(page, kind, all) +
                        "\n## without anything that can be left out\n" +
                        filled(page, kind, {}) + "\n## words\n";
    for (const auto& [name, word] : page.words) sheet += name + ": " + word + "\n";
    return sheet;
}

// What a locked phone shows beside the text: who wrote it, and the subject.
std::string header_of(const std::string& text, const std::string& name) {
    const auto at = text.find(name + ": ");
    REQUIRE(at != std::string::npos);
    return text.substr(at, text.find('\n', at) - at);
}

std::string preview_of(const std::string& text) {
    std::string body;
    for (const auto& line : fixtures::body_lines(text)) body += line + " ";
    const auto first = body.find_first_not_of(' ');
    return base::to_utf8(base::to_code_points(body.substr(first)).substr(0, 120));
}

}  // namespace

TEST_CASE("every letter has its golden file in each of its languages") {
    const auto all = goldens();
    REQUIRE(all.size() > 35);
    for (const auto& golden : all) {
        CAPTURE(golden.name);
        CHECK(golden.text.size() > 100);
    }
}

TEST_CASE("every sentence of every letter is in a golden file, in each of its languages") {
    std::size_t sheets = 0;
    for (const auto& kind : letter::template_kinds()) {
        if (kind.read_by == ReadBy::reviewer) continue;
        for (const auto& language : kind.languages) {
            const std::string of(language);
            CAPTURE(kind.name, of);
            const auto sheet = sheet_of(kind, of);
            CHECK(fixtures::differs_from_golden("sheet_" + std::string(kind.name) + "_" + of,
                                                sheet) == "");
            if (kind.read_by == ReadBy::station)
                CHECK(fixtures::too_wide_line(sheet.substr(0, sheet.find("## words"))) == "");
            ++sheets;
        }
    }
    CHECK(sheets == 43);
}

TEST_CASE("whatever a station gets is readable at forty columns") {
    std::size_t seen = 0;
    for (const auto& golden : goldens()) {
        if (golden.kind.read_by != ReadBy::station) continue;
        CAPTURE(golden.name);
        CHECK(fixtures::too_wide_line(golden.text) == "");
        seen += fixtures::body_lines(golden.text).size();
    }
    CHECK(seen > 500);
}

TEST_CASE(
    "whatever she gets has a sender, a subject and first words that say nothing, the same in "
    "each letter") {
    std::map<std::string, std::set<std::string>> beginnings;
    int letters = 0;
    for (const auto& golden : goldens()) {
        if (golden.kind.read_by != ReadBy::her) continue;
        ++letters;
        const std::string preview = preview_of(golden.text);
        const std::string seen = header_of(golden.text, "From") + "|" +
                                 header_of(golden.text, "Subject") + "|" + preview;
        CAPTURE(golden.name, seen);
        CHECK(header_of(golden.text, "From") == "From: \"Mail Desk\" <hello@mail.example.net>");
        CHECK(base::count_code_points(preview) == 120);
        for (const char* telling : {"police", "complain", "station", "case", "officer", "woman",
                                    "fir", "पुलिस", "शिकायत", "थान", "केस", "अधिकारी", "महिला",
                                    "പോലീസ", "പരാതി", "സ്റ്റേഷ", "കേസ", "വനിത", "ഉദ്യോഗസ്ഥ"})
            CHECK(base::lower_ascii(seen).find(telling) == std::string::npos);
        constexpr std::size_t first_word = 8;
        beginnings[golden.language].insert(
            base::to_utf8(base::to_code_points(preview).substr(0, first_word)));
    }
    CHECK(letters == 12);
    for (const auto& [language, first] : beginnings) {
        CAPTURE(language);
        CHECK(first.size() == 1);
    }
}
