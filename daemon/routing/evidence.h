// What the places of a mail say for which station, before anything is decided. Private to the
// room.
//
// Source: the product's conventions on places: an offender's place never counts for a station;
// a special station counts only when named as a station; a place that fits by edit distance
// only is a suggestion for the desk.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "routing/directory.h"
#include "routing/rule_book.h"

namespace routing {

// The kinds of place that can decide, strongest first.
enum class Level { named, residence, address, incident, subject, none };  // named: as a station

struct Hint {
    Evidence evidence;
    bool shared = false;          // the name or PIN fits several stations
    bool needs_district = false;  // another district has a place of that name; none was given
    bool undescribed = false;     // nothing says: her home, the scene, or asked for
};

struct Picture {
    std::vector<Hint> hints;      // for a station
    std::vector<Evidence> other;  // districts, the offender's places
    std::map<std::string, std::set<Level>>
        districts;              // given by her, with the level of each mention
    std::set<Level> kerala;     // levels at which she names a place in Kerala
    std::set<Level> elsewhere;  // levels at which she names a place in another state or country
    std::set<base::StationId> complained_about;
    std::set<base::StationId> suggestions;  // by edit distance only
    bool offender_place = false;
    bool pin_split = false;
};

Picture look_at_places(const understanding::Facts& facts, const Directory& directory,
                       const Weights& weights);

// All that counts for one station.
struct Standing {
    base::StationId station;
    double score = 0;
    EvidenceClass strongest = EvidenceClass::near;
    bool shared = true;  // every hint of the strongest class is shared
    bool needs_district = true;
    bool undescribed = true;
};

// Best first; equal scores in order of their ids.
std::vector<Standing> stand(const std::vector<Hint>& hints, const Weights& weights);

}  // namespace routing
