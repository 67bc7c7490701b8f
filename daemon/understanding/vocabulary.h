// The names and words the rules know: stations, districts, places elsewhere, cue words. Built by the routing room
// from the rules files; compiled once by Lexicon (lexicon.h), then shared and never changed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/identity.h"
#include "understanding/facts.h"

namespace understanding {

enum class StationType { lo, vanitha, cyber, coastal, traffic, railway, special };
enum class StationState { active, retired };

struct StationEntry {
    base::StationId id;
    std::string name;      // "Kazhakuttam"
    std::string name_ml;
    std::string district;  // revenue district
    std::string police_district;
    StationType type = StationType::lo;
    StationState state = StationState::active;
    std::vector<std::string> aliases;          // usable alone
    std::vector<std::string> generic_aliases;  // need a district
    std::vector<std::string> localities;       // confirmed by staff
    std::vector<std::string> pins;             // confirmed by staff, six digits
    std::vector<std::string> namesake_districts;  // districts with a locality of the same name
};

struct DistrictEntry {
    std::string name;
    std::string name_ml, name_hi;
    std::vector<std::string> variants;
};

// A place in another state or country.
struct ElsewhereEntry {
    std::string name;
    std::string where;
};

// Words of one list by writing: "en", "ml", "hi", "ml-Latn", "hi-Latn". A word may be several tokens; a word ending
// in "~" is a stem: any token that begins with it counts.
struct WordList {
    std::string id;
    std::map<std::string, std::vector<std::string>> words;
};

// A place of the gazetteer that nobody has confirmed: it may be shown to the desk and never decides.
struct PlaceHint {
    std::string name;     // empty for a row that is only a PIN code
    std::string name_ml;
    std::string district;
    std::string pin;      // six digits, or empty
    std::vector<base::StationId> stations;  // likeliest first; may be empty
};

struct Vocabulary {
    std::vector<StationEntry> stations;
    std::vector<DistrictEntry> districts;
    std::vector<ElsewhereEntry> elsewhere;
    std::map<std::string, std::string> pin_prefixes_elsewhere;  // "600" -> "Tamil Nadu"
    std::map<std::string, WordList> lists;                      // by id
    std::map<std::string, std::string> platform_domains;        // sender domain -> platform, for platform alerts
    std::vector<PlaceHint> hints;  // unconfirmed places; nothing here looks them up

    const StationEntry* station(const base::StationId& id) const;
};

}  // namespace understanding
