#include "routing/draft.h"
#include "routing/key_tables.h"

namespace routing {
namespace {

// A veto that is off is told at every check, so that nobody forgets it.
void read_vetoes(const yaml::Node& node, Draft& draft) {
    yaml::TableReader reader(node, "'vetoes'", keys::vetoes(), draft.problems);
    Weights& weights = draft.weights;
    for (const auto& veto : all_vetoes()) {
        const yaml::Node* given = node.find(veto.name);
        const bool on = reader.is_true(veto.name) || given == nullptr || given->text != "false";
        if (veto.name == "namesake_elsewhere") weights.namesake_elsewhere = on;
        if (veto.name == "other_district") weights.other_district = on;
        if (on) continue;
        auto problem = yaml::problem_at(
            *given,
            "the veto '" + std::string(veto.name) + "' " +
                (veto.may_be_off ? "is off" : "cannot be switched off"),
            veto.may_be_off ? "a mail may then go to a wrong station"
                            : "it keeps her from a wrong station; delete the line");
        if (veto.may_be_off) problem.severity = base::Severity::warning;
        draft.problems.push_back(std::move(problem));
    }
    reader.finish();
}

}  // namespace

const std::vector<Veto>& all_vetoes() {
    static const std::vector<Veto> all{
        {"namesake_elsewhere",
         "Another district has a place of this name, and no district is given", true},
        {"other_district", "She names another district than the station's", true},
        {"undescribed_place",
         "Nothing says that she lives there, that it happened there, or that it is for that "
         "station",
         false},
        {"other_state", "The place that would decide lies in another state or country", false},
        {"offender_only", "Only the offender's place is named", false},
        {"district_only", "Only a district is named, or no place", false},
        {"own_officers", "It may be about the station's own officers", false},
        {"unnamed_special", "A special station was not named as a station", false},
        {"edit_distance", "The name only resembles that of a station", false}};
    return all;
}

void load_weights(const yaml::Document& document, Draft& draft) {
    auto& problems = draft.problems;
    auto& weights = draft.weights;
    yaml::TableReader file(*document.root, "weights.yaml", keys::weights_file(), problems);
    const yaml::Node* weighed = file.node("weights");
    const yaml::Node* thresholds = file.node("thresholds");
    const yaml::Node* vetoes = file.node("vetoes");
    file.finish();
    if (weighed != nullptr) {
        yaml::TableReader reader(*weighed, "'weights'", keys::weights(), problems);
        reader.number("explicit_station", weights.explicit_station);
        reader.number("residence", weights.residence);
        reader.number("pin", weights.pin);
        reader.number("address", weights.address);
        reader.number("incident", weights.incident);
        reader.number("subject", weights.subject);
        reader.number("near", weights.near);
        reader.number("shared_power", weights.shared_power);
        reader.number("repetition", weights.repetition);
        reader.number("repetition_most", weights.repetition_most);
        reader.number("namesake_factor", weights.namesake_factor);
        reader.number("further_share", weights.further_share);
        reader.finish();
    }
    if (vetoes != nullptr) read_vetoes(*vetoes, draft);
    if (thresholds == nullptr) return;
    yaml::TableReader reader(*thresholds, "'thresholds'", keys::thresholds(), problems);
    reader.number("route_least", weights.route_least);
    reader.number("lead_least", weights.lead_least);
    reader.finish();
}

}  // namespace routing
