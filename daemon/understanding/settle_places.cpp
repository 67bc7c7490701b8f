#include "understanding/settle_places.h"

#include <algorithm>

namespace understanding {

namespace {

bool has_cue(const PlaceMention& place, std::string_view cue) {
    return std::find(place.cues.begin(), place.cues.end(), cue) != place.cues.end();
}

bool is_present(const PlaceMention& place) {
    return place.role == PlaceRole::residence && has_cue(place, "place.now");
}

bool is_origin(const PlaceMention& place) {
    return has_cue(place, "place.statement") && has_cue(place, "place.from");
}

void make_origin(PlaceMention& place) {
    place.role = PlaceRole::near_by;
    place.cues.emplace_back("place.origin");
}

}  // namespace

bool is_region(const PlaceMention& place) {
    return std::all_of(
        place.candidates.begin(), place.candidates.end(), [](const PlaceCandidate& c) {
            return c.kind == PlaceKind::district || c.kind == PlaceKind::elsewhere;
        });
}

bool is_district_of(const PlaceMention& region, const PlaceMention& place) {
    return std::any_of(
        region.candidates.begin(), region.candidates.end(), [&](const auto& wide) {
            return wide.kind == PlaceKind::district &&
                   std::any_of(place.candidates.begin(), place.candidates.end(),
                               [&](const auto& one) { return one.district == wide.district; });
        });
}

void settle_present(std::vector<PlaceMention>& places) {
    if (std::none_of(places.begin(), places.end(), is_present)) return;
    for (auto& place : places) {
        if (place.role != PlaceRole::residence || is_present(place)) continue;
        const bool of_it = std::any_of(places.begin(), places.end(), [&](const auto& now) {
            return is_present(now) && is_district_of(now, place);
        });
        if (!of_it) make_origin(place);
    }
}

void settle_origin(std::vector<PlaceMention>& places) {
    const bool has_home = std::any_of(places.begin(), places.end(), [](const auto& place) {
        return place.role == PlaceRole::residence && !is_origin(place);
    });
    if (!has_home) return;
    for (auto& place : places)
        if (is_origin(place)) make_origin(place);
}

}  // namespace understanding
