// Texts that are made to cost time: one piece over and over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hostile {

// What a search pays for most that begins again at every word, digit, mark, name or value.
const std::vector<std::string_view>& pieces();

// At least `octets` of a piece; {} in it is another invented name each time.
std::string text_of(std::string_view piece, std::size_t octets);

}  // namespace hostile
