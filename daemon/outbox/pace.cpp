#include "outbox/pace.h"

#include <algorithm>

namespace outbox {
namespace {

constexpr int allowed_at_first = 2;
constexpr int in_a_row_when_slowed = 10;

// Before MAIL it is the relay that fails, not the recipient.
bool concerns_recipient(const AttemptResult& result) {
    return result.stage == "mail" || result.stage == "rcpt" || result.stage == "data" ||
           result.stage == "dot";
}

}  // namespace

Pace::Pace(int sessions) : most_(std::max(1, sessions / 2)) {}

Pace::Lane& Pace::lane_of(const base::RecipientId& to) {
    return lanes_.try_emplace(to.str(), Lane{0, std::min(allowed_at_first, most_), 0, false})
        .first->second;
}

void Pace::begin(const base::RecipientId& to) { ++lane_of(to).on_the_way; }

void Pace::end(const base::RecipientId& to, const AttemptResult& result) {
    Lane& lane = lane_of(to);
    lane.on_the_way = std::max(0, lane.on_the_way - 1);
    if (result.outcome == Outcome::accepted) {
        if (++lane.in_a_row < (lane.slowed ? in_a_row_when_slowed : 1)) return;
        lane.allowed = std::min(lane.allowed + 1, most_);
        lane.in_a_row = 0;
        return;
    }
    lane.in_a_row = 0;
    if (result.enhanced.starts_with("4.7.")) {
        lane.allowed = 1;
        lane.slowed = true;
    } else if (concerns_recipient(result)) {
        lane.allowed = std::max(1, lane.allowed / 2);
    }
}

std::vector<std::string> Pace::full() const {
    std::vector<std::string> names;
    for (const auto& [name, lane] : lanes_)
        if (lane.on_the_way >= lane.allowed) names.push_back(name);
    return names;
}

}  // namespace outbox
