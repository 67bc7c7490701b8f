#include "routing/rule_files.h"

#include <array>

#include "routing/key_tables.h"

namespace routing {
namespace {

constexpr std::array<std::string_view, 6> top_files{"districts", "elsewhere", "platforms",
                                                    "desks",     "weights",   "rules"};

}  // namespace

std::vector<yaml::FileKind> rule_file_kinds() {
    return {{"stations", "The police stations of one police district", &keys::stations_file()},
            {"districts", "The revenue districts", &keys::districts_file()},
            {"elsewhere", "Places outside the state", &keys::elsewhere_file()},
            {"platforms", "Whose alerts are believed", &keys::platforms_file()},
            {"desks", "Posts that help a station or oversee it", &keys::desks_file()},
            {"words", "Words that are looked for", &keys::words_file()},
            {"weights", "How much each hint weighs", &keys::weights_file()},
            {"rules", "The ordered rules of the women cell", &keys::rules_file()},
            {"officers", "Trained women officers by post", &keys::officers_file()},
            {"gazetteer", "Places taken in from tables", &keys::gazetteer_file()}};
}

// A file in words/ holds word lists, one in gazetteer/ places, one in officers/ posts, one in
// any other folder stations; the others go by their names.
std::string_view kind_of_file(std::string_view name) {
    if (name.starts_with("words/")) return "words";
    if (name.starts_with("gazetteer/")) return "gazetteer";
    if (name.starts_with("officers/")) return "officers";
    if (name.find('/') != std::string_view::npos) return "stations";
    for (const auto file : top_files)
        if (name.starts_with(file) && name.substr(file.size()) == ".yaml") return file;
    return {};
}

}  // namespace routing
