#include "routing/evidence.h"

#include <algorithm>
#include <cmath>

namespace routing {
namespace {

using understanding::Facts;
using understanding::MatchTier;
using understanding::PlaceCandidate;
using understanding::PlaceKind;
using understanding::PlaceMention;
using understanding::PlaceRole;
using understanding::StationEntry;
using understanding::StationType;

EvidenceClass class_of(PlaceRole role) {
    switch (role) {
        case PlaceRole::explicit_station:
            return EvidenceClass::explicit_station;
        case PlaceRole::residence:
            return EvidenceClass::residence;
        case PlaceRole::signature:
            return EvidenceClass::address;
        case PlaceRole::near_by:
            return EvidenceClass::near;
        case PlaceRole::subject:
            return EvidenceClass::subject;
        case PlaceRole::offender:
            return EvidenceClass::offender;
        case PlaceRole::incident:
        case PlaceRole::unknown:
        case PlaceRole::person_name:
        case PlaceRole::quoted:
            break;
    }
    return EvidenceClass::incident;
}

double weight_of(EvidenceClass kind, const Weights& weights) {
    switch (kind) {
        case EvidenceClass::explicit_station:
            return weights.explicit_station;
        case EvidenceClass::residence:
            return weights.residence;
        case EvidenceClass::pin:
            return weights.pin;
        case EvidenceClass::address:
            return weights.address;
        case EvidenceClass::incident:
            return weights.incident;
        case EvidenceClass::subject:
            return weights.subject;
        case EvidenceClass::near:
            return weights.near;
        case EvidenceClass::district:
        case EvidenceClass::offender:
            break;
    }
    return 0;
}

Level level_of(PlaceRole role) {
    switch (role) {
        case PlaceRole::explicit_station:
            return Level::named;
        case PlaceRole::residence:
            return Level::residence;
        case PlaceRole::signature:
            return Level::address;
        case PlaceRole::incident:
        case PlaceRole::unknown:
            return Level::incident;
        case PlaceRole::subject:
            return Level::subject;
        case PlaceRole::near_by:
        case PlaceRole::offender:
        case PlaceRole::person_name:
        case PlaceRole::quoted:
            break;
    }
    return Level::none;
}

// Quoted text decides nothing, and a place inside a person's name is no place.
bool counts(PlaceRole role) {
    return role != PlaceRole::person_name && role != PlaceRole::quoted;
}

bool has_kind(const PlaceMention& mention, PlaceKind kind) {
    return std::any_of(mention.candidates.begin(), mention.candidates.end(),
                       [&](const PlaceCandidate& one) { return one.kind == kind; });
}

bool has_cue(const PlaceMention& mention, std::string_view cue) {
    return std::find(mention.cues.begin(), mention.cues.end(), cue) != mention.cues.end();
}

// A retired station counts only where no active one has the name or PIN: then its mail goes to
// the desk for that reason.
std::vector<const StationEntry*> active_first(std::vector<const StationEntry*> stations) {
    const auto is_active = [](const StationEntry* station) {
        return station->state == understanding::StationState::active;
    };
    if (std::any_of(stations.begin(), stations.end(), is_active))
        std::erase_if(stations, [&](const auto* station) { return !is_active(station); });
    return stations;
}

class Looker {
  public:
    Looker(const Facts& facts, const Directory& directory, const Weights& weights)
        : facts_(facts), directory_(directory), weights_(weights) {}

    Picture look() {
        for (const auto& mention : facts_.places)
            if (counts(mention.role)) look_at_district(mention);
        for (const auto& mention : facts_.places)
            if (counts(mention.role)) look_at_place(mention);
        for (const auto& pin : facts_.pins)
            if (counts(pin.role)) look_at_pin(pin);
        return std::move(picture_);
    }

  private:
    // A district alone, or the bare name of a station that is also a district: evidence for the
    // district only.
    static bool is_district_only(const PlaceMention& mention) {
        return mention.role != PlaceRole::explicit_station &&
               has_kind(mention, PlaceKind::district);
    }

