// Names of our closed lists, and what stands in several forms, in JSON that the vault keeps.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>

#include "understanding/facts.h"

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

// Nothing where the key is not there.
std::optional<std::string> optional_text(const nlohmann::json& value, const char* key);

// What every form keeps of the facts of a mail: kind, language, urgency, child, writer,
// category, what it says of account and police. Not a word of the mail.
void put_head(nlohmann::json& out, const understanding::Facts& facts);
void read_head(const nlohmann::json& kept, understanding::Facts& facts);

}  // namespace pipeline
