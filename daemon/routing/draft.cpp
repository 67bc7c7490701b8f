#include "routing/draft.h"

#include <algorithm>

namespace routing {
namespace {

bool names(const StationRow& row, const base::StationId& other) {
    return std::any_of(row.namesakes.begin(), row.namesakes.end(),
                       [&](const Placed& one) { return one.text == other.str(); });
}

}  // namespace

bool are_twins(const StationRow& one, const StationRow& other) {
    return names(one, other.entry.id) && names(other, one.entry.id);
}

const StationRow* Draft::station(std::string_view id) const {
    const auto found = station_at.find(std::string(id));
    return found == station_at.end() ? nullptr : &stations[found->second];
}

const DistrictRow* Draft::district(std::string_view name) const {
    const auto found =
        std::find_if(districts.begin(), districts.end(),
                     [&](const DistrictRow& row) { return row.entry.name == name; });
    return found == districts.end() ? nullptr : &*found;
}

std::vector<Placed> placed_texts(yaml::MapReader& reader, std::string_view key,
                                 base::Problems& problems, yaml::BareTruth bare) {
    const yaml::Node* found = reader.optional_node(key);
    if (found == nullptr) return {};
    const std::string quoted = "'" + std::string(key) + "'";
    std::vector<Placed> texts;
    if (found->kind != yaml::NodeKind::list) {
        if (std::string text = yaml::text_of(*found, quoted, problems, bare); !text.empty())
            texts.push_back({std::move(text), found});
        return texts;
    }
    for (const auto& item : found->items)
        if (std::string text = yaml::text_of(*item, "an entry of " + quoted, problems, bare);
            !text.empty())
            texts.push_back({std::move(text), item.get()});
    return texts;
}

Placed placed_text(yaml::MapReader& reader, std::string_view key, base::Problems& problems) {
    const yaml::Node* found = reader.optional_node(key);
    if (found == nullptr) return {};
    return {yaml::text_of(*found, "'" + std::string(key) + "'", problems), found};
}

std::vector<std::string> texts_of(const std::vector<Placed>& placed) {
    std::vector<std::string> texts;
    texts.reserve(placed.size());
    for (const auto& one : placed) texts.push_back(one.text);
    return texts;
}

void refuse_wildcards(const std::vector<Placed>& texts, base::Problems& problems) {
    for (const auto& [text, at] : texts) {
        const auto wildcard = text.find_first_of("*?");
        if (wildcard == std::string::npos) continue;
        problems.push_back(
            yaml::problem_at(*at, std::string("'") + text[wildcard] + "' is no wildcard here",
                             "names and words are taken literally; write each spelling out"));
    }
}

}  // namespace routing
