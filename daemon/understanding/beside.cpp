#include "understanding/beside.h"

#include <algorithm>

namespace understanding {

bool Beside::has(std::string_view list, Side side, std::size_t reach) const {
    Range range{name_.last, std::min(name_.last + reach, sentence_.last)};
    if (side == Side::left)
        range = {name_.first - std::min(reach, name_.first - sentence_.first), name_.first};
    const auto* hit = p_.hit_in(list, range);
    for (; hit != nullptr; hit = p_.hit_in(list, {hit->first + 1, range.last})) {
        const bool touches = side == Side::left ? reaches(hit->last, name_.first)
                                                : reaches(name_.last, hit->first);
        if (touches) return true;
    }
    return false;
}

bool Beside::reaches(std::size_t from, std::size_t to) const {
    for (std::size_t t = from; t < to; ++t) {
        if (!p_.has("place.link", {t, t + 1})) return false;
    }
    return true;
}

}  // namespace understanding
