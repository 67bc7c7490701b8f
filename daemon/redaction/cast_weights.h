// How much each sign in a portrait speaks for or against the offender: logarithms of odds.
//
// Measured, not guessed: a regression over the persons of the labelled mails that may be read
// (tests/corpus/redaction), those of strangers counted threefold. A sign with less weight than
// 0.03 is left out. Inside the room only.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "redaction/portrait.h"

namespace redaction {

struct TraitWeight {
    Trait trait;
    double weight;
};
struct CueWeight {
    std::string_view cue;  // of cue_names
    double weight;
};
struct WordWeight {
    Place place;
    List list;
    double weight;
};

std::span<const TraitWeight> weights_of_traits();
std::span<const CueWeight> weights_of_cues();
std::span<const WordWeight> weights_of_words();

// Where nothing at all is known of a person.
inline constexpr double nothing_known = 0.36;

}  // namespace redaction
