// The places a text names, each with the role that its clause gives it.
//
// Promises: the role is decided by clause, never by mail; a place inside a handle, link,
// address of a mailbox, a person's name or the name of a vehicle does not count; a name that is
// also a word counts only with a cue beside it. Source: places.md sections 2.6, 2.7, 3 and 4.1.
#pragma once

#include <vector>

#include "understanding/facts.h"
#include "understanding/passage.h"
#include "understanding/place_index.h"
#include "understanding/zones.h"

namespace understanding {

// No letter names more places in one text; the rest of it is then not examined for places.
constexpr std::size_t most_places = 2000;

std::vector<PlaceMention> find_places(const Passage& passage, const PlaceIndex& index,
                                      const Sender& sender);
std::vector<PinMention> find_pins(const Passage& passage,
                                  const std::vector<PlaceMention>& places,
                                  const Sender& sender);

}  // namespace understanding
