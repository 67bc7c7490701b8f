#include "review/page.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "letter/templates.h"
#include "review/kit.h"

using namespace review_test;

namespace {

std::vector<letter::Wording> shipped() {
    std::vector<yaml::SourceText> sources;
    for (const auto& entry :
         std::filesystem::directory_iterator(APARAJITA_SOURCE_DIR "/mailtemplates")) {
        if (entry.path().extension() != ".mustache") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        sources.push_back(
            {entry.path().filename(), std::string(std::istreambuf_iterator<char>(in), {})});
    }
    auto loaded = letter::load_templates(sources);
    REQUIRE(loaded.ok());
    return letter::review_wordings(loaded->templates);
}

std::string page_of(Rows rows, const std::vector<letter::Wording>& wordings = shipped()) {
    Page page{std::move(rows), {}, week, noon};
    page.figures = count(page.rows, week, noon);
    auto html = write_page(page, wordings);
    REQUIRE(html.ok());
    return *html;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the three languages of the page have the same words") {
    const auto wordings = shipped();
    REQUIRE(wordings.size() == 3);
    for (const auto& wording : wordings) {
        CAPTURE(wording.language);
        REQUIRE(wording.notes.size() == 2);
        for (const auto& [key, word] : wordings.front().words) {
            CAPTURE(key);
            REQUIRE(wording.words.contains(key));
            for (const std::string mark : {"{n}", "{m}", "{names}"})
                REQUIRE(has(word, mark) == has(wording.words.at(key), mark));
        }
    }
}

TEST_CASE("the first screen says what letters.md asks for, in each language") {
    Rows rows = two_districts();
    rows.cases = {waiting(30), waiting(30, "")};
    const std::string page = page_of(rows);
    for (const char* text :
         {"<b>2</b> <span>Women not yet called (over 20 h)</span>",
          "<b>0</b> <span>Urgent, nobody answered</span>",
          "<b>1</b> <span>At the desk, undecided</span>", "<b>1</b> <span>Posts empty</span>",
          "Settled (heard alone: 0 of 0)",
          "Few complaints can also mean that few women trust us.", "ഇനിയും വിളിക്കാത്ത സ്ത്രീകൾ",
          "अब तक कॉल नहीं हुई", "<article id=\"ml\" lang=\"ml\">",
          "<article id=\"hi\" lang=\"hi\">", "കൊല്ലം ഈസ്റ്റ്"}) {
        CAPTURE(text);
        REQUIRE(has(page, text));
    }
}

TEST_CASE("the page needs no script and loads nothing") {
    const std::string page = page_of(two_districts());
    for (const char* text :
         {"<script", "http:", "https:", "url(", "@import", "<link", "onload", "javascript:"}) {
        CAPTURE(text);
        REQUIRE_FALSE(has(page, text));
    }
    REQUIRE(has(page, "default-src 'none'"));
}

TEST_CASE("what the rules and the wordings say stands on the page as text") {
    Rows rows = two_districts();
    rows.stations[1].name = "<b>Mus&eum</b>";
    rows.doubts = {{"\"><script>", 1, 0, 0, 0}};
    auto wordings = shipped();
    wordings.front().title = "A & <B>";
    const std::string page = page_of(rows, wordings);
    REQUIRE(has(page, "&lt;b&gt;Mus&amp;eum&lt;/b&gt;"));
    REQUIRE(has(page, "<h1>A &amp; &lt;B&gt;</h1>"));
    REQUIRE_FALSE(has(page, "<script"));
    REQUIRE_FALSE(has(page, "<b>Mus"));
}

TEST_CASE("a small count stands nowhere on the page") {
    Rows rows = two_districts();
    for (int i = 0; i < 40; ++i) rows.cases.push_back(closed(60, 1, "warned"));
    for (int i = 0; i < 3; ++i) rows.cases.push_back(waiting(5, "tvc.museum"));
    for (int i = 0; i < 20; ++i) rows.cases.push_back(waiting(5, "klc.east"));
    const std::string page = page_of(rows);
    const auto begin = page.find("id=\"en-stations\"");
    const std::string section = page.substr(begin, page.find("</section>", begin) - begin);
    REQUIRE(has(section, "Fewer than 5 in every count: Museum"));
    REQUIRE(has(section, "<th scope=\"row\">Fort</th><td data-label=\"Received\">5+</td>"));
    REQUIRE_FALSE(has(section, ">3<"));
    REQUIRE_FALSE(has(section, ">40<"));
}

TEST_CASE("a day that does not balance is told above the table") {
    Rows rows;
    rows.balance = {{"2026-11-22", 5, 4, 0, 0, 0, 0, 1}, {"2026-11-21", 5, 5, 0, 0, 0, 0, 0}};
    REQUIRE(has(page_of(rows), "Days that do not balance: 1"));
}

TEST_CASE("the last drill stands on the first screen, and in no other figure") {
    Rows rows = two_districts();
    const std::string without = page_of(rows);
    REQUIRE(without.find("Drill of") == std::string::npos);
    rows.drill = {"2026-12", 480, 478};
    std::string with = page_of(rows);
    const std::string line = "Drill of 2026-12: 478 of 480 stations answered";
    REQUIRE(with.find(line) != std::string::npos);
    REQUIRE(with.find("480", with.find(line) + line.size()) != std::string::npos);  // ml and hi
    REQUIRE(count(rows, week, noon).first.not_called ==
            count(two_districts(), week, noon).first.not_called);
}
