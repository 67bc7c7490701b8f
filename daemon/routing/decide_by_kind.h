// Mails whose effect is complete without weighing places: answers, machine mail, words of ours.
// Private to the room.
#pragma once

#include <optional>

#include "routing/decision.h"
#include "understanding/facts.h"

namespace routing {

// Nothing for a mail that must find its station.
std::optional<Decision> decide_by_kind(const understanding::Facts& facts);

}  // namespace routing
