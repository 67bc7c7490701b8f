#include "routing/decision.h"

#include <algorithm>
#include <array>

#include "base/ensure.h"

namespace routing {
namespace {

template <class Value>
struct Named {
    Value value;
    std::string_view name;
};

constexpr std::array<Named<Action>, 5> actions{{{Action::forward, "forward"},
                                                {Action::triage, "triage"},
                                                {Action::attach, "attach"},
                                                {Action::digest, "digest"},
                                                {Action::record, "record"}}};

constexpr std::array<Named<Reason>, 23> reasons{
    {{Reason::explicit_station, "explicit_station"},
     {Reason::residence, "residence"},
     {Reason::pin, "pin"},
     {Reason::address, "address"},
     {Reason::incident, "incident"},
     {Reason::subject, "subject"},
     {Reason::none, "none"},
     {Reason::weak, "weak"},
     {Reason::tie, "tie"},
     {Reason::ambiguous_name, "ambiguous_name"},
     {Reason::district_only, "district_only"},
     {Reason::offender_only, "offender_only"},
     {Reason::other_state, "other_state"},
     {Reason::pin_split, "pin_split"},
     {Reason::existing_number, "existing_number"},
     {Reason::about_station, "about_station"},
     {Reason::offender_in_police, "offender_in_police"},
     {Reason::automatic, "automatic"},
     {Reason::held, "held"},
     {Reason::rule, "rule"},
     {Reason::follow_up, "follow_up"},
     {Reason::bulk, "bulk"},
     {Reason::recorded, "recorded"}}};

constexpr std::array<Named<EvidenceClass>, 9> classes{
    {{EvidenceClass::explicit_station, "explicit_station"},
     {EvidenceClass::residence, "residence"},
     {EvidenceClass::pin, "pin"},
     {EvidenceClass::address, "address"},
     {EvidenceClass::incident, "incident"},
     {EvidenceClass::subject, "subject"},
     {EvidenceClass::near, "near"},
     {EvidenceClass::district, "district"},
     {EvidenceClass::offender, "offender"}}};

template <class Table, class Value>
std::string_view look_up(const Table& table, Value value) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const auto& entry) { return entry.value == value; });
    base::ensure(found != table.end());
    return found->name;
}

}  // namespace

std::string_view name_of(Action action) { return look_up(actions, action); }
std::string_view name_of(Reason reason) { return look_up(reasons, reason); }
std::string_view name_of(EvidenceClass kind) { return look_up(classes, kind); }

std::optional<Reason> reason(std::string_view name) {
    const auto found = std::find_if(reasons.begin(), reasons.end(),
                                    [&](const auto& entry) { return entry.name == name; });
    if (found == reasons.end()) return std::nullopt;
    return found->value;
}

}  // namespace routing
