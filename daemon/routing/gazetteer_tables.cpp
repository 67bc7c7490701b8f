#include "routing/gazetteer_tables.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace routing {
namespace {

using Names = std::vector<std::string_view>;

// A row of a table by the names of its columns. A column that the table lacks is an empty cell.
class Cells {
  public:
    Cells(const CsvTable& table, const std::vector<yaml::Node>& row)
        : table_(table), row_(row) {}

    const yaml::Node* node(std::string_view column) const {
        for (std::size_t i = 0; i < table_.header.size(); ++i)
            if (table_.header[i].text == column) return &row_[i];
        return nullptr;
    }
    std::string text(std::string_view column) const {
        const yaml::Node* found = node(column);
        return found == nullptr ? std::string() : tidy(found->text);
    }
    const yaml::Node& first() const { return row_.front(); }

    // One space between words and none around them.
    static std::string tidy(std::string_view text) {
        std::string out;
        for (const char c : base::trim_ascii(text))
            if (c != ' ' || !out.ends_with(' ')) out += c == '\t' ? ' ' : c;
        return out;
    }

  private:
    const CsvTable& table_;
    const std::vector<yaml::Node>& row_;
};

using Reader = void (*)(const Cells&, std::vector<GazetteerEntry>&, base::Problems&);

struct TableKind {
    std::string_view name;  // for people
    Names needed;
    Names others;
    Reader read;
};

GazetteerEntry entry_of(const Cells& cells, GazetteerKind kind, std::string_view name,
                        std::string_view district) {
    GazetteerEntry entry;
    entry.row.kind = kind;
    entry.at = &cells.first();
    const auto take = [&](std::string_view column, std::string& text, const yaml::Node*& at) {
        text = cells.text(column);
        at = text.empty() ? nullptr : cells.node(column);
    };
    take(name, entry.row.name, entry.name_at);
    take("name_ml", entry.row.name_ml, entry.name_ml_at);
    take("pin", entry.row.pin, entry.pin_at);
    // "695 033" is how people write it
    if (auto& pin = entry.row.pin; pin.size() == 7 && pin[3] == ' ') pin.erase(3, 1);
    entry.row.district = cells.text(district);
    entry.district_at = cells.node(district);
    return entry;
}

// Public tables have such rows, and nobody here can mend them.
void add(std::vector<GazetteerEntry>& out, GazetteerEntry entry, base::Problems& problems) {
    if (!entry.row.district.empty()) {
        out.push_back(std::move(entry));
        return;
    }
    auto problem = yaml::problem_at(*entry.district_at, "this row has no district",
                                    "it is left out; give it one if the place matters");
    problem.severity = base::Severity::warning;
    problems.push_back(std::move(problem));
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find(at);
        if (std::string part = Cells::tidy(text.substr(0, end)); !part.empty())
            parts.push_back(std::move(part));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parts;
}

void give_stations(GazetteerEntry& entry, std::vector<std::string> ids, const yaml::Node* at) {
    for (auto& id : ids) {
        entry.stations.push_back({id, at});
        entry.row.stations.push_back(std::move(id));
    }
}

// "women cell head 2026-11-22": the date is the last word.
void read_confirmed(const Cells& cells, GazetteerEntry& entry, base::Problems& problems) {
    const std::string text = cells.text("confirmed");
    if (text.empty() || base::lower_ascii(text) == "no") return;
    entry.confirmed_at = cells.node("confirmed");
    const auto space = text.rfind(' ');
    const bool dated = space != std::string::npos && text.find('-', space) != std::string::npos;
    if (!dated) {
        problems.push_back(yaml::problem_at(
            *entry.confirmed_at, "'" + text + "' does not say who confirmed it",
            "write a role and a date, like: women cell head 2026-11-22"));
        return;
    }
    entry.row.confirmed_by = text.substr(0, space);
    entry.row.confirmed_on = text.substr(space + 1);
}

void read_own(const Cells& cells, std::vector<GazetteerEntry>& out, base::Problems& problems) {
    GazetteerEntry entry = entry_of(cells, GazetteerKind::locality, "name", "district");
    const Placed kind{cells.text("kind"), cells.node("kind")};
    if (const auto found = gazetteer_kind(kind.text))
        entry.row.kind = *found;
    else
        problems.push_back(no_gazetteer_kind(kind));
    give_stations(entry, split(cells.text("station"), ';'), cells.node("station"));
    read_confirmed(cells, entry, problems);
    out.push_back(std::move(entry));
}

// A station's further names are rows of their own: each is right or wrong by itself.
void read_stations(const Cells& cells, std::vector<GazetteerEntry>& out, base::Problems&) {
    GazetteerEntry entry = entry_of(cells, GazetteerKind::station, "name", "revenue_district");
    give_stations(entry, {cells.text("id")}, cells.node("id"));
    for (const auto& alias : split(cells.text("aliases"), ';')) {
        GazetteerEntry other = entry;
        other.row.name = alias;
        other.row.name_ml.clear();
        other.name_at = cells.node("aliases");
        other.name_ml_at = nullptr;
        out.push_back(std::move(other));
    }
    out.push_back(std::move(entry));
}

double share_of(std::string_view part, char mark) {
    const auto at = part.rfind(mark);
    double share = 0;
    if (at != std::string_view::npos)
        std::from_chars(part.data() + at + 1, part.data() + part.size(), share);
    return share;
}

// "Kannur:3|Kasaragod:1", the greatest first.
std::vector<std::string> by_share(const std::string& text) {
    auto parts = split(text, '|');
    std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
        return share_of(a, ':') > share_of(b, ':');
    });
    for (auto& part : parts) part = part.substr(0, part.rfind(':'));
    return parts;
}

