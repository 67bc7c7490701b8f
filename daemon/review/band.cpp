#include "review/band.h"

#include <algorithm>
#include <optional>

#include "base/ensure.h"

namespace review {
namespace {

constexpr std::int64_t still_possible = 3;
constexpr std::int64_t unbounded = std::int64_t{1} << 40;

// What a reader of the page knows of one cell.
struct Range {
    std::int64_t low = 0, high = unbounded;
};

// The table as a tree with one root: node 0 is the total of all, below it the groups, below
// them their members.
struct Node {
    Counts counts;
    std::vector<std::size_t> children;
    std::size_t parent = 0;
};

std::vector<Node> to_tree(const std::vector<Group>& groups, std::size_t columns) {
    std::vector<Node> nodes(1);
    nodes[0].counts.resize(columns);
    for (const Group& group : groups) {
        const std::size_t at = nodes.size();
        nodes[0].children.push_back(at);
        for (std::size_t c = 0; c < columns; ++c) nodes[0].counts[c] += group.total[c];
        nodes.push_back({group.total, {}, 0});
        for (const Counts& member : group.members) {
            nodes[at].children.push_back(nodes.size());
            nodes.push_back({member, {}, at});
        }
    }
    return nodes;
}

class Banding {
  public:
    Banding(std::vector<Node> nodes, std::size_t columns, const Bonds& bonds)
        : nodes_(std::move(nodes)), bonds_(bonds) {
        shown_.assign(nodes_.size(), std::vector<Shown>(columns, Shown::exact));
        for (std::size_t i = 1; i < nodes_.size(); ++i) {
            for (std::size_t c = 0; c < columns; ++c) {
                if (nodes_[i].counts[c] < smallest_shown) shown_[i][c] = Shown::small;
            }
        }
    }

    void protect() {
        do {
            conclude();
        } while (hide_for_all_that_follow());
    }
    const std::vector<std::vector<Shown>>& shown() const { return shown_; }
    const std::vector<Node>& nodes() const { return nodes_; }

  private:
    // All that follows from what is shown, as ranges, until nothing more follows. Within one
    // column sums of ranges are exact; the bounds between columns only narrow them.
    void conclude() {
        ranges_.assign(nodes_.size(), {});
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            for (std::size_t c = 0; c < shown_[i].size(); ++c)
                ranges_[i].push_back(first_range(i, c));
        }
        bool moved = true;
        while (moved) {
            moved = false;
            for (std::size_t i = 0; i < nodes_.size(); ++i) {
                moved |= apply_bonds(i, ranges_[i]);
                if (nodes_[i].children.empty()) continue;
                for (std::size_t c = 0; c < shown_[i].size(); ++c) moved |= add_up(i, c);
            }
        }
    }

    Range first_range(std::size_t node, std::size_t column) const {
        const std::int64_t count = nodes_[node].counts[column];
        switch (shown_[node][column]) {
            case Shown::exact:
                return {count, count};
            case Shown::small:
                return {0, smallest_shown - 1};
            case Shown::hidden:
                return {smallest_shown, unbounded};
        }
        base::ensure(false);
        return {};
    }

    static bool narrow(Range& range, std::int64_t low, std::int64_t high) {
        const Range before = range;
        range.low = std::max(range.low, low);
        range.high = std::min(range.high, high);
        return before.low != range.low || before.high != range.high;
    }

    bool apply_bonds(std::size_t node, std::vector<Range>& row) const {
        bool moved = false;
        for (const AtMost& bond : bonds_.at_most) moved |= apply(bond, row);
        for (const AddsUp& bond : bonds_.adds_up) {
            if (holds(bond, node)) moved |= apply(bond, row);
        }
        return moved;
    }

    static bool apply(const AtMost& bond, std::vector<Range>& row) {
        bool moved = narrow(row[bond.smaller], 0, row[bond.larger].high);
        moved |= narrow(row[bond.larger], row[bond.smaller].low, unbounded);
        return moved;
    }

    bool holds(const AddsUp& bond, std::size_t node) const {
        const Counts& counts = nodes_[node].counts;
        return counts[bond.whole] == counts[bond.part] + counts[bond.other];
    }
    static bool apply(const AddsUp& bond, std::vector<Range>& row) {
        const Range whole = row[bond.whole];
        const Range one = row[bond.part];
        const Range two = row[bond.other];
        bool moved = narrow(row[bond.part], whole.low - two.high, whole.high - two.low);
        moved |= narrow(row[bond.other], whole.low - one.high, whole.high - one.low);
        moved |= narrow(row[bond.whole], one.low + two.low, one.high + two.high);
        return moved;
    }

    // The total is the sum, and each part is the total less the others.
    bool add_up(std::size_t node, std::size_t c) {
        std::int64_t low = 0;
        std::int64_t high = 0;
        for (const std::size_t child : nodes_[node].children) {
            low += ranges_[child][c].low;
            high += ranges_[child][c].high;
        }
        bool moved = narrow(ranges_[node][c], low, high);
        const Range total = ranges_[node][c];
        for (const std::size_t child : nodes_[node].children) {
            Range& part = ranges_[child][c];
            const std::int64_t others_low = low - part.low;
            const std::int64_t others_high = high - part.high;
            // Taken from the ranges as they were before this pass: sound, and repeated anyway.
            moved |= narrow(part, total.low - others_high, total.high - others_low);
        }
        return moved;
    }

    static bool is_narrow(Range range) { return range.high - range.low + 1 < still_possible; }

    bool gives_away(std::size_t node, std::size_t column) const {
        return shown_[node][column] == Shown::small && is_narrow(ranges_[node][column]);
    }

