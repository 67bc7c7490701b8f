// What English says of a number by who does what with it.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

TEST_CASE("a number that she took, uses or carries is hers, whatever he does") {
    for (const auto text :
         {"A man threatens me, I took 6830712401 last month to get rid of him.",
          "My husband beats me, we have always been using 6830712402 at home.",
          "A boy sends me dirty messages, 6830712403 is the sim I bought in June.",
          "Someone defames me, 6830712404 is what I now carry.",
          "A man keeps calling me, 6830712405 and not the other one is the number I use."}) {
        CAPTURE(text);
        CHECK(seen(text).back().find("PHONE complainant") == 0);
    }
}

TEST_CASE("a number that somebody cloned, or that stands in our house, is no evidence") {
    for (const auto text : {"A man threatens me, somebody ported 6830712411 in the night.",
                            "My neighbour stalks me, they hijacked my number 6830712412.",
                            "A boy sends me dirty messages, 6830712413 rings in our shop.",
                            "He threatens me, 6830712414 is in my purse all day."}) {
        CAPTURE(text);
        CHECK(seen(text).back().find("PHONE complainant") == 0);
    }
}

TEST_CASE("who is on a number, and as whom she saved it, is said") {
    for (const auto text : {"Please tell the man at 6830712421 to stop.",
                            "I blocked the guy behind 6830712422 twice.",
                            "6830712423 is stored in my contacts as the devil."}) {
        CAPTURE(text);
        CHECK(seen(text).back().find("PHONE offender") == 0);
    }
}

TEST_CASE("what only looks like it stays his") {
    for (const auto text : {"He cloned my card and calls me from 6830712431.",
                            "My page got hacked, a man rings from 6830712432.",
                            "A man called at our shop from 6830712433 and abused me."}) {
        CAPTURE(text);
        CHECK(seen(text).back().find("PHONE offender") == 0);
    }
}
