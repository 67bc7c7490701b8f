#include <algorithm>
#include <deque>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "routing/draft.h"
#include "routing/gazetteer.h"
#include "routing/gazetteer_tables.h"
#include "routing/gazetteer_write.h"

namespace routing {
namespace {

constexpr std::size_t most_problems = 200;  // more would only hide the first
constexpr std::size_t most_stations = 3;

// Stations, districts, places elsewhere and the gazetteer: what places are checked against.
void read_places(const std::vector<yaml::SourceText>& rules, Draft& draft) {
    std::vector<yaml::SourceText> wanted;
    for (const auto& file : rules) {
        const bool in_folder = file.name.find('/') != std::string::npos;
        if (file.name == "districts.yaml" || file.name == "elsewhere.yaml" ||
            (in_folder && !file.name.starts_with("words/")))
            wanted.push_back(file);
    }
    read_sources(std::move(wanted), yaml::read_in_turn, draft);
}

void check_places(Draft& draft) {
    confirm_places(draft);
    check_stations(draft);
    check_sounds(draft);
}

std::vector<GazetteerRow> rows_of(const Draft& draft) {
    std::vector<GazetteerRow> rows;
    rows.reserve(draft.gazetteer.size());
    for (const auto& entry : draft.gazetteer) rows.push_back(entry.row);
    sort_rows(rows);
    return rows;
}

// Doubts about other files are for 'check'; their mistakes are not passed over.
base::Problems shown(base::Problems problems) {
    const auto besides = [](const base::Problem& one) {
        return one.severity == base::Severity::warning && one.file.ends_with(".yaml") &&
               !one.file.starts_with("gazetteer/");
    };
    problems.erase(std::remove_if(problems.begin(), problems.end(), besides), problems.end());
    yaml::sort_by_place(problems);
    if (problems.size() <= most_problems) return problems;
    base::Problem rest;
    rest.file = problems[most_problems].file;
    rest.sentence =
        std::to_string(problems.size() - most_problems) + " more problems are not shown";
    problems.resize(most_problems);
    problems.push_back(std::move(rest));
    return problems;
}

class Merger {
  public:
    Merger(Draft& draft, GazetteerImport& made) : draft_(draft), made_(made) {
        for (std::size_t i = 0; i < draft.gazetteer.size(); ++i)
            at_.emplace(key_of(draft.gazetteer[i].row), i);
        old_ = draft.gazetteer.size();
    }

    void take(GazetteerEntry entry) {
        ++made_.read;
        if (lies_elsewhere(entry.row)) {
            ++made_.elsewhere;
            return;
        }
        check_gazetteer_entry(entry, draft_.problems);
        if (is_known(entry.row)) {
            ++made_.known;
            return;
        }
        const auto [found, fresh] = at_.emplace(key_of(entry.row), draft_.gazetteer.size());
        if (fresh) {
            draft_.gazetteer.push_back(std::move(entry));
            ++made_.added;
        } else {
            merge(found->second, std::move(entry));
        }
    }

  private:
    bool lies_elsewhere(const GazetteerRow& row) const {
        if (row.is_confirmed()) return false;  // then it is a mistake that somebody must see
        for (std::size_t length = 3; length <= row.pin.size(); ++length)
            if (draft_.pin_prefixes.count(row.pin.substr(0, length)) > 0) return true;
        return false;
    }

    // Every name of the row stands in the station's own file.
    bool is_known(const GazetteerRow& row) const {
        if (row.kind != GazetteerKind::station || row.stations.size() != 1) return false;
        const StationRow* station = draft_.station(row.stations.front());
        if (station == nullptr) return false;
        const auto has = [&](const std::string& name) {
            const auto same = [&](const Placed& one) {
                return base::lower_ascii(one.text) == base::lower_ascii(name);
            };
            return name.empty() ||
                   std::any_of(station->names.begin(), station->names.end(), same) ||
                   std::any_of(station->generic_names.begin(), station->generic_names.end(),
                               same);
        };
        return has(row.name) && has(row.name_ml);
    }

    void merge(std::size_t at, GazetteerEntry entry) {
        GazetteerEntry& old = draft_.gazetteer[at];
        if (old.row.is_confirmed() && entry.row.is_confirmed()) {
            if (old.row.stations != entry.row.stations) refuse(old, entry);
            return;
        }
        if (old.row.is_confirmed()) {
            ++made_.kept;
            return;
        }
        if (!entry.row.is_confirmed()) add_old_stations(old, entry, at >= old_);
        if (entry.row == old.row) return;
        if (at < old_ && changed_.insert(at).second) ++made_.changed;
        old = std::move(entry);
    }

    // Two tables that disagree are two hints; what stood before gives way to what is new.
    static void add_old_stations(const GazetteerEntry& old, GazetteerEntry& entry,
                                 bool same_import) {
        if (!same_import && !entry.stations.empty()) return;
        auto more = entry.stations;
        entry.stations = old.stations;
        entry.row.stations = old.row.stations;
        for (auto& station : more) {
            auto& ids = entry.row.stations;
            if (ids.size() >= most_stations ||
                std::find(ids.begin(), ids.end(), station.text) != ids.end())
                continue;
            ids.push_back(station.text);
            entry.stations.push_back(std::move(station));
        }
    }

    void refuse(const GazetteerEntry& old, const GazetteerEntry& entry) {
        const GazetteerRow& row = entry.row;
        const std::string what = row.kind == GazetteerKind::pin ? "PIN " + row.pin
                                 : row.name.empty()             ? "'" + row.name_ml + "'"
                                                                : "'" + row.name + "'";
        draft_.problems.push_back(yaml::problem_at(
            *entry.at, what + " is confirmed for two stations", "delete one confirmation",
            "also " +
                (old.row.stations.empty() ? std::string("no station")
                                          : old.row.stations.front()) +
                ", " + place_of(*old.at)));
    }

    Draft& draft_;
    GazetteerImport& made_;
    std::unordered_map<std::string, std::size_t> at_;
    std::set<std::size_t> changed_;
    std::size_t old_ = 0;
};

}  // namespace

base::Result<Gazetteer, base::Problems> read_gazetteer(
    const std::vector<yaml::SourceText>& rules) {
    Draft draft;
    read_places(rules, draft);
    check_places(draft);
    auto problems = shown(std::move(draft.problems));
    if (base::has_errors(problems)) return problems;
    return Gazetteer{rows_of(draft), std::move(problems)};
}

base::Result<GazetteerImport, base::Problems> import_gazetteer(
    const std::vector<yaml::SourceText>& rules, const std::vector<yaml::SourceText>& tables,
    const base::Progress& progress) {
    Draft draft;
    read_places(rules, draft);
    GazetteerImport made;
    std::deque<CsvTable> kept;  // entries point into them
    Merger merger(draft, made);
    std::size_t done = 0;
    for (const auto& source : tables) {
        kept.push_back(read_csv(source, draft.problems));
        for (auto& entry : entries_of(kept.back(), draft.problems))
            merger.take(std::move(entry));
        if (progress) progress(++done, tables.size());
    }
    check_places(draft);
    auto problems = shown(std::move(draft.problems));
    if (base::has_errors(problems)) return problems;
    made.warnings = std::move(problems);
    made.files = gazetteer_files(rows_of(draft));
    std::sort(made.files.begin(), made.files.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return made;
}

}  // namespace routing
