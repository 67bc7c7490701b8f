// The register held against the stations: entries of none, doubles, deputies, and the gaps that
// leave a woman without a trained officer.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "routing/draft.h"

namespace routing {
namespace {

bool is_retired(const StationRow& row) {
    return row.entry.state == understanding::StationState::retired;
}

void check_station(const OfficerRow& row, Draft& draft) {
    const StationRow* station = draft.station(row.station.str());
    if (station == nullptr) {
        const std::string close = base::did_you_mean(row.station.str(), station_ids(draft));
        draft.problems.push_back(
            yaml::problem_at(*row.at, "there is no station '" + row.station.str() + "'",
                             close.empty() ? "the entry is the id of a station"
                                           : "did you mean '" + close + "'?"));
    } else if (is_retired(*station)) {
        draft.problems.push_back(
            yaml::problem_at(*row.at, "station '" + row.station.str() + "' is retired",
                             "delete its entry; its officers belong to another station now"));
    }
}

void check_doubles(Draft& draft) {
    std::unordered_map<std::string, const yaml::Node*> seen;
    for (const auto& row : draft.officers) {
        const auto [first, fresh] = seen.emplace(row.station.str(), row.at);
        if (!fresh)
            draft.problems.push_back(yaml::problem_at(
                *row.at, "station '" + row.station.str() + "' has two entries in the register",
                "put all posts into one", "first given on " + place_of(*first->second)));
    }
}

// One word is the name of too many people: each of their mails would wait for the desk.
void check_names(const PostRow& post, base::Problems& problems) {
    for (const auto& name : post.names) {
        const bool full = name.text.find(' ') != std::string::npos &&
                          name.text.find('@') == std::string::npos;
        if (!full)
            problems.push_back(yaml::problem_at(*name.at, "'" + name.text + "' is no full name",
                                                "first and second name, as people write them"));
    }
}

void check_posts(const OfficerRow& row, base::Problems& problems) {
    std::set<std::string> names;
    for (const auto& post : row.posts) {
        if (post.post.post.find('@') != std::string::npos)
            problems.push_back(yaml::problem_at(*post.at, "a post is no mail address",
                                                "name it like 'WCPO 1'; letters go to the "
                                                "station's mailbox"));
        check_names(post, problems);
        if (!names.insert(post.post.post).second)
            problems.push_back(yaml::problem_at(
                *post.at, "'" + post.post.post + "' stands here twice",
                "each post of a station has a name of its own, like 'WCPO 2'"));
    }
}

bool is_desk(const Draft& draft, const std::string& id) {
    return std::any_of(draft.desks.begin(), draft.desks.end(),
                       [&](const DeskRow& one) { return one.desk.id.str() == id; });
}

void check_deputies(const OfficerRow& row, Draft& draft) {
    std::set<std::string> names;
    for (const auto& post : row.posts) names.insert(post.post.post);
    for (const auto& post : row.posts)
        for (const auto& deputy : post.deputies) {
            if (deputy.text == post.post.post) {
                draft.problems.push_back(yaml::problem_at(
                    *deputy.at, "a post does not stand in for itself", "name another one"));
                continue;
            }
            const StationRow* station = draft.station(deputy.text);
            const bool active = station != nullptr && !is_retired(*station);
            if (active || names.contains(deputy.text) || is_desk(draft, deputy.text)) continue;
            draft.problems.push_back(yaml::problem_at(
                *deputy.at, "nothing stands in under the name '" + deputy.text + "'",
                "a post of this station, the id of a station in use, or of a desk"));
        }
}

std::string head_of(const Draft& draft, const base::StationId& station) {
    const std::string id = women_cell_head_of(station).str();
    return is_desk(draft, id) ? id : std::string();
}

void warn_of_gap(const OfficerRow& row, const std::string& today, Draft& draft) {
    const StationRow* station = draft.station(row.station.str());
    if (station == nullptr || is_retired(*station)) return;
    const bool staffed = std::any_of(row.posts.begin(), row.posts.end(), [&](const auto& post) {
        return is_active(post.post, today);
    });
    if (staffed) return;
    const std::string head = head_of(draft, row.station);
    auto problem = yaml::problem_at(
        *row.at, "station '" + row.station.str() + "' has no active post on " + today,
        head.empty()
            ? "its letters go to its own mailbox all the same: desks.yaml has no '" +
                  women_cell_head_of(row.station).str() + "'"
            : "its letters go to the women cell head (" + head + ") until a post is active");
    problem.severity = base::Severity::warning;
    draft.problems.push_back(std::move(problem));
}

// One line for all of them: a register that is being built would otherwise drown the rest.
void warn_of_unknown(Draft& draft) {
    std::set<std::string> known;
    for (const auto& row : draft.officers) known.insert(row.station.str());
    std::vector<std::string> missing;
    for (const auto& row : draft.stations)
        if (!is_retired(row) && !known.contains(row.entry.id.str()))
            missing.push_back(row.entry.id.str());
    if (missing.empty()) return;
    base::Problem problem;
    problem.severity = base::Severity::warning;
    problem.file = "officers/";
    problem.sentence =
        "stations without an entry in the register: " + std::to_string(missing.size()) +
        " of " + std::to_string(draft.stations.size()) + ", the first is " + missing.front();
    problem.hint =
        "nobody knows whether a trained officer is there; mail goes to them as usual";
    draft.problems.push_back(std::move(problem));
}

}  // namespace

void check_officers(Draft& draft, const std::string& today) {
    if (draft.officers.empty()) return;  // no register is kept; the caller says so
    check_doubles(draft);
    for (const auto& row : draft.officers) {
        check_station(row, draft);
        check_posts(row, draft.problems);
        check_deputies(row, draft);
        if (!today.empty()) warn_of_gap(row, today, draft);
    }
    if (!base::has_errors(draft.problems)) warn_of_unknown(draft);
}

}  // namespace routing