// A PIN that touches several districts stands under the one with most of its post offices.
void read_pins(const Cells& cells, std::vector<GazetteerEntry>& out, base::Problems& problems) {
    constexpr std::size_t most_stations = 3;
    GazetteerEntry entry = entry_of(cells, GazetteerKind::pin, "", "districts");
    const auto districts = by_share(entry.row.district);
    entry.row.district = districts.empty() ? std::string() : districts.front();
    auto stations = by_share(cells.text("candidate_stations_share"));
    if (stations.size() > most_stations) stations.resize(most_stations);
    give_stations(entry, std::move(stations), cells.node("candidate_stations_share"));
    add(out, std::move(entry), problems);
}

void read_offices(const Cells& cells, std::vector<GazetteerEntry>& out,
                  base::Problems& problems) {
    add(out, entry_of(cells, GazetteerKind::post_office, "office", "district"), problems);
}

void read_bodies(const Cells& cells, std::vector<GazetteerEntry>& out,
                 base::Problems& problems) {
    add(out, entry_of(cells, GazetteerKind::local_body, "name", "district"), problems);
}

// "Aryad South (Part)": the rest of the village is another row of the same name.
void read_villages(const Cells& cells, std::vector<GazetteerEntry>& out,
                   base::Problems& problems) {
    constexpr std::string_view part = "(part)";
    GazetteerEntry entry = entry_of(cells, GazetteerKind::village, "name", "district");
    auto& name = entry.row.name;
    if (base::lower_ascii(name).ends_with(part) && name.size() > part.size())
        name = base::trim_ascii(std::string_view(name).substr(0, name.size() - part.size()));
    add(out, std::move(entry), problems);
}

const std::array<TableKind, 6>& table_kinds() {
    static const std::array<TableKind, 6> kinds{
        {{"a table of places",
          {"kind", "district"},
          {"name", "name_ml", "station", "pin", "confirmed"},
          read_own},
         {"a table of PIN codes",
          {"pin", "districts", "candidate_stations_share"},
          {"post_offices", "n_candidate_stations"},
          read_pins},
         {"a table of post offices",
          {"pin", "office", "district"},
          {"type", "postal_division", "lat", "lon", "name_ml", "name_ml_source"},
          read_offices},
         {"a table of local bodies",
          {"lsg_code", "name", "district"},
          {"name_ml", "type", "block", "wikidata", "lgd_code", "lat", "lon"},
          read_bodies},
         {"a table of villages",
          {"name", "taluk", "district"},
          {"type", "census_2001", "lat", "lon", "name_ml", "name_ml_source"},
          read_villages},
         {"a table of stations",
          {"id", "name", "revenue_district"},
          {"name_ml", "type", "police_district", "police_district_code", "sub_division",
           "aliases", "generic_aliases", "sources", "name_ml_source"},
          read_stations}}};
    return kinds;
}

bool holds(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The kind of which the header has most needed columns, each weighing more than any number of
// optional ones.
const TableKind& kind_of(const std::vector<yaml::Node>& header) {
    constexpr std::size_t of_needed = 100;
    const TableKind* best = &table_kinds().front();
    std::size_t most = 0;
    for (const auto& kind : table_kinds()) {
        std::size_t score = 0;
        for (const auto& column : header) {
            if (holds(kind.needed, column.text)) score += of_needed / kind.needed.size();
            if (holds(kind.others, column.text)) ++score;
        }
        if (score <= most) continue;
        most = score;
        best = &kind;
    }
    return *best;
}

bool check_header(const CsvTable& table, const TableKind& kind, base::Problems& problems) {
    const std::size_t before = problems.size();
    std::vector<std::string> known(kind.needed.begin(), kind.needed.end());
    known.insert(known.end(), kind.others.begin(), kind.others.end());
    std::vector<std::string> seen;
    for (const auto& column : table.header) {
        if (std::find(seen.begin(), seen.end(), column.text) != seen.end())
            problems.push_back(yaml::problem_at(
                column, "the column '" + column.text + "' stands here twice", "delete one"));
        seen.push_back(column.text);
        if (std::find(known.begin(), known.end(), column.text) != known.end()) continue;
        const std::string close = base::did_you_mean(column.text, known);
        std::string all;
        for (const auto& name : known) all += (all.empty() ? "" : ", ") + name;
        problems.push_back(yaml::problem_at(column, "unknown column '" + column.text + "'",
                                            close.empty()
                                                ? std::string(kind.name) + " has " + all
                                                : "did you mean '" + close + "'?"));
    }
    for (const auto name : kind.needed)
        if (std::find(seen.begin(), seen.end(), name) == seen.end())
            problems.push_back(yaml::problem_at(
                table.header.front(),
                std::string(kind.name) + " has no column '" + std::string(name) + "'",
                "the first line names the columns"));
    return problems.size() == before;
}

}  // namespace

std::vector<GazetteerEntry> entries_of(const CsvTable& table, base::Problems& problems) {
    std::vector<GazetteerEntry> entries;
    if (table.header.empty()) return entries;
    const TableKind& kind = kind_of(table.header);
    if (!check_header(table, kind, problems)) return entries;
    for (const auto& row : table.rows) kind.read(Cells(table, row), entries, problems);
    return entries;
}

}  // namespace routing
