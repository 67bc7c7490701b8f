// Examples of one text each: what is found in it, and nothing else.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "redaction/kit.h"

namespace kit {

using Lines = std::vector<std::string>;

struct Example {
    std::string text;
    Lines expected;
};

inline void hold(const std::vector<Example>& examples) {
    REQUIRE_FALSE(examples.empty());
    for (const auto& example : examples) {
        CAPTURE(example.text);
        CHECK(types(example.text) == example.expected);
    }
}

}  // namespace kit
