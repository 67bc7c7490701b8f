// Rows by their key, packed: the letters of all keys in one string, an open hash table over
// them. A rule set may have hundreds of thousands of keys, and each look-up of a mail asks for
// several.
//
// Promises: rows of one key come in the order in which they were added. At most 2^32 - 2 rows.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace understanding {

template <class Row>
class KeyedRows {
  public:
    void add(std::string_view key, const Row& row) {
        if (2 * (keys_.size() + 1) > slots_.size()) grow();
        Key& of = key_for(key);
        const auto number = static_cast<std::uint32_t>(rows_.size());
        rows_.push_back({row, none});
        (of.first == none ? of.first : rows_[of.last].next) = number;
        of.last = number;
    }

    bool contains(std::string_view key) const { return find(key) != nullptr; }

    template <class Deed>
    void for_each(std::string_view key, const Deed& deed) const {
        const Key* found = find(key);
        if (found == nullptr) return;
        for (std::uint32_t i = found->first; i != none; i = rows_[i].next) deed(rows_[i].row);
    }

    // Every row with its key, keys in the order in which they were first added.
    template <class Deed>
    void for_all(const Deed& deed) const {
        for (const Key& key : keys_)
            for (std::uint32_t i = key.first; i != none; i = rows_[i].next)
                deed(text_of(key), rows_[i].row);
    }

  private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    struct Key {
        std::uint32_t hash = 0;
        std::uint32_t at = 0;
        std::uint32_t size = 0;
        std::uint32_t first = none;
        std::uint32_t last = none;
    };
    struct Kept {
        Row row;
        std::uint32_t next;
    };

    static std::uint32_t hash_of(std::string_view key) {
        return static_cast<std::uint32_t>(std::hash<std::string_view>{}(key));
    }
    std::string_view text_of(const Key& key) const {
        return std::string_view(letters_).substr(key.at, key.size);
    }

    // The slot in which the key is, or could be.
    std::size_t slot_for(std::string_view key, std::uint32_t hash) const {
        std::size_t at = hash & (slots_.size() - 1);
        while (slots_[at] != none) {
            const Key& there = keys_[slots_[at]];
            if (there.hash == hash && text_of(there) == key) break;
            at = (at + 1) & (slots_.size() - 1);
        }
        return at;
    }

    const Key* find(std::string_view key) const {
        if (slots_.empty()) return nullptr;
        const std::uint32_t number = slots_[slot_for(key, hash_of(key))];
        return number == none ? nullptr : &keys_[number];
    }

    Key& key_for(std::string_view key) {
        const std::uint32_t hash = hash_of(key);
        std::uint32_t& slot = slots_[slot_for(key, hash)];
        if (slot == none) {
            slot = static_cast<std::uint32_t>(keys_.size());
            keys_.push_back({hash, static_cast<std::uint32_t>(letters_.size()),
                             static_cast<std::uint32_t>(key.size()), none, none});
            letters_ += key;
        }
        return keys_[slot];
    }

    void grow() {
        constexpr std::size_t least = 16;
        slots_.assign(slots_.empty() ? least : slots_.size() * 2, none);
        for (std::uint32_t i = 0; i < keys_.size(); ++i) {
            std::size_t at = keys_[i].hash & (slots_.size() - 1);
            while (slots_[at] != none) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = i;
        }
    }

    std::string letters_;
    std::vector<Key> keys_;
    std::vector<Kept> rows_;
    std::vector<std::uint32_t> slots_;
};

}  // namespace understanding
