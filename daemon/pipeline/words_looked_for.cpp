#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "pipeline/facts_json.h"
#include "routing/in_words.h"

namespace pipeline {
namespace {

using nlohmann::json;
using understanding::Vocabulary;

json station_json(const understanding::StationEntry& s) {
    return {s.id.str(),
            s.name,
            s.name_ml,
            s.district,
            s.police_district,
            static_cast<int>(s.type),
            static_cast<int>(s.state),
            s.aliases,
            s.generic_aliases,
            s.localities,
            s.namesake_districts};
}

// Without what routing looks up again each time: PIN codes.
json names_json(const Vocabulary& vocabulary) {
    json all = json::array();
    for (const auto& station : vocabulary.stations) all.push_back(station_json(station));
    for (const auto& d : vocabulary.districts)
        all.push_back({d.name, d.name_ml, d.name_hi, d.variants});
    for (const auto& place : vocabulary.elsewhere) all.push_back({place.name, place.where});
    all.push_back(vocabulary.platform_domains);
    return all;
}

std::string hash_of(const json& value) {
    return base::sha256_hex(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

WordsLookedFor words_of(const Vocabulary& vocabulary) {
    WordsLookedFor found;
    json all = names_json(vocabulary);
    for (const auto& [id, list] : vocabulary.lists) {
        if (routing::is_word_list_of_rule(id))
            found.rules[id] = hash_of(list.words);
        else
            all.push_back({id, list.words});
    }
    found.vocabulary = hash_of(all);
    return found;
}

}  // namespace pipeline
