#include <algorithm>

#include "routing/draft.h"
#include "routing/key_tables.h"

namespace routing {
namespace {

using understanding::StationType;

// In the order of keys::station_types().
constexpr StationType types[] = {
    StationType::lo,      StationType::vanitha, StationType::cyber,  StationType::coastal,
    StationType::traffic, StationType::railway, StationType::special};

struct Unit {
    std::string code, police_district, district;
    understanding::Language language = understanding::Language::en;
    const yaml::Node* police_district_at = nullptr;
    const yaml::Node* district_at = nullptr;
};

bool is_slug(std::string_view text) {
    return !text.empty() && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

StationType read_type(yaml::TableReader& reader, base::Problems& problems) {
    const Placed type = reader.text("type");
    if (type.at == nullptr) return StationType::lo;
    const auto& known = keys::station_types();
    const auto found = std::find(known.begin(), known.end(), type.text);
    if (found != known.end()) return types[found - known.begin()];
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

void read_names(yaml::TableReader& reader, StationRow& row, base::Problems& problems) {
    const Placed name = reader.text("name");
    const Placed name_ml = reader.text("name_ml");
    const auto aliases = reader.texts("aliases");
    row.generic_names = reader.texts("generic_aliases");
    row.localities = reader.texts("localities");
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
    yaml::TableReader reader(*line.value, "station '" + id + "'", keys::station(), problems);
    StationRow row;
    row.id_at = line.key.get();
    row.entry.id = base::StationId(id);
    row.entry.district = unit.district;
    row.entry.police_district = unit.police_district;
    row.district_at = unit.district_at;
    row.police_district_at = unit.police_district_at;
    check_id(*line.key, unit, problems);
    read_names(reader, row, problems);
    row.entry.type = read_type(reader, problems);
    row.entry.state = reader.is_true("retired") ? understanding::StationState::retired
                                                : understanding::StationState::active;
    row.returns_tests = reader.is_true("returns_tests");
    row.sub_division = reader.text("sub_division").text;
    row.language = read_language(reader.text("language"), unit.language, problems);
    const bool needs_mailbox = row.entry.state == understanding::StationState::active;
    if (needs_mailbox && line.value->kind == yaml::NodeKind::map &&
        line.value->find("mailbox") == nullptr)
        problems.push_back(yaml::problem_at(*line.key, "station '" + id + "' has no mailbox",
                                            "add a line 'mailbox: ...', or 'retired: true'"));
    row.mailbox = reader.text("mailbox");
    row.deputies = reader.texts("deputies");
    row.namesakes = reader.texts("namesakes");
    row.namesake_districts = reader.texts("namesake_districts");
    row.entry.namesake_districts = texts_of(row.namesake_districts);
    row.pins = reader.texts("pins");
    row.entry.pins = texts_of(row.pins);
    check_pins(row.pins, problems);
    reader.finish();
    draft.station_at.emplace(id, draft.stations.size());
    draft.stations.push_back(std::move(row));
}

}  // namespace

understanding::Language read_language(const Placed& language, understanding::Language otherwise,
                                      base::Problems& problems) {
    using understanding::Language;
    if (language.at == nullptr) return otherwise;
    for (const Language one : {Language::en, Language::hi, Language::ml})
        if (understanding::name_of(one) == language.text) return one;
    problems.push_back(yaml::problem_at(
        *language.at, "no letters are written in '" + language.text + "'", "en, hi or ml"));
    return otherwise;
}

void load_stations(const yaml::Document& document, Draft& draft) {
    yaml::TableReader reader(*document.root, "a file of stations", keys::stations_file(),
                             draft.problems);
    Unit unit;
    unit.code = reader.text("unit").text;
    const Placed police_district = reader.text("police_district");
    const Placed district = reader.text("district");
    unit.police_district = police_district.text;
    unit.police_district_at = police_district.at;
    unit.district = district.text;
    unit.district_at = district.at;
    unit.language = read_language(reader.text("language"), unit.language, draft.problems);
    const yaml::Node* stations = reader.node("stations");
    reader.finish();
    if (stations == nullptr) return;
    if (stations->kind != yaml::NodeKind::map)
        draft.problems.push_back(
            yaml::problem_at(*stations, "'stations' must be lines of the form 'id:'"));
    for (const auto& line : stations->entries) load_station(line, unit, draft);
}

}  // namespace routing
