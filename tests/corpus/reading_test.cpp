// Each folder of tests/corpus/reading holds a mail and how it must be read: the object of
// `parse --json`, where "content" may stand for "b64", and beside it what else must be seen
// (html_text, more_text, nested, oddities, unreadable: null unless given). "line_ends" says
// whether the mail is read with LF and with CR LF ("both").
#include <fnmatch.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/instant.h"
#include "base/text.h"
#include "corpus/reading_cases.h"
#include "message/mail_json.h"
#include "message/read_mail.h"

namespace {

using Json = nlohmann::ordered_json;

std::string lf_only(std::string text) {
    for (std::size_t at = text.find("\r\n"); at != std::string::npos;
         at = text.find("\r\n", at))
        text.erase(at, 1);
    return text;
}

// In a copy with CR LF the lines of text end so too: the expected text was written with LF.
void to_lf(Json& value) {
    if (value.is_string()) {
        value = lf_only(value.get<std::string>());
    } else if (value.is_array() || value.is_object()) {
        for (auto& inner : value) to_lf(inner);
    }
}

Json nested_to_json(const message::NestedMail& nested) {
    const auto text = [](const std::optional<std::string>& value) {
        return value ? Json(*value) : Json(nullptr);
    };
    return {
        {"subject", text(nested.subject)},
        {"from", {{"name", text(nested.from.name)}, {"address", text(nested.from.address)}}},
        {"date", nested.date ? Json(base::to_rfc3339(*nested.date)) : Json(nullptr)},
        {"enclosing_mail", nested.enclosing_mail}};
}

// What we read, in the form of the expected object, with the keys that it has.
Json reading_like(const Json& expected, const message::ParsedMail& mail) {
    Json actual = Json::parse(message::to_json_line("", mail));
    actual.erase("file");
    for (std::size_t i = 0; i < mail.parts.size(); ++i) {
        const bool as_text =
            i < expected["parts"].size() && expected["parts"][i].contains("content");
        if (!as_text) continue;
        actual["parts"][i].erase("b64");
        actual["parts"][i]["content"] = base::is_utf8(mail.parts[i].content)
                                            ? mail.parts[i].content
                                            : base::to_hex(mail.parts[i].content);
    }
    if (expected.contains("html_text"))
        actual["html_text"] = mail.html_text ? Json(*mail.html_text) : Json(nullptr);
    if (expected.contains("more_text")) actual["more_text"] = mail.more_text;
    if (expected.contains("nested")) {
        actual["nested"] = Json::array();
        for (const message::NestedMail& nested : mail.nested)
            actual["nested"].push_back(nested_to_json(nested));
    }
    if (expected.contains("oddities")) {
        // Those expected must be there; others may be.
        actual["oddities"] = Json::array();
        for (const auto& name : expected["oddities"]) {
            if (mail.has_oddity(name.get<std::string>())) actual["oddities"].push_back(name);
        }
    }
    actual["unreadable"] = mail.unreadable ? Json(*mail.unreadable) : Json(nullptr);
    return actual;
}

enum class LineEnds { as_stored, crlf };

// The difference as text, or "".
std::string compare(const corpus::Case& one, LineEnds ends) {
    Json expected = Json::parse(one.expected);
    const bool both = expected["line_ends"] == "both";
    expected.erase("line_ends");
    if (!expected.contains("unreadable")) expected["unreadable"] = nullptr;
    if (ends == LineEnds::crlf && !both) return {};
    const std::string raw = ends == LineEnds::crlf ? corpus::with_crlf(one.mail) : one.mail;
    Json actual = reading_like(expected, message::read_mail(raw, message::Contents::kept));
    if (ends == LineEnds::crlf) {
        to_lf(expected);
        to_lf(actual);
    }
    const nlohmann::json sorted_expected = expected;
    const nlohmann::json sorted_actual = actual;
    if (sorted_expected == sorted_actual) return {};
    std::ofstream(one.folder + "/expected.json.actual") << actual.dump(1, ' ') << "\n";
    return nlohmann::json::diff(sorted_expected, sorted_actual).dump();
}

// How many mails have such a name; they are no longer unnamed.
int take_matching(const std::string& pattern, const std::set<std::string>& mails,
                  std::set<std::string>& unnamed) {
    int matching = 0;
    for (const auto& mail : mails) {
        if (fnmatch(pattern.c_str(), mail.c_str(), 0) != 0) continue;
        ++matching;
        unnamed.erase(mail);
    }
    return matching;
}

}  // namespace

TEST_CASE("every class of real mail is shown by mails of the corpus, and every mail has one") {
    std::set<std::string> unnamed;
    for (const corpus::Case& one : corpus::load_cases()) unnamed.insert(one.name);
    const std::set<std::string> mails = unnamed;
    std::ifstream in(std::string(APARAJITA_SOURCE_DIR) + "/tests/corpus/reading_classes.txt");
    int classes = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        ++classes;
        INFO(line);
        const auto bar = line.find(" | ");
        REQUIRE(bar != std::string::npos);
        std::istringstream patterns(line.substr(bar + 3));
        int shown = 0;
        for (std::string pattern; patterns >> pattern; ++shown) {
            INFO(pattern);
            CHECK(take_matching(pattern, mails, unnamed) > 0);
        }
        CHECK(shown > 0);
    }
    CHECK(classes >= 50);
    CHECK(unnamed == std::set<std::string>{});
}

TEST_CASE("every mail of the corpus is read as written beside it") {
    const std::vector<corpus::Case> cases = corpus::load_cases();
    REQUIRE(cases.size() >= 120);
    for (const corpus::Case& one : cases) {
        INFO(one.name);
        CHECK(compare(one, LineEnds::as_stored) == "");
    }
}

TEST_CASE("every mail of the corpus is read the same with CR LF") {
    const std::vector<corpus::Case> cases = corpus::load_cases();
    REQUIRE(cases.size() >= 120);
    for (const corpus::Case& one : cases) {
        INFO(one.name);
        CHECK(compare(one, LineEnds::crlf) == "");
    }
}
