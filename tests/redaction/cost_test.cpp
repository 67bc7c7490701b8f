// No text may cost time out of proportion: each of these would, if some search began again at
// every word, value or name of it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>

#include "redaction/hostile.h"
#include "redaction/kit.h"

namespace {

std::clock_t cost_of(const kit::Case& made) {
    const auto begin = std::clock();
    kit::findings_of(made);
    return std::clock() - begin;
}

// Of CPU time; what else the machine does may disturb one of three.
std::clock_t least_cost_of(const std::string& text, std::clock_t bearable) {
    const auto made = kit::mail_of(text);
    auto least = cost_of(made);
    for (int again = 0; again < 2 && least >= bearable; ++again)
        least = std::min(least, cost_of(made));
    return least;
}

}  // namespace

// Measured against plain text by the same build on the same machine: a hostile one costs up to
// a dozen times as much, and a hundred times or more where some work is quadratic. The promise
// of 100 ms is measured in tests/bench.
TEST_CASE("a text of nothing but one hostile piece costs no more than its share") {
    REQUIRE(hostile::pieces().size() > 70);
    // The shorter one holds fewer values than a mail may have, so they are weighed.
    for (const std::size_t octets : {100000, 40000}) {
        const auto plain = kit::mail_of(hostile::text_of(
            "A man follows me to the bus stop and says things when I pass. ", octets));
        kit::findings_of(plain);  // what is loaded once is no part of any text
        const auto bearable = 60 * std::max({cost_of(plain), cost_of(plain), cost_of(plain)});
        REQUIRE(bearable > 0);
        for (const auto piece : hostile::pieces()) {
            CAPTURE(octets, piece);
            CHECK(least_cost_of(hostile::text_of(piece, octets), bearable) < bearable);
        }
    }
}
