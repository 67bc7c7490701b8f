// Who does harm in this mail, as far as words about him tell before any value is weighed.
//
// Promises: only a subject of a deed of harm becomes the offender, never the one it is done to;
// what one page tells holds for all. Inside the room only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "redaction/candidate.h"
#include "redaction/page.h"

namespace redaction {

// What the whole mail says about who the offender is; found once.
struct Story {
    // "my husband beats me", "the driver X": the beginnings of the words by which the offender
    // is spoken of; other relatives stay protected.
    std::set<std::u32string> harmful_relatives;
    bool she_is_offender = false;  // "she threatens me": feminine words count as an offender's
    bool speaks_of_fakes = false;  // a fake profile, page or account stands somewhere
    bool for_another = false;      // somebody writes for her: "she" is the one who suffers
};

std::u32string beginning_of_relative(const Page& page, std::size_t at);
// `values` of the page, in order.
void read_story(const Page& page, const std::vector<Candidate>& values, Story& story);

// "the driver Chandran": learns by which words the persons, once decided, are spoken of.
void learn_epithets(const Page& page, const std::vector<Candidate>& values,
                    const std::map<std::string, Role>& persons, Story& story);

}  // namespace redaction
