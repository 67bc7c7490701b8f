// What the officer's first ten lines say, and what the mail is about.
//
// Promises: a fact is set only when a cue stands in the writer's own words; hours are given as
// "10-13", "after 17", "before 9" on a 24-hour clock and hold no other word of the mail.
// Source: letters.md, contract.md section 6.
#pragma once

#include <vector>

#include "understanding/facts.h"
#include "understanding/passage.h"

namespace understanding {

LifeFacts find_life_facts(const std::vector<Passage>& passages);
Category find_category(const std::vector<Passage>& passages, const LifeFacts& life);

}  // namespace understanding
