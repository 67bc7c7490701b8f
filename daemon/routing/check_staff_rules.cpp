// Rules that can never decide: doubles, shadowed and dead ones.
#include <algorithm>
#include <set>

#include "base/mail_domain.h"
#include "routing/draft.h"

namespace routing {
namespace {

bool within(const std::set<std::string>& inner, const std::set<std::string>& outer) {
    return std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
}

bool each_has(const std::set<std::string>& inner, const std::set<std::string>& outer,
              bool (*covers)(const std::string&, const std::string&)) {
    return std::all_of(inner.begin(), inner.end(), [&](const std::string& one) {
        return std::any_of(outer.begin(), outer.end(),
                           [&](const std::string& other) { return covers(other, one); });
    });
}

bool domain_covers(const std::string& outer, const std::string& inner) {
    return base::lies_within(inner, outer);
}

bool hours_cover(const std::string& outer, const std::string& inner) {
    constexpr int day = 24 * 60;
    const auto wide = hours_of(outer);
    const auto narrow = hours_of(inner);
    if (!wide || !narrow) return false;
    for (int minute = 0; minute < day; ++minute)
        if (narrow->contains(minute) && !wide->contains(minute)) return false;
    return true;
}

// Whether whatever is among `inner` is among `outer`, as this field understands them.
bool implied(const std::string& field, const std::set<std::string>& inner,
             const std::set<std::string>& outer) {
    if (field == "urgent" && outer.contains("any")) return true;
    if (field == "sender_domain") return each_has(inner, outer, domain_covers);
    if (field == "time_of_day") return each_has(inner, outer, hours_cover);
    return within(inner, outer);
}

// Whatever fits `later` also fits `earlier`: each condition of `earlier` is implied by the same
// condition of `later`. Honest but simple: a shadow thrown by several rules together is not
// seen.
bool takes_all_of(const StaffRule& earlier, const StaffRule& later) {
    for (const auto& [field, values] : earlier.when) {
        const auto same = later.when.find(field);
        if (same == later.when.end() || !implied(field, same->second, values)) return false;
    }
    if (!earlier.words.empty()) {
        if (later.words.empty()) return false;
        if (!within({later.words.begin(), later.words.end()},
                    {earlier.words.begin(), earlier.words.end()}))
            return false;
    }
    return earlier.pattern.empty() || earlier.pattern == later.pattern;
}

void check_earlier(const StaffRule& rule, const std::vector<StaffRule>& rules,
                   base::Problems& problems) {
    for (const auto& earlier : rules) {
        if (&earlier == &rule) return;
        const std::string line = "line " + std::to_string(earlier.at->line);
        if (earlier.id == rule.id) {
            problems.push_back(
                yaml::problem_at(*rule.at, "two rules are named '" + rule.id.str() + "'",
                                 "give one another name", "first given on " + line));
            return;
        }
        if (takes_all_of(earlier, rule)) {
            problems.push_back(yaml::problem_at(*rule.at,
                                                "rule '" + rule.id.str() +
                                                    "' never decides: '" + earlier.id.str() +
                                                    "' takes every mail first",
                                                "put the narrower rule first, or delete one",
                                                "shadowed by the rule on " + line));
            return;
        }
    }
}

void check_target(const StaffRule& rule, const Draft& draft, base::Problems& problems) {
    if (rule.action == Action::digest) {
        const auto kind = rule.when.find("kind");
        if (kind == rule.when.end() || kind->second != std::set<std::string>{"bulk"})
            problems.push_back(yaml::problem_at(
                *rule.then, "only bulk mail may go to the digest",
                "add 'kind: bulk' under 'when'; a complaint always goes to a person"));
    }
    if (rule.action != Action::forward) return;
    const StationRow* station = draft.station(rule.station.str());
    if (station == nullptr) return;  // said already
    if (station->entry.state == understanding::StationState::retired)
        problems.push_back(yaml::problem_at(*rule.then,
                                            "station '" + rule.station.str() + "' is retired",
                                            "name the station that took over its area"));
    const auto district = rule.when.find("district");
    if (district != rule.when.end() && !district->second.contains(station->entry.district))
        problems.push_back(
            yaml::problem_at(*rule.then,
                             "rule '" + rule.id.str() + "' never sends: its station lies in " +
                                 station->entry.district,
                             "the district under 'when' contradicts the station"));
}

}  // namespace

void check_staff_rules(Draft& draft) {
    for (const auto& rule : draft.rules) {
        if (rule.id.empty()) continue;
        check_earlier(rule, draft.rules, draft.problems);
        if (rule.then != nullptr) check_target(rule, draft, draft.problems);
    }
}

}  // namespace routing
