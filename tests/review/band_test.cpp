// The promise of band(): nobody can work a small count of a station out. The adversary below
// knows all that is shown and every relation between the cells, and tries every table that
// fits.
#include "review/band.h"

#include <catch2/catch.hpp>
#include <functional>
#include <random>
#include <set>

using namespace review;

namespace {

// Of one cell, what the adversary still finds possible.
using Possible = std::vector<std::set<std::int64_t>>;

bool fits(Shown shown, std::int64_t value, std::int64_t truth) {
    switch (shown) {
        case Shown::exact:
            return value == truth;
        case Shown::small:
            return value < smallest_shown;
        case Shown::hidden:
            return value >= smallest_shown;
    }
    return false;
}

std::string text(const std::vector<Group>& groups, const std::vector<ShownGroup>& shown) {
    std::string out;
    const auto put = [&](const Counts& counts, const std::vector<Shown>& as) {
        for (std::size_t c = 0; c < counts.size(); ++c) {
            out += std::to_string(counts[c]) + (as[c] == Shown::exact   ? " "
                                                : as[c] == Shown::small ? "s "
                                                                        : "h ");
        }
    };
    for (std::size_t g = 0; g < groups.size(); ++g) {
        put(groups[g].total, shown[g].total);
        out += "= ";
        for (std::size_t m = 0; m < groups[g].members.size(); ++m) {
            put(groups[g].members[m], shown[g].members[m]);
            out += "; ";
        }
    }
    return out;
}

// Every way to fill the members of all groups with one column each, against what is shown.
class OneColumn {
  public:
    OneColumn(const std::vector<Group>& groups, const std::vector<ShownGroup>& shown)
        : groups_(groups), shown_(shown) {
        for (std::size_t g = 0; g < groups.size(); ++g) {
            root_ += groups[g].total[0];
            for (std::size_t m = 0; m < groups[g].members.size(); ++m) cells_.push_back({g, m});
        }
        possible_.resize(cells_.size());
        values_.resize(cells_.size());
        fill(0, root_);
    }
    const Possible& possible() const { return possible_; }
    bool nothing_else_to_hide() const {
        for (const auto& group : shown_) {
            if (group.total[0] == Shown::exact) return false;
            for (const auto& member : group.members)
                if (member[0] == Shown::exact) return false;
        }
        return true;
    }
    Shown shown_at(std::size_t i) const {
        return shown_[cells_[i].first].members[cells_[i].second][0];
    }

  private:
    void fill(std::size_t i, std::int64_t left) {
        if (i == cells_.size()) return check();
        const auto [g, m] = cells_[i];
        const std::int64_t truth = groups_[g].members[m][0];
        for (std::int64_t v = 0; v <= left; ++v) {
            if (!fits(shown_[g].members[m][0], v, truth)) continue;
            values_[i] = v;
            fill(i + 1, left - v);
        }
    }
    void check() {
        std::vector<std::int64_t> totals(groups_.size());
        for (std::size_t i = 0; i < cells_.size(); ++i) totals[cells_[i].first] += values_[i];
        std::int64_t all = 0;
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            if (!fits(shown_[g].total[0], totals[g], groups_[g].total[0])) return;
            all += totals[g];
        }
        if (all != root_) return;
        for (std::size_t i = 0; i < cells_.size(); ++i) possible_[i].insert(values_[i]);
    }

    const std::vector<Group>& groups_;
    const std::vector<ShownGroup>& shown_;
    std::int64_t root_ = 0;
    std::vector<std::pair<std::size_t, std::size_t>> cells_;
    std::vector<std::int64_t> values_;
    Possible possible_;
};

}  // namespace

TEST_CASE("no small count of a station can be worked out from the totals") {
    std::mt19937 draw(8);
    const auto upto = [&](unsigned n) { return static_cast<std::int64_t>(draw() % (n + 1)); };
    std::size_t checked = 0;
    std::size_t sure = 0;
    for (int round = 0; round < 600; ++round) {
        std::vector<Group> groups;
        const std::int64_t how_many = 1 + upto(2);
        const unsigned top = round % 3 == 0 ? 9 : round % 3 == 1 ? 5 : 2;
        for (std::int64_t g = 0; g < how_many; ++g) {
            std::vector<Counts> members;
            const std::int64_t size = 1 + upto(how_many == 3 ? 1 : 2);
            for (std::int64_t m = 0; m < size; ++m) members.push_back({upto(top)});
            groups.push_back(group_of(members, 1));
        }
        const auto shown = band(groups, 1);
        CAPTURE(text(groups, shown));
        const OneColumn adversary(groups, shown);
        for (std::size_t i = 0; i < adversary.possible().size(); ++i) {
            if (adversary.shown_at(i) != Shown::small) continue;
            ++checked;
            const bool safe = adversary.possible()[i].size() >= 3;
            sure += safe ? 1 : 0;
            CHECK((safe || adversary.nothing_else_to_hide()));
        }
    }
    REQUIRE(checked > 1000);
    REQUIRE(sure > checked * 7 / 10);
}

