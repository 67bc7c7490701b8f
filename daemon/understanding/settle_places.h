// What the places of a text say together: which of her homes is the present one, and which is
// only where she is from.
#pragma once

#include <vector>

#include "understanding/facts.h"

namespace understanding {

// A district, or another state or country.
bool is_region(const PlaceMention& place);

// "Our house is at Ollur, we are in Thrissur district": one home, and its district.
bool is_district_of(const PlaceMention& region, const PlaceMention& place);

// "My home town is Kattappana, now I stay in Angamaly": where she lives now outweighs where she
// comes from.
void settle_present(std::vector<PlaceMention>& places);

// "Main Jaipur se hoon": where she is from, if another place is said to be her home.
void settle_origin(std::vector<PlaceMention>& places);

}  // namespace understanding
