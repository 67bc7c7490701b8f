// Names of our closed lists in JSON that the vault keeps.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace pipeline {

// The value of an enum by its name; each ends at `last`. Throws what the library throws for a
// value of another kind, or std::out_of_range: whoever reads kept JSON catches both.
template <class Enum>
Enum named(const nlohmann::json& name, Enum last) {
    const auto wanted = name.get<std::string>();
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (name_of(static_cast<Enum>(i)) == wanted) return static_cast<Enum>(i);
    }
    throw std::out_of_range("a name that is not ours");
}

}  // namespace pipeline
