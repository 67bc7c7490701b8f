// Small counts of a station are banded, so that nobody is recognised by them.
//
// Promises: a count below 5 is never shown and does not follow from what is shown: whoever
// knows all other cells, the totals above them and how the columns hang together finds three
// numbers possible for it still (letters.md: counts below 5 are banded, and a second cell with
// them, so that a total does not give the first away). Which further cell is hidden depends on
// the order of the rows, not on the figures, so that the choice tells nothing. Limit: the total
// of all is shown, the page tells it elsewhere too. Where it leaves no room (it is 1, or there
// is one station), all below it is hidden and fewer numbers are possible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace review {

inline constexpr std::int64_t smallest_shown = 5;

// small: below 5. hidden: 5 or more, not shown for the sake of a neighbour.
enum class Shown { exact, small, hidden };

using Counts = std::vector<std::int64_t>;  // one for each column

// A row of a table with the rows that add up to it, if any.
struct Group {
    Counts total;
    std::vector<Counts> members;
};
Group group_of(std::vector<Counts> members, std::size_t columns);

// In each row the first column never exceeds the second.
struct AtMost {
    std::size_t smaller, larger;
};

// In a row whose second and third column add up to the first, they may be taken to.
struct AddsUp {
    std::size_t whole, part, other;
};
struct Bonds {
    std::vector<AtMost> at_most;
    std::vector<AddsUp> adds_up;
};

struct ShownGroup {
    std::vector<Shown> total;
    std::vector<std::vector<Shown>> members;
};

// `groups` add up to the totals of the table, which are shown.
std::vector<ShownGroup> band(const std::vector<Group>& groups, std::size_t columns,
                             const Bonds& bonds = {});

}  // namespace review
