// Case endings of place names, taken off the written word.
//
// Promises: endings come off the surface form, never off a key; every reading is returned, the
// word itself first; the caller keeps those that the rules know. At most 32 readings. Latin
// endings are those of romanised Malayalam. Source: grammar of Malayalam case as tabled in our
// own tests (endings_test.cpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understanding {

// What was written together with the name.
struct Glued {
    bool station = false;   // police station
    bool district = false;  // district
    bool native = false;    // a native of the place
    bool at = false;        // in, at, from, of, to: the word stands in a local case
    bool near = false;      // "near" is part of the word
};

struct Reading {
    std::u32string stem;
    Glued glued;
};

std::vector<Reading> readings_of(std::u32string_view settled);

}  // namespace understanding
