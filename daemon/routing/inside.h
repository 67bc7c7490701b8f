// What a rule book holds. Private to the room.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "routing/directory.h"
#include "routing/examples.h"
#include "routing/register.h"
#include "routing/rule_book.h"
#include "routing/staff_rule.h"

namespace routing {

struct RuleBook::Inside {
    std::string fingerprint;
    explicit Inside(understanding::Vocabulary words) : vocabulary(std::move(words)) {}

    const understanding::Vocabulary vocabulary;
    const Directory directory{vocabulary};
    std::vector<Station> stations;
    std::map<base::StationId, std::size_t> station_at;
    std::vector<Desk> desks;
    std::map<base::RecipientId, std::size_t> desk_at;
    std::vector<StaffRule> rules;  // in the order of the file
    std::vector<Example> examples;
    Weights weights;
    Register officers;
};

}  // namespace routing
