#include "routing/decision.h"

#include <algorithm>
#include <array>

#include "base/ensure.h"
#include "routing/in_words.h"

namespace routing {
namespace {

template <class Value>
struct Named {
    Value value;
    std::string_view name;
    std::string_view words{};  // what staff read
};

constexpr std::array<Named<Action>, 5> actions{{{Action::forward, "forward"},
                                                {Action::triage, "triage"},
                                                {Action::attach, "attach"},
                                                {Action::digest, "digest"},
                                                {Action::record, "record"}}};

constexpr std::array<Named<Reason>, 23> reasons{
    {{Reason::explicit_station, "explicit_station", "she names it as the station"},
     {Reason::residence, "residence", "she lives there"},
     {Reason::pin, "pin", "her PIN code"},
     {Reason::address, "address", "her address or signature"},
     {Reason::incident, "incident", "where it happened, or a place that nothing describes"},
     {Reason::subject, "subject", "named in the subject only"},
     {Reason::none, "none", "no place is named that a station answers for"},
     {Reason::weak, "weak", "too little"},
     {Reason::tie, "tie", "two stations are too close"},
     {Reason::ambiguous_name, "ambiguous_name", "the name fits several places"},
     {Reason::district_only, "district_only", "only a district is named"},
     {Reason::offender_only, "offender_only", "only his place is named"},
     {Reason::other_state, "other_state", "she lives in another state or country"},
     {Reason::pin_split, "pin_split", "the PIN code is shared by several stations"},
     {Reason::existing_number, "existing_number", "it quotes a case number"},
     {Reason::about_station, "about_station", "it may be about officers of that station"},
     {Reason::offender_in_police, "offender_in_police", "he may be in the police"},
     {Reason::automatic, "automatic", "a machine wrote it"},
     {Reason::held, "held", "held for a person"},
     {Reason::rule, "rule", "a rule of staff decides"},
     {Reason::follow_up, "follow_up", "it belongs to an open case"},
     {Reason::bulk, "bulk", "bulk mail"},
     {Reason::recorded, "recorded", "recorded, nothing more is needed"}}};

constexpr std::array<Named<EvidenceClass>, 9> classes{
    {{EvidenceClass::explicit_station, "explicit_station", "she names it as the station"},
     {EvidenceClass::residence, "residence", "she lives there"},
     {EvidenceClass::pin, "pin", "her PIN code"},
     {EvidenceClass::address, "address", "her address or signature"},
     {EvidenceClass::incident, "incident",
      "where it happened, or a place that nothing describes"},
     {EvidenceClass::subject, "subject", "named in the subject"},
     {EvidenceClass::near, "near", "named in passing, or near it"},
     {EvidenceClass::district, "district", "a district: it only chooses among stations"},
     {EvidenceClass::offender, "offender", "his place"}}};

template <class Table, class Value>
const auto& look_up(const Table& table, Value value) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const auto& entry) { return entry.value == value; });
    base::ensure(found != table.end());
    return *found;
}

}  // namespace

std::string_view name_of(Action action) { return look_up(actions, action).name; }
std::string_view name_of(Reason reason) { return look_up(reasons, reason).name; }
std::string_view name_of(EvidenceClass kind) { return look_up(classes, kind).name; }

std::string_view in_words(Reason reason) { return look_up(reasons, reason).words; }
std::string_view in_words(EvidenceClass kind) { return look_up(classes, kind).words; }

constexpr std::string_view of_rule = "rule.";

std::string word_list_of(const base::RuleId& rule) { return std::string(of_rule) + rule.str(); }

bool is_word_list_of_rule(std::string_view list) { return list.starts_with(of_rule); }

std::optional<Reason> reason(std::string_view name) {
    const auto found = std::find_if(reasons.begin(), reasons.end(),
                                    [&](const auto& entry) { return entry.name == name; });
    if (found == reasons.end()) return std::nullopt;
    return found->value;
}

}  // namespace routing
