// The Merkle tree over the leaves of the trail (RFC 6962 section 2.1; the leaf of canonical.h
// is its leaf hash). Pure: whoever asks gives the complete subtrees.
//
// Subtree (level, idx) is the hash of the 2^level leaves from idx * 2^level on; level 0 is a
// leaf. Indexes of leaves count from 0: event 1 is leaf 0.
//
// Promises: the paths are those of RFC 6962 2.1.1 and 2.1.2 and as long as it says; a path of
// another length, or for a size that does not exist, proves nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace audit {

using Hash = std::string;  // 32 octets
using Path = std::vector<Hash>;

Hash node_of(std::string_view left, std::string_view right);  // SHA-256(0x01 | left | right)
const Hash& empty_root();                                     // SHA-256 of nothing

using Subtrees = std::function<base::Result<Hash>(int level, std::int64_t idx)>;

base::Result<Hash> root_of(std::int64_t size, const Subtrees& subtrees);
// 0 <= index < size.
base::Result<Path> inclusion_path(std::int64_t index, std::int64_t size,
                                  const Subtrees& subtrees);
// 0 < old_size <= size.
base::Result<Path> consistency_path(std::int64_t old_size, std::int64_t size,
                                    const Subtrees& subtrees);

// The root that this path leads to; nothing when it cannot be a path of this place.
std::optional<Hash> root_by_inclusion(std::int64_t index, std::int64_t size,
                                      std::string_view leaf, const Path& path);
struct Head {
    std::int64_t size = 0;
    Hash root;
    bool operator==(const Head&) const = default;
};
bool is_consistent(const Head& old_head, const Head& head, const Path& path);

// The tree as it grows leaf by leaf: holds one hash a level.
class Growing {
  public:
    // `completed` hears of every subtree above the leaves that this leaf completes.
    void add(Hash leaf,
             const std::function<void(int level, std::int64_t idx, const Hash&)>& completed);
    std::int64_t size() const { return size_; }
    Hash root() const;

  private:
    std::int64_t size_ = 0;
    std::vector<Hash> peaks_;  // by level; in use where size_ has the bit
};

}  // namespace audit
