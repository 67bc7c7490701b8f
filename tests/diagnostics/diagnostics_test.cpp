// Each folder here is a mistake that staff make: a settings file, a redaction policy, or rule
// files laid over the sound set, and the exact text they see. A mismatch writes
// expected.txt.actual beside the expected text.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "clocks/policy.h"
#include "redaction/policy.h"
#include "routing/examples.h"
#include "routing/rule_book.h"
#include "settings/settings.h"
#include "understanding/find_facts.h"
#include "understanding/lexicon.h"

namespace {

namespace fs = std::filesystem;

const fs::path home = fs::path(APARAJITA_SOURCE_DIR) / "tests" / "diagnostics";

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
}

std::vector<fs::path> fixtures() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(home))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

std::vector<yaml::SourceText> rules_of(const fs::path& fixture) {
    auto sources = settings::read_folder(home / "sound" / "rules", {".yaml"});
    REQUIRE(sources.ok());
    const auto mistakes = settings::read_folder(fixture / "rules", {".yaml"});
    REQUIRE(mistakes.ok());
    for (const auto& mistake : mistakes.value()) {
        const auto same =
            std::find_if(sources->begin(), sources->end(),
                         [&](const auto& source) { return source.name == mistake.name; });
        if (same != sources->end())
            *same = mistake;
        else
            sources->push_back(mistake);
    }
    return std::move(sources).value();
}

base::Problems failing_examples(const routing::RuleBook& book) {
    const understanding::Lexicon lexicon(book.vocabulary());
    return routing::check_examples(book, [&](const routing::Example& example) {
        message::ParsedMail mail;
        mail.from.address = example.from;
        mail.text = example.text;
        understanding::Circumstances circumstances;
        circumstances.minute_of_day = example.minute_of_day;
        const auto facts = understanding::find_facts(mail, lexicon, circumstances);
        return routing::ExampleOutcome{book.decide(facts), facts.urgency.flagged()};
    });
}

std::string problems_of_rules(const fs::path& fixture) {
    routing::DomainGuard guard;
    if (fs::exists(fixture / "live"))
        guard = {routing::MailDomains::listed, lines(read(fixture / "live"))};
    const auto required = lines(read(home / "sound" / "required"));
    std::vector<yaml::SourceText> shipped;  // as if the program brought these rules along
    if (fs::exists(fixture / "shipped"))
        shipped = settings::read_folder(fixture / "shipped", {".yaml"}).value();
    const auto loaded = routing::load_rules(
        rules_of(fixture), guard, {{required.begin(), required.end()}, shipped}, "2026-11-22");
    if (!loaded.ok()) return base::to_text(loaded.error());
    return base::to_text(loaded->warnings) + base::to_text(failing_examples(loaded->book));
}

std::string problems_of_settings(const fs::path& fixture) {
    const auto loaded = settings::load_settings(fixture / "settings.yaml");
    auto problems = loaded.ok() ? loaded->warnings : loaded.error();
    for (auto& problem : problems) problem.file = "settings.yaml";
    return base::to_text(problems);
}

// What a policy's own loader says of redaction.yaml or clocks.yaml.
template <class Loaded>
std::string problems_of_policy(const fs::path& fixture, const std::string& name,
                               Loaded (*load)(const yaml::SourceText&)) {
    const auto loaded = load({name, read(fixture / name)});
    return loaded.ok() ? std::string() : base::to_text(loaded.error());
}

std::string problems_of(const fs::path& fixture) {
    if (fs::exists(fixture / "settings.yaml")) return problems_of_settings(fixture);
    if (fs::exists(fixture / "redaction.yaml"))
        return problems_of_policy(fixture, "redaction.yaml", redaction::load_policy);
    if (fs::exists(fixture / "clocks.yaml"))
        return problems_of_policy(fixture, "clocks.yaml", clocks::load_policy);
    return problems_of_rules(fixture);
}

}  // namespace

TEST_CASE("every mistake of staff is told in the expected words") {
    const auto all = fixtures();
    REQUIRE(all.size() >= 50);
    for (const auto& fixture : all) {
        const std::string expected = read(fixture / "expected.txt");
        const std::string actual = problems_of(fixture);
        INFO(fixture.filename().string());
        if (actual != expected)
            std::ofstream(fixture / "expected.txt.actual", std::ios::binary) << actual;
        CHECK(actual == expected);
    }
}

TEST_CASE("only the sound sets are without a problem") {
    for (const auto& fixture : fixtures()) {
        const std::string name = fixture.filename().string();
        INFO(name);
        CHECK(read(fixture / "expected.txt").empty() == name.starts_with("sound"));
    }
}
