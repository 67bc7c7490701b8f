#include "redaction/reveal_figures.h"

#include <array>
#include <charconv>

#include "redaction/policy_keys.h"
#include "yaml/key_rows.h"

namespace redaction {
namespace {

constexpr int most = 1000;

struct Row {
    std::string_view name;
    int RevealFigures::*figure;
    std::string_view meaning;
};

constexpr std::array rows{
    Row{"per_case", &RevealFigures::per_case, "Requests of one case"},
    Row{"per_station_and_day", &RevealFigures::per_station_and_day,
        "Requests of one station in a day"},
    Row{"contacts_per_station_and_day", &RevealFigures::contacts_per_station_and_day,
        "Numbers for a first call that one station gets in a day"},
    Row{"approval_hours", &RevealFigures::approval_hours, "How long an approver may decide"}};

void read_figure(const yaml::Node* node, int& figure, base::Problems& problems) {
    if (node == nullptr) return;
    int value = 0;
    const auto* end = node->text.data() + node->text.size();
    const auto [stop, error] = std::from_chars(node->text.data(), end, value);
    const bool whole = error == std::errc{} && stop == end && !node->quoted;
    if (whole && value >= 1 && value <= most) {
        figure = value;
    } else {
        problems.push_back(yaml::problem_at(*node, "this is a whole number from 1 to 1000"));
    }
}

}  // namespace

namespace keys {

const yaml::KeyTable& reveals() {
    static const yaml::KeyTable table = [] {
        std::vector<yaml::Key> keys;
        keys.reserve(rows.size());
        for (const auto& row : rows)
            keys.push_back(
                yaml::number_key(std::string(row.name), std::string(row.meaning), most));
        return yaml::table_of(std::move(keys));
    }();
    return table;
}

}  // namespace keys

RevealFigures load_reveals(yaml::TableReader& policy, base::Problems& problems) {
    RevealFigures figures;
    const auto* node = policy.node("reveals");
    if (node == nullptr) return figures;
    yaml::TableReader reader(*node, "'reveals'", keys::reveals(), problems);
    for (const auto& row : rows)
        read_figure(reader.value(row.name), figures.*row.figure, problems);
    reader.finish();
    return figures;
}

}  // namespace redaction
