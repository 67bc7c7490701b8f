#include "routing/register.h"

#include <algorithm>

namespace routing {

bool is_active(const Post& post, const std::string& day) {
    const bool trained = std::any_of(post.trained_on.begin(), post.trained_on.end(),
                                     [&](const std::string& on) { return on <= day; });
    return trained && post.active_from <= day &&
           (post.active_to.empty() || day <= post.active_to);
}

Staffing Register::staffing(const base::StationId& station, const std::string& day) const {
    if (!posts_.contains(station)) return Staffing::unknown;
    return active_posts(station, day).empty() ? Staffing::empty : Staffing::staffed;
}

std::vector<Post> Register::posts(const base::StationId& station) const {
    const auto found = posts_.find(station);
    return found == posts_.end() ? std::vector<Post>{} : found->second;
}

std::vector<Post> Register::active_posts(const base::StationId& station,
                                         const std::string& day) const {
    std::vector<Post> active = posts(station);
    std::erase_if(active, [&](const Post& post) { return !is_active(post, day); });
    return active;
}

}  // namespace routing