    // One more cell in each group and column that needs it; nothing left to do: false.
    bool hide_for_all_that_follow() {
        bool hidden = false;
        for (std::size_t c = 0; c < shown_[0].size(); ++c) {
            for (std::size_t i = 1; i < nodes_.size(); ++i) {
                if (!gives_away(i, c) || !hide_for(i, c)) continue;
                hidden = true;
                break;  // what follows now must be looked at anew
            }
        }
        return hidden;
    }

    // Its row may give a cell away, or its column, or the column of another cell of its row.
    bool hide_for(std::size_t node, std::size_t column) {
        if (follows_from_row(node, column)) return hide_in_row(node, column);
        if (hide_beside(node, column)) return true;
        for (std::size_t other = 0; other < shown_[node].size(); ++other) {
            if (shown_[node][other] == Shown::hidden && is_narrow(ranges_[node][other]) &&
                hide_beside(node, other))
                return true;
        }
        return leaves_room(column) && hide_in_rows_beside(node, column);
    }

    // With all of the column hidden, would enough be possible? If not, the total of all is to
    // blame, and hiding what stands in other columns would not help.
    bool leaves_room(std::size_t column) const {
        std::int64_t left = nodes_[0].counts[column];
        for (std::size_t i = 1; i < nodes_.size(); ++i) {
            if (nodes_[i].children.empty() && nodes_[i].counts[column] >= smallest_shown)
                left -= smallest_shown;
        }
        return left + 1 >= still_possible;
    }

    // What hides in one column may follow from several rows together.
    bool hide_in_rows_beside(std::size_t node, std::size_t column) {
        if (hide_in_row(node, column)) return true;
        const auto& beside = nodes_[nodes_[node].parent].children;
        return std::any_of(beside.begin(), beside.end(), [&](std::size_t other) {
            return shown_[other][column] == Shown::hidden && hide_in_row(other, column);
        });
    }

    // What is shown of the row alone makes this cell narrow.
    bool follows_from_row(std::size_t node, std::size_t column) const {
        std::vector<Range> row;
        for (std::size_t c = 0; c < shown_[node].size(); ++c)
            row.push_back(first_range(node, c));
        while (apply_bonds(node, row)) {
        }
        return is_narrow(row[column]);
    }

    // The last column that helps; the first one is what people look for.
    bool hide_in_row(std::size_t node, std::size_t column) {
        std::optional<std::size_t> any;
        for (std::size_t c = shown_[node].size(); c-- > 0;) {
            if (!hide(node, c)) continue;
            if (!follows_from_row(node, column)) return true;
            shown_[node][c] = Shown::exact;
            if (!any) any = c;
        }
        return any && hide(node, *any);
    }

    // The next one of the same total that is shown; else the total, and then what stands
    // beside it.
    bool hide_beside(std::size_t node, std::size_t column) {
        for (std::size_t at = node; at != 0; at = nodes_[at].parent) {
            const auto next = next_exact(at, column);
            if (next) return hide(*next, column);
            const std::size_t parent = nodes_[at].parent;
            for (const std::size_t other : nodes_[parent].children) {
                if (loosen(other, column)) return true;
            }
            if (parent != 0 && (hide(parent, column) || loosen(parent, column))) return true;
        }
        return false;
    }

    // A hidden cell hides nothing while it follows from its row, or from its parts.
    bool loosen(std::size_t node, std::size_t column) {
        if (shown_[node][column] != Shown::hidden || !is_narrow(ranges_[node][column]))
            return false;
        if (follows_from_row(node, column) && hide_in_row(node, column)) return true;
        const auto& parts = nodes_[node].children;
        return std::any_of(parts.begin(), parts.end(),
                           [&](std::size_t part) { return hide(part, column); });
    }

    bool hide(std::size_t node, std::size_t column) {
        if (shown_[node][column] != Shown::exact) return false;
        shown_[node][column] = Shown::hidden;
        return true;
    }

    std::optional<std::size_t> next_exact(std::size_t node, std::size_t column) const {
        const auto& row = nodes_[nodes_[node].parent].children;
        const auto here = std::find(row.begin(), row.end(), node);
        const auto is_exact = [&](std::size_t other) {
            return shown_[other][column] == Shown::exact;
        };
        auto found = std::find_if(here, row.end(), is_exact);
        if (found == row.end()) found = std::find_if(row.begin(), here, is_exact);
        if (found == row.end() || !is_exact(*found)) return std::nullopt;
        return *found;
    }

    std::vector<Node> nodes_;
    const Bonds& bonds_;
    std::vector<std::vector<Shown>> shown_;
    std::vector<std::vector<Range>> ranges_;
};

}  // namespace

Group group_of(std::vector<Counts> members, std::size_t columns) {
    Group group{Counts(columns), std::move(members)};
    for (const Counts& member : group.members) {
        for (std::size_t c = 0; c < columns; ++c) group.total[c] += member[c];
    }
    return group;
}

std::vector<ShownGroup> band(const std::vector<Group>& groups, std::size_t columns,
                             const Bonds& bonds) {
    Banding banding(to_tree(groups, columns), columns, bonds);
    banding.protect();
    std::vector<ShownGroup> out;
    for (const std::size_t group : banding.nodes()[0].children) {
        ShownGroup shown{banding.shown()[group], {}};
        for (const std::size_t member : banding.nodes()[group].children)
            shown.members.push_back(banding.shown()[member]);
        out.push_back(std::move(shown));
    }
    return out;
}

}  // namespace review
