// The files of gazetteer/: one row a line, each a place that nobody has confirmed or that a
// named role has.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "routing/draft.h"
#include "routing/key_tables.h"

namespace routing {
namespace {

constexpr std::size_t longest_name = 120;  // characters
constexpr std::size_t most_stations = 3;   // what the desk can weigh at a glance
constexpr std::array<GazetteerKind, 6> kinds{
    GazetteerKind::station,    GazetteerKind::pin,     GazetteerKind::post_office,
    GazetteerKind::local_body, GazetteerKind::village, GazetteerKind::locality};

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number_of(std::string_view digits) {
    int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

const yaml::Node& or_row(const yaml::Node* at, const GazetteerEntry& entry) {
    return at != nullptr ? *at : *entry.at;
}

void check_name(const std::string& name, const yaml::Node& at, base::Problems& problems) {
    if (name.empty()) return;
    const auto complain = [&](std::string sentence, std::string hint) {
        problems.push_back(yaml::problem_at(at, std::move(sentence), std::move(hint)));
    };
    refuse_wildcards({{name, &at}}, problems);
    if (base::count_code_points(name) > longest_name)
        complain("this name is longer than " + std::to_string(longest_name) + " characters",
                 "is a cell or line out of place?");
    if (name.find_first_of("\r\n") != std::string::npos)
        complain("a line ends inside this name", "write it on one line");
    // A spreadsheet would take the exported cell for a formula.
    if (std::string_view("=+-@").find(name.front()) != std::string_view::npos)
        complain("a name does not begin with '" + name.substr(0, 1) + "'",
                 "a spreadsheet would take it for a formula");
    else if (all_digits(name))
        complain("'" + name + "' is no name", "a PIN code belongs into 'pin'");
}

void check_pin(const GazetteerEntry& entry, base::Problems& problems) {
    const std::string& pin = entry.row.pin;
    if (pin.empty()) {
        if (entry.row.kind == GazetteerKind::pin)
            problems.push_back(yaml::problem_at(*entry.at, "this row has no PIN code",
                                                "a row of kind 'pin' needs one"));
        return;
    }
    if (all_digits(pin) && pin.size() == 6 && pin.front() != '0') return;
    const bool mangled = pin.find_first_of(".eE") != std::string::npos;
    problems.push_back(
        yaml::problem_at(or_row(entry.pin_at, entry), "'" + pin + "' is no PIN code",
                         mangled ? "a spreadsheet changed the number; format the column as text"
                                 : "a PIN code has six figures and does not begin with 0"));
}

void check_confirmation(const GazetteerEntry& entry, base::Problems& problems) {
    const GazetteerRow& row = entry.row;
    if (!row.is_confirmed()) return;
    const auto& at = or_row(entry.confirmed_at, entry);
    if (!is_day(row.confirmed_on))
        problems.push_back(yaml::problem_at(at, "'" + row.confirmed_on + "' is no date",
                                            "write year, month and day, like 2026-11-22"));
    if (row.confirmed_by.find_first_of("@\r\n") != std::string::npos ||
        base::count_code_points(row.confirmed_by) > longest_name)
        problems.push_back(yaml::problem_at(at, "this is no name of a role",
                                            "name the post, like 'women cell head', never a "
                                            "person or an address"));
    if (row.stations.size() != 1)
        problems.push_back(
            yaml::problem_at(row.stations.empty() ? *entry.at : *entry.stations.front().at,
                             row.stations.empty() ? "a confirmed row has no station"
                                                  : "a confirmed row has more than one station",
                             "a place is confirmed for exactly one station"));
}

GazetteerKind read_kind(const Placed& kind, base::Problems& problems) {
    const auto found = gazetteer_kind(kind.text);
    if (found || kind.at == nullptr || kind.text.empty())
        return found.value_or(GazetteerKind::locality);
    problems.push_back(no_gazetteer_kind(kind));
    return GazetteerKind::locality;
}

// `confirmed: true` alone says nothing that can be asked about later.
void read_confirmation(yaml::TableReader& reader, GazetteerEntry& entry,
                       base::Problems& problems) {
    const bool confirmed = reader.is_true("confirmed");
    const Placed by = reader.text("confirmed_by");
    const Placed on = reader.text("confirmed_on");
    entry.confirmed_at = by.at;
    if (confirmed && by.text.empty())
        problems.push_back(yaml::problem_at(
            *reader.map().key_node("confirmed"), "nobody stands for this confirmation",
            "add 'confirmed_by:' with a role and 'confirmed_on:' with a date"));
    else if (confirmed && on.text.empty())
        problems.push_back(yaml::problem_at(*reader.map().key_node("confirmed"),
                                            "this confirmation has no date",
                                            "add 'confirmed_on:', like 2026-11-22"));
    else if (!confirmed && (by.at != nullptr || on.at != nullptr))
        problems.push_back(yaml::problem_at(by.at != nullptr ? *by.at : *on.at,
                                            "the row is not confirmed",
                                            "add 'confirmed: true' or delete who did"));
    if (!confirmed || by.text.empty() || on.text.empty()) return;
    entry.row.confirmed_by = by.text;
    entry.row.confirmed_on = on.text;
}

void load_row(const yaml::Node& node, const Placed& district, Draft& draft) {
    auto& problems = draft.problems;
    yaml::TableReader reader(node, "a row of the gazetteer", keys::gazetteer_row(), problems);
    if (node.kind != yaml::NodeKind::map) return;
    GazetteerEntry entry;
    entry.at = &node;
    entry.row.district = district.text;
    entry.district_at = district.at;
    entry.row.kind = read_kind(reader.text("kind"), problems);
    const Placed name = reader.text("name");
    const Placed name_ml = reader.text("name_ml");
    const Placed pin = reader.text("pin");
    entry.stations = reader.texts("station");
    read_confirmation(reader, entry, problems);
    reader.finish();
    entry.row.name = name.text;
    entry.row.name_ml = name_ml.text;
    entry.row.pin = pin.text;
    entry.row.stations = texts_of(entry.stations);
    entry.name_at = name.at;
    entry.name_ml_at = name_ml.at;
    entry.pin_at = pin.at;
    check_gazetteer_entry(entry, problems);
    draft.gazetteer.push_back(std::move(entry));
}

}  // namespace

bool is_day(std::string_view text) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
    if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return false;
    const int y = number_of(year), m = number_of(month), d = number_of(day);
    if (y < 2000 || y > 2099 || m < 1 || m > 12 || d < 1) return false;
    const bool leap = m == 2 && y % 4 == 0;  // 2000 to 2099: the exceptions lie outside
    return d <= days[static_cast<std::size_t>(m - 1)] + (leap ? 1 : 0);
}

std::string_view name_of(GazetteerKind kind) {
    switch (kind) {
        case GazetteerKind::station:
            return "station";
        case GazetteerKind::pin:
            return "pin";
        case GazetteerKind::post_office:
            return "post_office";
        case GazetteerKind::local_body:
            return "local_body";
        case GazetteerKind::village:
            return "village";
        case GazetteerKind::locality:
            return "locality";
    }
    return "locality";
}

std::optional<GazetteerKind> gazetteer_kind(std::string_view name) {
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [&](GazetteerKind kind) { return name_of(kind) == name; });
    if (found == kinds.end()) return std::nullopt;
    return *found;
}

