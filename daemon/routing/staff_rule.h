// One rule of the women cell, and what it asks of the facts. Private to the room.
//
// A condition is a field and the values that satisfy it; any one is enough, and all conditions
// must hold.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/identity.h"
#include "routing/decision.h"
#include "understanding/facts.h"

namespace re2 {
class RE2;
}
namespace yaml {
struct Node;
}

namespace routing {

struct StaffRule {
    base::RuleId id;
    std::string why;
    std::map<std::string, std::set<std::string>>
        when;  // by field name: kind, language, ... without words, pattern
    std::vector<std::string> words;
    std::string pattern;
    std::shared_ptr<const re2::RE2> compiled;  // of `pattern`; null without one
    Action action = Action::triage;            // forward, triage or digest
    base::StationId station;                   // forward only
    Reason reason = Reason::rule;
    Thanks thanks = Thanks::usual;
    const yaml::Node* at = nullptr;  // its id, while the rules are being checked
    const yaml::Node* then = nullptr;
};

// The fields that `when:` may name, and the values each may take; an empty list means free
// values.
struct Field {
    std::string_view name;
    std::vector<std::string> values;
    std::string_view meaning;  // for people
};
const std::vector<Field>& fields();

// A part of the day, in minutes since midnight: from `from` until just before `until`, over
// midnight where `until` comes first.
struct Hours {
    int from = 0;
    int until = 0;

    bool contains(int minute) const;
};
std::optional<int> minute_of(std::string_view text);   // "23:30"
std::optional<Hours> hours_of(std::string_view text);  // "22:00-06:00"

// The first of its conditions that the facts do not satisfy, as it stands under `when:`;
// nothing where the rule holds. The view lives as long as the rule.
std::optional<std::string_view> failing_field(const StaffRule& rule,
                                              const understanding::Facts& facts);
bool holds(const StaffRule& rule, const understanding::Facts& facts);

// Whether it could hold if the text were there: a pattern, and words of a list in `unread`, are
// taken to be found.
bool may_hold(const StaffRule& rule, const understanding::Facts& facts,
              const std::set<std::string>& unread);

}  // namespace routing
