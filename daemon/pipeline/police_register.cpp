#include "pipeline/police_register.h"

#include <algorithm>

namespace pipeline {
namespace {

using understanding::Beside;
using understanding::MailKind;
using understanding::NamedOfficer;

bool speaks_of_a_case(MailKind kind) {
    return kind == MailKind::complaint || kind == MailKind::platform_alert ||
           kind == MailKind::follow_up;
}

std::vector<understanding::Registered> registered(const routing::RuleBook& book) {
    std::vector<understanding::Registered> known;
    for (const auto& station : book.stations()) {
        known.push_back({station.mailbox, station.id});
        for (const auto& post : book.officers().posts(station.id)) {
            for (const auto& name : post.names) known.push_back({name, station.id});
        }
    }
    return known;
}

bool is_certain(const NamedOfficer& officer) { return officer.beside == Beside::certain; }

void bar(routing::Decision& decision, const base::StationId& station) {
    auto& about = decision.complained_about;
    if (std::find(about.begin(), about.end(), station) == about.end()) about.push_back(station);
    std::erase_if(decision.candidates,
                  [&](const routing::Candidate& one) { return one.station == station; });
}

bool has_the_case(const Journey& journey, const base::StationId& station) {
    return joins_case(journey) && journey.hers->known.life.station == station.str();
}

std::string name_of_station(const base::StationId& id, const RuleSet& rules) {
    const auto* station = rules.book.station(id);
    return station != nullptr ? station->name : id.str();
}

}  // namespace

void look_into_register(Journey& journey, const RuleSet& rules) {
    if (!speaks_of_a_case(journey.facts.kind)) return;
    journey.officers = understanding::find_registered(journey.facts, registered(rules.book));
    if (journey.officers.empty()) return;
    auto& decision = journey.decision;
    const bool certain =
        std::any_of(journey.officers.begin(), journey.officers.end(), is_certain);
    // The register says where he serves: no need to think of her own station.
    if (certain && decision.reason == routing::Reason::offender_in_police)
        decision.complained_about.clear();
    for (const NamedOfficer& officer : journey.officers) {
        if (is_certain(officer)) bar(decision, officer.station);
    }
    const bool to_station = decision.action == routing::Action::forward ||
                            decision.action == routing::Action::attach;
    if (!certain && !to_station) return;
    journey.facts.offender_in_police = journey.facts.offender_in_police || certain;
    // A further mail stays one of her case.
    if (decision.action != routing::Action::attach) decision.action = routing::Action::triage;
    if (decision.reason != routing::Reason::about_station)
        decision.reason = routing::Reason::offender_in_police;
    decision.station = {};
    decision.trace.emplace_back("a name in it is that of an officer of the register");
}

std::string sentence_of_register(const Journey& journey, const RuleSet& rules) {
    std::string text;
    for (const NamedOfficer& officer : journey.officers) {
        if (is_certain(officer)) continue;
        text += (text.empty() ? "" : " ") +
                std::string("DOUBT: a name or mailbox in it is of ") +
                name_of_station(officer.station, rules) +
                " in the register; nothing beside it says that he serves there.";
    }
    const auto& about = journey.decision.complained_about;
    for (const auto& station : about)
        text +=
            (&station == &about.front() ? (text.empty() ? "Barred: " : " Barred: ") : ", ") +
            name_of_station(station, rules);
    if (!about.empty()) text += ".";
    for (const auto& station : about) {
        if (has_the_case(journey, station))
            text += " " + name_of_station(station, rules) +
                    " has this case and hears no more of it: ROUTE gives it to another.";
    }
    return text;
}

}  // namespace pipeline
