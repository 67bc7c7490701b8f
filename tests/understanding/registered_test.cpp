#include "understanding/registered.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using understanding::Beside;
using understanding::Facts;
using understanding::NamedOfficer;
using understanding::Where;

namespace {

const base::StationId museum("tvc.museum"), fort("tvc.fort");

// `words`: list and the word in the text that the list has found.
Facts facts_of(const std::string& text,
               const std::vector<std::pair<std::string, std::string>>& words = {}) {
    Facts facts;
    facts.texts.push_back({Where::text, base::to_code_points(text), {}});
    for (const auto& [list, word] : words) {
        const auto at = facts.texts[0].text.find(base::to_code_points(word));
        REQUIRE(at != std::u32string::npos);
        const auto start = static_cast<std::uint32_t>(at);
        facts.words.push_back({list, {Where::text, start, start + 1}});
    }
    return facts;
}

std::string found(const Facts& facts, const std::string& known = "Anil Kumar") {
    std::string out;
    for (const auto& officer :
         understanding::find_registered(facts, {{known, museum}, {"sho.fort@tvc.ps.invalid", fort}}))
        out += officer.station.str() + (officer.beside == Beside::certain ? " certain " : " doubt ");
    return out;
}

}  // namespace

TEST_CASE("a registered name beside a rank, a station or a number is certain, a bare one a doubt") {
    CHECK(found(facts_of("Anil Kumar follows me.")) == "tvc.museum doubt ");
    CHECK(found(facts_of("SI Anil Kumar follows me.", {{"police.person", "SI"}})) ==
          "tvc.museum certain ");
    CHECK(found(facts_of("Anil Kumar of the police station.", {{"place.station", "police"}})) ==
          "tvc.museum certain ");
    CHECK(found(facts_of("Anil Kumar calls from 68300 22334.")) == "tvc.museum certain ");
    CHECK(found(facts_of("Anil Kumar, flat 12, follows me.")) == "tvc.museum doubt ");
    const std::string far(80, 'x');
    CHECK(found(facts_of("SI " + far + " Anil Kumar " + far + " 6830022334",
                         {{"police.person", "SI"}})) == "tvc.museum doubt ");
    // A rank that some other list found, or in another text, is none.
    CHECK(found(facts_of("SI Anil Kumar", {{"role.mine", "SI"}})) == "tvc.museum doubt ");
    auto elsewhere = facts_of("SI Anil Kumar", {{"police.person", "SI"}});
    elsewhere.words[0].span.where = Where::subject;
    CHECK(found(elsewhere) == "tvc.museum doubt ");
}

TEST_CASE("a name is found in any case and over a line end, and never inside another") {
    for (const char* text : {"anil kumar", "ANIL\nKUMAR", "so Anil  Kumar's phone", "(Anil Kumar)"}) {
        CAPTURE(text);
        CHECK(found(facts_of(text)) == "tvc.museum doubt ");
    }
    for (const char* text : {"", "Anil", "Kumar Anil", "Sanil Kumar", "Anil Kumaran", "Anil-Kumar",
                             "Anil Ku mar"}) {
        CAPTURE(text);
        CHECK(found(facts_of(text)).empty());
    }
    // An ending of Malayalam belongs to the word; a letter in front does not.
    CHECK(found(facts_of("അനിൽ കുമാറിനെ കണ്ടു"), "അനിൽ കുമാർ") == "tvc.museum doubt ");
    CHECK(found(facts_of("അനിൽ കുമാർന്റെ ഫോൺ"), "അനിൽ കുമാർ") == "tvc.museum doubt ");
    CHECK(found(facts_of("സഅനിൽ കുമാർ"), "അനിൽ കുമാർ").empty());
    CHECK(found(facts_of("अनिल कुमार ने"), "अनिल कुमार") == "tvc.museum doubt ");
}

TEST_CASE("a registered mailbox is certain beside a word for him or a rank") {
    CHECK(found(facts_of("I wrote to SHO.Fort@tvc.ps.invalid too.")) == "tvc.fort doubt ");
    CHECK(found(facts_of("He mails me from sho.fort@tvc.ps.invalid", {{"who.he", "He"}})) ==
          "tvc.fort certain ");
    CHECK(found(facts_of("6830022334 sho.fort@tvc.ps.invalid")) == "tvc.fort doubt ");
    CHECK(found(facts_of("asho.fort@tvc.ps.invalid")).empty());
}

TEST_CASE("each station is told once, and certain where one place makes it so") {
    const auto facts = facts_of("Anil Kumar. Later: SI Anil Kumar and Raju Nair",
                                {{"police.person", "SI"}});
    const auto officers = understanding::find_registered(
        facts, {{"Raju Nair", museum}, {"Anil Kumar", museum}, {"Raju Nair", fort}});
    CHECK(officers == std::vector<NamedOfficer>{{museum, Beside::certain},
                                                {fort, Beside::certain}});
    CHECK(understanding::find_registered(facts, {}).empty());
    CHECK(understanding::find_registered(facts, {{"  ", museum}, {"", museum}}).empty());
}
