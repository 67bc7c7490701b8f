#include "corpus/reading_cases.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace corpus {
namespace {

std::string contents_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

std::vector<Case> load_cases() {
    std::vector<Case> cases;
    const std::filesystem::path root =
        std::filesystem::path(APARAJITA_SOURCE_DIR) / "tests/corpus/reading";
    for (const auto& entry : std::filesystem::directory_iterator(root)) {
        if (!std::filesystem::exists(entry.path() / "expected.json")) continue;
        cases.push_back({entry.path().filename().string(), entry.path().string(),
                         contents_of(entry.path() / "mail.eml"),
                         contents_of(entry.path() / "expected.json")});
    }
    std::sort(cases.begin(), cases.end(),
              [](const Case& a, const Case& b) { return a.name < b.name; });
    return cases;
}

std::string with_crlf(const std::string& lf) {
    std::string out;
    for (const char c : lf) {
        if (c == '\n') out.push_back('\r');
        out.push_back(c);
    }
    return out;
}

}  // namespace corpus
