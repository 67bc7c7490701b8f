// The gazetteer against districts, stations and itself. A confirmed row becomes a place of its
// station here, and nowhere else.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "routing/draft.h"

namespace routing {
namespace {

std::string folded(std::string_view name) { return base::lower_ascii(base::trim_ascii(name)); }

const yaml::Node& or_row(const yaml::Node* at, const GazetteerEntry& entry) {
    return at != nullptr ? *at : *entry.at;
}

std::string shown(const GazetteerRow& row) {
    return row.kind == GazetteerKind::pin
               ? "PIN " + row.pin
               : "'" + (row.name.empty() ? row.name_ml : row.name) + "'";
}

template <class Rows, class Name>
std::string meant(const std::string& word, const Rows& rows, const Name& name,
                  std::string otherwise) {
    std::vector<std::string> known;
    for (const auto& row : rows) known.push_back(name(row));
    const std::string close = base::did_you_mean(word, known);
    return close.empty() ? std::move(otherwise) : "did you mean '" + close + "'?";
}

class GazetteerCheck {
  public:
    explicit GazetteerCheck(Draft& draft) : draft_(draft) {
        for (const auto& row : draft.districts) districts_.insert(row.entry.name);
    }

    void run() {
        for (const auto& entry : draft_.gazetteer) check(entry);
        const auto confirmed = [](const auto& entry) { return entry.row.is_confirmed(); };
        if (std::none_of(draft_.gazetteer.begin(), draft_.gazetteer.end(), confirmed)) return;
        learn_places();
        for (const auto& entry : draft_.gazetteer)
            if (confirmed(entry)) confirm(entry);
    }

  private:
    void complain(const yaml::Node& at, std::string sentence, std::string hint,
                  std::string note = {}) {
        draft_.problems.push_back(
            yaml::problem_at(at, std::move(sentence), std::move(hint), std::move(note)));
    }

    void check(const GazetteerEntry& entry) {
        const auto [first, fresh] = seen_.emplace(key_of(entry.row), entry.at);
        if (!fresh)
            complain(*entry.at, shown(entry.row) + " is given twice",
                     "delete one of the two rows",
                     "first given on " + place_of(*first->second));
        check_district(entry);
        for (const auto& station : entry.stations)
            if (draft_.station(station.text) == nullptr)
                complain(*station.at, "there is no station '" + station.text + "'",
                         meant(
                             station.text, draft_.stations,
                             [](const auto& row) { return row.entry.id.str(); },
                             "a new station is written into the file of its police district "
                             "first, with its mailbox"));
    }

    // Said once for a file of rows, and once for each cell of a table.
    void check_district(const GazetteerEntry& entry) {
        const std::string& name = entry.row.district;
        if (districts_.count(name) > 0 || entry.district_at == last_unknown_) return;
        if (name.empty()) {
            if (entry.district_at != nullptr)
                complain(or_row(entry.district_at, entry), "this row has no district",
                         "districts are those of districts.yaml");
            return;
        }
        last_unknown_ = entry.district_at;
        complain(or_row(entry.district_at, entry), "there is no district '" + name + "'",
                 meant(
                     name, draft_.districts, [](const auto& row) { return row.entry.name; },
                     "districts are those of districts.yaml"));
    }

    // Every place that a confirmed name could be taken for.
    void learn_places() {
        for (const auto& entry : draft_.gazetteer)
            for (const auto& name : {entry.row.name, entry.row.name_ml})
                if (!name.empty()) {
                    lies_in_[folded(name)].insert(entry.row.district);
                    lies_in_["~" + sound_of(name)].insert(entry.row.district);
                }
        for (const auto& row : draft_.districts) {
            const auto& entry = row.entry;
            for (const auto& name : {entry.name, entry.name_ml, entry.name_hi})
                district_names_[folded(name)] = entry.name;
            for (const auto& name : entry.variants) district_names_[folded(name)] = entry.name;
        }
        for (const auto& place : draft_.elsewhere)
            elsewhere_.emplace(folded(place.name), place.where);
        for (const auto& row : draft_.stations)
            for (const auto& pin : row.pins)
                pins_.emplace(pin.text, Owner{row.entry.id, pin.at});
    }

    void confirm(const GazetteerEntry& entry) {
        if (entry.stations.size() != 1) return;  // said already
        const auto found = draft_.station_at.find(entry.stations.front().text);
        if (found == draft_.station_at.end()) return;
        StationRow& station = draft_.stations[found->second];
        if (!can_own(station, entry)) return;
        if (entry.row.kind == GazetteerKind::pin) return confirm_pin(entry, station);
        for (const auto* at : {entry.name_at, entry.name_ml_at})
            if (at != nullptr)
                confirm_name({at == entry.name_at ? entry.row.name : entry.row.name_ml, at},
                             entry, station);
    }

