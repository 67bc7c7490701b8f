// Small questions that the finders of links and addresses share. Inside the room only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace redaction {

// A top-level name that counts for a link without scheme: "com", "in".
bool is_ending(std::string_view label);
// `word` stands in `text` at `at`.
bool matches(const std::u32string& text, std::size_t at, std::u32string_view word);

}  // namespace redaction
