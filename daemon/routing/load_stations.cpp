#include <algorithm>

#include "routing/draft.h"

namespace routing {
namespace {

using understanding::StationType;

struct TypeName {
    std::string_view name;
    StationType type;
};
constexpr TypeName type_names[] = {
    {"lo", StationType::lo},           {"vanitha", StationType::vanitha},
    {"cyber", StationType::cyber},     {"coastal", StationType::coastal},
    {"traffic", StationType::traffic}, {"railway", StationType::railway},
    {"special", StationType::special}};

struct Unit {
    std::string code, police_district, district;
    const yaml::Node* police_district_at = nullptr;
    const yaml::Node* district_at = nullptr;
};

bool is_slug(std::string_view text) {
    return !text.empty() && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

StationType read_type(yaml::MapReader& reader, base::Problems& problems) {
    const Placed type = placed_text(reader, "type", problems);
    if (type.at == nullptr) return StationType::lo;
    std::vector<std::string> known;
    for (const auto& [name, value] : type_names) {
        if (type.text == name) return value;
        known.emplace_back(name);
    }
    const std::string close = base::did_you_mean(type.text, known);
    problems.push_back(yaml::problem_at(
        *type.at, "there is no station type '" + type.text + "'",
        close.empty() ? "lo, vanitha, cyber, coastal, traffic, railway or special"
                      : "did you mean '" + close + "'?"));
    return StationType::lo;
}

void check_id(const yaml::Node& id, const Unit& unit, base::Problems& problems) {
    const std::string prefix = unit.code + ".";
    if (id.text.starts_with(prefix) && is_slug(std::string_view(id.text).substr(prefix.size())))
        return;
    problems.push_back(yaml::problem_at(id, "'" + id.text + "' is no station id of this file",
                                        "an id is '" + prefix +
                                            "' and a name in a-z, 0-9 and '-', like '" +
                                            prefix + "museum'"));
}

void check_pins(const std::vector<Placed>& pins, base::Problems& problems) {
    for (const auto& pin : pins) {
        const bool digits = std::all_of(pin.text.begin(), pin.text.end(),
                                        [](char c) { return c >= '0' && c <= '9'; });
        if (digits && pin.text.size() == 6 && pin.text.front() != '0') continue;
        problems.push_back(yaml::problem_at(*pin.at, "'" + pin.text + "' is no PIN code",
                                            "a PIN code has six figures"));
    }
}

void append(std::vector<Placed>& to, const std::vector<Placed>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

void read_names(yaml::MapReader& reader, StationRow& row, base::Problems& problems) {
    const Placed name{reader.required_text("name"), reader.node().find("name")};
    const Placed name_ml = placed_text(reader, "name_ml", problems);
    const auto aliases = placed_texts(reader, "aliases", problems);
    row.generic_names = placed_texts(reader, "generic_aliases", problems);
    row.localities = placed_texts(reader, "localities", problems);
    row.entry.name = name.text;
    row.entry.name_ml = name_ml.text;
    row.entry.aliases = texts_of(aliases);
    row.entry.generic_aliases = texts_of(row.generic_names);
    row.entry.localities = texts_of(row.localities);
    if (!name.text.empty()) row.names.push_back(name);
    if (!name_ml.text.empty()) row.names.push_back(name_ml);
    append(row.names, aliases);
    for (const auto* texts : {&row.names, &row.generic_names, &row.localities})
        refuse_wildcards(*texts, problems);
}

void load_station(const yaml::Entry& line, const Unit& unit, Draft& draft) {
    auto& problems = draft.problems;
    const std::string& id = line.key->text;
    yaml::MapReader reader(*line.value, "station '" + id + "'", problems);
    StationRow row;
    row.id_at = line.key.get();
    row.entry.id = base::StationId(id);
    row.entry.district = unit.district;
    row.entry.police_district = unit.police_district;
    row.district_at = unit.district_at;
    row.police_district_at = unit.police_district_at;
    check_id(*line.key, unit, problems);
    if (line.value->kind == yaml::NodeKind::map) read_names(reader, row, problems);
    row.entry.type = read_type(reader, problems);
    row.entry.state = reader.optional_truth("retired", false)
                          ? understanding::StationState::retired
                          : understanding::StationState::active;
    row.sub_division = reader.optional_text("sub_division", "");
    const bool needs_mailbox = row.entry.state == understanding::StationState::active;
    if (needs_mailbox && line.value->kind == yaml::NodeKind::map &&
        line.value->find("mailbox") == nullptr)
        problems.push_back(yaml::problem_at(*line.key, "station '" + id + "' has no mailbox",
                                            "add a line 'mailbox: ...', or 'retired: true'"));
    row.mailbox = placed_text(reader, "mailbox", problems);
    row.namesakes = placed_texts(reader, "namesakes", problems);
    row.namesake_districts = placed_texts(reader, "namesake_districts", problems);
    row.entry.namesake_districts = texts_of(row.namesake_districts);
    row.pins = placed_texts(reader, "pins", problems);
    row.entry.pins = texts_of(row.pins);
    check_pins(row.pins, problems);
    reader.finish();
    draft.station_at.emplace(id, draft.stations.size());
    draft.stations.push_back(std::move(row));
}

}  // namespace

void load_stations(const yaml::Document& document, Draft& draft) {
    yaml::MapReader reader(*document.root, "a file of stations", draft.problems);
    Unit unit;
    unit.code = reader.required_text("unit");
    unit.police_district = reader.required_text("police_district");
    unit.police_district_at = reader.node().find("police_district");
    unit.district = reader.required_text("district");
    unit.district_at = reader.node().find("district");
    const yaml::Node* stations = reader.required_node("stations");
    reader.finish();
    if (stations == nullptr) return;
    if (stations->kind != yaml::NodeKind::map)
        draft.problems.push_back(
            yaml::problem_at(*stations, "'stations' must be lines of the form 'id:'"));
    for (const auto& line : stations->entries) load_station(line, unit, draft);
}

}  // namespace routing
