#include "routing/directory.h"

namespace routing {

Directory::Directory(const understanding::Vocabulary& vocabulary) : vocabulary_(vocabulary) {
    for (const auto& station : vocabulary.stations) {
        by_id_.emplace(station.id.str(), &station);
        for (const auto& pin : station.pins) by_pin_[pin].push_back(&station);
    }
    for (const auto& hint : vocabulary.hints)
        if (!hint.pin.empty() && !hint.stations.empty()) hint_by_pin_.emplace(hint.pin, &hint);
}

std::vector<base::StationId> Directory::hinted_for(const std::string& pin) const {
    const auto found = hint_by_pin_.find(pin);
    return found == hint_by_pin_.end() ? std::vector<base::StationId>()
                                       : found->second->stations;
}

const understanding::StationEntry* Directory::station(const base::StationId& id) const {
    const auto found = by_id_.find(id.str());
    return found == by_id_.end() ? nullptr : found->second;
}

const std::vector<const understanding::StationEntry*>& Directory::confirmed_for(
    const std::string& pin) const {
    static const std::vector<const understanding::StationEntry*> none;
    const auto found = by_pin_.find(pin);
    return found == by_pin_.end() ? none : found->second;
}

bool Directory::lies_elsewhere(const std::string& pin) const {
    constexpr std::size_t shortest = 3;
    for (std::size_t length = pin.size(); length >= shortest; --length)
        if (vocabulary_.pin_prefixes_elsewhere.contains(pin.substr(0, length))) return true;
    return false;
}

}  // namespace routing
