#include "corpus/killer_cases.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace corpus {
namespace {

std::string contents_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void append_counted(std::string& out, const std::string& text, std::size_t n) {
    constexpr std::string_view mark = "{n}";
    std::size_t from = 0;
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, from)) {
        out.append(text, from, at - from);
        out += std::to_string(n);
        from = at + mark.size();
    }
    out.append(text, from);
}

std::string grow(const nlohmann::json& recipe) {
    std::string mail;
    for (const auto& piece : recipe.at("pieces")) {
        if (piece.contains("text")) {
            mail += piece.at("text").get<std::string>();
            continue;
        }
        const auto text = piece.at("repeat").get<std::string>();
        const auto times = piece.at("times").get<std::size_t>();
        for (std::size_t n = 0; n < times; ++n) append_counted(mail, text, n);
    }
    return mail;
}

}  // namespace

std::vector<Case> load_killers() {
    std::vector<Case> cases;
    const auto root = std::filesystem::path(APARAJITA_SOURCE_DIR) / "tests/corpus/killers";
    for (const auto& entry : std::filesystem::directory_iterator(root)) {
        const auto recipe = contents_of(entry.path() / "recipe.json");
        cases.push_back({entry.path().filename().string(), entry.path().string(),
                         recipe.empty() ? contents_of(entry.path() / "mail.eml")
                                        : grow(nlohmann::json::parse(recipe)),
                         contents_of(entry.path() / "expected.json")});
    }
    std::sort(cases.begin(), cases.end(),
              [](const Case& a, const Case& b) { return a.name < b.name; });
    return cases;
}

}  // namespace corpus