    void look_at_district(const PlaceMention& mention) {
        if (mention.role == PlaceRole::offender || mention.tier == MatchTier::near) return;
        // Where she comes from, where others live, what was posted from there: none of it is
        // hers.
        if (mention.role == PlaceRole::near_by && !has_cue(mention, "place.near")) return;
        for (const auto& candidate : mention.candidates) {
            if (candidate.kind != PlaceKind::district) continue;
            picture_.districts[candidate.district].insert(level_of(mention.role));
            picture_.kerala.insert(level_of(mention.role));
            picture_.other.push_back({EvidenceClass::district, {}, 0, mention.span});
        }
    }

    // The stations a mention can mean; named districts choose among several.
    std::vector<const StationEntry*> stations_of(const PlaceMention& mention) const {
        std::vector<const StationEntry*> stations;
        for (const auto& candidate : mention.candidates) {
            if (candidate.station.empty()) continue;
            const StationEntry* station = directory_.station(candidate.station);
            const bool known = station != nullptr && std::find(stations.begin(), stations.end(),
                                                               station) == stations.end();
            if (!known) continue;
            if (station->type != StationType::lo && mention.role != PlaceRole::explicit_station)
                continue;
            stations.push_back(station);
        }
        stations = active_first(std::move(stations));
        std::vector<const StationEntry*> chosen;
        for (const auto* station : stations)
            if (picture_.districts.contains(station->district)) chosen.push_back(station);
        return chosen.empty() ? stations : chosen;
    }

    void look_at_place(const PlaceMention& mention) {
        if (mention.role == PlaceRole::offender) {
            look_at_offender(mention);
            return;
        }
        if (mention.role == PlaceRole::subject && text_gives_another_role(mention)) return;
        const bool elsewhere = has_kind(mention, PlaceKind::elsewhere);
        const auto stations = is_district_only(mention) ? std::vector<const StationEntry*>()
                                                        : stations_of(mention);
        if (mention.tier == MatchTier::near) {
            for (const auto* station : stations) picture_.suggestions.insert(station->id);
            return;
        }
        if (elsewhere && stations.empty()) picture_.elsewhere.insert(level_of(mention.role));
        if (!stations.empty()) picture_.kerala.insert(level_of(mention.role));
        const auto share =
            std::pow(static_cast<double>(std::max<std::size_t>(stations.size(), 1)),
                     weights_.shared_power);
        for (const auto* station : stations)
            add_hint(mention, *station, share, elsewhere || stations.size() > 1);
    }

    // A subject is too short to say whose place it is; where the text tells that the same place
    // is his, or only passed through, the subject does not make it hers.
    bool text_gives_another_role(const PlaceMention& subject) const {
        bool otherwise = false;
        for (const auto& mention : facts_.places) {
            if (mention.span.where == understanding::Where::subject) continue;
            if (mention.candidates != subject.candidates) continue;
            const bool passed =
                has_cue(mention, "place.visited") || has_cue(mention, "place.passing");
            const bool other = mention.role == PlaceRole::offender || passed;
            if (!other) return false;
            otherwise = true;
        }
        return otherwise;
    }

    // "My husband is an inspector at Museum police station".
    static bool is_of_its_officers(const PlaceMention& mention) {
        return has_cue(mention, "place.station_told");
    }

    void add_hint(const PlaceMention& mention, const StationEntry& station, double share,
                  bool shared) {
        const EvidenceClass kind = class_of(mention.role);
        Hint hint{{kind, station.id, weight_of(kind, weights_) / share, mention.span}, shared};
        hint.undescribed = mention.role == PlaceRole::unknown ||
                           (has_cue(mention, "station.not_asked") && names_another(station.id));
        if (kind == EvidenceClass::explicit_station || is_of_its_officers(mention))
            picture_.complained_about.insert(station.id);
        const bool given = picture_.districts.contains(station.district);
        if (kind != EvidenceClass::explicit_station && !station.namesake_districts.empty() &&
            !given) {
            hint.needs_district = true;
            hint.evidence.weight *= weights_.namesake_factor;
        }
        picture_.hints.push_back(hint);
    }

