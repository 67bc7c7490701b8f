// Stations of the vocabulary by id and by PIN code, and PIN codes of other states. Private to
// the room.
//
// Promise: looking up is one hash, however many stations there are. It points into the
// vocabulary, which must outlive it and must not move.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "understanding/vocabulary.h"

namespace routing {

class Directory {
  public:
    explicit Directory(const understanding::Vocabulary& vocabulary);

    const understanding::StationEntry* station(
        const base::StationId& id) const;  // nullptr when unknown
    const std::vector<const understanding::StationEntry*>& confirmed_for(
        const std::string& pin) const;
    // Stations that unconfirmed rows of the gazetteer give for a PIN, likeliest first.
    std::vector<base::StationId> hinted_for(const std::string& pin) const;
    bool lies_elsewhere(const std::string& pin) const;

  private:
    const understanding::Vocabulary& vocabulary_;
    std::unordered_map<std::string, const understanding::StationEntry*> by_id_;
    std::unordered_map<std::string, std::vector<const understanding::StationEntry*>> by_pin_;
    std::unordered_map<std::string, const understanding::PlaceHint*> hint_by_pin_;
};

}  // namespace routing
