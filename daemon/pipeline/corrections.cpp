// NOT OURS and ROUTE: what the rules had found in the case and which station was named, as one
// event of the trail; `explain --propose` makes a rule of it.
//
// Promise: names of the rules and station ids only, no word of the mail or of the answer.
#include <set>

#include "ledger/vault.h"
#include "pipeline/answer_words.h"
#include "pipeline/facts_json.h"

namespace pipeline {
namespace {

constexpr std::size_t most_octets = 240;  // an event's attributes are at most 512

bool may_decide(const understanding::PlaceMention& place) {
    using R = understanding::PlaceRole;
    return place.tier != understanding::MatchTier::near && place.role != R::offender &&
           place.role != R::person_name && place.role != R::quoted && place.role != R::near_by;
}

// "residence:Kazhakuttam;incident:Kovalam"
std::string places_in(const understanding::Facts& facts) {
    std::set<std::string> found;
    for (const auto& place : facts.places) {
        if (!may_decide(place)) continue;
        for (const auto& candidate : place.candidates)
            if (!candidate.station.empty())
                found.insert(std::string(understanding::name_of(place.role)) + ":" +
                             candidate.name);
    }
    std::string places;
    for (const auto& one : found) {
        if (places.size() + one.size() + 1 > most_octets) break;
        places += (places.empty() ? "" : ";") + one;
    }
    return places;
}

// Empty once its facts are forgotten, or its key is destroyed.
base::Result<std::string> places_of(const Answering& a) {
    auto key = a.desk.key_of(a.of_case.id);
    if (!key) return key.error();
    if (!key.value()) return std::string();
    auto text = a.desk.secret(*key.value(), a.of_case.id, "facts");
    if (!text) return text.error();
    if (text->empty()) return std::string();
    const auto kept = facts_from_json(*text);
    return kept ? places_in(kept->facts) : std::string();
}

}  // namespace

base::Result<void> learn(const Answering& a, AnswerPlan& plan, const cases::Command& command) {
    auto places = places_of(a);
    if (!places) return places.error();
    const auto* named = a.desk.rules.book.station_named(command.argument);
    plan.notes.push_back({base::AuditEvent::correction,
                          a.actor,
                          a.of_case.id,
                          base::StationId(a.of_case.station),
                          {{"letter", a.letter.id},
                           {"word", std::string(cases::row_of(command.word).name)},
                           {"to", named != nullptr ? named->id.str() : std::string()},
                           {"places", *places}}});
    return {};
}

}  // namespace pipeline