TEST_CASE("no small count follows from the other columns of its row") {
    // received = pending + disposed, for three stations of one district whose totals are known.
    std::mt19937 draw(9);
    const Bonds bonds{{}, {{0, 1, 2}}};
    std::size_t checked = 0;
    std::size_t sure = 0;
    for (int round = 0; round < 400; ++round) {
        std::vector<Counts> members;
        for (int m = 0; m < 3; ++m) {
            const auto received = static_cast<std::int64_t>(draw() % 15);
            const auto pending =
                received == 0 ? 0 : static_cast<std::int64_t>(draw()) % (received + 1);
            members.push_back({received, pending, received - pending});
        }
        const std::vector<Group> groups{group_of(members, 3)};
        const auto shown = band(groups, 3, bonds);
        CAPTURE(text(groups, shown));
        // All rows that fit what is shown of each station.
        std::vector<std::vector<Counts>> rows(3);
        for (std::size_t m = 0; m < 3; ++m) {
            for (std::int64_t p = 0; p <= 40; ++p) {
                for (std::int64_t d = 0; p + d <= 40; ++d) {
                    const Counts row{p + d, p, d};
                    bool good = true;
                    for (std::size_t c = 0; c < 3; ++c)
                        good = good && fits(shown[0].members[m][c], row[c], members[m][c]);
                    if (good) rows[m].push_back(row);
                }
            }
        }
        std::vector<std::vector<std::set<std::int64_t>>> possible(
            3, std::vector<std::set<std::int64_t>>(3));
        const Counts& total = groups[0].total;
        for (const Counts& a : rows[0]) {
            for (const Counts& b : rows[1]) {
                const Counts c{total[0] - a[0] - b[0], total[1] - a[1] - b[1],
                               total[2] - a[2] - b[2]};
                if (std::find(rows[2].begin(), rows[2].end(), c) == rows[2].end()) continue;
                for (std::size_t k = 0; k < 3; ++k) {
                    possible[0][k].insert(a[k]);
                    possible[1][k].insert(b[k]);
                    possible[2][k].insert(c[k]);
                }
            }
        }
        // Nothing of the column is shown, nor anything that a hidden cell of it follows from;
        // unless the total alone leaves no three numbers, whatever is hidden.
        const auto all_hidden = [&](std::size_t k) {
            std::int64_t room = groups[0].total[k];
            for (const Counts& member : members)
                room -= member[k] >= smallest_shown ? smallest_shown : 0;
            for (const auto& member : shown[0].members) {
                if (member[k] == Shown::exact) return false;
                if (member[k] == Shown::small || room < 2) continue;
                for (const Shown one : member) {
                    if (one == Shown::exact) return false;
                }
            }
            return true;
        };
        for (std::size_t m = 0; m < 3; ++m) {
            for (std::size_t k = 0; k < 3; ++k) {
                if (shown[0].members[m][k] != Shown::small) continue;
                ++checked;
                CAPTURE(m, k);
                const bool safe = possible[m][k].size() >= 3;
                sure += safe ? 1 : 0;
                CHECK((safe || all_hidden(k)));
            }
        }
    }
    REQUIRE(checked > 500);
    REQUIRE(sure > checked * 7 / 10);
}

TEST_CASE("a small count hides the next station beside it, and nothing more") {
    const std::vector<Group> groups{group_of({{7}, {3}, {40}, {12}}, 1),
                                    group_of({{9}, {8}}, 1)};
    const auto shown = band(groups, 1);
    REQUIRE(shown[0].total[0] == Shown::exact);
    REQUIRE(shown[0].members[0][0] == Shown::exact);
    REQUIRE(shown[0].members[1][0] == Shown::small);
    REQUIRE(shown[0].members[2][0] == Shown::hidden);
    REQUIRE(shown[0].members[3][0] == Shown::exact);
    REQUIRE(shown[1].members[0][0] == Shown::exact);
    REQUIRE(shown[1].members[1][0] == Shown::exact);
}

TEST_CASE("a district with one station is hidden in its neighbour") {
    const auto shown = band({group_of({{3}}, 1), group_of({{20}, {30}}, 1)}, 1);
    REQUIRE(shown[0].members[0][0] == Shown::small);
    REQUIRE(shown[0].total[0] == Shown::small);
    REQUIRE(shown[1].total[0] == Shown::hidden);
    REQUIRE((shown[1].members[0][0] == Shown::exact) !=
            (shown[1].members[1][0] == Shown::exact));
}

TEST_CASE("which station is hidden beside does not depend on its figure") {
    for (const std::int64_t big : {20, 200, 2000}) {
        const auto shown = band({group_of({{2}, {big}, {50}, {7}}, 1)}, 1);
        REQUIRE(shown[0].members[1][0] == Shown::hidden);
        REQUIRE(shown[0].members[2][0] == Shown::exact);
        REQUIRE(shown[0].members[3][0] == Shown::exact);
    }
}
