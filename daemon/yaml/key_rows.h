// Short forms for the rows of a key table.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "yaml/keys.h"

namespace yaml {

inline Key text_key(std::string name, Need need, std::string meaning,
                    std::string pattern = {}) {
    return {std::move(name),    Shape::text, need,   std::move(meaning), {},
            std::move(pattern), 0,           nullptr};
}

inline Key choice_key(std::string name, Need need, std::string meaning,
                      std::vector<std::string> values) {
    return {std::move(name),   Shape::text, need, std::move(meaning),
            std::move(values), {},          0,    nullptr};
}

inline Key texts_key(std::string name, Need need, std::string meaning, std::string pattern = {},
                     std::vector<std::string> values = {}) {
    return {std::move(name),   Shape::texts,       need, std::move(meaning),
            std::move(values), std::move(pattern), 0,    nullptr};
}

inline Key words_key(std::string name, std::string meaning) {
    return {std::move(name), Shape::words, Need::optional, std::move(meaning), {}, {}, 0,
            nullptr};
}

inline Key truth_key(std::string name, std::string meaning) {
    return {std::move(name), Shape::truth, Need::optional, std::move(meaning), {}, {}, 0,
            nullptr};
}

inline Key number_key(std::string name, std::string meaning, double most) {
    return {std::move(name), Shape::number, Need::optional, std::move(meaning), {}, {}, most,
            nullptr};
}

inline Key map_key(std::string name, Need need, std::string meaning, const KeyTable& inside) {
    return {std::move(name), Shape::map, need, std::move(meaning), {}, {}, 0, &inside};
}

inline Key rows_key(std::string name, Need need, std::string meaning, const KeyTable& inside) {
    return {std::move(name), Shape::rows, need, std::move(meaning), {}, {}, 0, &inside};
}

inline KeyTable table_of(std::vector<Key> keys) { return {std::move(keys), {}, {}, {}}; }

// A map under names that staff choose.
inline KeyTable table_of_each(Key key, std::string name_pattern = {},
                              std::vector<std::string> names = {}) {
    return {{}, {std::move(key)}, std::move(names), std::move(name_pattern)};
}

}  // namespace yaml
