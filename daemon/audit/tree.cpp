#include "audit/tree.h"

#include <algorithm>

#include "base/sha256.h"

namespace audit {
namespace {

int level_of(std::int64_t power) {
    int level = 0;
    while ((std::int64_t{1} << level) < power) ++level;
    return level;
}

// The largest power of two below n; n > 1.
std::int64_t split_of(std::int64_t n) {
    std::int64_t power = 1;
    while (power * 2 < n) power *= 2;
    return power;
}

// Leaves from `first` on, `count` of them; `first` is a multiple of the largest power of two
// that is not above `count`, as every range of the recursion is.
base::Result<Hash> hash_of(std::int64_t first, std::int64_t count, const Subtrees& subtrees) {
    const std::int64_t split = count == 1 ? 1 : split_of(count);
    if (count == 1 || count == split * 2) {
        const int level = level_of(count);
        return subtrees(level, first >> level);
    }
    auto left = hash_of(first, split, subtrees);
    if (!left) return left;
    auto right = hash_of(first + split, count - split, subtrees);
    if (!right) return right;
    return node_of(*left, *right);
}

base::Result<void> add_hash(std::int64_t first, std::int64_t count, const Subtrees& subtrees,
                            Path& path) {
    auto hash = hash_of(first, count, subtrees);
    if (!hash) return hash.error();
    path.push_back(std::move(*hash));
    return {};
}

// RFC 6962 2.1.1, PATH(index, D[first : first + count]).
base::Result<void> climb(std::int64_t index, std::int64_t first, std::int64_t count,
                         const Subtrees& subtrees, Path& path) {
    if (count == 1) return {};
    const std::int64_t split = split_of(count);
    const bool is_left = index < split;
    auto below = is_left ? climb(index, first, split, subtrees, path)
                         : climb(index - split, first + split, count - split, subtrees, path);
    if (!below) return below;
    return is_left ? add_hash(first + split, count - split, subtrees, path)
                   : add_hash(first, split, subtrees, path);
}

// RFC 6962 2.1.2, SUBPROOF(old, D[first : first + count], b): a known range is one whose hash
// is the old root, which the reader has.
enum class Known { yes, no };
base::Result<void> subproof(std::int64_t old, std::int64_t first, std::int64_t count,
                            Known known, const Subtrees& subtrees, Path& path) {
    if (old == count) {
        if (known == Known::yes) return {};
        return add_hash(first, count, subtrees, path);
    }
    const std::int64_t split = split_of(count);
    const bool is_left = old <= split;
    auto below = is_left ? subproof(old, first, split, known, subtrees, path)
                         : subproof(old - split, first + split, count - split, Known::no,
                                    subtrees, path);
    if (!below) return below;
    return is_left ? add_hash(first + split, count - split, subtrees, path)
                   : add_hash(first, split, subtrees, path);
}

bool are_hashes(const Path& path) {
    return std::all_of(path.begin(), path.end(), [](const Hash& h) { return h.size() == 32; });
}

}  // namespace

Hash node_of(std::string_view left, std::string_view right) {
    std::string octets;
    octets.reserve(65);
    octets += '\x01';
    octets += left;
    octets += right;
    return base::sha256(octets);
}

const Hash& empty_root() {
    static const Hash root = base::sha256("");
    return root;
}

base::Result<Hash> root_of(std::int64_t size, const Subtrees& subtrees) {
    if (size == 0) return empty_root();
    return hash_of(0, size, subtrees);
}

base::Result<Path> inclusion_path(std::int64_t index, std::int64_t size,
                                  const Subtrees& subtrees) {
    base::ensure(0 <= index && index < size);
    Path path;
    if (auto done = climb(index, 0, size, subtrees, path); !done) return done.error();
    return path;
}

base::Result<Path> consistency_path(std::int64_t old_size, std::int64_t size,
                                    const Subtrees& subtrees) {
    base::ensure(0 < old_size && old_size <= size);
    Path path;
    if (auto done = subproof(old_size, 0, size, Known::yes, subtrees, path); !done)
        return done.error();
    return path;
}

// RFC 9162 2.1.3.2, which is the same tree.
std::optional<Hash> root_by_inclusion(std::int64_t index, std::int64_t size,
                                      std::string_view leaf, const Path& path) {
    if (index < 0 || index >= size || leaf.size() != 32 || !are_hashes(path))
        return std::nullopt;
    std::int64_t at = index;
    std::int64_t last = size - 1;
    Hash hash(leaf);
    for (const Hash& beside : path) {
        if (last == 0) return std::nullopt;
        if ((at & 1) != 0 || at == last) {
            hash = node_of(beside, hash);
            while ((at & 1) == 0 && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_of(hash, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    if (last != 0) return std::nullopt;
    return hash;
}

// RFC 9162 2.1.4.2.
bool is_consistent(const Head& old_head, const Head& head, const Path& path) {
    if (old_head.size <= 0 || old_head.size > head.size || !are_hashes(path)) return false;
    if (old_head.size == head.size) return path.empty() && old_head.root == head.root;
    Path hashes = path;
    if ((old_head.size & (old_head.size - 1)) == 0)
        hashes.insert(hashes.begin(), old_head.root);
    if (hashes.empty()) return false;
    std::int64_t at = old_head.size - 1;
    std::int64_t last = head.size - 1;
    while ((at & 1) != 0) {
        at >>= 1;
        last >>= 1;
    }
    Hash old_root = hashes.front();
    Hash root = hashes.front();
    for (std::size_t i = 1; i < hashes.size(); ++i) {
        if (last == 0) return false;
        if ((at & 1) != 0 || at == last) {
            old_root = node_of(hashes[i], old_root);
            root = node_of(hashes[i], root);
            while ((at & 1) == 0 && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            root = node_of(root, hashes[i]);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && old_root == old_head.root && root == head.root;
}

void Growing::add(
    Hash leaf, const std::function<void(int level, std::int64_t idx, const Hash&)>& completed) {
    Hash hash = std::move(leaf);
    std::size_t level = 0;
    for (; ((size_ >> level) & 1) != 0; ++level) {
        hash = node_of(peaks_[level], hash);
        completed(static_cast<int>(level) + 1, size_ >> (level + 1), hash);
    }
    if (peaks_.size() <= level) peaks_.resize(level + 1);
    peaks_[level] = std::move(hash);
    ++size_;
}

Hash Growing::root() const {
    std::optional<Hash> root;
    for (std::size_t level = 0; level < peaks_.size(); ++level) {
        if (((size_ >> level) & 1) == 0) continue;
        root = root ? node_of(peaks_[level], *root) : peaks_[level];
    }
    return root.value_or(empty_root());
}

}  // namespace audit