    bool can_own(const StationRow& station, const GazetteerEntry& entry) {
        const auto& owner = station.entry;
        const yaml::Node& at = *entry.stations.front().at;
        if (owner.state == understanding::StationState::retired)
            complain(at, "station '" + owner.id.str() + "' is retired",
                     "confirm the place for its successor");
        else if (owner.type != understanding::StationType::lo &&
                 entry.row.kind != GazetteerKind::station)
            complain(at, "station '" + owner.id.str() + "' is chosen only when it is named",
                     "confirm the place for an ordinary station");
        else if (entry.row.kind != GazetteerKind::pin && owner.district != entry.row.district)
            complain(at,
                     "station '" + owner.id.str() + "' lies in " + owner.district +
                         ", not in " + entry.row.district,
                     "confirm a place for a station of its own district");
        else
            return true;
        return false;
    }

    // A PIN code that is claimed twice would decide nothing, and one claim is a mistake.
    void confirm_pin(const GazetteerEntry& entry, StationRow& station) {
        const std::string& pin = entry.row.pin;
        const yaml::Node& at = or_row(entry.pin_at, entry);
        for (std::size_t length = pin.size(); length >= 3; --length) {
            const auto state = draft_.pin_prefixes.find(pin.substr(0, length));
            if (state == draft_.pin_prefixes.end()) continue;
            return complain(at, "PIN " + pin + " lies in " + state->second,
                            "see elsewhere.yaml; delete one of the two");
        }
        const auto [owner, fresh] = pins_.emplace(pin, Owner{station.entry.id, &at});
        if (!fresh && owner->second.station != station.entry.id)
            return complain(
                at, "PIN " + pin + " is confirmed for two stations",
                "delete one confirmation; a PIN counts only if it lies in one "
                "station as a whole",
                "also " + owner->second.station.str() + ", " + place_of(*owner->second.at));
        if (!fresh) return;
        station.pins.push_back({pin, &at});
        station.entry.pins.push_back(pin);
    }

    static bool has(const StationRow& station, const std::string& name) {
        for (const auto* list : {&station.names, &station.generic_names, &station.localities})
            for (const auto& one : *list)
                if (folded(one.text) == folded(name)) return true;
        return false;
    }

    // A place of the same name in another district makes the name alone too little, as for a
    // station with namesakes; hearing its district too, it counts.
    bool lies_in_several(const std::string& name) const {
        const auto same = lies_in_.find(folded(name));
        const auto sounds = lies_in_.find("~" + sound_of(name));
        return (same != lies_in_.end() && same->second.size() > 1) ||
               (sounds != lies_in_.end() && sounds->second.size() > 1);
    }

    void confirm_name(const Placed& name, const GazetteerEntry& entry, StationRow& station) {
        if (has(station, name.text)) return;
        if (const auto district = district_names_.find(folded(name.text));
            district != district_names_.end())
            return complain(*name.at, "'" + name.text + "' is also the name of a district",
                            "it says no more than the district; delete the confirmation");
        if (const auto state = elsewhere_.find(folded(name.text)); state != elsewhere_.end())
            return complain(*name.at, "'" + name.text + "' is also a place in " + state->second,
                            "see elsewhere.yaml; delete one of the two");
        if (lies_in_several(name.text)) {
            station.generic_names.push_back(name);
            station.entry.generic_aliases.push_back(name.text);
        } else if (entry.row.kind == GazetteerKind::station) {
            station.names.push_back(name);
            station.entry.aliases.push_back(name.text);
        } else {
            station.localities.push_back(name);
            station.entry.localities.push_back(name.text);
        }
    }

    struct Owner {
        base::StationId station;
        const yaml::Node* at;
    };

    Draft& draft_;
    std::set<std::string> districts_;
    std::unordered_map<std::string, const yaml::Node*> seen_;
    std::unordered_map<std::string, std::set<std::string>> lies_in_;  // "~" before a sound
    std::unordered_map<std::string, std::string> district_names_;
    std::unordered_map<std::string, std::string> elsewhere_;
    std::unordered_map<std::string, Owner> pins_;
    const yaml::Node* last_unknown_ = nullptr;
};

}  // namespace

std::string key_of(const GazetteerRow& row) {
    return std::string(name_of(row.kind)) + '\n' + folded(row.name) + '\n' + row.name_ml +
           '\n' + row.district + '\n' + row.pin;
}

void confirm_places(Draft& draft) { GazetteerCheck(draft).run(); }

}  // namespace routing