const std::vector<std::string>& gazetteer_kinds() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const auto one : kinds) all.emplace_back(name_of(one));
        return all;
    }();
    return names;
}

base::Problem no_gazetteer_kind(const Placed& kind) {
    const std::string close = base::did_you_mean(kind.text, gazetteer_kinds());
    return yaml::problem_at(*kind.at, "there is no kind '" + kind.text + "'",
                            close.empty()
                                ? "station, pin, post_office, local_body, village or locality"
                                : "did you mean '" + close + "'?");
}

void check_gazetteer_entry(const GazetteerEntry& entry, base::Problems& problems) {
    const GazetteerRow& row = entry.row;
    const bool named = !row.name.empty() || !row.name_ml.empty();
    if (row.kind == GazetteerKind::pin && named)
        problems.push_back(yaml::problem_at(
            or_row(entry.name_at != nullptr ? entry.name_at : entry.name_ml_at, entry),
            "a PIN code has no name", "a place with a PIN code is a 'post_office' row"));
    if (row.kind != GazetteerKind::pin && !named)
        problems.push_back(yaml::problem_at(*entry.at, "this row has no name",
                                            "give it 'name', 'name_ml' or both"));
    check_name(row.name, or_row(entry.name_at, entry), problems);
    check_name(row.name_ml, or_row(entry.name_ml_at, entry), problems);
    check_pin(entry, problems);
    if (row.stations.size() > most_stations)
        problems.push_back(yaml::problem_at(*entry.stations[most_stations].at,
                                            "more than three stations",
                                            "the desk is shown three; keep the likeliest"));
    check_confirmation(entry, problems);
}

void load_gazetteer(const yaml::Document& document, Draft& draft) {
    yaml::TableReader reader(*document.root, "a file of the gazetteer", keys::gazetteer_file(),
                             draft.problems);
    const Placed district = reader.text("district");
    const yaml::Node* rows = reader.node("rows");
    reader.finish();
    if (rows == nullptr) return;
    if (rows->kind != yaml::NodeKind::list) {
        draft.problems.push_back(
            yaml::problem_at(*rows, "'rows' must be a list", "begin each row with '- {kind:'"));
        return;
    }
    for (const auto& item : rows->items) load_row(*item, district, draft);
}

}  // namespace routing
