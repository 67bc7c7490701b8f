#include <cstdlib>

#include "routing/draft.h"

namespace routing {
namespace {

// Digits with at most one point: "48", "0.75". No sign, exponent or locale.
bool is_decimal(const std::string& text) {
    bool digit = false;
    bool point = false;
    for (const char c : text) {
        if (c == '.' && !point && digit)
            point = true;
        else if (c < '0' || c > '9')
            return false;
        else
            digit = true;
    }
    return digit && text.back() != '.';
}

double decimal(const std::string& text) {
    double number = 0;
    double scale = 0;
    for (const char c : text) {
        if (c == '.') {
            scale = 1;
            continue;
        }
        number = number * 10 + (c - '0');
        scale *= 10;
    }
    return scale > 0 ? number / scale : number;
}

void read_number(yaml::MapReader& reader, std::string_view key, double most, double& target,
                 base::Problems& problems) {
    constexpr std::size_t longest = 8;
    const Placed found = placed_text(reader, key, problems);
    if (found.at == nullptr || found.text.empty()) return;
    const bool fits =
        found.text.size() <= longest && is_decimal(found.text) && decimal(found.text) <= most;
    if (fits)
        target = decimal(found.text);
    else
        problems.push_back(yaml::problem_at(
            *found.at, "'" + std::string(key) + "' must be a number from 0 to " +
                           std::to_string(static_cast<int>(most))));
}

}  // namespace

void load_weights(const yaml::Document& document, Draft& draft) {
    constexpr double most_weight = 1000;
    auto& problems = draft.problems;
    auto& weights = draft.weights;
    yaml::MapReader file(*document.root, "weights.yaml", problems);
    const yaml::Node* weighed = file.optional_node("weights");
    const yaml::Node* thresholds = file.optional_node("thresholds");
    file.finish();
    if (weighed != nullptr) {
        yaml::MapReader reader(*weighed, "'weights'", problems);
        read_number(reader, "explicit_station", most_weight, weights.explicit_station,
                    problems);
        read_number(reader, "residence", most_weight, weights.residence, problems);
        read_number(reader, "pin", most_weight, weights.pin, problems);
        read_number(reader, "address", most_weight, weights.address, problems);
        read_number(reader, "incident", most_weight, weights.incident, problems);
        read_number(reader, "subject", most_weight, weights.subject, problems);
        read_number(reader, "near", most_weight, weights.near, problems);
        read_number(reader, "repetition", most_weight, weights.repetition, problems);
        read_number(reader, "repetition_most", most_weight, weights.repetition_most, problems);
        read_number(reader, "namesake_factor", 1, weights.namesake_factor, problems);
        read_number(reader, "further_share", 1, weights.further_share, problems);
        reader.finish();
    }
    if (thresholds == nullptr) return;
    yaml::MapReader reader(*thresholds, "'thresholds'", problems);
    read_number(reader, "route_least", most_weight, weights.route_least, problems);
    read_number(reader, "lead_least", most_weight, weights.lead_least, problems);
    reader.finish();
}

}  // namespace routing
