// The daily lists and the monthly drill.
#include <array>
#include <catch2/catch.hpp>
#include <sstream>

#include "base/text.h"
#include "letter/fixtures.h"

using namespace fixtures;
using letter::DigestLine;
using letter::DigestSheet;
using understanding::Language;

namespace {

constexpr std::array languages{Language::en, Language::ml, Language::hi};

DigestLine line(int serial, const std::string& station, const std::string& clock = "") {
    return {base::CaseNumber(2026, serial), station,
            base::from_unix(1795327200 + 3600LL * serial), serial % 2 == 0, clock};
}

DigestSheet empty(Language language = Language::en) {
    DigestSheet sheet;
    sheet.day = "2026-11-23";
    sheet.language = language;
    return sheet;
}

DigestSheet full(Language language) {
    DigestSheet sheet = empty(language);
    sheet.uncalled = {line(2, "Museum"), line(1, "Fort")};
    sheet.unanswered = {line(2, "Museum")};
    sheet.undecided = {line(5, "")};
    sheet.late = {line(7, "Kazhakuttam", "signature")};
    sheet.empty_posts = {{{}, "Poonthura", {}, false, ""}};
    sheet.drill_unanswered = {{{}, "Vanchiyoor", {}, false, ""}};
    return sheet;
}

std::string digest(const DigestSheet& sheet) {
    auto envelope = station_envelope();
    envelope.kind = letter::LetterKind::digest;
    return shown(must(letter::write_digest(shipped(), envelope, sheet)));
}

std::string drill(Language language, letter::RelayMode relay = letter::RelayMode::plus) {
    auto envelope = station_envelope();
    envelope.kind = letter::LetterKind::drill;
    const letter::DrillSheet sheet{.answer = {{},
                                              "k7q2mzr5tw3yxa4bcd6efghijk",
                                              relay,
                                              address("complaints@example.org"),
                                              language},
                                   .month = "2026-12",
                                   .station_name = "Museum",
                                   .due = base::from_unix(1795327200)};
    return shown(must(letter::write_drill(shipped(), envelope, sheet)));
}

}  // namespace

TEST_CASE("lists and drills read as agreed in three languages") {
    for (const auto& [name, language] :
         {std::pair{"en", Language::en}, {"ml", Language::ml}, {"hi", Language::hi}}) {
        CHECK(differs_from_golden("digest_" + std::string(name), digest(full(language))) == "");
        CHECK(differs_from_golden("drill_" + std::string(name),
                                  drill(language) + "\n=====\n" +
                                      drill(language, letter::RelayMode::thread)) == "");
    }
}

TEST_CASE("a list without anything says so, and a station's own names no station") {
    const std::string nothing = digest(empty());
    REQUIRE(nothing.find("\nWOMEN NOT YET CALLED: 0\n") != std::string::npos);
    REQUIRE(nothing.find("\nLATE: 0\n") != std::string::npos);
    for (const char* heading : {"URGENT", "UNDECIDED", "POSTS", "DRILL", "more:"})
        REQUIRE(nothing.find(heading) == std::string::npos);
    DigestSheet own = empty();
    own.uncalled = {line(1, "")};
    REQUIRE(digest(own).find("\nAPJ-2026-000001\nsince ") != std::string::npos);
    REQUIRE(digest(own).find(", \n") == std::string::npos);
}

TEST_CASE("a long list ends after a hundred lines and says how many more there are") {
    DigestSheet sheet = empty();
    for (int i = 1; i <= 130; ++i) sheet.uncalled.push_back(line(i, "Museum"));
    const std::string text = digest(sheet);
    REQUIRE(text.find("WOMEN NOT YET CALLED: 130\n") != std::string::npos);
    REQUIRE(text.find("APJ-2026-000100") != std::string::npos);
    REQUIRE(text.find("APJ-2026-000101") == std::string::npos);
    REQUIRE(text.find("And 30 more") != std::string::npos);
}

TEST_CASE("lists and drills are readable at 40 columns") {
    for (const auto language : languages) {
        CHECK(too_wide_line(digest(full(language))) == "");
        CHECK(too_wide_line(drill(language)) == "");
    }
}
