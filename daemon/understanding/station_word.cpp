#include "understanding/station_word.h"

#include <algorithm>

#include "understanding/beside.h"
#include "understanding/residence_cue.h"

namespace understanding {

namespace {

// "railway station": the station is no police station.
bool is_other_station(const Passage& p, Range station) {
    const auto& others = p.hits("place.not_station");
    return std::any_of(others.begin(), others.end(), [&](const Range& other) {
        return other.first < station.last && station.first < other.last;
    });
}

// "The Station House Officer", and the place on the next line.
bool follows_station_line(const Passage& p, Range name, Range sentence) {
    const std::size_t first = name.first;
    if (first == 0 || first != sentence.first || !p.gap_after(first - 1).ends_with(U'\n'))
        return false;
    const auto gap = p.gap_after(first - 1);
    if (gap.find_first_of(U".!?;:") != std::u32string_view::npos ||
        std::count(gap.begin(), gap.end(), U'\n') != 1)
        return false;
    const auto& stations = p.hits("place.station");
    return std::any_of(stations.begin(), stations.end(), [&](const Range& hit) {
        return hit.last == first && !is_other_station(p, hit);
    });
}

}  // namespace

bool stands_beside_station(const Passage& p, Range name, const std::vector<bool>& places) {
    const Beside beside(p, name);
    const Range sentence = beside.sentence();
    if (follows_station_line(p, name, sentence)) return true;
    constexpr std::size_t reach = 3;
    const Range right{name.last, std::min(name.last + reach, sentence.last)};
    const Range left{name.first - std::min(reach, name.first - sentence.first), name.first};
    const auto* after = p.hit_in("place.station", right);
    if (after != nullptr && beside.reaches(name.last, after->first) &&
        !is_other_station(p, *after))
        return true;
    // "Museum police, Kovalam": the word belongs to the name before it.
    const auto owns_another = [&](const Range& station) {
        return station.first > sentence.first && places[station.first - 1];
    };
    for (const auto* before = p.hit_in("place.station", left); before != nullptr;
         before = p.hit_in("place.station", {before->first + 1, left.last})) {
        if (beside.reaches(before->last, name.first) && !is_other_station(p, *before) &&
            !owns_another(*before))
            return true;
    }
    return false;
}

bool has_turned_her_away(const Passage& p, Range sentence, const std::vector<bool>& places) {
    if (p.has("place.turned_away", sentence)) return true;
    if (p.has("place.visited", sentence) && !p.has("place.request", sentence)) return true;
    const auto& hits = p.hits("place.turned_away");
    return std::any_of(hits.begin(), hits.end(), [&](const Range& hit) {
        const Range told = p.sentence_of(hit.first);
        return is_own(p.zone_of(hit.first)) && told.first >= sentence.last &&
               !p.has("place.station", told) && !holds_place(places, told);
    });
}

}  // namespace understanding
