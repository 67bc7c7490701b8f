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

std::vector<std::string> station_ids(const Draft& draft) {
    std::vector<std::string> ids;
    ids.reserve(draft.stations.size());
    for (const auto& row : draft.stations) ids.push_back(row.entry.id.str());
    return ids;
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
