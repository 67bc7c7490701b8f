#include "understanding/vocabulary.h"

#include <algorithm>

namespace understanding {

const StationEntry* Vocabulary::station(const base::StationId& id) const {
    const auto found =
        std::find_if(stations.begin(), stations.end(),
                     [&id](const StationEntry& entry) { return entry.id == id; });
    return found == stations.end() ? nullptr : &*found;
}

}  // namespace understanding
