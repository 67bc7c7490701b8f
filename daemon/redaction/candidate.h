// What a recogniser believes it has found, before overlaps are settled and owners are asked.
// Inside the room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redaction/page.h"
#include "redaction/policy.h"
#include "redaction/values.h"

namespace redaction {

struct Candidate {
    ValueType type = ValueType::misc_id;
    Range range;
    double score = 0;  // settles overlaps; comparable over all recognisers
    std::string normal;
    Label label = Label::none;
    std::string cue;  // which rule found it: "label:phone", "check:verhoeff", "shape"
};

using Candidates = std::vector<Candidate>;

// Scores, from what may hardly be wrong to what is only suspected.
namespace score {
inline constexpr double link = 20;      // digits in a link are the link's
inline constexpr double checked = 12;   // a check digit, or an unmistakable shape
inline constexpr double labelled = 10;  // its own label beside it
inline constexpr double shaped = 8;     // the shape alone
inline constexpr double words = 5;      // names, addresses, schools
inline constexpr double suspected = 3;
}  // namespace score

}  // namespace redaction
