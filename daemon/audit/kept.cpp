#include <algorithm>
#include <fstream>
#include <iterator>

#include "audit/verify.h"

namespace audit {
namespace {

base::Failure wrong(std::string what) {
    return {base::FailureKind::usage, std::move(what),
            "give the file attached to a checkpoint mail, or a folder with nothing but such "
            "files"};
}

// Mail programs may save with CR LF.
std::string read_text(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
}

base::Result<Kept> read_one(const std::filesystem::path& file) {
    const std::string text = read_text(file);
    const std::string name = file.filename().string();
    if (auto growth = read_growth(text)) return Kept{name, std::move(growth->note)};
    if (auto note = read_note(text)) return Kept{name, std::move(*note)};
    return wrong(name + " is no checkpoint");
}

}  // namespace

base::Result<std::vector<Kept>> read_kept(const std::filesystem::path& notes) {
    std::error_code problem;
    std::vector<std::filesystem::path> files;
    if (std::filesystem::is_directory(notes, problem)) {
        for (const auto& entry : std::filesystem::directory_iterator(notes, problem)) {
            if (entry.is_regular_file(problem)) files.push_back(entry.path());
        }
    } else if (std::filesystem::is_regular_file(notes, problem)) {
        files.push_back(notes);
    }
    if (files.empty()) return wrong(notes.string() + ": there is no checkpoint");
    std::sort(files.begin(), files.end());
    std::vector<Kept> kept;
    for (const auto& file : files) {
        auto one = read_one(file);
        if (!one) return one.error();
        kept.push_back(std::move(*one));
    }
    return kept;
}

}  // namespace audit
