#include "audit/stored_nodes.h"

#include <fmt/format.h>

namespace audit {
namespace {

constexpr std::int64_t rows_at_once = 4096;

}  // namespace

base::Result<void> StoredNodes::fill(int level, Page& page) {
    auto rows = state_.query(
        "SELECT idx, hash FROM audit_node WHERE level = ? AND idx > ? ORDER BY idx LIMIT ?",
        {std::int64_t{level}, page.after, rows_at_once});
    if (!rows) return rows.error();
    page.rows = std::move(*rows);
    page.next = 0;
    if (!page.rows.empty()) page.after = page.rows.back().whole(0);
    return {};
}

base::Result<void> StoredNodes::compare(int level, std::int64_t idx, const Hash& hash) {
    if (finding_) return {};
    const auto at = static_cast<std::size_t>(level - 1);
    if (pages_.size() <= at) pages_.resize(at + 1);
    Page& page = pages_[at];
    if (page.next == page.rows.size()) {
        if (auto filled = fill(level, page); !filled) return filled;
    }
    ++compared_;
    const bool right = page.next < page.rows.size() && page.rows[page.next].whole(0) == idx &&
                       page.rows[page.next].text(1) == hash;
    if (!right)
        finding_ = {0,
                    fmt::format("node {} of level {} is not that of its events", idx, level)};
    ++page.next;
    return {};
}

base::Result<void> StoredNodes::finish() {
    if (finding_) return {};
    auto rows = state_.query("SELECT count(*) FROM audit_node");
    if (!rows) return rows.error();
    if (rows->front().whole(0) != compared_) finding_ = {0, "the tree has nodes of no event"};
    return {};
}

}  // namespace audit