    // A place of another station that is not her home: then a station of which she asks nothing
    // may only be told of. Where she lives, a named station still wins.
    bool names_another(const base::StationId& station) const {
        return std::any_of(facts_.places.begin(), facts_.places.end(), [&](const auto& place) {
            const bool home =
                place.role == PlaceRole::residence || place.role == PlaceRole::signature;
            return !home &&
                   std::any_of(place.candidates.begin(), place.candidates.end(),
                               [](const auto& c) { return !c.station.empty(); }) &&
                   std::none_of(place.candidates.begin(), place.candidates.end(),
                                [&](const auto& c) { return c.station == station; });
        });
    }

    void look_at_offender(const PlaceMention& mention) {
        picture_.offender_place = true;
        Evidence evidence{EvidenceClass::offender, {}, 0, mention.span};
        for (const auto& candidate : mention.candidates) {
            if (candidate.station.empty()) continue;
            picture_.complained_about.insert(candidate.station);
            if (mention.candidates.size() == 1) evidence.station = candidate.station;
        }
        picture_.other.push_back(evidence);
    }

    void look_at_pin(const understanding::PinMention& pin) {
        if (pin.role == PlaceRole::offender) {
            picture_.offender_place = true;
            return;
        }
        if (directory_.lies_elsewhere(pin.pin)) {
            picture_.elsewhere.insert(Level::address);
            return;
        }
        const auto stations = active_first(directory_.confirmed_for(pin.pin));
        if (stations.empty()) return;
        picture_.kerala.insert(Level::address);
        if (stations.size() > 1) picture_.pin_split = true;
        const double share =
            std::pow(static_cast<double>(stations.size()), weights_.shared_power);
        for (const auto* station : stations)
            picture_.hints.push_back(
                {{EvidenceClass::pin, station->id, weights_.pin / share, pin.span},
                 stations.size() > 1});
    }

    const Facts& facts_;
    const Directory& directory_;
    const Weights& weights_;
    Picture picture_;
};

struct Heap {
    std::map<EvidenceClass, double> strongest;  // weight of each class
    std::map<understanding::Where, int> pieces;
    bool all_shared = true;
    bool all_need_district = true;
    bool described = false;
    bool undescribed = false;
};

}  // namespace

Picture look_at_places(const Facts& facts, const Directory& directory, const Weights& weights) {
    return Looker(facts, directory, weights).look();
}

// The strongest class counts in full, each further class adds a share of its weight, each
// repetition a little. A mail often says everything twice, as text and as HTML; so pieces are
// counted in each apart.
std::vector<Standing> stand(const std::vector<Hint>& hints, const Weights& weights) {
    std::map<base::StationId, Heap> heaps;
    for (const auto& hint : hints) {
        Heap& heap = heaps[hint.evidence.station];
        double& strongest = heap.strongest[hint.evidence.kind];
        strongest = std::max(strongest, hint.evidence.weight);
        ++heap.pieces[hint.evidence.span.where];
        heap.all_shared = heap.all_shared && hint.shared;
        heap.all_need_district = heap.all_need_district && hint.needs_district;
        heap.undescribed = heap.undescribed || hint.undescribed;
        heap.described =
            heap.described || (!hint.undescribed && hint.evidence.kind != EvidenceClass::near);
    }
    std::vector<Standing> standings;
    for (const auto& [station, heap] : heaps) {
        Standing standing{station,
                          0,
                          EvidenceClass::near,
                          heap.all_shared,
                          heap.all_need_district,
                          heap.undescribed && !heap.described};
        double sum = 0;
        double best = -1;
        for (const auto& [kind, weight] : heap.strongest) {
            sum += weight;
            if (weight > best) {
                best = weight;
                standing.strongest = kind;
            }
        }
        int pieces = 0;
        for (const auto& [where, count] : heap.pieces) pieces = std::max(pieces, count);
        const int repeated = std::max(pieces - static_cast<int>(heap.strongest.size()), 0);
        standing.score = best + weights.further_share * (sum - best);
        // "Near X", however often, stays too little.
        if (standing.strongest != EvidenceClass::near)
            standing.score += std::min(weights.repetition * repeated, weights.repetition_most);
        standings.push_back(standing);
    }
    std::stable_sort(standings.begin(), standings.end(),
                     [](const Standing& a, const Standing& b) { return a.score > b.score; });
    return standings;
}

}  // namespace routing
