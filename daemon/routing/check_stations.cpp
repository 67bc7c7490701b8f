// What only shows when all stations are read: doubles, names that two stations claim,
// namesakes, districts.
#include <algorithm>
#include <functional>
#include <unordered_map>

#include "base/text.h"
#include "routing/draft.h"

namespace routing {
namespace {

void check_doubles(Draft& draft) {
    std::unordered_map<std::string, const yaml::Node*> seen;
    for (const auto& row : draft.stations) {
        const auto [first, fresh] = seen.emplace(row.entry.id.str(), row.id_at);
        if (!fresh)
            draft.problems.push_back(yaml::problem_at(
                *row.id_at, "station '" + row.entry.id.str() + "' is given twice",
                "delete one of the two", "first given on " + place_of(*first->second)));
    }
}

std::string hint_for(const std::string& word, const std::vector<std::string>& known,
                     std::string otherwise) {
    const std::string close = base::did_you_mean(word, known);
    return close.empty() ? std::move(otherwise) : "did you mean '" + close + "'?";
}

std::vector<std::string> district_names(const Draft& draft) {
    std::vector<std::string> known;
    known.reserve(draft.districts.size());
    for (const auto& row : draft.districts) known.push_back(row.entry.name);
    return known;
}

bool names(const StationRow& row, const base::StationId& other) {
    return std::any_of(row.namesakes.begin(), row.namesakes.end(),
                       [&](const Placed& one) { return one.text == other.str(); });
}

struct Claim {
    std::size_t hash = 0;  // of the name in small letters
    const StationRow* row = nullptr;
    const Placed* name = nullptr;
};

std::string plain(const Placed& name) { return base::lower_ascii(base::trim_ascii(name.text)); }

bool are_at_odds(const Claim& one, const Claim& other) {
    return one.row->entry.id != other.row->entry.id && !are_twins(*one.row, *other.row) &&
           plain(*one.name) == plain(*other.name);
}

std::vector<Claim> claims_of(const Draft& draft) {
    std::vector<Claim> claims;
    claims.reserve(count_names(draft));
    for (const auto& row : draft.stations) {
        if (row.entry.state == understanding::StationState::retired) continue;
        for (const auto* list : {&row.names, &row.generic_names, &row.localities})
            for (const auto& name : *list)
                claims.push_back({std::hash<std::string>{}(plain(name)), &row, &name});
    }
    return claims;
}

// The same name at two stations is an error unless each names the other: then it is a known
// twin, and only more than the bare name decides. Sorted by hash: a table of 200,000 short
// texts costs several times as much.
void check_claims(Draft& draft) {
    auto claims = claims_of(draft);
    std::stable_sort(claims.begin(), claims.end(),
                     [](const Claim& a, const Claim& b) { return a.hash < b.hash; });
    for (auto first = claims.begin(); first != claims.end();) {
        const auto last = std::find_if(
            first, claims.end(), [&](const Claim& claim) { return claim.hash != first->hash; });
        for (auto later = first; later != last; ++later) {
            const auto earlier = std::find_if(
                first, later, [&](const Claim& claim) { return are_at_odds(*later, claim); });
            if (earlier == later) continue;
            draft.problems.push_back(yaml::problem_at(
                *later->name->at, "'" + later->name->text + "' belongs to two stations",
                "delete one, or let both stations name each other under 'namesakes'",
                "also " + earlier->row->entry.id.str() + ", " + place_of(*earlier->name->at)));
        }
        first = last;
    }
}

void check_namesakes(const StationRow& row, Draft& draft) {
    for (const auto& namesake : row.namesakes) {
        const StationRow* other = draft.station(namesake.text);
        if (other == nullptr)
            draft.problems.push_back(
                yaml::problem_at(*namesake.at, "there is no station '" + namesake.text + "'",
                                 hint_for(namesake.text, station_ids(draft), "")));
        else if (!names(*other, row.entry.id))
            draft.problems.push_back(yaml::problem_at(
                *namesake.at, "'" + namesake.text + "' does not name this station in return",
                "add '" + row.entry.id.str() + "' to its 'namesakes'",
                "see " + place_of(*other->id_at)));
    }
}

void check_deputies(const StationRow& row, Draft& draft) {
    for (const auto& deputy : row.deputies) {
        const StationRow* station = draft.station(deputy.text);
        const bool desk =
            std::any_of(draft.desks.begin(), draft.desks.end(),
                        [&](const DeskRow& one) { return one.desk.id.str() == deputy.text; });
        if (deputy.text == row.entry.id.str())
            draft.problems.push_back(yaml::problem_at(
                *deputy.at, "a station does not stand in for itself", "name another one"));
        else if (station == nullptr && !desk)
            draft.problems.push_back(yaml::problem_at(
                *deputy.at, "there is no station or desk '" + deputy.text + "'",
                hint_for(deputy.text, station_ids(draft), "")));
        else if (station != nullptr &&
                 station->entry.state == understanding::StationState::retired)
            draft.problems.push_back(
                yaml::problem_at(*deputy.at, "station '" + deputy.text + "' is retired",
                                 "name one that has a mailbox"));
    }
}

void check_districts_of(const StationRow& row, Draft& draft) {
    for (const auto& name : row.namesake_districts) {
        if (draft.district(name.text) == nullptr)
            draft.problems.push_back(
                yaml::problem_at(*name.at, "there is no district '" + name.text + "'",
                                 hint_for(name.text, district_names(draft),
                                          "districts are those of districts.yaml")));
        else if (name.text == row.entry.district)
            draft.problems.push_back(
                yaml::problem_at(*name.at, "'" + name.text + "' is the station's own district",
                                 "list only other districts with a place of that name"));
    }
}

// Once for each file, not for each of its stations.
void check_unit(const StationRow& row, Draft& draft) {
    if (row.district_at == nullptr || row.police_district_at == nullptr ||
        row.entry.district.empty())
        return;
    const DistrictRow* district = draft.district(row.entry.district);
    if (district == nullptr) {
        draft.problems.push_back(yaml::problem_at(
            *row.district_at, "there is no district '" + row.entry.district + "'",
            hint_for(row.entry.district, district_names(draft),
                     "districts are those of districts.yaml")));
        return;
    }
    const auto& units = district->police_districts;
    if (std::find(units.begin(), units.end(), row.entry.police_district) == units.end())
        draft.problems.push_back(
            yaml::problem_at(*row.police_district_at,
                             "'" + row.entry.police_district + "' is no police district of " +
                                 row.entry.district,
                             "police districts are listed in districts.yaml"));
}

void check_pins(Draft& draft) {
    std::unordered_map<std::string, const StationRow*> seen;
    for (const auto& row : draft.stations)
        for (const auto& pin : row.pins) {
            const auto [first, fresh] = seen.emplace(pin.text, &row);
            if (fresh || first->second == &row) continue;
            auto problem = yaml::problem_at(
                *pin.at, "PIN " + pin.text + " is confirmed for two stations",
                "a shared PIN decides nothing; both stations are shown to the desk",
                "also " + first->second->entry.id.str());
            problem.severity = base::Severity::warning;
            draft.problems.push_back(std::move(problem));
        }
}

}  // namespace

std::size_t count_names(const Draft& draft) {
    std::size_t names = 0;
    for (const auto& row : draft.stations)
        names += row.names.size() + row.generic_names.size() + row.localities.size();
    return names;
}

std::string place_of(const yaml::Node& node) {
    return "line " + std::to_string(node.line) + " of " + node.source->name;
}

void check_stations(Draft& draft) {
    check_doubles(draft);
    check_claims(draft);
    check_pins(draft);
    const yaml::Node* last_unit = nullptr;
    for (const auto& row : draft.stations) {
        check_namesakes(row, draft);
        check_deputies(row, draft);
        check_districts_of(row, draft);
        if (row.district_at != last_unit) check_unit(row, draft);
        last_unit = row.district_at;
    }
}

}  // namespace routing
