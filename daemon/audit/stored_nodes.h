// The stored nodes of the tree, held against those that the walk makes. Private to this room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/tree.h"
#include "audit/verify.h"
#include "store/store.h"

namespace audit {

class StoredNodes {
  public:
    explicit StoredNodes(store::ReadOnly& state) : state_(state) {}

    // In the order in which a tree grows.
    base::Result<void> compare(int level, std::int64_t idx, const Hash& hash);
    // After the last one: whether there are nodes of no tree.
    base::Result<void> finish();
    const std::optional<Finding>& finding() const { return finding_; }

  private:
    struct Page {
        std::vector<store::Row> rows;
        std::size_t next = 0;
        std::int64_t after = -1;
    };
    base::Result<void> fill(int level, Page& page);

    store::ReadOnly& state_;
    std::vector<Page> pages_;  // by level - 1
    std::int64_t compared_ = 0;
    std::optional<Finding> finding_;
};

}  // namespace audit
